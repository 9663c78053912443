"""Walking bass: a note on every beat, the chord's root on its first, its tones in between, and a step into the next
root."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from ..composition.progression import ChordSpan
from ..theory import Key

Step = tuple[Fraction, Fraction, int, ChordSpan]


def walk(chords: Sequence[ChordSpan], key: Key, beat: Fraction, low: int, high: int) -> Iterator[Step]:
    """(start, length, MIDI note, chord) for each beat, within `low` and `high`. The last chord walks back to the
    first."""
    root = _nearest(chords[0].chord.bass.pitch_class, (2 * low + high) // 3, low, high) if chords else 0
    for index, chord in enumerate(chords):
        following = chords[(index + 1) % len(chords)]
        target = _nearest(following.chord.bass.pitch_class, root, low, high)
        count = max(1, int(chord.length / beat))
        for step, pitch in enumerate(_towards(chord, root, target, count, key, low, high)):
            start = chord.start + step * beat
            yield start, beat if step < count - 1 else chord.end - start, pitch, chord
        root = target


def _nearest(pitch_class: int, before: int, low: int, high: int) -> int:
    inside = [note for note in range(low, high + 1) if note % 12 == pitch_class]
    return min(inside, key=lambda note: (abs(note - before), note))


def _towards(chord: ChordSpan, root: int, target: int, count: int, key: Key, low: int, high: int) -> list[int]:
    """`count` notes from the root: chord tones on the side of the target, then an approach to it that is not yet
    heard."""
    notes = [root]
    rising = target > root or (target == root and root + 7 <= high)
    middle = _between(chord, root, rising, low, high)
    while len(notes) < count - 1:
        notes.append(middle[(len(notes) - 1) % len(middle)])
    if count > 1:
        notes.append(next(note for note in _approaches(target, notes[-1], key) if note != notes[-1]))
    return notes


def _between(chord: ChordSpan, root: int, rising: bool, low: int, high: int) -> list[int]:
    """Third, fifth, and what the chord has above, rising from the root; or the same falling from it."""
    tones = [chord.chord.tone(number) % 12 for number in (3, 5, 7 if len(chord.chord.tones) > 3 else 5)]
    up = [root + tone for tone in tones]
    down = [root - 12 + tone for tone in reversed(tones)]
    chosen = up if (rising and up[-1] <= high) or down[-1] < low or min(down) < low else down
    return list(dict.fromkeys(note if note <= high else note - 12 for note in chosen))


def _approaches(target: int, before: int, key: Key) -> list[int]:
    """Neighbours of the target: the step of the key on the side of the note before, then the semitones on both
    sides."""
    side = -1 if before < target else 1
    scale = {(key.tonic.pitch_class + semitones) % 12 for semitones in key.scale}
    step = next(target + side * size for size in (1, 2, 3) if (target + side * size) % 12 in scale or size == 3)
    return [step, target + side, target - side]
