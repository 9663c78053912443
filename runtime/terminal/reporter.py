"""Reporters: events as lines for people or as JSON for machines. Results go to standard output, all else to standard
error."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from ..events import (
    ChunkDone,
    Delivered,
    Diagnosed,
    Done,
    Event,
    Listener,
    Noted,
    Progress,
    Reminded,
    SignalDone,
    as_json,
)
from .progress import ProgressLine
from .style import clock, paint, wants_color
from .tables import hanging, room, unbroken

# The one reason that is the same for every signal, so that listing them would tell nothing.
FIRST_BUILD = "first build"
LOST = "the cache had lost it"
FULL = "where the cache is full, as `songc cache stats` tells, `cache-size-gb` in songc.toml lets it hold more"


def reporter(options: argparse.Namespace) -> Listener:
    """The reader of events that the command's options ask for."""
    if options.json:
        return print_json
    return TerminalReporter(options.color, quiet=options.quiet, verbose=options.verbose)


def print_json(event: Event) -> None:
    if isinstance(event, Noted) and event.problem:
        print(event.text, file=sys.stderr)
    line = as_json(event)
    if line is not None:
        print(json.dumps(line, ensure_ascii=False), flush=True)


class TerminalReporter:
    """Gathers a build's events into what a person wants to read: mistakes at once, then what was rebuilt, why, and
    where it is."""

    def __init__(self, color: str, *, quiet: bool = False, verbose: bool = False) -> None:
        self.choice = color
        self.color = wants_color(color, sys.stdout)
        self.error_color = wants_color(color, sys.stderr)
        self.live = sys.stderr.isatty() and not quiet and os.environ.get("TERM") != "dumb"
        self.quiet, self.verbose = quiet, verbose
        self._start()

    def _start(self) -> None:
        self.progress = ProgressLine(color=self.error_color)
        self.signals: list[SignalDone] = []
        self.files: list[Delivered] = []
        self.errors = self.warnings = 0

    def __call__(self, event: Event) -> None:
        match event:
            case Progress():
                if self.live:
                    self.progress.show(event)
                return
            case Diagnosed():
                self.progress.hide()
                self._diagnostic(event)
            case Reminded(fields):
                if not self.quiet:
                    place = f"{fields['file']}:{fields['line']}:{fields['column']}"
                    head = f"warning[{fields['code']}]: "
                    print(*hanging(head, f"{fields['message']} ({place})", room(sys.stderr)), sep="\n", file=sys.stderr)
            case SignalDone():
                self.signals.append(event)
            case Delivered():
                self.files.append(event)
            case ChunkDone():
                return
            case Noted(text, problem):
                self.progress.hide()
                if problem or not self.quiet:
                    print(text, file=sys.stderr)
                self._start()  # what a build that was stopped has told is no part of the next one
            case Done():
                self.progress.hide()
                if event.ok and not self.quiet:
                    self._summary(event)
                elif not event.ok:
                    self._failure()
                self._start()

    def _diagnostic(self, event: Diagnosed) -> None:
        from .frames import tell

        self.errors += event.diagnostic.is_error
        self.warnings += not event.diagnostic.is_error
        if self.quiet and not event.diagnostic.is_error:
            return
        tell((event.diagnostic,), event.sources, self.choice)

    def _failure(self) -> None:
        if self.errors:
            mistakes = "1 mistake" if self.errors == 1 else f"{self.errors} mistakes"
            print(f"{mistakes}; no finished file was touched", file=sys.stderr)

    def _summary(self, done: Done) -> None:
        columns = room(sys.stdout)
        figures, title = "  ".join(_figures(done)), paint(done.song, "bold", self.color)
        if figures and columns is not None and len(done.song) + 2 + len(figures) > columns:
            print(title)
            title = ""
        print(*hanging(f"{title}  ", figures, columns, len(done.song) + 2 if title else 2), sep="\n")
        for reason, signals in _by_reason(self.signals).items():
            if reason == FIRST_BUILD and not self.verbose:
                print(f"  {reason}: {len(signals)} signals")
                continue
            print(*hanging("  ", reason, columns), sep="\n")
            counts = ", ".join(unbroken(self._count(signal)) for signal in signals)
            print(*(paint(line, "dim", self.color) for line in hanging("    ", counts, columns)), sep="\n")
        if any(LOST in signal.reason for signal in self.signals):
            print(*hanging("  ", FULL, columns), sep="\n")
        for line, changed in _listed(self.files):
            mark = paint("new", "green", self.color) if changed else paint("as it was", "dim", self.color)
            *lines, last = hanging("  ", line, columns and columns - len("  as it was"))
            print(*lines, f"{last}  {mark}", sep="\n")
        if done.chunks_ran or any(file.changed for file in self.files):
            print(f"done in {done.seconds:.2f} s: {done.chunks_ran} chunks built, {done.chunks_cached} reused")
        else:
            print("nothing to do")

    def _count(self, signal: SignalDone) -> str:
        seconds = f" in {signal.seconds:.2f} s" if self.verbose else ""
        return f"{signal.signal} {signal.ran}/{signal.chunks}{seconds}"


def _figures(done: Done) -> Iterator[str]:
    """Length, loudness and true peak, each beside what the song asks for."""
    if done.length_seconds is not None:
        yield unbroken(clock(done.length_seconds) + _asked("", done.expected_length))
    if done.loudness_lufs is not None:
        yield unbroken(f"{done.loudness_lufs:.1f} LUFS" + _asked("target ", done.target_lufs))
    if done.true_peak_dbtp is not None:
        yield unbroken(f"{done.true_peak_dbtp:.1f} dBTP" + _asked("ceiling ", done.ceiling_dbtp))


def _asked(what: str, value: float | str | None) -> str:
    return "" if value is None else f" ({what}{value if isinstance(value, str) else f'{value:g}'})"


def _by_reason(signals: list[SignalDone]) -> dict[str, list[SignalDone]]:
    """The signals that ran, under the declarations at the root of it; last, what nobody changed."""
    found: dict[str, list[SignalDone]] = {}
    for signal in signals:
        if signal.ran:
            found.setdefault(signal.reason.partition(", through ")[0], []).append(signal)
    if LOST in found:
        found[LOST] = found.pop(LOST)
    return found


def _listed(files: list[Delivered]) -> list[tuple[str, bool]]:
    """A line for each file, the stems of a folder on one line together."""
    lines: list[tuple[str, bool]] = []
    stems = [file for file in files if "/stems" in file.path]
    lines += [(file.path, file.changed) for file in files if file not in stems]
    if stems:
        folder = os.path.commonpath([str(Path(file.path).parent) for file in stems])
        changed = [os.path.relpath(file.path, folder).removesuffix(".wav") for file in stems if file.changed]
        which = ", ".join(changed) if 0 < len(changed) < len(stems) else ""
        lines.append((f"{folder}/  {len(stems)} stems" + (f", of them {which}" if which else ""), bool(changed)))
    return lines
