"""The form in beats, seconds and frames."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from scipy.integrate import quad

from songc.compiler.check import Check
from songc.compiler.files import MemoryFiles, Recorded
from songc.compiler.form.places import as_place
from songc.compiler.form.timeline import Stretch
from songc.compiler.source import Span
from songc.compiler.syntax import Place, Word

from .songs import timeline_of

FORM = """
  tempo 120 bpm
  section intro 2 bars { tempo 60 bpm }
  section verse 4 bars { meter 3/4 }
  section chorus 2 bars { tempo 90 -> 150 bpm }
  form intro verse chorus verse chorus
"""
HERE = Span("a.song", 0, 1)


def place(text: str, bar: int | None = None, last: int | None = None, beat: Fraction | None = None) -> Place:
    found = as_place(Word(text, HERE))
    assert found is not None
    return Place(found.section, found.passage, bar, beat, last, None, HERE)


def test_passages_follow_the_form() -> None:
    timeline = timeline_of(FORM)
    assert [(p.name, p.start, p.end, p.first_bar) for p in timeline.passages] == [
        ("intro.1", 0, 8, 1),
        ("verse.1", 8, 20, 3),
        ("chorus.1", 20, 28, 7),
        ("verse.2", 28, 40, 9),
        ("chorus.2", 40, 48, 13),
    ]
    assert timeline.bars == 14
    assert timeline.beats == 48
    assert [timeline.bar_start(n) for n in (1, 3, 4, 14)] == [0, 8, 11, 44]


def test_seconds_at_constant_tempo_are_exact() -> None:
    timeline = timeline_of(FORM)
    assert timeline.seconds_exact(Fraction(8)) == 8
    assert timeline.seconds_exact(Fraction(20)) == 14
    assert timeline.frame(Fraction(8) + Fraction(1, 3), 48000) == 8 * 48000 + 8000


def test_a_ramp_is_the_integral_of_its_tempo() -> None:
    timeline = timeline_of(FORM)
    for beat in (1.0, 3.5, 8.0):
        expected, _ = quad(lambda b: 60 / (90 + 60 * b / 8), 0, beat)
        got = timeline.seconds(20 + Fraction(beat)) - 14
        assert got == pytest.approx(expected, abs=1e-9)
    assert timeline.tempo(Fraction(24)) == 120
    assert timeline.seconds(Fraction(28)) - 14 == pytest.approx(60 * 8 / 60 * math.log(150 / 90), abs=1e-9)


def test_beats_and_seconds_are_inverse() -> None:
    timeline = timeline_of(FORM)
    for beat in range(60):
        assert abs(float(timeline.beats_at(timeline.seconds(Fraction(beat)))) - beat) < 1e-5


def test_a_tempo_over_the_whole_song_moves_through_the_sections() -> None:
    timeline = timeline_of("tempo 60 -> 120 bpm\nsection a 1 bar { }\nsection b 2 bars { }\nform a b")
    assert [timeline.tempo(Fraction(b)) for b in (0, 4, 12)] == [60, 80, 120]
    assert timeline.seconds(Fraction(12)) == pytest.approx(12 * math.log(2), abs=1e-9)


def test_a_tempo_may_name_its_beat() -> None:
    timeline = timeline_of("tempo 3/8 60 bpm\nmeter 6/8\nsection a 1 bar { }")
    assert timeline.seconds(Fraction(3)) == 2.0


def test_places_resolve_to_each_pass() -> None:
    timeline = timeline_of(FORM)
    check = Check(Recorded(MemoryFiles()))
    resolve = timeline.resolve
    assert resolve(place("verse"), check) == (Stretch(Fraction(8), Fraction(20)), Stretch(Fraction(28), Fraction(40)))
    assert resolve(place("verse.2"), check) == (Stretch(Fraction(28), Fraction(40)),)
    assert resolve(place("verse.2", 2, 3), check) == (Stretch(Fraction(31), Fraction(37)),)
    assert resolve(place("verse.1", 4, None, Fraction(3)), check) == (Stretch(Fraction(19), Fraction(20)),)
    assert resolve(Place("", None, None, None, None, Fraction(11), HERE), check) == (
        Stretch(Fraction(14), Fraction(14)),
    )
    assert check.diagnostics == []


def test_a_bar_holds_its_place_when_an_earlier_section_grows() -> None:
    longer = timeline_of(FORM.replace("intro 2 bars", "intro 9 bars"))
    check = Check(Recorded(MemoryFiles()))
    (stretch,) = longer.resolve(place("chorus.2", 2), check)
    assert longer.spot(stretch.start)[:2] == (longer.passages[-1], 2)


def test_a_pickup_comes_before_bar_one() -> None:
    timeline = timeline_of(
        "tempo 60 bpm\nsection a 2 bars { line x pickup 1 beat { | c:4 | d:1 | e:1 | } }\nsection b 1 bar { }\nform a b"
    )
    assert timeline.passages[0].start == 1
    assert timeline.seconds(timeline.passages[1].start) == 9.0
