"""Chord spellings against an independent reading, and the canonical spelling of each."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from songc.compiler.harmony import Chord, read_chord
from songc.compiler.theory import C_MAJOR, Key, Name, read_name

ORACLE = json.loads(Path(__file__).with_name("chords.json").read_text())
DIFFERENCES = {
    "Gdim9": {0, 2, 3, 6, 9},
    "Abdim11": {0, 2, 3, 5, 6, 9},
    "Ab7-9": {0, 1, 4, 7, 10},
    "D7+9": {0, 3, 4, 7, 10},
    "A7+11": {0, 4, 6, 7, 10},
    "B9+11": {0, 2, 4, 6, 7, 10},
}
D_MINOR = Key(Name("d"), "minor")


def chord(spelling: str, key: Key = C_MAJOR) -> Chord:
    found = read_chord(spelling, key)
    assert isinstance(found, Chord), f"{spelling}: {found}"
    return found


def test_the_oracle_is_large_enough() -> None:
    assert len({spelling for spelling, *_ in ORACLE}) >= 300


@pytest.mark.parametrize(("spelling", "root", "classes", "bass"), ORACLE, ids=[row[0] for row in ORACLE])
def test_spelling_is_read_as_the_oracle_reads_it(
    spelling: str, root: str, classes: list[int], bass: str | None
) -> None:
    found = chord(spelling)
    assert found.root.pitch_class == read_name(root).pitch_class
    assert found.bass.pitch_class == read_name(bass or root).pitch_class
    above = {semitones % 12 for _, semitones in found.tones}
    assert above == DIFFERENCES.get(spelling, set(classes))


@pytest.mark.parametrize("spelling", [row[0] for row in ORACLE])
def test_the_canonical_spelling_means_the_same_chord(spelling: str) -> None:
    found = chord(spelling)
    again = chord(found.spelling)
    assert again == found
    assert again.spelling == found.spelling


@pytest.mark.parametrize(
    ("numeral", "letters"),
    [
        ("i9", "Dm9"),
        ("VImaj7", "Bbmaj7"),
        ("iv9", "Gm9"),
        ("V7", "A7"),
        ("bVII", "C"),
        ("VII", "C"),
        ("ii7b5", "Em7b5"),
        ("V7/V", "E7"),
        ("V7/iv", "D7"),
        ("vii°7", "C#dim7"),
        ("viiø7", "C#m7b5"),
        ("vii°7/V", "G#dim7"),
        ("i/C", "Dm/C"),
        ("IV", "G"),
        ("N", None),
    ],
)
def test_numerals_in_a_minor_key(numeral: str, letters: str | None) -> None:
    if letters is None:
        assert isinstance(read_chord(numeral, D_MINOR), str)
    else:
        assert chord(numeral, D_MINOR) == chord(letters)


@pytest.mark.parametrize(
    ("numeral", "letters"),
    [("I", "C"), ("vi7", "Am7"), ("bVI", "Ab"), ("bVII7", "Bb7"), ("#iv°7", "F#dim7"), ("V7/vi", "E7"), ("V/ii", "A")],
)
def test_numerals_in_a_major_key(numeral: str, letters: str) -> None:
    assert chord(numeral) == chord(letters)


@pytest.mark.parametrize("spelling", ["N.C.", "NC", " N.C. "])
def test_no_chord(spelling: str) -> None:
    assert read_chord(spelling, C_MAJOR) is None


@pytest.mark.parametrize("spelling", ["H7", "C7x", "dm7", "", "Cfoo", "V7/q", "7", "C//E"])
def test_a_spelling_that_means_nothing_says_why(spelling: str) -> None:
    assert isinstance(read_chord(spelling, C_MAJOR), str)


def test_degrees_of_a_chord_for_templates() -> None:
    assert [chord("Dm9").tone(n) for n in (1, 3, 5, 7, 8, 9, 10)] == [0, 3, 7, 10, 12, 14, 15]
    assert [chord("C").tone(n) for n in (7, 9, 13)] == [11, 14, 21]
    assert [chord("G7").tone(n) for n in (7, 9)] == [10, 14]
    assert chord("A7b9").tone(9) == 13
    assert chord("Asus4").tone(3) == 4
