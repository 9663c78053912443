"""Progress: one line on a terminal's standard error, rewritten in place, shown once a build has lasted half a
second."""

from __future__ import annotations

import sys
import time

from ..events import Progress
from .style import paint, width

SHOW_AFTER_SECONDS = 0.5
REDRAW_SECONDS = 0.08
BAR_CELLS = 24


class ProgressLine:
    """The line that stands at the moment. It holds the clock, since how fast a bar moves concerns only the eye."""

    def __init__(self, *, color: bool) -> None:
        self.color = color
        self.started = time.monotonic()
        self.drawn = 0.0
        self.shown = False

    def show(self, progress: Progress) -> None:
        now = time.monotonic()
        if now - self.started < SHOW_AFTER_SECONDS or now - self.drawn < REDRAW_SECONDS:
            return
        self.drawn, self.shown = now, True
        part = progress.done / progress.total if progress.total else 0.0
        filled = int(part * BAR_CELLS)
        bar = paint("━" * filled, "green", self.color) + paint("━" * (BAR_CELLS - filled), "dim", self.color)
        elapsed = now - self.started
        left = f"{elapsed / part - elapsed:4.0f} s left" if part > 0.05 else ""
        text = f" {progress.stage:<12} {progress.done}/{progress.total}  {left}"[: width() - BAR_CELLS - 2]
        sys.stderr.write(f"\r{bar}{text}\x1b[K")
        sys.stderr.flush()

    def hide(self) -> None:
        if self.shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self.shown = False
