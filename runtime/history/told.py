"""Changes told: as text for a terminal, as Markdown for a release or a review, as JSON for programs."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import field
from itertools import groupby
from pathlib import Path
from typing import Any

from ...compiler.frozen import dataclass
from ..terminal.style import clock, paint
from ..terminal.tables import hanging
from .changes import AREAS, Change
from .heard import Heard
from .revisions import Revisions
from .sound import Figures

TITLES = {
    "song": "the song",
    "composition": "the music",
    "arrangement": "the arrangement",
    "variant": "variants",
    "expect": "what is expected",
}
MOST_PLACES = 6
FIGURES = (("loudness_lufs", "LUFS"), ("true_peak_dbtp", "dBTP"), ("range_lu", "LU"))
LEAST = 0.05  # a difference that is told
MARKS = {"added": ("+", "green"), "removed": ("-", "red"), "changed": ("~", "yellow")}


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that is known of the difference. `signals` are those that sound different; `figures` those of both versions
    where both are built. `problem` says why nothing could be heard. `root` is the project's folder."""

    root: Path
    song: str
    revisions: Revisions
    changes: Sequence[Change]
    heard: Sequence[Heard] = ()
    signals: Sequence[str] = ()
    figures: tuple[Figures | None, Figures | None] = (None, None)
    problem: str = ""
    areas: tuple[str, ...] = field(default=AREAS)

    @property
    def empty(self) -> bool:
        return not (self.changes or self.heard or self.signals)


def as_text(found: Comparison, color: bool, columns: int | None) -> Iterator[str]:
    """Lines for a terminal of so many columns, or for none."""
    before, after = found.revisions.names
    yield paint(f"{found.song}: {before} -> {after}", "bold", color)
    for area, changes in _by_area(found):
        yield f"\n{paint(TITLES.get(area, f'the {area}'), 'bold', color)}"
        for change in changes:
            mark, style = MARKS[change.kind]
            place = f"{os.path.relpath(found.root / change.place.file)}:{change.place.line}"
            *lines, last = hanging(f"  {paint(mark, style, color)} ", f"{_said(change)}  {place}", columns, 4)
            yield from (*lines, last.removesuffix(place) + paint(place, "dim", color))
    if found.heard or found.signals:
        yield f"\n{paint('what sounds different', 'bold', color)}"
        yield from (each for line in _heard(found) for each in hanging("  ", line, columns))
    if lines := list(_sound(found)):
        yield f"\n{paint('the sound', 'bold', color)}"
        yield from (each for line in lines for each in hanging("  ", line, columns))
    if found.problem:
        yield from ("", *hanging("", found.problem, columns))
    if found.empty and not found.problem:
        yield "nothing changed that can be heard"


def as_markdown(found: Comparison) -> Iterator[str]:
    before, after = found.revisions.names
    yield f"### {found.song}: {before} → {after}"
    for area, changes in _by_area(found):
        yield f"\n**{TITLES.get(area, f'the {area}')}**\n"
        yield from (f"- {_said(change, '`')} ({change.place.file}:{change.place.line})" for change in changes)
    if found.heard or found.signals:
        yield "\n**what sounds different**\n"
        yield from (f"- {line}" for line in _heard(found))
    if lines := list(_sound(found)):
        yield "\n**the sound**\n"
        yield from (f"- {line}" for line in lines)
    if found.problem:
        yield f"\n{found.problem}"
    if found.empty and not found.problem:
        yield "\nnothing changed that can be heard"


def as_json(found: Comparison) -> Iterator[str]:
    for change in found.changes:
        said = {"subject": change.subject, "before": change.before or None, "after": change.after or None}
        place = {"file": change.place.file, "line": change.place.line}
        yield _line("change", {"area": change.area, "kind": change.kind, **said, **place})
    for track in found.heard:
        counts = {"notes_added": track.added, "notes_removed": track.removed}
        yield _line("heard", {"track": track.track, **counts, "places": list(track.places)})
    names = {"before": found.revisions.before or None, "after": found.revisions.after or None}
    sound = {"figures_before": found.figures[0], "figures_after": found.figures[1]}
    summary = {"song": found.song, "changes": len(found.changes), "signals": list(found.signals)}
    yield _line("diff", {**names, **summary, **sound, "problem": found.problem or None})


