"""Walking bass: a note on every beat, chord tones and steps of the key, each chord's root approached from next to
it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from ..composition.progression import ChordSpan
from ..theory import Key

Step = tuple[Fraction, Fraction, int, ChordSpan]


def walk(
    chords: Sequence[ChordSpan], key: Key, beat: Fraction, root_note: Callable[[int, int | None], int]
) -> Iterator[Step]:
    """(start, length, MIDI note, chord) for each beat. `root_note` places a pitch class, near the note before it."""
    before: int | None = None
    for index, chord in enumerate(chords):
        following = chords[index + 1] if index + 1 < len(chords) else chords[0]
        root = root_note(chord.chord.bass.pitch_class, before)
        target = root_note(following.chord.bass.pitch_class, root)
        count = max(1, int(chord.length / beat))
        for step, pitch in enumerate(_bar(chord, root, target, count, key)):
            start = chord.start + step * beat
            length = beat if step < count - 1 else chord.end - start
            yield start, length, pitch, chord
            before = pitch


def _bar(chord: ChordSpan, root: int, target: int, count: int, key: Key) -> list[int]:
    """`count` notes from the root towards the next chord's root: chord tones in the direction of the walk, then an
    approach."""
    if count == 1:
        return [root]
    rising = target > root or (target == root and chord.bar % 2 == 1)
    approach = _approach(target, rising, key)
    tones = _tones_towards(chord, root, rising)
    middle = [tones[i % len(tones)] for i in range(count - 2)]
    return [root, *middle, approach]


def _tones_towards(chord: ChordSpan, root: int, rising: bool) -> list[int]:
    """Third and fifth above the root; or fifth and third below it."""
    third = chord.chord.tone(3)
    fifth = chord.chord.tone(5)
    if rising:
        return [root + third, root + fifth]
    return [root + fifth - 12, root + third - 12] if root > 36 else [root + fifth, root + third]


def _approach(target: int, rising: bool, key: Key) -> int:
    """The step of the key next to the target on the side the walk comes from; a semitone where the key has none
    closer than that."""
    side = -1 if rising else 1
    scale = {(key.tonic.pitch_class + semitones) % 12 for semitones in key.scale}
    whole = target + 2 * side
    return whole if whole % 12 in scale and (target + side) % 12 not in scale else target + side
