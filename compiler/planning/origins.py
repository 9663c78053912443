"""Origins: the declarations behind a signal, so that `why` can name the line that changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from ..check import Check
from ..edits.read import TrackEdit
from ..memory import Kept, Memory, Spot
from ..mix.inserts import Insert
from ..plan import Origin, Plugin
from ..score import PassagePart, ScoreNote
from ..source import Span

_ROWS: Memory[tuple[tuple[str, Spot, str], ...]] = Memory()


def origin(check: Check, key: str, span: Span, *meaning: object) -> Origin:
    """The origin of a statement. `meaning` is what it resolves to, and no part of it may say where it stands."""
    return Origin(key, check.text(span), "; ".join(repr(part) for part in meaning), span)


def insert_origins(check: Check, owner: str, insert: Insert) -> list[Origin]:
    """The origins of an effect on the channel `owner` (`mix/track bass`)."""
    key = f"{owner}/{insert.label}"
    if insert.plugin is None:
        return [origin(check, key, insert.span, insert.effect, insert.settings, insert.key)]
    plugin = insert.plugin.plugin
    found = origin(check, key, insert.span, insert.effect, insert.settings, insert.key, plugin.name)
    return [found, *plugin_origins(key, plugin, insert.span)]


def plugin_origins(key: str, plugin: Plugin, span: Span) -> Iterator[Origin]:
    """What shapes a plugin's sound besides the song's text: the plugin itself, and the files that it loads."""
    yield Origin(f"{key}/itself", f"the plugin `{plugin.name}` itself", plugin.digest, span)
    for file in plugin.files:
        yield Origin(f"{key}/{file.kind}", f"the file `{file.file}`", file.digest, span)


def note_origins(check: Check, parts: Iterable[PassagePart]) -> tuple[Origin, ...]:
    """One origin for each written bar that sounds, with a digest of its notes, in the order in which they sound."""
    places: dict[str, Span] = {}
    digests: dict[str, str] = {}
    for part in parts:
        for row, first, notes in _rows(part.written):
            if row in places:
                digests[row] += f" {notes}"
            else:
                places[row], digests[row] = first.among(part.rows), notes
    return tuple(Origin(f"score/{row}", row, digests[row], _line(check, span)) for row, span in places.items())


def _rows(written: Kept[tuple[ScoreNote, ...]]) -> tuple[tuple[str, Spot, str], ...]:
    """The written bars of a part: each with where its first note stands, and a digest of all its notes."""

    def make() -> tuple[tuple[str, Spot, str], ...]:
        rows: dict[str, list[ScoreNote]] = {}
        for note in written.value:
            rows.setdefault(note.row, []).append(note)
        return tuple((row, written.spot(notes[0].span), digest(notes)) for row, notes in rows.items())

    return _ROWS.recall(written, make)


def quantize_origins(check: Check, edit: TrackEdit) -> list[Origin]:
    where = f"edits/track {edit.track}"
    return [
        origin(check, f"{where}/quantize {number}", pull.span, pull.stretches, pull.unit, pull.strength, pull.groove)
        for number, pull in enumerate(edit.quantizes, 1)
    ]


def nudge_origins(check: Check, edit: TrackEdit) -> list[Origin]:
    where = f"edits/track {edit.track}"
    return [
        origin(check, f"{where}/nudge {number}", nudge.span, nudge.stretches, nudge.seconds)
        for number, nudge in enumerate(edit.nudges, 1)
    ]


def digest(notes: Iterable[ScoreNote]) -> str:
    """What changes when and only when one of the notes does."""
    text = "\n".join(
        f"{n.place} {n.start_beats} {n.length_beats} {n.pitch!r} {n.velocity!r} {n.piece} {n.sounding} "
        f"{n.glide_from!r} {n.brightness!r} {n.chance!r} {n.strum} {n.chord} "
        f"{n.strum_seconds!r} {n.late_beats!r} {n.late_seconds!r} {n.exact} {n.technique} {n.swell!r}"
        + (f" {n.moves!r}" if n.moves else "")
        for n in notes
    )
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()


def _line(check: Check, span: Span) -> Span:
    """The span, if its file is known; an empty one at the start of the song otherwise."""
    return span if span.file in check.sources else Span(next(iter(check.sources)), 0, 0)
