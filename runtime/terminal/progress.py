"""Progress: one line on a terminal's standard error, rewritten in place, shown once a build has lasted half a
second."""

from __future__ import annotations

import sys
import time

from ..events import Progress
from .style import paint, width

SHOW_AFTER_SECONDS = 0.5
REDRAW_SECONDS = 0.08
BAR_CELLS = 20
FIRST_GUESS = 0.05  # the part that must be done before the time left is guessed

ERASE = "\r\x1b[K"  # the line on which the cursor stands


class ProgressLine:
    """The line of one build. It holds the clock, since how fast a bar moves concerns only the eye; its time begins with
    the first progress that it is shown."""

    def __init__(self, *, color: bool) -> None:
        self.color = color
        self.started: float | None = None
        self.drawn = 0.0
        self.shown = False

    def show(self, progress: Progress) -> None:
        now = time.monotonic()
        if self.started is None:
            self.started = now
        if now - self.started < SHOW_AFTER_SECONDS or now - self.drawn < REDRAW_SECONDS:
            return
        self.drawn, self.shown = now, True
        sys.stderr.write(f"\r{drawn(progress, now - self.started, width(sys.stderr), self.color)}\x1b[K")
        sys.stderr.flush()

    def hide(self) -> None:
        if self.shown:
            sys.stderr.write(ERASE)
            sys.stderr.flush()
            self.shown = False


def drawn(progress: Progress, elapsed_seconds: float, columns: int, color: bool) -> str:
    """The bar, the stage and the signal that was worked on last, the cells done and how many of them were kept, the
    time left: as much of it as stands in `columns`, the last of which stays free."""
    part = progress.done / progress.total if progress.total else 0.0
    parts = [f" {progress.stage:<6}", f" {progress.signal:<14}", f" {progress.done}/{progress.total} {progress.unit}"]
    if progress.kept:
        parts.append(f", {progress.kept} kept")
    if part > FIRST_GUESS:
        parts.append(f", {elapsed_seconds / part - elapsed_seconds:.0f} s left")
    text = ""
    for each in parts:
        if BAR_CELLS + len(text) + len(each) >= columns:
            break
        text += each
    filled = int(part * BAR_CELLS)
    bar = paint("━" * filled, "green", color) + paint("─" * (BAR_CELLS - filled), "dim", color)
    return f"{bar}{text}"
