"""Takes: what a player does to a score, and what an edit leaves alone."""

from __future__ import annotations

import statistics
from fractions import Fraction

import numpy as np
import pytest

from songc.compiler.edits.lines import Nudge, Quantize
from songc.compiler.form.timeline import Stretch
from songc.compiler.performance import Humanize, Style
from songc.compiler.source import Span

from .songs import RATE, played

HERE = Span("a.song", 0, 1)
LOOSE = Style(Humanize(timing=0.01, velocity=0.1, length=0.1, tuning=0.05))
LINE = """composition {
  tempo 120 bpm
  section verse 16 bars {
    line lead repeat { | c:8 d e f g a b c5 | }
  }
}
arrangement { track lead { instrument synth "glass-lead" } }
"""
DRUMS = """composition {
  tempo 120 bpm
  rhythm beat {
    kick    | x--- x--- |
    hat     | --x- x--- |
    openhat | x--- --x- |
    snare   | ---- f--r |
  }
  section verse 2 bars { }
}
arrangement { track drums { instrument kit "studio"; play beat } }
"""


def test_as_written_a_note_falls_on_its_beat() -> None:
    notes = played(LINE, "lead")
    assert [note.start for note in notes[:4]] == [0, 12_000, 24_000, 36_000]
    assert {note.length for note in notes} == {12_000}
    assert notes[0].velocity > notes[2].velocity > notes[1].velocity  # the meter's weight


def test_a_take_is_the_same_each_time_and_other_than_the_next() -> None:
    assert played(LINE, "lead", style=LOOSE) == played(LINE, "lead", style=LOOSE)
    assert played(LINE, "lead", take=2, style=LOOSE) != played(LINE, "lead", take=1, style=LOOSE)
    assert played(LINE, "lead", seed=8, style=LOOSE) != played(LINE, "lead", seed=7, style=LOOSE)


def test_the_stray_has_the_deviation_asked_for_and_is_correlated() -> None:
    long = LINE.replace("16 bars", "250 bars")
    exact = {note.seed: note for note in played(long, "lead")}
    late = [note.start - exact[note.seed].start for note in played(long, "lead", style=LOOSE) if note.start > RATE]
    assert abs(statistics.mean(late)) < 120  # the slowest drift has sixteen knots here
    assert 0.8 * 480 < statistics.stdev(late) < 1.15 * 480
    assert statistics.correlation(late[:-1], late[1:]) > 0.3  # white stray would give 0
    assert max(map(abs, late)) < 4 * 480


