"""The summary of a build on a terminal."""

from __future__ import annotations

import pytest

from songc.runtime.engine.explain import Reason
from songc.runtime.events import Done, SignalDone
from songc.runtime.terminal.reporter import LOST, TerminalReporter


def summary(capsys: pytest.CaptureFixture[str], *reasons: str) -> str:
    tell = TerminalReporter("never")
    for number, reason in enumerate(reasons):
        tell(SignalDone(f"strip:track{number}", "mix", 40, 3, 37, reason, 0.5))
    tell(Done("demo.song", ok=True, seconds=1.0, chunks_ran=3 * len(reasons), chunks_cached=37 * len(reasons)))
    return capsys.readouterr().out


def test_what_the_cache_lost_says_how_it_may_hold_more(capsys: pytest.CaptureFixture[str]) -> None:
    assert str(Reason("lost", (0,))) == LOST
    lost = summary(capsys, "`gain 2dB` was changed (demo.song:3)", "the cache had lost it")
    assert lost.count("cache-size-gb") == 1
    first = summary(capsys, "the cache had lost it", "`gain 2dB` was changed (demo.song:3)")
    assert first.index("gain 2dB") < first.index("the cache had lost it") < first.index("cache-size-gb")
    assert "cache-size-gb" not in summary(capsys, "`gain 2dB` was changed (demo.song:3)")
