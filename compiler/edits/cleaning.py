"""The lines of an edit that clean a recording: `de-click` and `breaths`."""

from __future__ import annotations

from dataclasses import replace

from ..check import Check, missing, no_block
from ..form.timeline import Stretch, Timeline
from ..frozen import dataclass
from ..settings import read_one, read_settings
from ..source import Span
from ..syntax import Statement
from ..vocabulary.blocks import BREATHS, DECLICK
from .lines import placed


@dataclass(frozen=True, slots=True)
class Cleaning:
    """What is done in these stretches (everywhere, when there are none): a sensitivity of 0..1 for clicks, a level in
    decibels for breaths."""

    stretches: tuple[Stretch, ...]
    amount: float
    span: Span


def read_declick(check: Check, line: Statement, timeline: Timeline) -> Cleaning | None:
    no_block(check, line)
    stretches, rest, found = placed(check, line, timeline)
    settings = dict(read_settings(check, "de-click", rest, None, DECLICK))
    return Cleaning(stretches, float(settings["sensitivity"]), line.span) if found else None


def read_breaths(check: Check, line: Statement, timeline: Timeline) -> Cleaning | None:
    stretches, rest, found = placed(check, line, timeline)
    if not rest:
        missing(check, line, "a level in `dB`", "breaths -12dB", at=len(line.values))
        return None
    level = read_one(check, replace(line, values=tuple(rest)), BREATHS)
    return Cleaning(stretches, float(level), line.span) if found else None
