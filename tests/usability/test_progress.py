"""The line of progress on a terminal: whatever is told next stands on a line of its own."""

from __future__ import annotations

import io
from contextlib import redirect_stderr

import pytest

from songc.runtime.events import Event, Noted, Progress
from songc.runtime.terminal import progress
from songc.runtime.terminal.reporter import TerminalReporter


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def screen(written: str) -> list[str]:
    """The lines as a terminal shows them: a carriage return goes back, what follows is written over what stood there,
    and `ESC [ K` erases to the end of the line."""
    lines, column = [""], 0
    for char in written.replace("\x1b[K", "\0"):
        line = lines[-1]
        if char == "\r":
            column = 0
        elif char == "\n":
            lines.append("")
            column = 0
        elif char == "\0":
            lines[-1] = line[:column]
        else:
            lines[-1] = line[:column] + char + line[column + 1 :]
            column += 1
    return lines


def shown(monkeypatch: pytest.MonkeyPatch, *events: Event, quiet: bool = False) -> list[str]:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(progress, "SHOW_AFTER_SECONDS", 0.0)
    monkeypatch.setattr(progress, "REDRAW_SECONDS", 0.0)
    terminal = Terminal()
    with redirect_stderr(terminal):
        tell = TerminalReporter("never", quiet=quiet)
        for event in events:
            tell(event)
    return screen(terminal.getvalue())


def test_a_note_takes_the_place_of_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    line = Progress("mix", "strip:lead", 30, 60, 0)
    assert "strip:lead" in shown(monkeypatch, line)[-1]
    assert shown(monkeypatch, line, Noted("changed; rebuilding")) == ["changed; rebuilding", ""]


def test_a_shorter_line_leaves_nothing_of_the_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    (line,) = shown(monkeypatch, Progress("mix", "strip:a-name", 30, 60, 4), Progress("mix", "mix", 3, 60, 0))
    assert line.startswith("━") and "name" not in line and "3/60 chunks" in line and "kept" not in line


def test_problems_are_told_to_the_quiet_too(monkeypatch: pytest.MonkeyPatch) -> None:
    events = (Noted("changed; rebuilding"), Noted("songc: no room", problem=True))
    assert shown(monkeypatch, *events, quiet=True) == ["songc: no room", ""]
