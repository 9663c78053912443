"""Watch: a build, and another on every change of what the last one read.

A change cancels the build that runs: what it finished is kept, and the new one begins at once. A song with mistakes
leaves the last good files as they are.
"""

from __future__ import annotations

import gc
import threading
import time

from .building import Saved, build_in
from .changes import Changes
from .contents import unchanged
from .engine.schedule import Cancelled
from .events import Listener, Noted
from .project import EnvironmentLack
from .request import Request
from .studio import Studio, open_studio


def watch(request: Request, listener: Listener, *, poll: bool = False) -> None:
    """Builds and rebuilds until interrupted."""
    with open_studio(request) as studio, Changes(poll=poll) as changes:
        current = _Build(studio, listener, None)
        try:
            while True:
                current.watched.wait()
                changes.watch(studio.request.project.root / known.path for known in studio.files.seen.values())
                # The inputs may have changed before their folders were watched, so they are looked at before and after.
                saved = None if _changed(studio, current.began_ns) else changes.wait()
                changed = _changed(studio, current.began_ns)
                if not changed:
                    continue
                current.stop()
                listener(Noted(f"\n{_named(changed)} changed; rebuilding"))
                current = _Build(studio, listener, saved or time.monotonic())
        finally:
            current.stop()


def _changed(studio: Studio, since_ns: int) -> list[str]:
    """What is no longer as the last compilation saw it, relative to the project; the song, where it saw nothing."""
    inputs = list(studio.files.seen.values())
    if not inputs:
        return [studio.request.project.song]
    return [known.path for known in inputs if not unchanged(studio.files.root, known, since_ns)]


def _named(changed: list[str]) -> str:
    """`demo.song`, `demo.song and takes/vox.wav`, `demo.song and 3 other files`."""
    first, *rest = changed
    return first if not rest else f"{first} and {rest[0] if len(rest) == 1 else f'{len(rest)} other files'}"


class _Build:
    """A build in a thread of its own, which a later change may stop. `watched` is set once its inputs are known."""

    def __init__(self, studio: Studio, listener: Listener, saved: float | None) -> None:
        self.began_ns = time.time_ns()
        self.watched = threading.Event()
        self._cancel = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(studio, listener, saved), name="songc-build")
        self._thread.start()

    def _run(self, studio: Studio, listener: Listener, saved: float | None) -> None:
        from .building import BuildFailed

        gc.disable()  # it goes over all that is kept, which takes as long as a small build
        try:
            build_in(studio, listener, cancel=self._cancel, saved=Saved(saved, self.watched))
        except Cancelled:
            pass
        except (BuildFailed, EnvironmentLack) as problem:
            listener(Noted(f"songc: {problem}", problem=True))
        finally:
            gc.enable()
            self.watched.set()
        if not self._cancel.is_set():
            studio.pressings.draft()
            gc.collect()
            if saved is None:
                gc.freeze()  # what the first build loaded stays, and need not be looked at again

    def stop(self) -> None:
        self._cancel.set()
        self._thread.join()
