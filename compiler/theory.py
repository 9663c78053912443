"""Pitches, scales, keys and meters: the small arithmetic of music. Pure values; nothing here reads syntax."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from .frozen import dataclass

LETTERS = "cdefgab"
NATURALS = {"c": 0, "d": 2, "e": 4, "f": 5, "g": 7, "a": 9, "b": 11}
SHARP_NAMES = ("c", "c#", "d", "d#", "e", "f", "f#", "g", "g#", "a", "a#", "b")
FLAT_NAMES = ("c", "db", "d", "eb", "e", "f", "gb", "g", "ab", "a", "bb", "b")

# Semitones of each degree above the tonic.
SCALES: dict[str, tuple[int, ...]] = {
    "major": (0, 2, 4, 5, 7, 9, 11),
    "minor": (0, 2, 3, 5, 7, 8, 10),
    "ionian": (0, 2, 4, 5, 7, 9, 11),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "phrygian": (0, 1, 3, 5, 7, 8, 10),
    "lydian": (0, 2, 4, 6, 7, 9, 11),
    "mixolydian": (0, 2, 4, 5, 7, 9, 10),
    "aeolian": (0, 2, 3, 5, 7, 8, 10),
    "locrian": (0, 1, 3, 5, 6, 8, 10),
    "harmonic-minor": (0, 2, 3, 5, 7, 8, 11),
    "melodic-minor": (0, 2, 3, 5, 7, 9, 11),
    "harmonic-major": (0, 2, 4, 5, 7, 8, 11),
    "phrygian-dominant": (0, 1, 4, 5, 7, 8, 10),
    "lydian-dominant": (0, 2, 4, 6, 7, 9, 10),
    "major-pentatonic": (0, 2, 4, 7, 9),
    "minor-pentatonic": (0, 3, 5, 7, 10),
    "blues": (0, 3, 5, 6, 7, 10),
    "whole-tone": (0, 2, 4, 6, 8, 10),
    "chromatic": (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
}


@dataclass(frozen=True, slots=True)
class Name:
    """A pitch without its octave, as spelled: a letter `a`..`g` and its alteration in semitones."""

    letter: str
    alteration: int = 0

    @property
    def pitch_class(self) -> int:
        return (NATURALS[self.letter] + self.alteration) % 12

    def __str__(self) -> str:
        return self.letter.upper() + accidentals(self.alteration)


@dataclass(frozen=True, slots=True)
class Tone:
    """A pitch as spelled, with its octave (scientific: `c4` is middle C, MIDI 60)."""

    letter: str
    alteration: int
    octave: int

    @property
    def midi(self) -> int:
        return 12 * (self.octave + 1) + NATURALS[self.letter] + self.alteration

    @property
    def step(self) -> int:
        """Letters counted from c0: what a staff line counts."""
        return 7 * self.octave + LETTERS.index(self.letter)

    def __str__(self) -> str:
        return self.letter + accidentals(self.alteration) + str(self.octave)


@dataclass(frozen=True, slots=True)
class Key:
    """A tonic and a mode from `SCALES`."""

    tonic: Name
    mode: str

    @property
    def scale(self) -> tuple[int, ...]:
        return SCALES[self.mode]

    @property
    def is_minor(self) -> bool:
        """True when the third above the tonic is minor."""
        return 3 in self.scale and 4 not in self.scale

    def __str__(self) -> str:
        return f"{self.tonic} {self.mode}"


@lru_cache(maxsize=256)
def _quarters(count: int, unit: int) -> Fraction:
    """The length of so many notes of 1/`unit`, in quarter notes."""
    return Fraction(4 * count, unit)


@dataclass(frozen=True, slots=True)
class Meter:
    """`beats` in a bar, each a note of 1/`unit`."""

    beats: int
    unit: int

    @property
    def length(self) -> Fraction:
        """Of a bar, in quarter notes."""
        return _quarters(self.beats, self.unit)

    @property
    def beat(self) -> Fraction:
        """Of a written beat, in quarter notes."""
        return _quarters(1, self.unit)

    @property
    def is_compound(self) -> bool:
        """6/8, 9/8 and 12/8 are felt in threes."""
        return self.unit >= 8 and self.beats > 3 and self.beats % 3 == 0

    @lru_cache(maxsize=4096)  # noqa: B019 (meters are few, and values)
    def place(self, beats: Fraction) -> tuple[int, Fraction]:
        """The bar in which a beat lies, from 1, and its offset there in quarter notes; `beats` count from bar 1."""
        bar, offset = divmod(beats, self.length)
        return int(bar) + 1, offset

    @lru_cache(maxsize=4096)  # noqa: B019
    def weight(self, offset: Fraction) -> float:
        """How strong a place in the bar is, 0..1: the downbeat 1, the middle of an even bar 0.75, beats 0.5, halves
        of beats 0.25."""
        pulse = self.beat * 3 if self.is_compound else self.beat
        if offset == 0:
            return 1.0
        count = self.length / pulse
        if count % 2 == 0 and offset == self.length / 2:
            return 0.75
        if offset % pulse == 0:
            return 0.5
        return 0.25 if offset % (pulse / (3 if self.is_compound else 2)) == 0 else 0.0

    def __str__(self) -> str:
        return f"{self.beats}/{self.unit}"


_OCTAVES = frozenset(str(octave) for octave in range(-1, 10))

COMMON_TIME = Meter(4, 4)
C_MAJOR = Key(Name("c"), "major")


def accidentals(alteration: int) -> str:
    return "#" * alteration if alteration >= 0 else "b" * -alteration


def read_name(text: str) -> Name | None:
    """`d`, `Bb`, `F##`, `e♭` as a name; None when the text is something else."""
    letter, rest = text[:1].lower(), text[1:].replace("♯", "#").replace("♭", "b").replace("𝄪", "##").replace("𝄫", "bb")
    if not letter or letter not in LETTERS or rest.strip("#" if rest.startswith("#") else "b") or len(rest) > 3:
        return None
    return Name(letter, len(rest) if rest.startswith("#") else -len(rest))


def read_tone(text: str) -> Tone | None:
    """`c3`, `bb-1`, `F#4` as a tone; None when the text is something else."""
    body = text.rstrip("0123456789")
    digits = text[len(body) :]
    if body.endswith("-"):
        body, digits = body[:-1], "-" + digits
    name = read_name(body)
    if name is None or digits not in _OCTAVES:
        return None
    return Tone(name.letter, name.alteration, int(digits))


def read_mode(text: str) -> str | None:
    """The mode of this name in `SCALES`, also by its usual short forms; None when there is none."""
    short = {"maj": "major", "min": "minor", "dur": "major", "moll": "minor", "pentatonic": "major-pentatonic"}
    mode = short.get(text.lower(), text.lower())
    return mode if mode in SCALES else None


def spell(midi: int, key: Key) -> Tone:
    """A MIDI note as the key would write it: its own degrees first, then the altered notes a reader of the key
    expects."""
    pitch_class = midi % 12
    names = _scale_names(key)
    flat = any(name.alteration < 0 for name in names)
    fallback = read_name(
        (FLAT_NAMES if flat or (key.is_minor and key.tonic.alteration <= 0) else SHARP_NAMES)[pitch_class]
    )
    assert fallback is not None
    name = next((n for n in names if n.pitch_class == pitch_class), fallback)
    return _place(name, midi)


def degree(key: Key, number: int, alteration: int, octave: int) -> Tone:
    """Scale degree `number` from 1 (8 is the octave) of the key whose tonic stands in `octave`, altered by
    semitones."""
    octaves, index = divmod(number - 1, len(key.scale))
    tonic = Tone(key.tonic.letter, key.tonic.alteration, octave)
    midi = tonic.midi + 12 * octaves + key.scale[index] + alteration
    if len(key.scale) != 7:
        return spell(midi, key)
    letter, octave = _letter(tonic.step + number - 1)
    return Tone(letter, midi - Tone(letter, 0, octave).midi, octave)


def move_degrees(tone: Tone, steps: int, key: Key) -> Tone:
    """The tone `steps` scale degrees up (down when negative). A note outside the key keeps its distance from its
    degree."""
    if len(key.scale) == 7:
        letter, octave = _letter(tone.step + steps)
        natural = _in_key(tone.letter, key)
        return Tone(letter, _in_key(letter, key) + tone.alteration - natural, octave)
    offset = tone.midi - key.tonic.pitch_class
    index = max(i for i, s in enumerate(key.scale) if s <= offset % 12)
    outside = offset % 12 - key.scale[index]
    octaves, target = divmod(index + steps, len(key.scale))
    return spell(key.tonic.pitch_class + 12 * (offset // 12 + octaves) + key.scale[target] + outside, key)


def mirror(tone: Tone, axis: Tone, key: Key) -> Tone:
    """The tone as far below the axis as it was above it, counted in scale degrees."""
    if len(key.scale) == 7:
        moved = move_degrees(axis, axis.step - tone.step, key)
        outside = tone.alteration - _in_key(tone.letter, key)
        return Tone(moved.letter, _in_key(moved.letter, key) - outside, moved.octave)
    return spell(2 * axis.midi - tone.midi, key)


def _letter(step: int) -> tuple[str, int]:
    return LETTERS[step % 7], step // 7


def _in_key(letter: str, key: Key) -> int:
    """The alteration that a letter has in a key of seven degrees."""
    return next(name.alteration for name in _scale_names(key) if name.letter == letter)


def _scale_names(key: Key) -> tuple[Name, ...]:
    if len(key.scale) == 7:
        start = LETTERS.index(key.tonic.letter)
        letters = [LETTERS[(start + i) % 7] for i in range(7)]
        classes = [(key.tonic.pitch_class + s) % 12 for s in key.scale]
        return tuple(
            Name(letter, (wanted - NATURALS[letter] + 6) % 12 - 6)
            for letter, wanted in zip(letters, classes, strict=True)
        )
    table = FLAT_NAMES if key.is_minor or key.tonic.alteration < 0 or key.tonic.letter == "f" else SHARP_NAMES
    found = [read_name(table[(key.tonic.pitch_class + s) % 12]) for s in key.scale]
    return tuple(name for name in found if name is not None)


def _place(name: Name, midi: int) -> Tone:
    octave = (midi - NATURALS[name.letter] - name.alteration) // 12 - 1
    return Tone(name.letter, name.alteration, octave)