def test_the_drift_falls_as_one_over_f() -> None:
    """By 3 dB an octave from periods of sixteen bars to those of two sixteenths, mean of eight takes; white stray is
    level, and a wander of one speed has a knee."""
    song = LINE.replace("16 bars", "192 bars").replace("c:8 d e f g a b c5", " ".join(["c:16"] * 16))
    size = 1024
    power = np.zeros(size // 2 + 1)
    for take in range(1, 9):
        own = {note.seed: note.start for note in played(song, "lead", take=take)}
        loose = {note.seed: note.start for note in played(song, "lead", take=take, style=LOOSE)}
        late = np.array([loose[seed] - start for seed, start in own.items()], dtype=float)[16:]
        for first in range(0, len(late) - size, size // 2):
            part = late[first : first + size]
            power += np.abs(np.fft.rfft((part - part.mean()) * np.hanning(size))) ** 2
    octaves = [power[4 * 2**octave : 8 * 2**octave].mean() for octave in range(7)]
    levels = 10.0 * np.log10(octaves)
    slope, height = np.polyfit(np.arange(7), levels, 1)
    assert -4.0 < slope < -2.0
    assert np.abs(levels - height - slope * np.arange(7)).max() < 3.0


def test_an_edit_in_one_bar_leaves_the_others_as_they_were() -> None:
    before = played(LINE, "lead", style=LOOSE)
    changed = LINE.replace(
        "line lead repeat { | c:8 d e f g a b c5 | }", "line lead { | c:4 e g:2 | " + "c:8 d e f g a b c5 | " * 15 + "}"
    )
    after = played(changed, "lead", style=LOOSE)
    bar = 4 * 24_000
    assert [note for note in after if note.start > bar + 2_000] == [note for note in before if note.start > bar + 2_000]


def test_a_new_section_before_does_not_reshuffle_a_later_one() -> None:
    moved = LINE.replace("}\n}\narr", "}\n  section intro 1 bar { }\n  form intro verse\n}\narr")
    before, after = played(LINE, "lead", style=LOOSE), played(moved, "lead", style=LOOSE)
    shift = 4 * 24_000
    assert [(n.start - shift, n.velocity, n.seed) for n in after if n.start > shift + 2000] == [
        (n.start, n.velocity, n.seed) for n in before if n.start > 2000
    ]


def test_swing_delays_the_offbeats_and_spares_triplets() -> None:
    song = LINE.replace("tempo 120 bpm", "tempo 120 bpm\n  swing 1/8 60%").replace(
        "c:8 d e f g a b c5", "c:8 d [e f g]:4 a:2"
    )
    starts = [note.start for note in played(song, "lead")[:6]]
    assert starts == [0, 14_400, 24_000, 32_000, 40_000, 48_000]


def test_quantize_pulls_by_its_strength_where_it_holds() -> None:
    wide = Style(Humanize(timing=0.02))
    bar = Fraction(4)
    quantized = Style(Humanize(timing=0.02), (Quantize((Stretch(Fraction(0), bar),), Fraction(1, 2), 0.5, HERE),))
    exact = {note.seed: note.start for note in played(LINE, "lead")}
    loose = {note.seed: note.start - exact[note.seed] for note in played(LINE, "lead", style=wide)}
    pulled = {note.seed: note.start - exact[note.seed] for note in played(LINE, "lead", style=quantized)}
    inside = [seed for seed, start in exact.items() if 0 < start < 4 * 24_000]
    assert all(pulled[seed] == pytest.approx(loose[seed] / 2, abs=1.01) for seed in inside)
    assert all(pulled[seed] == loose[seed] for seed in exact if exact[seed] >= 4 * 24_000)


def test_nudge_moves_onsets() -> None:
    style = Style(nudges=(Nudge((), 0.01, HERE), Nudge((Stretch(Fraction(4), Fraction(8)),), -0.005, HERE)))
    notes = played(LINE, "lead", style=style)
    assert [notes[i].start for i in (0, 1, 8, 16)] == [480, 12_480, 96_000 + 240, 192_000 + 480]


def test_a_closed_hat_chokes_the_open_one() -> None:
    notes = played(DRUMS, "drums")
    first, second = [note for note in notes if note.piece == "openhat"][:2]
    assert first.choke == 24_000  # the closed stroke on the third eighth
    assert second.start == 72_000
    assert second.choke == 24_000  # the open stroke of the next bar
    assert all(note.choke == -1 for note in notes if note.piece == "kick")


def test_flams_and_rolls_are_spelled_out() -> None:
    snares = [note for note in played(DRUMS, "drums") if note.piece == "snare" and note.start < 96_000]
    grace, main, *roll = snares
    assert main.start == 48_000
    assert 0 < main.start - grace.start < 0.04 * RATE
    assert grace.velocity < main.velocity
    assert len(roll) == 4
    assert [note.velocity for note in roll] == sorted(note.velocity for note in roll)
    assert len({note.seed for note in snares}) == len(snares)


def test_chances_belong_to_places() -> None:
    song = DRUMS.replace("x--- x--- |\n    hat", "x?--- x?40%--- |\n    hat").replace("2 bars", "200 bars")
    kicks = [note.start for note in played(song, "drums") if note.piece == "kick"]
    downbeats = sum(start % 96_000 == 0 for start in kicks)
    assert 75 < downbeats < 125
    assert 55 < len(kicks) - downbeats < 105
    assert kicks == [note.start for note in played(song, "drums", take=2) if note.piece == "kick"]


def test_strums_roll_a_chord_from_its_lowest_note() -> None:
    song = """composition {
  section verse 1 bar { chords | C | }
}
arrangement { track keys { instrument synth "glass-lead"; play chords; strum STRUM } }
"""
    up = played(song.replace("STRUM", "40ms"), "keys")
    assert [note.start for note in up] == [0, 960, 1920]
    assert [note.pitch for note in up] == sorted(note.pitch for note in up)
    down = played(song.replace("STRUM", "-40ms"), "keys")
    assert [note.pitch for note in down] == sorted((note.pitch for note in down), reverse=True)


def test_grooves_place_and_weigh_sixteenths() -> None:
    song = LINE.replace("c:8 d e f g a b c5", "c:16 d e f g:4 a:2").replace(
        '"glass-lead"', '"glass-lead"; groove hip-hop'
    )
    notes = played(song, "lead")[:4]
    late = [note.start - 6_000 * index for index, note in enumerate(notes)]
    assert late == [0, 1440, 360, 1680]
    assert notes[1].velocity < notes[0].velocity


def test_legato_reaches_into_the_next_note_and_glides() -> None:
    notes = played(LINE.replace("c:8 d e f g a b c5", "(c:2 e)"), "lead")
    assert notes[1].glide_from == 60.0
    assert notes[1].length > 48_000
    assert notes[0].glide_from == -1.0
