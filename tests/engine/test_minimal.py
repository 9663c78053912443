"""What runs, and what does not, after each kind of edit."""

from __future__ import annotations

from pathlib import Path

import pytest
from engine_fakes import Backwards, Bench, Peak, left, node, strokes, total

from songc.runtime.engine.node import Node
from songc.runtime.window import Window


def song(
    bass: tuple[tuple[int, int], ...] = ((0, 1), (20, 2), (37, 3), (50, 4)),
    lead: tuple[tuple[int, int], ...] = ((5, 10), (40, 20)),
    bass_gain: int = 1,
    master_gain: int = 2,
    frames: int = 64,
) -> Node:
    """Two tracks, a bus with a long memory, a mix, a master with a little lookahead."""
    one = total("strip:bass", strokes("take:bass", *bass, frames=frames), gain=bass_gain, frames=frames)
    two = total("strip:lead", strokes("take:lead", *lead, frames=frames), frames=frames)
    bus = total("bus:hall", two, window=Window(lookback=20), frames=frames)
    mix = total("mix", one, two, bus, frames=frames)
    return total("master", mix, gain=master_gain, window=Window(2, 2), frames=frames)


def test_a_first_build_runs_all_that_sounds(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    evaluation = bench.build(song())
    assert bench.ran == {
        "take:bass": [0, 1, 2, 3],
        "take:lead": [0, 2],
        "strip:bass": [0, 1, 2, 3],
        "strip:lead": [0, 2],
        "bus:hall": [0, 1, 2, 3],
        "mix": [0, 1, 2, 3],
        "master": [0, 1, 2, 3],
    }
    mix = evaluation.outcomes["mix"].node
    expected = [0] * 64
    for frame, level in ((0, 1), (20, 2), (37, 3), (50, 4), (5, 10), (40, 20)):
        expected[frame] += level
    for frame, level in ((5, 10), (40, 20)):
        for tail in range(frame, min(frame + 21, 64)):
            expected[tail] += level
    assert left(evaluation, mix) == expected


def test_the_cells_that_an_edit_is_in_are_told_before_they_are_made(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.build(song())
    moved = song(bass=((0, 1), (25, 2), (37, 3), (50, 4)))
    assert bench.engine.edited([moved]) == {1}
    assert bench.engine.edited([moved]) == frozenset(), "it is told once"
    assert bench.engine.edited([song(bass=((0, 1), (25, 2), (37, 3), (50, 4)), bass_gain=2)]) == {0, 1, 2, 3}


EDITS = {
    "nothing": (song(), {}),
    "the master's gain": (song(master_gain=3), {"master": [0, 1, 2, 3]}),
    "a note in the middle of a cell": (
        song(bass=((0, 1), (25, 2), (37, 3), (50, 4))),
        {"take:bass": [1], "strip:bass": [1], "mix": [1], "master": [1]},
    ),
    "a note at the end of a cell, which the master hears in the next": (
        song(bass=((0, 1), (20, 2), (31, 9), (37, 3), (50, 4))),
        {"take:bass": [1], "strip:bass": [1], "mix": [1], "master": [1, 2]},
    ),
    "a note whose echo runs on": (
        song(lead=((5, 10), (40, 21))),
        {"take:lead": [2], "strip:lead": [2], "bus:hall": [2, 3], "mix": [2, 3], "master": [2, 3]},
    ),
    "one track's gain": (
        song(bass_gain=2),
        {"strip:bass": [0, 1, 2, 3], "mix": [0, 1, 2, 3], "master": [0, 1, 2, 3]},
    ),
    "a note taken out, its cell then silent": (
        song(lead=((5, 10),)),
        {"mix": [2, 3], "master": [2, 3]},
    ),
    "a bar of rest added at the end, into which the master looks back": (song(frames=80), {"master": [4]}),
    "a note added at the end": (
        song(bass=((0, 1), (20, 2), (37, 3), (50, 4), (65, 5)), frames=80),
        {"take:bass": [4], "strip:bass": [4], "mix": [4], "master": [3, 4]},
    ),
    "a shorter song": (
        song(frames=45),
        {
            "take:bass": [2],
            "take:lead": [2],
            "strip:bass": [2],
            "strip:lead": [2],
            "bus:hall": [2],
            "mix": [2],
            "master": [2],
        },
    ),
}


@pytest.mark.parametrize("name", EDITS)
@pytest.mark.parametrize("process", ["the same", "a new one"])
def test_an_edit_runs_what_it_changed(name: str, process: str, tmp_path: Path) -> None:
    edited, expected = EDITS[name]
    bench = Bench(tmp_path)
    bench.build(song())
    if process == "a new one":
        bench.reopen()
    bench.build(edited)
    assert bench.ran == expected
    bench.build(song())
    assert bench.ran == {}, "the way back is known"


def test_a_bar_that_comes_twice_is_made_once(tmp_path: Path) -> None:
    bench = Bench(tmp_path, {"workers": 1})
    bench.build(total("strip", strokes("take", (3, 7), (19, 7), (35, 8))))
    assert bench.ran == {"take": [0, 2], "strip": [0, 2]}


def test_equal_results_stop_an_edit(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.build(total("strip", strokes("take", (3, 7), (3, 1))))
    bench.build(total("strip", strokes("take", (3, 4), (3, 4))))
    assert bench.ran == {"take": [0]}


def test_a_whole_step_runs_once_for_all_cells(tmp_path: Path) -> None:
    def graph(level: int) -> tuple[Node, Node]:
        back = node("back", Backwards(), strokes("take", (3, level), (40, 2), frames=50), frames=50)
        return back, total("strip", back, frames=50)

    bench = Bench(tmp_path)
    evaluation = bench.build(*graph(1))
    assert bench.ran == {"take": [0, 2], "back": [0, 1, 2, 3], "strip": [0, 2]}
    assert left(evaluation, evaluation.outcomes["back"].node) == [0] * 9 + [2] + [0] * 36 + [1] + [0] * 3
    evaluation = bench.build(*graph(5))
    assert bench.ran == {"take": [0], "back": [0, 1, 2, 3], "strip": [2]}
    bench.reopen().build(*graph(5))
    assert bench.ran == {}


def test_a_measure_is_bytes(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    measure = node("peak", Peak(), strokes("take", (3, 7), (20, 9)))
    evaluation = bench.build(measure)
    assert [evaluation.read(measure, cell) for cell in range(4)] == [b"7", b"9", b"0", b"0"]
    assert bench.ran["peak"] == [0, 1, 2], "the second silent cell is the first again"
    evaluation = bench.reopen().build(measure)
    assert evaluation.read(measure, 1) == b"9" and bench.ran == {}


def test_where_a_file_lies_changes_nothing(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    take = strokes("take", (3, 7))
    bench.build(total("strip", take, place="/home/a"))
    bench.build(total("strip", take, place="/home/b"))
    assert bench.ran == {}
    bench.reopen().build(total("strip", take, place="/home/c"))
    assert bench.ran == {}


def test_another_environment_runs_all(tmp_path: Path) -> None:
    Bench(tmp_path, {"environment": "numpy 1"}).build(song())
    bench = Bench(tmp_path, {"environment": "numpy 2"})
    bench.build(song())
    assert sum(map(len, bench.ran.values())) == 24


def test_another_version_of_a_task_runs_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    take = strokes("take", (3, 7))
    Bench(tmp_path).build(total("strip", take))
    monkeypatch.setattr("engine_fakes.SumTask.VERSION", "2")
    bench = Bench(tmp_path)
    bench.build(total("strip", take))
    assert bench.ran == {"strip": [0]}


def test_a_preview_runs_nothing(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    preview = bench.engine.preview([song()])
    assert {name: outcome.ran for name, outcome in preview.outcomes.items()}["master"] == (0, 1, 2, 3)
    assert bench.chunk_paths() == []
    bench.build(song())
    preview = bench.engine.preview([song(bass=((0, 1), (25, 2), (37, 3), (50, 4)))])
    would = {name: outcome.ran for name, outcome in preview.outcomes.items() if outcome.ran}
    # All that hears the edited cell may change, as far as can be told beforehand.
    assert would == {"take:bass": (1,), "strip:bass": (1,), "mix": (1,), "master": (0, 1, 2)}
    bench.build(song())
    assert bench.ran == {}


def test_further_nodes_over_earlier_ones_cost_only_themselves(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    master = song()
    bench.build(master)
    bench.build(total("limited", master, gain=3))
    assert bench.ran == {"limited": [0, 1, 2, 3]}
    bench.build(total("limited", master, gain=4))
    assert bench.ran == {"limited": [0, 1, 2, 3]}
    bench.build(total("limited", master, gain=3))
    assert bench.ran == {}


def test_a_signal_left_out_for_a_while_is_not_stale(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.build(total("strip", strokes("take", (3, 7))))
    bench.build(strokes("take", (3, 8)))
    evaluation = bench.build(total("strip", strokes("take", (3, 8))))
    assert left(evaluation, evaluation.outcomes["strip"].node)[3] == 8
    assert bench.ran == {"strip": [0]}


def test_two_signals_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="two signals are named 'take'"):
        Bench(tmp_path).build(total("mix", strokes("take", (0, 1)), strokes("take", (0, 2))))
