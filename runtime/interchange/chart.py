"""Chords where they are clear: what sounds in each bar, or half of it, read as a chord symbol."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from ...compiler.theory import Key, spell
from .bars import Bar
from .clock import Tone

# Suffixes by the semitones above the root, plain ones first.
QUALITIES: tuple[tuple[str, frozenset[int]], ...] = (
    ("", frozenset({0, 4, 7})),
    ("m", frozenset({0, 3, 7})),
    ("7", frozenset({0, 4, 7, 10})),
    ("maj7", frozenset({0, 4, 7, 11})),
    ("m7", frozenset({0, 3, 7, 10})),
    ("dim", frozenset({0, 3, 6})),
    ("m7b5", frozenset({0, 3, 6, 10})),
    ("sus4", frozenset({0, 5, 7})),
    ("dim7", frozenset({0, 3, 6, 9})),
    ("aug", frozenset({0, 4, 8})),
)
CLEAR = 0.86  # share of the sounding time that the chord's tones must hold
MOST_UNCLEAR = 0.1  # share of bars
MISSING = 0.12  # what a chord loses for a tone that does not sound


def chart(sounding: Sequence[Tone], bars: Sequence[Bar], key: Key) -> list[str] | None:
    """The chords of each bar as written between bar lines; None where too many bars are unclear."""
    written: list[str] = []
    unclear = 0
    for bar in bars:
        symbols = _bar(_within(sounding, bar.start, bar.end), bar, key)
        unclear += symbols is None
        written.append(symbols or "N.C.")
    return written if unclear <= MOST_UNCLEAR * len(bars) else None


def _within(sounding: Iterable[Tone], start: Fraction, end: Fraction) -> list[Tone]:
    return [
        Tone(max(tone.start, start), min(tone.end, end), tone.pitch, tone.velocity)
        for tone in sounding
        if tone.start < end and tone.end > start
    ]


def _bar(sounding: list[Tone], bar: Bar, key: Key) -> str | None:
    if not sounding:
        return "N.C."
    whole = _symbol(sounding, key)
    if whole is not None:
        return whole
    if bar.meter.beats % 2 or bar.pickup:
        return None
    middle = bar.start + bar.length / 2
    halves = [_symbol(_within(sounding, *span), key) for span in ((bar.start, middle), (middle, bar.end))]
    return " ".join(half for half in halves if half) if all(halves) else None


def _symbol(sounding: list[Tone], key: Key) -> str | None:
    """The chord that holds nearly all of what sounds; None when none does, or nothing but one pitch sounds."""
    weights = [0.0] * 12
    for tone in sounding:
        weights[tone.pitch % 12] += float(tone.end - tone.start)
    total = sum(weights)
    present = {pitch for pitch in range(12) if weights[pitch] > 0.04 * total}
    if len(present) < 3:
        return None
    lowest = min(sounding, key=lambda tone: (tone.pitch, tone.start)).pitch % 12
    best: tuple[float, int, str] | None = None
    for rank, (suffix, shape) in enumerate(QUALITIES):
        for root in range(12):
            tones = {(root + step) % 12 for step in shape}
            held = sum(weights[pitch] for pitch in tones) / total
            score = held - MISSING * len(tones - present) - 0.003 * rank + 0.02 * (root == lowest)
            if held >= CLEAR and (best is None or score > best[0]):
                best = (score, root, suffix)
    if best is None or best[0] < CLEAR - 0.05:
        return None
    _, root, suffix = best
    bass = f"/{_name(lowest, key)}" if lowest != root and lowest in _tones(root, suffix) else ""
    return f"{_name(root, key)}{suffix}{bass}"


def _tones(root: int, suffix: str) -> set[int]:
    return {(root + step) % 12 for step in dict(QUALITIES)[suffix]}


def _name(pitch_class: int, key: Key) -> str:
    tone = spell(60 + pitch_class, key)
    return f"{tone.letter.upper()}{'#' * tone.alteration}{'b' * -tone.alteration}"