def _line(event: str, fields: dict[str, Any]) -> str:
    return json.dumps({"schema": 1, "event": event} | fields, ensure_ascii=False)


def _by_area(found: Comparison) -> Iterator[tuple[str, list[Change]]]:
    ordered = sorted(found.changes, key=lambda change: found.areas.index(change.area))
    for area, changes in groupby(ordered, key=lambda change: change.area):
        yield area, list(changes)


def _said(change: Change, quote: str = "") -> str:
    """`bass: gain -4dB -> -3dB`."""
    before, after = (f"{quote}{text}{quote}" if text else "" for text in _short(change))
    match change.kind:
        case "added":
            return f"{change.subject}: {after} added"
        case "removed":
            return f"{change.subject}: {before} taken out"
        case _:
            return f"{change.subject}: {before} -> {after}"


def _short(change: Change) -> tuple[str, str]:
    """Both readings without what the subject says already, the second without what it has from the first."""
    said = f"{change.subject.rpartition(', ')[2]} "
    before, after = change.before.removeprefix(said), change.after.removeprefix(said)
    was, now = before.split(" "), after.split(" ")
    same = next((i for i, (a, b) in enumerate(zip(was, now, strict=False)) if a != b), 0)
    if before.startswith(("|", "[", "<", "(")):
        same = 0
    return before, " ".join(now[same:])


def _heard(found: Comparison) -> Iterator[str]:
    for track in found.heard:
        counts = [f"{track.added} notes new" * bool(track.added), f"{track.removed} gone" * bool(track.removed)]
        more = len(track.places) - MOST_PLACES
        places = ", ".join(track.places[:MOST_PLACES]) + (
            f" and {more} more place{'s' * (more > 1)}" if more > 0 else ""
        )
        yield f"{track.track}: {', '.join(filter(None, counts))}, in {places}"
    if found.signals:
        yield f"to be made anew: {', '.join(_by_track(found.signals))}"


def _by_track(signals: Sequence[str]) -> Iterator[str]:
    """Signals as they are spoken of: a track once, whatever of it changed; then buses, groups, mix and master."""
    tracks: dict[str, None] = {}
    rest: list[str] = []
    for signal in signals:
        kind, _, name = signal.partition(":")
        if kind in ("take", "edit", "strip"):
            tracks[name.rpartition(".")[0] if kind == "take" else name] = None
        else:
            rest.append(f"{kind} {name}" if name else kind)
    yield from (*tracks, *rest)


def _sound(found: Comparison) -> Iterator[str]:
    """Figures that differ; that they are the same is told too."""
    before, after = found.figures
    if before is None or after is None:
        return
    if abs(before["length_seconds"] - after["length_seconds"]) >= LEAST:
        yield f"length: {clock(before['length_seconds'])} -> {clock(after['length_seconds'])}"
    yield from _levels("master", before["master"], after["master"], always=True)
    for track in after["tracks"]:
        if track in before["tracks"]:
            yield from _levels(track, before["tracks"][track], after["tracks"][track])


def _levels(name: str, before: dict[str, Any], after: dict[str, Any], *, always: bool = False) -> Iterator[str]:
    said = []
    for figure, unit in FIGURES:
        was, now = before.get(figure), after.get(figure)
        if was is None or now is None:
            continue
        if abs(was - now) >= LEAST and f"{was:.1f}" != f"{now:.1f}":
            said.append(f"{was:.1f} -> {now:.1f} {unit}")
        elif always:
            said.append(f"{now:.1f} {unit} as before")
    if said:
        yield f"{name}: {', '.join(said)}"
