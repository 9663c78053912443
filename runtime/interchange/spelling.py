"""Bars as note rows: pitches spelled by the key, lengths as note values, tuplets as groups, dynamics that change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from statistics import median

from ...compiler.composition.counting import spell_duration
from ...compiler.composition.events import DYNAMICS
from ...compiler.frozen import dataclass
from ...compiler.theory import Key, spell
from .voices import Content, Piece

MOST_IN_GROUP, HEAVIEST = 12, 9
ACCENTED = 0.1  # louder than its bar by this much, a note has an accent


@dataclass(frozen=True, slots=True)
class Style:
    """What a line declares: the octave of notes without one, the length (in whole notes) of a bar's first note without
    one, and the dynamic of its track."""

    octave: int
    unit: Fraction
    dynamic: str
    key: Key


def dynamic_of(velocities: Iterable[int]) -> str:
    """The dynamic nearest to the middle of MIDI velocities; `mf` where there are none."""
    found = list(velocities)
    level = median(found) / 127 if found else DYNAMICS["mf"]
    return min(DYNAMICS, key=lambda name: abs(DYNAMICS[name] - level))


def style_of(contents: Sequence[Content], dynamic: str, key: Key) -> Style:
    """The octave and the unit that leave most notes bare."""
    octaves = Counter(spell(pitch, key).octave for content in contents for piece in content for pitch in piece.pitches)
    firsts = Counter(content[0].length / 4 for content in contents if content and content[0].pitches)
    plain = [unit for unit, _ in firsts.most_common() if unit.numerator == 1 and unit.denominator in (1, 2, 4, 8, 16)]
    octave = min(max(octaves.most_common(1)[0][0], 0), 8) if octaves else 4
    return Style(octave, plain[0] if plain else Fraction(1, 4), dynamic, key)


def bar_text(content: Content, style: Style) -> str:
    """One bar of a note row, without its bar lines."""
    level = dynamic_of(piece.velocity for piece in content if piece.pitches)
    usual = style.dynamic if any(piece.pitches for piece in content) else level
    writer = _Writer(style, style.unit, DYNAMICS[level], "" if _near(level, usual) else f"!{level}")
    index = 0
    while index < len(content):
        group = _group(content, index)
        if group is None:
            writer.piece(content[index])
            index += 1
        else:
            count, length = group
            writer.group(content[index : index + count], length)
            index += count
    return " ".join(writer.words)


def _near(level: str, usual: str) -> bool:
    """Neighbouring dynamics are one player's unevenness, not an instruction."""
    names = list(DYNAMICS)
    return abs(names.index(level) - names.index(usual)) <= 1


def _group(content: Content, first: int) -> tuple[int, Fraction] | None:
    """How many pieces from `first` make a tuplet, and its length in quarter notes; None where the first piece is no
    part of one."""
    if _is_binary(content[first].length):
        return None
    total = Fraction(0)
    for count, piece in enumerate(content[first : first + MOST_IN_GROUP], 1):
        total += piece.length
        if total > 4:
            return None
        if count > 1 and _is_value(total):
            return (count, total) if max(_weights(content[first : first + count])) <= HEAVIEST else None
    return None


def _is_binary(length: Fraction) -> bool:
    return length.denominator & (length.denominator - 1) == 0


def _is_value(length: Fraction) -> bool:
    """A whole note or a half, a quarter… of one."""
    part = length / 4
    return part.numerator == 1 and part.denominator in (1, 2, 4, 8, 16, 32)


def _weights(pieces: Sequence[Piece]) -> list[int]:
    """The lengths of pieces in the smallest whole numbers."""
    scale = pieces[0].length.denominator
    for piece in pieces:
        scale = scale * piece.length.denominator // _gcd(scale, piece.length.denominator)
    whole = [int(piece.length * scale) for piece in pieces]
    common = whole[0]
    for number in whole:
        common = _gcd(common, number)
    return [number // common for number in whole]


def _gcd(a: int, b: int) -> int:
    while b:
        a, b = b, a % b
    return a


@dataclass
class _Writer:
    """Words of one bar. `length` is that of the next piece without one; `mark` waits for the first note."""

    style: Style
    length: Fraction
    level: float
    mark: str

    def __post_init__(self) -> None:
        self.words: list[str] = []

    def piece(self, piece: Piece) -> None:
        self.words.append(self._word(piece, self._duration(piece.length / 4)))

    def group(self, pieces: Sequence[Piece], length: Fraction) -> None:
        weights = _weights(pieces)
        inner = [
            self._word(piece, "" if weight == 1 else f"@{weight}")
            for piece, weight in zip(pieces, weights, strict=True)
        ]
        self.words.append(f"[{' '.join(inner)}]{self._duration(length / 4)}")

    def _duration(self, length: Fraction) -> str:
        if length == self.length:
            return ""
        self.length = length
        return f":{spell_duration(length) or f'{length.numerator}/{length.denominator}'}"

    def _word(self, piece: Piece, after: str) -> str:
        if not piece.pitches:
            return f"r{after}"
        names = [self._pitch(pitch) for pitch in piece.pitches]
        head = names[0] if len(names) == 1 else f"<{' '.join(names)}>"
        marks = "~" if piece.tied else ""
        if piece.velocity / 127 > self.level + ACCENTED:
            marks += ">"
        marks, self.mark = marks + self.mark, ""
        return f"{head}{after}{marks}"

    def _pitch(self, pitch: int) -> str:
        tone = spell(pitch, self.style.key)
        return str(tone) if tone.octave != self.style.octave else str(tone)[: -len(str(tone.octave))]
