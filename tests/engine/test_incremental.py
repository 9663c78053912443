"""Whatever the graph and whatever the edits, an incremental build is the clean one, bit for bit, and a second build
runs nothing."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from engine_fakes import Backwards, Bench, Stroke, Strokes, Sum, clean_digests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from songc.runtime.engine.evaluation import Evaluation
from songc.runtime.engine.node import Node, Step
from songc.runtime.window import Window

# A signal as data: its frames, and how it is made of the signals before it (by their places counted back from it).
Signal = tuple[int, Step, tuple[int, ...]]

strokes = st.builds(Stroke, st.integers(0, 79), st.integers(-3, 3))
sources = st.builds(lambda found: Strokes(tuple(found)), st.lists(strokes, max_size=6))
windows = st.builds(Window, st.sampled_from((0, 1, 3, 4, 20)), st.sampled_from((0, 0, 2, 17)))
lengths = st.sampled_from((40, 46, 47, 64, 80))


@st.composite
def signals(draw: st.DrawFn, place: int) -> Signal:
    """A signal in its place: a source where nothing is before it."""
    kind = draw(st.sampled_from(("source", "sum", "sum", "sum", "whole"))) if place else "source"
    frames = draw(lengths)
    match kind:
        case "source":
            return frames, draw(sources), ()
        case "whole":
            return frames, Backwards(), (draw(st.integers(1, place)),)
        case _:
            heard = tuple(draw(st.lists(st.integers(1, place), min_size=1, max_size=3)))
            step = Sum(len(heard), draw(st.integers(0, 2)), draw(windows), silent_in_silent_out=draw(st.booleans()))
            return frames, step, heard


def graph(found: Sequence[Signal]) -> list[Node]:
    nodes: list[Node] = []
    for place, (frames, step, heard) in enumerate(found):
        inputs = tuple(nodes[place - back] for back in heard)
        # A whole step makes as many frames as it hears.
        length = inputs[0].frames if isinstance(step, Backwards) else frames
        nodes.append(Node(f"signal {place}", "mix", length, step, inputs))
    return nodes


def one_shot(nodes: Sequence[Node]) -> dict[str, NDArray[np.float32]]:
    """What the signals are, reckoned in one piece and without an engine."""
    found: dict[str, NDArray[np.float32]] = {}
    for node in nodes:
        out = np.zeros((2, node.frames), np.float32)
        match node.step:
            case Strokes(strokes):
                for stroke in strokes:
                    if stroke.frame < node.frames:
                        out[:, stroke.frame] += (stroke.level, -stroke.level)
            case Sum(gain=gain, window=(lookback, lookahead)):
                for heard in node.inputs:
                    padded = np.zeros((2, lookback + 80 + lookahead), np.float32)
                    padded[:, lookback : lookback + heard.frames] = found[heard.name]
                    for offset in range(lookback + lookahead + 1):
                        out += gain * padded[:, offset : offset + node.frames]
            case _:
                out = found[node.inputs[0].name][:, ::-1]
        found[node.name] = out
    return found


def cell_by_cell(evaluation: Evaluation, node: Node) -> NDArray[np.float32]:
    """A signal put together from its cells, each in its own length."""
    cells = [evaluation.read(node, cell) for cell in range(len(evaluation.digests(node)))]
    extents = [evaluation.grid.extent(cell, node.frames) for cell in range(len(cells))]
    silences = [np.zeros((2, stop - start), np.float32) for start, stop in extents]
    return np.hstack([each if isinstance(each, np.ndarray) else silences[cell] for cell, each in enumerate(cells)])


def test_a_cell_is_as_long_as_its_signal_has_it(tmp_path: Path) -> None:
    """Silence at the end of a block does not show in a digest, so a chunk of a shorter signal may stand for it."""
    bench = Bench(tmp_path)
    for frames in (14, 30, 13):
        clip = Node("clip", "mix", frames, Strokes((Stroke(3, 2),)), ())
        evaluation = bench.build(clip)
        sound = evaluation.read(clip, 0)
        assert isinstance(sound, np.ndarray)
        assert sound.shape == (2, min(frames, 16))
        assert sound[0].nonzero()[0].tolist() == [3]
    bench.engine.close()


@st.composite
def histories(draw: st.DrawFn) -> list[list[Signal]]:
    """A graph, and what it becomes edit by edit: signals changed, added and taken from the end."""
    current = [draw(signals(place)) for place in range(draw(st.integers(1, 7)))]
    found = [list(current)]
    for _ in range(draw(st.integers(1, 4))):
        match draw(st.sampled_from(("change", "change", "add", "drop"))):
            case "add":
                current.append(draw(signals(len(current))))
            case "drop" if len(current) > 1:
                current.pop()
            case _:
                place = draw(st.integers(0, len(current) - 1))
                current[place] = draw(signals(place))
        found.append(list(current))
    return found


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(histories(), st.randoms(use_true_random=False))
def test_incremental_equals_clean(history: list[list[Signal]], chance: random.Random) -> None:
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder) / "store", {"memory": chance.choice((0, 500, 10**6))})
        for found in history:
            nodes = graph(found)
            match chance.randrange(5):
                case 0:
                    bench.reopen()
                case 1:
                    for path in bench.chunk_paths():
                        if chance.random() < 0.5:
                            path.unlink()
                case 2:
                    bench.build(chance.choice(nodes))
            evaluation = bench.build(*nodes)
            expected = clean_digests(Path(folder) / "clean", *nodes)
            assert {name: evaluation.digests(each.node) for name, each in evaluation.outcomes.items()} == expected
            for name, sound in one_shot(nodes).items():
                node = evaluation.outcomes[name].node
                assert (evaluation.read_frames(node, 0, sound.shape[1]) == sound).all()
                assert (cell_by_cell(evaluation, node) == sound).all()
            bench.build(*graph(found))
            assert bench.ran == {}
        bench.engine.close()
