"""The end of a record in a studio that lives on: what the last build asked of its master is asked for at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import numpy as np
import pytest
from numpy.typing import NDArray

from songc.runtime.building import Saved, build_in
from songc.runtime.config import Config
from songc.runtime.engine.evaluation import Evaluation
from songc.runtime.engine.node import Grid, Node
from songc.runtime.events import ChunkDone
from songc.runtime.finish import CHAIN
from songc.runtime.mastering.meters import energies_of
from songc.runtime.project import locate
from songc.runtime.request import Request
from songc.runtime.steps.finish import LimitStep, MeasureStep, TrialStep
from songc.runtime.studio import Studio, open_studio
from songc.runtime.window import Window

RATE = 48_000

SONG = """\
song "Small" { seed 5 }
composition {
  tempo 240 bpm
  key A minor
  section a 4 bars { line lead { | a:4 c5 e5 c5 | d5:1 | e5:1 | a:4 c5 e5:2 | } }
  form a
}
arrangement { track lead { instrument synth "glass-lead";  play lead } }
master { loudness -16 LUFS;  ceiling -1 dBTP;  export wav 24bit }
"""


class Bench:
    """A studio, and what each of its builds asked the engine for: the signals of every turn, and how many cells of each
    ran."""

    def __init__(self, studio: Studio, song: Path, patch: pytest.MonkeyPatch) -> None:
        self.studio, self.song = studio, song
        self.turns: list[tuple[list[str], dict[str, int]]] = []
        self.heard: list[str] = []
        evaluate = studio.engine.evaluate

        def noted(nodes: Sequence[Node], **options: object) -> Evaluation:
            found = evaluate(nodes, **options)  # type: ignore[arg-type]
            ran = {name: len(outcome.ran) for name, outcome in found.outcomes.items() if outcome.ran}
            self.turns.append(([node.name for node in nodes], ran))
            return found

        patch.setattr(studio.engine, "evaluate", noted)

    def build(self, text: str) -> bytes:
        self.song.write_text(text)
        self.turns.clear()
        self.heard.clear()

        def hear(event: object) -> None:
            if isinstance(event, ChunkDone):
                self.heard.append(event.sha256)

        assert build_in(self.studio, hear, saved=Saved(0.0, Event())) is not None
        return (self.song.parent / "build" / "small" / "small.wav").read_bytes()


@contextmanager
def bench(folder: Path) -> Iterator[Bench]:
    folder.mkdir(exist_ok=True)
    song = folder / "small.song"
    song.write_text(SONG)
    request = Request(locate(song), Config())
    with open_studio(request, grid=Grid(1 << 15, 1 << 12)) as studio, pytest.MonkeyPatch.context() as patch:
        yield Bench(studio, song, patch)


def test_an_edit_asks_for_the_last_search_at_once(tmp_path: Path) -> None:
    with bench(tmp_path) as living:
        living.build(SONG)
        assert living.turns[0][0] == [f"{CHAIN}/measure"]
        searched = [name for names, _ in living.turns for name in names if name.startswith("master/try")]
        cells = len(living.heard)
        assert searched
        assert cells > 4

        living.build(SONG.replace("| d5:1 |", "| d5:1{+5 cents} |"))
        asked, ran = living.turns[0]
        record = ["master", "master/24bit", "master/measure", "master/spectrum"]
        assert asked == [*record, f"{CHAIN}/measure", *searched]
        assert 0 < ran["master"] < cells
        assert not {name for _, each in living.turns[1:] for name in each}


def test_a_search_that_goes_elsewhere_ends_where_a_clean_one_does(tmp_path: Path) -> None:
    quiet = SONG.replace("| d5:1 | e5:1 |", "| r:1 | e3:1 |")
    with bench(tmp_path / "living") as living, bench(tmp_path / "clean") as clean:
        living.build(SONG)
        before = living.studio.gains
        assert living.build(quiet) == clean.build(quiet)
        assert living.studio.gains == clean.studio.gains != before


def test_a_trial_is_the_loudness_of_what_is_limited() -> None:
    cell, cells = 1 << 15, 4
    limiting, trial, measuring = LimitStep(6.0, -1.0, RATE), TrialStep(6.0, -1.0, RATE), MeasureStep(RATE)
    rng = np.random.default_rng(3)
    sound = (rng.standard_normal((2, cell * cells)) * rng.uniform(0.05, 0.6, cell * cells)).astype(np.float32)

    def heard(whole: NDArray[np.float32], window: Window, start: int) -> NDArray[np.float32]:
        wide = np.pad(whole, ((0, 0), (window.lookback, window.lookahead)))
        return np.ascontiguousarray(wide[:, start : start + window.lookback + cell + window.lookahead])

    starts = range(0, cell * cells, cell)
    parts = [limiting.task(at, cell).run([heard(sound, *limiting.windows(), at)]) for at in starts]
    limited = np.concatenate([part for part in parts if part is not None], axis=1)
    for at in starts:
        kept = measuring.task(at, cell).run([heard(limited, *measuring.windows(), at)])
        tried = trial.task(at, cell).run([heard(sound, *trial.windows(), at)])
        assert np.array_equal(energies_of([tried]), energies_of([kept])) and energies_of([kept]).any()
    assert trial.task(0, cell).run([None]) == measuring.task(0, cell).run([None])
