"""The song: six stages, checked and resolved. Names are bound, units converted, defaults filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .arrangement.read import read_arrangement
from .arrangement.records import Arrangement
from .check import Check, no_more
from .composition.read import read_composition
from .composition.records import Composition
from .edits.read import TrackEdit, read_edits
from .form.timeline import Timeline, build_timeline
from .frozen import dataclass
from .master.expect import Expectation, read_expectations
from .master.read import Master, read_master
from .mix.inserts import check_unused
from .mix.read import Mix, read_mix
from .syntax import File, Statement
from .takes.read import TrackTakes, read_takes
from .title import Title, read_title


@dataclass(frozen=True, slots=True)
class Song:
    """`takes` and `edits` hold the tracks that declare any, by name. `timeline` is the form laid out in time."""

    title: Title
    composition: Composition
    timeline: Timeline
    arrangement: Arrangement
    takes: Mapping[str, TrackTakes]
    edits: Mapping[str, TrackEdit]
    mix: Mix
    master: Master
    expectations: tuple[Expectation, ...]


def read_song(check: Check, file: File, rate: int) -> Song:
    """The song that a file's syntax means. Mistakes are reported, and what is wrong reads as its default."""
    blocks = _blocks(check, file.statements)
    title = read_title(check, blocks.get("song"), file.file)
    composition = read_composition(check, blocks.get("composition"))
    check.whole_seconds = 240 / composition.tempo.start
    timeline = build_timeline(composition)
    arrangement = read_arrangement(check, blocks.get("arrangement"), composition, timeline)
    recorded = {track.name: track.instrument is None for track in arrangement.tracks}
    takes = read_takes(check, blocks.get("takes"), {t.name: t for t in arrangement.tracks}, timeline)
    _play_by_hand(check, arrangement, takes)
    edits = read_edits(check, blocks.get("edits"), recorded, takes, _lines(composition), timeline)
    spans = {track.name: track.span for track in arrangement.tracks}
    players = {track.name: track.played for track in arrangement.tracks}
    pieces = {track.name: track.pieces for track in arrangement.tracks if track.pieces}
    mix, chains = read_mix(check, blocks.get("mix"), spans, players, pieces, timeline)
    master = read_master(check, blocks.get("master"), chains, tuple(mix.strips), rate)
    check_unused(check, chains, tuple(mix.strips), pieces)
    expectations = read_expectations(check, blocks.get("expect"), tuple(mix.strips), timeline)
    return Song(title, composition, timeline, arrangement, takes, edits, mix, master, expectations)


def _lines(composition: Composition) -> tuple[str, ...]:
    sections = (line for section in composition.sections for line in section.lines)
    return tuple(dict.fromkeys(line.name for line in (*composition.lines, *sections)))


def _play_by_hand(check: Check, arrangement: Arrangement, takes: Mapping[str, TrackTakes]) -> None:
    """Takes back the warning of tracks for which nothing is written where takes play MIDI files."""
    played = {track.span for track in arrangement.tracks if (own := takes.get(track.name)) and own.by_hand}
    check.diagnostics[:] = [each for each in check.diagnostics if each.code != "W0510" or each.span not in played]


def _blocks(check: Check, statements: Iterable[Statement]) -> dict[str, Statement]:
    """The first block of each stage (a second one has been reported)."""
    found: dict[str, Statement] = {}
    for statement in statements:
        found.setdefault(statement.head.text, statement)
        if statement.head.text not in ("song", "use", "variant"):
            no_more(check, statement, statement.values)
    return found
