"""What the composition declares and nothing plays."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ..check import Check
from ..composition.records import Composition, Line, Rhythm
from ..source import Span
from .records import Arrangement, Part

Declared = tuple[str, str, Span, str]  # kind, name, where, how it would be used


def check_unused(check: Check, composition: Composition, arrangement: Arrangement, sung: Collection[str] = ()) -> None:
    """Warns of lines, rhythms, motifs and sections of the song's own file that have no part in it. A song that
    arranges nothing yet is left in peace."""
    if not arrangement.tracks or not composition.sections:
        return
    used = _used(composition, arrangement) | {("line", name) for name in sung}
    for kind, name, span, help in _declared(composition):
        if (kind, name) not in used and span.file == composition.span.file:
            check.report("W0204", f"nothing uses the {kind} `{name}`", span, "not used", help)


def _used(composition: Composition, arrangement: Arrangement) -> set[tuple[str, str]]:
    used = {("section", item.section) for item in composition.form}
    if any(composition.section(name) is None for _, name in used):  # it may mean any of them
        used |= {("section", section.name) for section in composition.sections}
    for track in arrangement.tracks:
        for part in (track.part, *(override.part for override in track.overrides)):
            used |= _of_part(part)
    lyrics = (*composition.lyrics, *(lyrics for section in composition.sections for lyrics in section.lyrics))
    used |= {("line", one.line) for one in lyrics}
    pending = [call for line in _lines(composition) for row in line.rows for call in row.row.calls]
    motifs = {motif.name: motif for motif in composition.motifs}
    while pending:
        call = pending.pop()
        dotted = f"{call.name}.{call.transforms[0][0]}" if call.transforms else ""
        name = dotted if dotted in motifs else call.name
        if name in motifs and ("motif", name) not in used:
            used.add(("motif", name))
            pending += (quoted for row in motifs[name].rows for quoted in row.row.calls)
    return used


def _of_part(part: Part) -> set[tuple[str, str]]:
    found = {("rhythm", fill.rhythm) for fill in part.fills or ()}
    for play in part.plays or ():
        found |= {(play.what, play.name), ("rhythm", play.rhythm)}
    return found


def _lines(composition: Composition) -> Iterator[Line]:
    yield from composition.lines
    for section in composition.sections:
        yield from section.lines


def _declared(composition: Composition) -> Iterator[Declared]:
    for motif in composition.motifs:
        yield "motif", motif.name, motif.span, f"quote it in a line as `@{motif.name}`, or take it out"
    rhythms: list[Rhythm] = list(composition.rhythms)
    for section in composition.sections:
        yield "section", section.name, section.span, "put it into the `form`, or take it out"
        rhythms += section.rhythms
    for rhythm in rhythms:
        yield (
            "rhythm",
            rhythm.name,
            rhythm.span,
            f"write `play {rhythm.name}` on a kit, or `rhythm {rhythm.name}` after a `play`",
        )
    for line in _lines(composition):
        yield "line", line.name, line.span, f"write `play {line.name}` on a track, or take it out"
