"""Changes: what the file system says about a build's inputs, gathered into bursts.

Folders are watched, not files, since editors save by renaming; missing inputs are watched through the nearest folder
there is. An event only says that it is time to look: whether an input changed is told by its stamp, and a lost event by
the next look.
"""

from __future__ import annotations

import queue
import time
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

QUIET_SECONDS = 0.05  # a burst ends when nothing has come for so long
COMPLETE_SECONDS = 0.01  # or for so long after a file was closed or renamed, which is then complete
LONGEST_BURST_SECONDS = 0.5
LOOK_SECONDS = 2.0  # a look without an event, should one have been lost

# What reading a file causes; watching it would make a build its own reason.
_READING = frozenset({"opened", "closed_no_write"})
_COMPLETING = frozenset({"closed", "moved"})


class _Handler(FileSystemEventHandler):
    def __init__(self, events: queue.SimpleQueue[tuple[float, float]]) -> None:
        self._events = events
        self._quiet = QUIET_SECONDS

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Notes when it came, and how long it must be quiet after it. What a folder tells of itself follows what
        happened to a file in it, and says nothing new."""
        if event.event_type in _READING:
            return
        if not event.is_directory:
            self._quiet = COMPLETE_SECONDS if event.event_type in _COMPLETING else QUIET_SECONDS
        self._events.put((time.monotonic(), self._quiet))


class Changes:
    """Watches the folders of the inputs; `poll` asks for stats instead of events (network mounts)."""

    def __init__(self, *, poll: bool = False) -> None:
        self._events: queue.SimpleQueue[tuple[float, float]] = queue.SimpleQueue()
        self._observer: BaseObserver = PollingObserver(timeout=0.3) if poll else Observer()
        self._handler = _Handler(self._events)
        self._folders: dict[Path, object] = {}
        self._observer.start()

    def watch(self, files: Iterable[Path]) -> None:
        """Watches these files from now on, and no others."""
        wanted = {_nearest_folder(file) for file in files}
        for folder in [folder for folder in self._folders if folder not in wanted]:
            self._observer.unschedule(self._folders.pop(folder))  # type: ignore[arg-type]
        for folder in wanted - self._folders.keys():
            try:
                self._folders[folder] = self._observer.schedule(self._handler, str(folder), recursive=False)
            except OSError:
                continue  # gone in the meantime; the next look finds it again

    def wait(self, seconds: float = LOOK_SECONDS) -> float | None:
        """Waits for a burst of events and gives the monotonic time of its first, or None after `seconds` without
        any."""
        try:
            first, quiet = self._events.get(timeout=seconds)
        except queue.Empty:
            return None
        while time.monotonic() - first < LONGEST_BURST_SECONDS:
            try:
                _, quiet = self._events.get(timeout=quiet)
            except queue.Empty:
                break
        return first

    def close(self) -> None:
        self._observer.stop()
        self._observer.join()

    def __enter__(self) -> Changes:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _nearest_folder(file: Path) -> Path:
    return next(folder for folder in file.parents if folder.is_dir())
