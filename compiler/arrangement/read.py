"""The arrangement block, read into records: tracks, their parts, and their overrides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ..check import Check, declare, need_block, no_block, unknown_statement
from ..composition.events import DYNAMICS
from ..composition.records import Composition
from ..composition.values import Values
from ..form.places import read_place
from ..form.timeline import Timeline
from ..source import Span
from ..suggest import did_you_mean
from ..syntax import Statement, Word
from ..vocabulary.grooves import GROOVES
from ..vocabulary.writing import ARRANGEMENT, ARRANGEMENT_IN, ARRANGEMENT_TRACK
from .instrument import read_instrument, read_presets
from .play import Names, read_fill, read_play
from .played import Played, Preset
from .records import Arrangement, Override, Part, Track
from .rules import read_articulation, read_rule

LONGEST_STRUM = 1.0
BROKEN = Played(None, broken=True)


def read_arrangement(
    check: Check, statement: Statement | None, composition: Composition, timeline: Timeline
) -> Arrangement:
    """The arrangement that the block declares. Without one, every line and rhythm of the composition is still only
    written."""
    statements = statement.block.statements if statement is not None and statement.block is not None else ()
    span = statement.span if statement is not None else Span("", 0, 0)
    names = Names.of(composition)
    tracks: dict[str, Track] = {}
    presets = read_presets(check, (each for each in statements if each.head.text == "preset"))
    for part in statements:
        if part.head.text not in ARRANGEMENT.heads:
            unknown_statement(check, part, "the arrangement", ARRANGEMENT.heads)
        if part.head.text != "track":
            continue
        track = _read_track(check, part, names, presets, timeline)
        if track is not None and declare(
            check, "track", Word(track.name, track.span), {t.name: t.span for t in tracks.values()}
        ):
            tracks[track.name] = track
    _check_presets(check, statements, span.file)
    return Arrangement(tuple(tracks.values()), span)


def _check_presets(check: Check, statements: Iterable[Statement], file: str) -> None:
    """Warns of presets of the song's own file that no instrument and no other preset names."""
    declared: list[Word] = []
    used: set[str] = set()
    for statement in statements:
        lines = statement.block.statements if statement.block is not None else ()
        kinds = [line.values[:1] for line in lines if statement.head.text == "track" and line.head.text == "instrument"]
        if statement.head.text == "preset" and statement.values and isinstance(statement.values[0], Word):
            declared.append(statement.values[0])
            kinds.append(statement.values[1:2])
        used |= {word.text for values in kinds for word in values if isinstance(word, Word)}
    for name in declared:
        if name.text not in used and name.span.file == file:
            help = f"write `instrument {name.text}` in a track, or take it out"
            check.report("W0204", f"nothing uses the preset `{name.text}`", name.span, "not used", help)


def _read_track(
    check: Check, statement: Statement, names: Names, presets: Mapping[str, Preset | None], timeline: Timeline
) -> Track | None:
    example = 'track bass { instrument synth "round-bass"; play roots }'
    values = Values(check, statement)
    name = values.word()
    if name is None:
        values.missing("a name", example)
        return None
    values.done()
    block = need_block(check, statement, example)
    statements = block.statements if block is not None else ()
    played = _instrument(check, statements, name, presets, example)
    overrides = tuple(
        override
        for inner in statements
        if inner.head.text == "in" and (override := _read_override(check, inner, names, timeline)) is not None
    )
    for inner in statements:
        if inner.head.text not in ARRANGEMENT_TRACK.heads:
            unknown_statement(check, inner, f"track {name.text}", ARRANGEMENT_TRACK.heads)
    part = read_part(check, statements, names)
    silent = part.rest is None and not any(inner.head.text == "play" for inner in statements)
    if silent and played.instrument is not None:
        part = replace(part, plays=names.own(name))
        if part.plays is None and not overrides:
            help = f"write what it plays, as `play chords`, or a line named `{name.text}`"
            check.report("W0510", f"track `{name.text}` plays nothing", name.span, "no `play`", help)
    return Track(
        name=name.text,
        played=played,
        part=part,
        overrides=overrides,
        span=name.span,
        instrument_span=next((inner.span for inner in statements if inner.head.text == "instrument"), name.span),
    )


def _instrument(
    check: Check, statements: Iterable[Statement], name: Word, presets: Mapping[str, Preset | None], example: str
) -> Played:
    found = [statement for statement in statements if statement.head.text == "instrument"]
    if not found:
        message = f"track `{name.text}` has no instrument"
        check.report("E0503", message, name.span, "no `instrument`", f"write `{example}`")
        return BROKEN
    for extra in found[1:]:
        message = f"track `{name.text}` has a second instrument"
        related = ((found[0].span, "the first one is here"),)
        check.report("E0203", message, extra.span, "one too many", related=related)
    return read_instrument(check, found[0], presets) or BROKEN


def _read_override(check: Check, statement: Statement, names: Names, timeline: Timeline) -> Override | None:
    """`in verse.2 { … }`, `in chorus:5..8 { … }`."""
    values = Values(check, statement)
    if values.next is None:
        values.missing("a place in the form", "in chorus.2 { dynamics f }")
        return None
    place = read_place(values.take(), check)
    values.done()
    block = need_block(check, statement, "in chorus.2 { dynamics f }")
    if place is None or block is None or not timeline.resolve(place, check):
        return None
    for part in block.statements:
        if part.head.text not in ARRANGEMENT_IN.heads:
            unknown_statement(check, part, "an `in` block", ARRANGEMENT_IN.heads)
    return Override(place, read_part(check, block.statements, names), statement.span)


