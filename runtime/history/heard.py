"""What sounds different: scores and plans of two versions compared, whatever in the text made the difference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import groupby

from ...compiler.frozen import dataclass
from ...compiler.plan import Plan, Signal
from ...compiler.score import Score, ScoreNote
from .renames import Rename


@dataclass(frozen=True, slots=True)
class Heard:
    """A track that plays something else: how many notes came and went, and the bars where (`verse.1:3..4`)."""

    track: str
    added: int
    removed: int
    places: tuple[str, ...]


def notes_heard(before: Score, after: Score, called: Iterable[Rename] = ()) -> list[Heard]:
    """Tracks whose notes differ, in the newer version's order. A note is at the same place when its passage, bar and
    beat are the same, wherever the passage now stands in the song. `called` are the names that are others."""
    found = []
    tracks = {name.before: name.after for name in called if name.kind == "track"}
    sections = {name.before: name.after for name in called if name.kind == "section"}
    was = {tracks.get(part.track, part.track): _moved(before.notes(part.track), sections) for part in before.tracks}
    for track in dict.fromkeys((*(part.track for part in after.tracks), *was)):
        old, new = _counted(was.get(track, ())), _counted(after.notes(track))
        removed, added = old - new, new - old
        if removed or added:
            bars = {_bar(place) for place, *_ in (*removed, *added)}
            order = _order((*after.notes(track), *was.get(track, ())))
            places = tuple(_ranges(sorted(bars, key=lambda bar: (order[bar[0]], bar[1]))))
            found.append(Heard(track, added.total(), removed.total(), places))
    return found


def _moved(notes: Iterable[ScoreNote], sections: Mapping[str, str]) -> tuple[ScoreNote, ...]:
    """Notes whose places say the new names of sections."""

    def moved(note: ScoreNote) -> ScoreNote:
        section, dot, rest = note.place.partition(".")
        return note._replace(place=f"{sections[section]}{dot}{rest}") if section in sections else note

    return tuple(map(moved, notes))


def _counted(notes: Iterable[ScoreNote]) -> Counter[tuple[object, ...]]:
    return Counter((note.place.partition("#")[0], *_sound(note)) for note in notes)


def _sound(note: ScoreNote) -> tuple[object, ...]:
    return (
        note.length_beats,
        note.pitch,
        note.velocity,
        note.swell,
        note.piece,
        note.sounding,
        note.glide_from,
        note.chance,
    )


def _bar(place: object) -> tuple[str, int]:
    """`verse.2:3+1/2` is bar 3 of `verse.2`."""
    passage, _, rest = str(place).partition(":")
    return passage, int(rest.partition("+")[0])


def _ranges(bars: Iterable[tuple[str, int]]) -> Iterable[str]:
    """Bars of a passage that follow each other as one."""
    for passage, group in groupby(bars, key=lambda bar: bar[0]):
        runs: list[list[int]] = []
        for _, number in group:
            if runs and runs[-1][-1] == number - 1:
                runs[-1].append(number)
            else:
                runs.append([number])
        for run in runs:
            yield f"{passage}:{run[0]}" + (f"..{run[-1]}" if len(run) > 1 else "")


def _order(notes: Iterable[ScoreNote]) -> dict[str, Fraction]:
    """When each passage is first heard."""
    starts: dict[str, Fraction] = {}
    for note in notes:
        starts.setdefault(note.place.partition(":")[0], note.start_beats)
    return starts


def signals_changed(before: Plan, after: Plan) -> tuple[str, ...]:
    """The signals of the newer version that do not sound as they did: their own step is another, or that of one they
    hear. Those that are gone are not among them."""
    old = {signal.name: signal for signal in before.signals}
    moved = before.rate != after.rate or before.frames != after.frames
    changed: set[str] = set()
    for signal in after.signals:
        known = old.get(signal.name)
        if known is None or moved or _plain(known) != _plain(signal) or changed & set(signal.inputs):
            changed.add(signal.name)
    if changed & {"mix", "master/chain"} or _finish(before) != _finish(after):
        changed.add("master")
    return tuple(name for name in _shown(after.signals) if name in changed)


def _plain(signal: Signal) -> Signal:
    return replace(signal, origins=())


def _finish(plan: Plan) -> object:
    return replace(plan.finish, origins=())


def _shown(signals: Sequence[Signal]) -> list[str]:
    return [*(signal.name for signal in signals if "/" not in signal.name and signal.name != "master"), "master"]
