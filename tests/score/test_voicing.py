"""Voice leading on real progressions."""

from __future__ import annotations

from itertools import pairwise

import pytest

from songc.compiler.arrangement.voicing import VOICINGS, movement, voice
from songc.compiler.harmony import Chord, read_chord
from songc.compiler.theory import C_MAJOR

PROGRESSIONS = {
    "pop": "C G Am F C G F C",
    "turnaround": "Cmaj7 A7 Dm7 G7 Em7 A7b9 Dm9 G13",
    "autumn leaves": "Am7 D7 Gmaj7 Cmaj7 F#m7b5 B7 Em Em",
    "andalusian": "Am G F E Am G F E",
    "giant steps": "Bmaj7 D7 Gmaj7 Bb7 Ebmaj7 Am7 D7 Gmaj7",
}
LOW, HIGH = 48, 76


def chords(name: str) -> list[Chord]:
    found = [read_chord(spelling, C_MAJOR) for spelling in PROGRESSIONS[name].split()]
    assert all(isinstance(chord, Chord) for chord in found)
    return [chord for chord in found if isinstance(chord, Chord)]


def led(name: str, kind: str) -> list[tuple[int, ...]]:
    notes: list[tuple[int, ...]] = []
    for chord in chords(name):
        notes.append(voice(chord, kind, LOW, HIGH, notes[-1] if notes else ()))
    return notes


@pytest.mark.parametrize("name", PROGRESSIONS)
@pytest.mark.parametrize("kind", VOICINGS)
def test_voicings_hold_the_chord_and_stay_in_range(name: str, kind: str) -> None:
    for chord, notes in zip(chords(name), led(name, kind), strict=True):
        allowed = set(chord.pitch_classes) | {chord.root.pitch_class, (chord.root.pitch_class + 7) % 12}
        assert {note % 12 for note in notes} <= allowed
        assert list(notes) == sorted(set(notes))
        assert notes[0] >= LOW and notes[-1] <= HIGH, (kind, notes)


@pytest.mark.parametrize("name", PROGRESSIONS)
def test_close_chords_move_by_steps(name: str) -> None:
    travels = [movement(a, b) / max(len(a), len(b)) for a, b in pairwise(led(name, "close"))]
    assert sum(travels) / len(travels) <= 2.5
    root_position = [
        voice(chord, "close", LOW + chord.root.pitch_class, LOW + chord.root.pitch_class + 15) for chord in chords(name)
    ]
    parallel = [movement(a, b) / max(len(a), len(b)) for a, b in pairwise(root_position)]
    assert sum(travels) < sum(parallel)


def test_a_chord_that_stays_does_not_move() -> None:
    assert led("autumn leaves", "close")[-1] == led("autumn leaves", "close")[-2]


def test_common_tones_are_kept() -> None:
    c, g = led("pop", "close")[:2]
    assert 67 in c and 67 in g


@pytest.mark.parametrize("kind", ["close", "open", "drop2", "spread"])
def test_thirds_and_sevenths_are_never_left_out(kind: str) -> None:
    for spelling in ("Dm9", "G13", "C7b9b13", "Cmaj13#11", "Bm7b5", "F#7alt"):
        chord = read_chord(spelling, C_MAJOR)
        assert isinstance(chord, Chord)
        notes = {(note - chord.root.pitch_class) % 12 for note in voice(chord, kind, LOW, HIGH)}
        guides = {semitones % 12 for number, semitones in chord.tones if number in (3, 7)}
        assert guides <= notes, (spelling, notes)


def test_shapes() -> None:
    chord = read_chord("C", C_MAJOR)
    seventh = read_chord("Cmaj7", C_MAJOR)
    assert isinstance(chord, Chord) and isinstance(seventh, Chord)
    assert voice(chord, "power", 36, 55) in {(36, 43), (36, 43, 48)}
    close = voice(chord, "close", 60, 72)
    assert close[-1] - close[0] < 12
    assert 12 < voice(chord, "open", 48, 76)[-1] - voice(chord, "open", 48, 76)[0] < 24
    drop2 = voice(seventh, "drop2", 48, 76)
    assert 12 <= drop2[-1] - drop2[0] <= 17
