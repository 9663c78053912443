"""Rules: which notes of a part are played otherwise, told by pitch, by beat or by drum piece."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from ..check import Check, alternatives, need_block, no_block, unknown_statement
from ..composition.events import ARTICULATIONS, PLAIN, SOUNDING
from ..composition.values import Values
from ..form.timeline import Timeline
from ..frozen import dataclass
from ..score import ScoreNote
from ..suggest import did_you_mean
from ..syntax import Block, Quantity, Statement, Word
from ..theory import read_tone
from ..vocabulary.instruments import PIECES, piece_named
from .accents import accented

EXAMPLE = "notes above c5 { velocity +10% }"
CHANGES = ("velocity", "brightness", "length", "articulation", "chance", "timing", "transpose")
SELECTORS = ("above", "below", "on", "of")


@dataclass(frozen=True, slots=True)
class Rule:
    """Which notes: those whose pitch lies between `low` and `high`, on one of the `beats` of their bar (counted
    from 1; none are all), of one of the `pieces` (none are all). What changes: velocity (a factor, or outright),
    brightness, length, articulation, chance, seconds late, semitones."""

    low: float = -1.0
    high: float = 128.0
    beats: tuple[Fraction, ...] = ()
    pieces: tuple[str, ...] = ()
    velocity_factor: float = 1.0
    velocity: float | None = None
    brightness: float = 0.0
    length: Fraction = Fraction(1)
    articulation: str | None = None
    chance: float = 1.0
    late_seconds: float = 0.0
    semitones: int = 0

    def matches(self, note: ScoreNote, timeline: Timeline) -> bool:
        if self.pieces and note.piece not in self.pieces:
            return False
        if not note.piece and not self.low <= note.pitch <= self.high:
            return False
        if not self.beats:
            return True
        spot = timeline.spot(note.start_beats)
        return spot.offset / spot.passage.meter.beat + 1 in self.beats

    def apply(self, note: ScoreNote) -> ScoreNote:
        level = note.velocity * self.velocity_factor if self.velocity is None else self.velocity
        level = accented(level, False, self.articulation or "")
        changed = note._replace(
            velocity=min(level, 1.0),
            brightness=min(max(note.brightness + self.brightness, -1.0), 1.0),
            exact=note.exact or self.velocity is not None,
            sounding=note.sounding * self.length,
            chance=note.chance * self.chance,
            late_seconds=note.late_seconds + self.late_seconds,
            pitch=note.pitch if note.piece else note.pitch + self.semitones,
        )
        if self.articulation is None or note.piece:
            return changed
        sounding = SOUNDING.get(self.articulation, PLAIN) * self.length
        return changed._replace(technique=self.articulation, sounding=sounding)


def read_rule(check: Check, statement: Statement) -> Rule | None:
    """`notes above c5 { velocity +10% }`, `notes on 2 4 { articulation staccato }`, `notes of hat on 1 3 { velocity
    60% }`."""
    values = Values(check, statement)
    rule: Rule | None = Rule()
    if values.next is None:
        values.missing("which notes", EXAMPLE)
        return None
    while values.next is not None and rule is not None:
        rule = _selected(check, values, rule)
    block = need_block(check, statement, EXAMPLE)
    return _changed(check, block, rule) if block is not None and rule is not None else None


def _selected(check: Check, values: Values, rule: Rule) -> Rule | None:
    word = values.keyword(*SELECTORS)
    if word is None:
        values.missing(f"one of {alternatives(SELECTORS)}", EXAMPLE)
        return None
    match word.text:
        case "above" | "below":
            return _by_pitch(values, rule, word.text)
        case "on":
            return _by_beat(values, rule)
    return _by_piece(check, values, rule)


def _by_pitch(values: Values, rule: Rule, side: str) -> Rule | None:
    word = values.word()
    tone = read_tone(word.text) if word is not None else None
    if tone is None:
        values.missing("a note", EXAMPLE)
        return None
    return replace(rule, low=tone.midi + 0.5) if side == "above" else replace(rule, high=tone.midi - 0.5)


def _by_beat(values: Values, rule: Rule) -> Rule | None:
    beats: list[Fraction] = []
    while (quantity := values.quantity("")) is not None:
        beats.append(quantity.value)
    if not beats:
        values.missing("beats of the bar", "notes on 2 4 { velocity +10% }")
        return None
    return replace(rule, beats=(*rule.beats, *beats))


def _by_piece(check: Check, values: Values, rule: Rule) -> Rule | None:
    pieces: list[str] = []
    while isinstance(values.next, Word) and values.next.text not in SELECTORS:
        word = values.word()
        assert word is not None
        piece = piece_named(word.text)
        if piece is None:
            help = did_you_mean(word.text, PIECES) or "`songc instruments kit` lists the pieces"
            check.report("E0515", f"a kit has no piece `{word.text}`", word.span, "not a drum piece", help)
            return None
        pieces.append(piece.name)
    if not pieces:
        values.missing("drum pieces", "notes of hat { velocity 70% }")
        return None
    return replace(rule, pieces=(*rule.pieces, *pieces))


def _changed(check: Check, block: Block, rule: Rule) -> Rule:
    for statement in block.statements:
        no_block(check, statement)
        values = Values(check, statement)
        match statement.head.text:
            case "velocity":
                rule = _velocity(values, rule)
            case "brightness":
                rule = replace(rule, brightness=_brightness(values))
            case "length":
                share = _share(values, "length 50%", 1000)
                rule = replace(rule, length=share) if share else rule
            case "chance":
                share = _share(values, "chance 50%", 100)
                rule = rule if share is None else replace(rule, chance=float(share))
            case "articulation":
                articulation = read_articulation(check, values)
                rule = rule if articulation is None else replace(rule, articulation=articulation)
            case "timing":
                rule = replace(rule, late_seconds=_seconds(values))
            case "transpose":
                semitones = values.whole("a number of semitones", "transpose +12", -48, 48, "st")
                rule = replace(rule, semitones=semitones or 0)
            case _:
                unknown_statement(check, statement, "a rule for notes", CHANGES)
                continue
        values.done()
    return rule


def _velocity(values: Values, rule: Rule) -> Rule:
    """`velocity 80%` is the velocity; `velocity +10%` and `-10%` change the one there is."""
    quantity = values.quantity("%")
    if quantity is None:
        values.missing("a share", "velocity +10%")
        return rule
    if not -100 <= quantity.value <= 100:
        values.check.report(
            "E0405", "a velocity goes up to 100%", quantity.span, "out of range", "write `velocity 80%`"
        )
        return rule
    share = float(quantity.value) / 100
    return replace(rule, velocity_factor=1 + share) if quantity.signed else replace(rule, velocity=share)


def _brightness(values: Values) -> float:
    """`brightness -30%`: how far the tone is closed or opened, as a part of two octaves."""
    quantity = values.quantity("%")
    if quantity is None:
        values.missing("a share", "brightness -30%")
        return 0.0
    if not -100 <= quantity.value <= 100:
        message = "a brightness lies between -100% and +100%"
        values.check.report("E0405", message, quantity.span, "out of range", "write `brightness -30%`")
        return 0.0
    return float(quantity.value) / 100


def _share(values: Values, example: str, most: int) -> Fraction | None:
    quantity: Quantity | None = values.quantity("%")
    if quantity is None:
        values.missing("a share", example)
        return None
    if not 0 < quantity.value <= most:
        message = f"this share lies above 0% and up to {most}%"
        values.check.report("E0405", message, quantity.span, "out of range", f"write it as `{example}`")
        return None
    return quantity.value / 100


def _seconds(values: Values) -> float:
    quantity = values.quantity("ms", "s")
    if quantity is None:
        values.missing("a time", "timing +5ms")
        return 0.0
    seconds = float(quantity.value) / (1000 if quantity.unit == "ms" else 1)
    if abs(seconds) > 0.25:
        values.check.report(
            "E0405", "a player is at most 250ms early or late", quantity.span, "too far", "write `timing +5ms`"
        )
        return 0.0
    return seconds


def read_articulation(check: Check, values: Values) -> str | None:
    """An articulation by its name; `normal` is none."""
    word = values.word()
    if word is None:
        values.missing("an articulation", "articulation staccato")
        return None
    if word.text not in ARTICULATIONS:
        help = did_you_mean(word.text, ARTICULATIONS) or f"articulations are {', '.join(ARTICULATIONS)}"
        check.report("E0505", f"`{word.text}` is not an articulation", word.span, "not known", help)
        return None
    return "" if word.text == "normal" else word.text
