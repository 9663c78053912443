"""Walking basses on real progressions."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest

from songc.compiler.arrangement.walking import walk
from songc.compiler.composition.progression import ChordSpan
from songc.compiler.harmony import Chord, read_chord
from songc.compiler.source import Span
from songc.compiler.theory import Key, Name

# With the key of each, and quarter notes a chord.
PROGRESSIONS = {
    "blues": ("Bb7 Eb7 Bb7 Bb7 Eb7 Eb7 Bb7 G7 Cm7 F7 Bb7 F7", Key(Name("b", -1), "mixolydian"), 4),
    "autumn leaves": ("Am7 D7 Gmaj7 Cmaj7 F#m7b5 B7 Em Em", Key(Name("e"), "minor"), 4),
    "rhythm changes": ("Bb G7 Cm7 F7 Dm7 G7 Cm7 F7", Key(Name("b", -1), "major"), 2),
    "giant steps": ("Bmaj7 D7 Gmaj7 Bb7 Ebmaj7 Am7 D7 Gmaj7", Key(Name("b"), "major"), 2),
    "waltz": ("C Am7 Dm7 G7", Key(Name("c"), "major"), 3),
}
LOW, HIGH = 28, 52


def walked(name: str) -> list[tuple[Fraction, Fraction, int, ChordSpan]]:
    spellings, key, beats = PROGRESSIONS[name]
    spans = []
    for index, spelling in enumerate(spellings.split()):
        chord = read_chord(spelling, key)
        assert isinstance(chord, Chord)
        spans.append(ChordSpan(Fraction(index * beats), Fraction(beats), chord, Span("", 0, 0), 1))
    return list(walk(spans, key, Fraction(1), LOW, HIGH))


@pytest.mark.parametrize("name", PROGRESSIONS)
def test_a_walk_steps_on_every_beat_within_its_range(name: str) -> None:
    steps = walked(name)
    assert [start for start, _, _, _ in steps] == list(range(len(steps)))
    assert all(length == 1 and LOW - 2 <= pitch <= HIGH + 2 for _, length, pitch, _ in steps)


@pytest.mark.parametrize("name", PROGRESSIONS)
def test_a_chord_begins_on_its_root_and_goes_on_in_its_tones(name: str) -> None:
    steps = walked(name)
    for index, (start, _, pitch, span) in enumerate(steps):
        if start == span.start:
            assert pitch % 12 == span.chord.bass.pitch_class
        elif index + 1 < len(steps) and steps[index + 1][3] is span:
            assert pitch % 12 in span.chord.pitch_classes


@pytest.mark.parametrize("name", PROGRESSIONS)
def test_a_root_is_reached_by_a_step_and_no_note_is_struck_twice(name: str) -> None:
    steps = walked(name)
    for (_, _, before, one), (start, _, pitch, other) in pairwise(steps):
        assert before != pitch
        if start == other.start and one is not other:
            assert abs(pitch - before) <= 3 - (one.length > 1)
        assert abs(pitch - before) <= 9
