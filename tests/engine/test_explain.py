"""Reasons and traces."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from engine_fakes import GRID, Backwards, Bench, Stroke, Strokes, node, strokes, total

from songc.compiler.plan import Origin
from songc.compiler.source import Span
from songc.runtime.engine.explain import Explanation, History, Reason, explain, history
from songc.runtime.engine.node import Node
from songc.runtime.engine.trace import chrome_trace, slices
from songc.runtime.window import Window


def locate(span: Span) -> tuple[str, int]:
    return span.file, span.start // 10


def origin(key: str, text: str, line: int, value: str = "") -> Origin:
    return Origin(key, text, value or text, Span("a.song", line * 10, line * 10 + 5))


def song(gain: int = 1, level: int = 7, line: int = 3, more: tuple[Origin, ...] = (), compressor: bool = True) -> Node:
    """A strip whose gain stands in a line, and a master that looks a little ahead."""
    notes = (origin("bar 1", "| c d |", 1, str(level)), origin("bar 2", "| e f |", 2))
    take = Node("take", "takes", 64, Strokes((Stroke(3, level), Stroke(32, 9))), (), notes)
    declared = (origin("gain", f"gain {gain}dB", line), *more)
    if compressor:
        declared += (origin("compressor", "compressor", line + 1),)
    strip = Node("strip", "mix", 64, total("", take, gain=gain).step, (take,), declared)
    return total("master", strip, window=Window(0, 2))


def told(bench: Bench, before: History | None, song: Node) -> tuple[dict[str, Explanation], History]:
    """The explanations of a build, and the history it leaves, through JSON."""
    evaluation = bench.build(song)
    found = explain(evaluation.outcomes, before, "here", GRID, locate)
    left = history(evaluation.outcomes, "here", locate)
    return found, History.from_json(json.loads(json.dumps(left.as_json()))) or left


def test_the_first_build_is_a_reason(tmp_path: Path) -> None:
    found, _ = told(Bench(tmp_path), None, song())
    assert [(name, str(each)) for name, each in found.items()] == [
        ("take", "first build"),
        ("strip", "first build"),
        ("master", "first build"),
    ]


def test_a_build_that_ran_nothing_has_no_reason(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    _, before = told(bench, None, song())
    assert told(bench, before, song(line=30))[0] == {}, "a line that moved is no change"


@pytest.mark.parametrize(
    ("edited", "expected"),
    [
        (
            song(gain=2),
            {
                "strip": "`gain 2dB` was changed (a.song:3)",
                "master": "`gain 2dB` was changed (a.song:3), through strip",
            },
        ),
        (
            song(gain=2, line=5, compressor=False),
            {
                "strip": "`gain 2dB` was changed (a.song:5); `compressor` is gone (a.song:4)",
                "master": "`gain 2dB` was changed (a.song:5); `compressor` is gone (a.song:4), through strip",
            },
        ),
        (
            song(level=8),
            {
                "take": "`| c d |` was changed (a.song:1)",
                "strip": "`| c d |` was changed (a.song:1), through take",
                "master": "`| c d |` was changed (a.song:1), through strip",
            },
        ),
        (
            song(gain=3, more=(origin("pan", "pan 15% left", 9),)),
            {
                "strip": "`gain 3dB` was changed (a.song:3); `pan 15% left` is new (a.song:9)",
                "master": "`gain 3dB` was changed (a.song:3); `pan 15% left` is new (a.song:9), through strip",
            },
        ),
    ],
)
def test_a_reason_names_the_declaration_and_its_line(edited: Node, expected: dict[str, str], tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    _, before = told(bench, None, song())
    found, _ = told(bench, before, edited)
    assert {name: str(each) for name, each in found.items()} == expected


def test_each_cell_has_its_reason(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    _, before = told(bench, None, song())
    found, _ = told(bench, before, song(level=8, gain=2))
    assert found["take"].reasons == (Reason("changed", (0,), "| c d |", "a.song", 1),)
    assert found["strip"].reasons == (
        Reason("input", (0,), "take"),
        Reason("changed", (2,), "gain 2dB", "a.song", 3),
    )
    assert found["master"].reasons == (Reason("input", (0, 1, 2), "strip"),)


def test_what_was_made_before_is_named_where_others_run_because_of_it(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.build(*song(gain=3).inputs)
    _, before = told(bench, None, song())
    found, _ = told(bench, before, song(gain=3))
    assert {name: str(each) for name, each in found.items()} == {
        "master": "`gain 3dB` was changed (a.song:3), through strip"
    }


def test_what_the_cache_lost_is_no_change(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    _, before = told(bench, None, song())
    bench.engine.close()
    for path in tmp_path.glob("actions*"):
        path.unlink()
    found, _ = told(bench.open(), before, song())
    assert {str(each) for each in found.values()} == {"the cache had lost it"}


def test_a_new_signal_another_environment_and_another_step(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    take = strokes("take", (3, 7), (40, 1))
    _, before = told(bench, None, take)
    found, _ = told(bench, before, node("back", Backwards(), take))
    assert found["back"].reasons == (Reason("new signal", (0, 1, 2, 3)),)
    found, _ = told(bench, before, strokes("take", (3, 8), (40, 1)))
    assert found["take"].reasons == (Reason("step", (0,)),)
    evaluation = bench.build(strokes("take", (3, 9)))
    assert str(explain(evaluation.outcomes, before, "there", GRID, locate)["take"]) == (
        "songc, a library or the sample rate is another"
    )


def test_a_preview_explains_what_would_run(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    _, before = told(bench, None, song())
    preview = bench.engine.preview([song(gain=2)])
    found = explain(preview.outcomes, before, "here", GRID, locate)
    assert str(found["master"]) == "`gain 2dB` was changed (a.song:3), through strip"


@pytest.mark.parametrize("broken", [None, [], {"signals": 3}, {"environment": "", "signals": {"a": [[], ""]}}])
def test_a_history_that_is_none_is_none(broken: object) -> None:
    assert History.from_json(broken) is None


def test_a_trace_holds_every_task_once(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    back = node("back", Backwards(), strokes("take", (3, 7), (40, 1)))
    evaluation = bench.build(back)
    work = slices(bench.events, evaluation.outcomes)
    assert sorted((each.name, each.stage, each.cell) for each in work) == [
        ("back", "mix", 0),
        ("take", "takes", 0),
        ("take", "takes", 2),
    ]
    events = json.loads(json.dumps(chrome_trace(work)))["traceEvents"]
    tasks = [event for event in events if event["ph"] == "X"]
    threads = {event["tid"]: event["args"]["name"] for event in events if event["ph"] == "M"}
    assert len(tasks) == 3 and all(threads[task["tid"]].startswith("songc") for task in tasks)
    assert min(task["ts"] for task in tasks) == 0 and all(task["dur"] >= 0 for task in tasks)


def test_a_reason_quotes_its_text_once() -> None:
    row = "`lead` in `verse`, bar 3"
    assert str(Reason("changed", (0,), row, "a.song", 1)) == f"{row} was changed (a.song:1)"
    assert str(Reason("new", (0,), "pan 15% left", "a.song", 9)) == "`pan 15% left` is new (a.song:9)"
