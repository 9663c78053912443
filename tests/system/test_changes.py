"""Bursts of events: what was closed or renamed is complete, and is not waited for as what is being written."""

from __future__ import annotations

import queue
import time
from pathlib import Path

import pytest
from watchdog.events import (
    DirModifiedEvent,
    FileClosedEvent,
    FileClosedNoWriteEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
)

from songc.runtime.changes import COMPLETE_SECONDS, QUIET_SECONDS, Changes, _Handler

PLAIN_WRITE = [FileModifiedEvent("a"), FileModifiedEvent("a"), FileClosedEvent("a"), DirModifiedEvent(".")]
RENAME = [FileModifiedEvent("b"), FileClosedEvent("b"), FileMovedEvent("b", "a"), DirModifiedEvent(".")]
STILL_WRITTEN = [*PLAIN_WRITE, FileModifiedEvent("c")]


@pytest.mark.parametrize(
    ("events", "seconds"),
    [(PLAIN_WRITE, COMPLETE_SECONDS), (RENAME, COMPLETE_SECONDS), (STILL_WRITTEN, QUIET_SECONDS)],
)
def test_how_long_it_must_be_quiet(events: list[FileSystemEvent], seconds: float) -> None:
    heard: queue.SimpleQueue[tuple[float, float]] = queue.SimpleQueue()
    handler = _Handler(heard)
    for event in [*events, FileClosedNoWriteEvent("a")]:
        handler.on_any_event(event)
    found = [heard.get_nowait() for _ in range(heard.qsize())]
    assert len(found) == len(events) and found[-1][1] == seconds


@pytest.mark.parametrize("poll", [False, True])
def test_a_save_is_one_burst(tmp_path: Path, poll: bool) -> None:
    song = tmp_path / "a.song"
    song.write_text("one")
    with Changes(poll=poll) as changes:
        changes.watch([song])
        before = time.monotonic()
        new = tmp_path / ".a.swp"
        new.write_text("another")
        new.replace(song)
        saved = changes.wait(20.0)
        assert saved is not None and saved >= before
        assert changes.wait(0.2) is None or poll
