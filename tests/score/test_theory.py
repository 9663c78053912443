"""Pitches, keys and meters."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from songc.compiler.theory import (
    SCALES,
    Key,
    Meter,
    Name,
    Tone,
    degree,
    mirror,
    move_degrees,
    read_name,
    read_tone,
    spell,
)

KEYS = st.builds(
    Key,
    st.builds(Name, st.sampled_from("cdefgab"), st.integers(-1, 1)),
    st.sampled_from([m for m in SCALES if m != "chromatic"]),
)
MIDI = st.integers(24, 100)


@pytest.mark.parametrize(
    ("text", "midi"), [("a4", 69), ("c4", 60), ("Bb3", 58), ("f##2", 43), ("c-1", 0), ("b#3", 60), ("cb4", 59)]
)
def test_tones(text: str, midi: int) -> None:
    tone = read_tone(text)
    assert tone is not None
    assert tone.midi == midi


@pytest.mark.parametrize("text", ["", "h", "c4.", "4", "cc", "d#b", "c#b4"])
def test_what_is_no_name(text: str) -> None:
    assert read_name(text) is None


def test_scales_are_spelled_with_each_letter_once() -> None:
    key = Key(Name("f", 1), "minor")
    assert [str(degree(key, n, 0, 4)) for n in range(1, 9)] == ["f#4", "g#4", "a4", "b4", "c#5", "d5", "e5", "f#5"]


def test_degrees_are_altered_and_go_below_the_tonic_by_octaves() -> None:
    key = Key(Name("d"), "minor")
    assert str(degree(key, 7, 1, 4)) == "c#5"
    assert str(degree(key, 1, 0, 3)) == "d3"
    assert str(degree(Key(Name("e", -1), "major"), 4, -1, 4)) == "abb4"


@given(KEYS, MIDI)
def test_spelling_keeps_the_pitch(key: Key, midi: int) -> None:
    assert spell(midi, key).midi == midi


@given(KEYS, MIDI, st.integers(-14, 14))
def test_moving_by_degrees_and_back_is_nothing(key: Key, midi: int, steps: int) -> None:
    """Of a gapped scale only its own notes can come back: what lies in a gap may land on a degree."""
    tone = spell(midi, key)
    assume(len(key.scale) == 7 or (midi - key.tonic.pitch_class) % 12 in key.scale)
    assert move_degrees(move_degrees(tone, steps, key), -steps, key).midi == tone.midi


@given(KEYS, MIDI, MIDI)
def test_mirroring_twice_is_nothing(key: Key, midi: int, axis: int) -> None:
    tone, about = spell(midi, key), degree(key, 1, 0, axis // 12 - 1)
    assert mirror(mirror(tone, about, key), about, key).midi == tone.midi


def test_an_octave_of_degrees_is_an_octave() -> None:
    assert move_degrees(Tone("f", 1, 4), 7, Key(Name("g"), "major")).midi == Tone("f", 1, 5).midi
    assert move_degrees(Tone("c", 0, 4), 5, Key(Name("c"), "major-pentatonic")).midi == 72


def test_meters() -> None:
    assert Meter(6, 8).length == 3
    assert Meter(7, 8).beat == Fraction(1, 2)
    assert [Meter(4, 4).weight(Fraction(n, 2)) for n in range(8)] == [1, 0.25, 0.5, 0.25, 0.75, 0.25, 0.5, 0.25]
    assert Meter(6, 8).weight(Fraction(3, 2)) == 0.75
    assert Meter(3, 4).weight(Fraction(1)) == 0.5