def read_part(check: Check, statements: Iterable[Statement], names: Names) -> Part:
    """What the statements of a track or an override say of its part."""
    part = Part()
    for statement in statements:
        if statement.head.text in ARRANGEMENT_IN.heads and statement.head.text != "notes":
            no_block(check, statement)
        match statement.head.text:
            case "play":
                play = read_play(check, statement, names)
                if play is not None:
                    part = replace(part, plays=(*(part.plays or ()), play))
            case "fill":
                fill = read_fill(check, statement, names)
                if fill is not None:
                    part = replace(part, fills=(*(part.fills or ()), fill))
            case "rest":
                Values(check, statement).done()
                part = replace(part, rest=True)
            case "dynamics":
                part = _dynamics(check, statement, part)
            case "double":
                part = _double(check, statement, part)
            case "articulation":
                part = _articulation(check, statement, part)
            case "transpose":
                part = _transpose(check, statement, part)
            case "density":
                part = _density(check, statement, part)
            case "strum":
                part = _strum(check, statement, part)
            case "groove":
                part = _groove(check, statement, part)
            case "pedal":
                part = _pedal(check, statement, part)
            case "notes":
                rule = read_rule(check, statement)
                part = replace(part, rules=(*part.rules, rule)) if rule is not None else part
    return part


def _level(values: Values) -> float | None:
    word = values.word()
    if word is None:
        values.missing("a dynamic", "dynamics mf")
        return None
    if word.text not in DYNAMICS:
        help = did_you_mean(word.text, DYNAMICS) or f"dynamics are {', '.join(DYNAMICS)}"
        values.check.report("E0504", f"`{word.text}` is not a dynamic", word.span, "not known", help)
        return None
    return DYNAMICS[word.text]


def _dynamics(check: Check, statement: Statement, part: Part) -> Part:
    """`dynamics f`, `dynamics p -> f`."""
    values = Values(check, statement)
    start = _level(values)
    end = _level(values) if start is not None and values.symbol("->") else start
    values.done()
    return part if start is None or end is None else replace(part, dynamic=start, dynamic_end=end)


def _double(check: Check, statement: Statement, part: Part) -> Part:
    """`double octave +1`."""
    values = Values(check, statement)
    values.keyword("octave")
    octaves = values.whole("a number of octaves", "double octave +1", -4, 4)
    values.done()
    return part if not octaves else replace(part, doubles=(*(part.doubles or ()), octaves))


def _articulation(check: Check, statement: Statement, part: Part) -> Part:
    values = Values(check, statement)
    articulation = read_articulation(check, values)
    values.done()
    return part if articulation is None else replace(part, articulation=articulation)


def _density(check: Check, statement: Statement, part: Part) -> Part:
    """`density 50%`."""
    values = Values(check, statement)
    quantity = values.quantity("%")
    if quantity is None:
        values.missing("a share", "density 50%")
        return part
    values.done()
    if not 0 < quantity.value <= 100:
        message = "a density lies above 0% and up to 100%"
        check.report("E0405", message, quantity.span, "out of range", "write `rest` where nothing is played")
        return part
    return replace(part, density=quantity.value / 100)


def _strum(check: Check, statement: Statement, part: Part) -> Part:
    """`strum 30ms` from the lowest note up, `strum -30ms` from the highest down."""
    values = Values(check, statement)
    quantity = values.quantity("ms", "s")
    if quantity is None:
        values.missing("a time", "strum 30ms")
        return part
    values.done()
    seconds = float(quantity.value) / (1000 if quantity.unit == "ms" else 1)
    if abs(seconds) > LONGEST_STRUM:
        check.report("E0405", "a strum lasts at most a second", quantity.span, "too long", "write it as `strum 30ms`")
        return part
    return replace(part, strum=seconds)


def _groove(check: Check, statement: Statement, part: Part) -> Part:
    """`groove funk`, `groove laid-back 60%`."""
    values = Values(check, statement)
    word = values.word()
    if word is None:
        values.missing("the name of a groove", "groove laid-back 60%")
        return part
    amount = values.quantity("%")
    values.done()
    if word.text not in GROOVES:
        help = did_you_mean(word.text, GROOVES) or f"grooves are {', '.join(GROOVES)}"
        check.report("E0506", f"there is no groove `{word.text}`", word.span, "not known", help)
        return part
    if amount is not None and not 0 <= amount.value <= 200:
        check.report("E0405", "a groove is played from 0% to 200%", amount.span, "out of range")
        return part
    return replace(part, groove=(word.text, 1.0 if amount is None else float(amount.value) / 100))


def _pedal(check: Check, statement: Statement, part: Part) -> Part:
    """`pedal`: notes ring until the chord changes, or to the bar's end where there are no chords; `pedal off` ends
    it."""
    values = Values(check, statement)
    off = values.keyword("off")
    values.done()
    return replace(part, pedal=off is None)


def _transpose(check: Check, statement: Statement, part: Part) -> Part:
    values = Values(check, statement)
    semitones = values.whole("a number of semitones", "transpose -12 st", -48, 48, "st")
    values.done()
    return part if semitones is None else replace(part, transpose=semitones)
