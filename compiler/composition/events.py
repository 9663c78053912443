"""Written notes in time: what note rows and motifs become, before anyone plays them."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from ..source import Span
from ..theory import Key, Tone, mirror, move_degrees, spell

# Velocities of the dynamics (a player's default is mf).
DYNAMICS = {
    "pppp": 0.12,
    "ppp": 0.20,
    "pp": 0.30,
    "p": 0.42,
    "mp": 0.54,
    "mf": 0.66,
    "f": 0.78,
    "ff": 0.90,
    "fff": 0.97,
    "ffff": 1.0,
}


# The part of its length that a note of each articulation sounds.
ARTICULATIONS = ("staccato", "tenuto", "accent", "marcato", "legato", "normal")
PLAIN = Fraction(1)  # of those that are not named below
SOUNDING = {"staccato": Fraction(1, 2), "marcato": Fraction(3, 4), "tenuto": PLAIN, "legato": PLAIN}


class Event(NamedTuple):
    """Notes that sound together, or a rest (no tones), `length` quarter notes from `start`.

    `dynamic` is the level asked for where the row says one, else None: the player's own. `velocity` replaces it
    outright. `swell` is how far the level grows (falls, when negative) to the event's end. `cents` bends the pitch.
    `slurred` notes are reached from the note before without a gap."""

    start: Fraction
    length: Fraction
    tones: tuple[Tone, ...]
    span: Span
    tie: bool = False
    slurred: bool = False
    articulation: str = ""
    accent: bool = False
    dynamic: float | None = None
    swell: float = 0.0
    velocity: float | None = None
    cents: Fraction = Fraction(0)
    chance: Fraction = Fraction(1)
    bar: int = 0  # 1-based bar of its line; a pickup is bar 0

    @property
    def end(self) -> Fraction:
        return self.start + self.length

    def moved(self, beats: Fraction) -> Event:
        return self._replace(start=self.start + beats)


Phrase = tuple[Event, ...]


def length(phrase: Phrase) -> Fraction:
    """From the phrase's beginning to the end of its last event."""
    return max((event.end for event in phrase), default=Fraction(0))


# The pure transforms of motifs ----------------------------------------------------------------------------------------


def up(phrase: Phrase, steps: int, key: Key) -> Phrase:
    """Each tone moved by scale degrees of the key."""
    return _each_tone(phrase, lambda tone: move_degrees(tone, steps, key))


def transpose(phrase: Phrase, semitones: int, key: Key) -> Phrase:
    return _each_tone(phrase, lambda tone: spell(tone.midi + semitones, key))


def octave(phrase: Phrase, octaves: int) -> Phrase:
    return _each_tone(phrase, lambda tone: Tone(tone.letter, tone.alteration, tone.octave + octaves))


def invert(phrase: Phrase, axis: Tone | None, key: Key) -> Phrase:
    """Mirrored in scale degrees about `axis`, or about the first note."""
    first = axis or next((event.tones[0] for event in phrase if event.tones), None)
    return phrase if first is None else _each_tone(phrase, lambda tone: mirror(tone, first, key))


def reverse(phrase: Phrase) -> Phrase:
    """Last note first. Ties and slurs are between neighbours, so they move to the other one."""
    total = length(phrase)
    turned = [
        event._replace(start=total - event.end, tie=False, slurred=False, swell=0.0) for event in reversed(phrase)
    ]
    for index, event in enumerate(phrase):
        mirrored = len(phrase) - 1 - index
        if event.tie and mirrored > 0:
            turned[mirrored - 1] = turned[mirrored - 1]._replace(tie=True)
        if event.slurred and mirrored + 1 < len(turned):
            turned[mirrored + 1] = turned[mirrored + 1]._replace(slurred=True)
    return tuple(turned)


def stretch(phrase: Phrase, factor: Fraction) -> Phrase:
    """All lengths times `factor`."""
    return tuple(event._replace(start=event.start * factor, length=event.length * factor) for event in phrase)


def rotate(phrase: Phrase, steps: int) -> Phrase:
    """The first `steps` events, with their lengths, go to the end (from the end to the front when negative)."""
    if not phrase:
        return phrase
    steps %= len(phrase)
    at = Fraction(0)
    turned = []
    for event in phrase[steps:] + phrase[:steps]:
        turned.append(event._replace(start=at))
        at += event.length
    return tuple(turned)


def _each_tone(phrase: Phrase, change: Callable[[Tone], Tone]) -> Phrase:
    return tuple(event._replace(tones=tuple(change(tone) for tone in event.tones)) for event in phrase)
