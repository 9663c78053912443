"""The SoundFont player on banks of known content."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from songc.compiler.plan import Instrument, Note
from songc.compiler.vocabulary.instruments import resolve
from songc.runtime.instruments import fonts, render, tail_seconds
from songc.runtime.instruments.sf2 import BadSoundFont, read_bank

from .banks import sine, write_bank
from .measures import cents_off, rms_db
from .phrases import RATE, note

PERIOD = 100  # frames of the sample's sine
TONE = sine(44100.0 / PERIOD, 2000)  # 441 Hz
LOOPED = (TONE, 1000, 1000 + 5 * PERIOD, 69)
ROOT_CENTS = 1200.0 * np.log2(441.0 / 440.0)
PAN, ATTACK, DECAY, SUSTAIN, RELEASE, KEYS, VELOCITIES = 17, 34, 36, 37, 38, 43, 44
ATTENUATION, SAMPLE, MODES, ROOT, CUTOFF = 48, 53, 54, 58, 8
LFO_PITCH, LFO_LEVEL, LFO_HERTZ, VIBRATO_PITCH, VIBRATO_HERTZ, WAIT = 5, 13, 22, 6, 24, 33
ONE_HERTZ = -3638  # in cents above 8.176 Hz


def player(path: Path, **changes: float | str) -> Instrument:
    settings = resolve("soundfont", "x") or ()
    values = tuple((s.name, changes.get(s.name, s.default)) for s in settings)
    return Instrument("soundfont", fonts.register(path), values)


@pytest.fixture
def looped(tmp_path: Path) -> Instrument:
    return player(write_bank(tmp_path / "a.sf2", [LOOPED], [[(RELEASE, -2400), (MODES, 1), (SAMPLE, 0)]]))


@pytest.mark.parametrize("pitch", [45, 57.5, 69, 81, 93])
def test_a_looped_sample_plays_any_pitch(looped: Instrument, pitch: float) -> None:
    x = render(looped, [note(pitch, 1.0, 1.0)], RATE, RATE)
    assert cents_off(x, pitch) == pytest.approx(ROOT_CENTS, abs=0.5)
    tail = x[:, RATE // 2 :]
    assert (
        np.abs(np.diff(tail, 2)).max()
        < 1.05 * np.abs(tail).max() * (2.0 * np.pi * 440.0 * 2 ** ((pitch - 69) / 12) / RATE) ** 2 + 1e-4
    )


def test_a_sample_without_a_loop_ends(tmp_path: Path) -> None:
    plain = player(write_bank(tmp_path / "a.sf2", [LOOPED], [[(SAMPLE, 0)]]))
    x = render(plain, [note(69, 1.0, 1.0)], RATE, RATE)
    end = int(2000 * RATE / 44100)
    assert np.abs(x[:, : end - 10]).max() > 0.05
    assert not x[:, end + 10 :].any()


def test_the_release_ends_when_the_tail_says(looped: Instrument) -> None:
    n = note(69, 1.0, 0.5)
    x = render(looped, [n], RATE, RATE)
    end = n.length + int(np.ceil(RATE * tail_seconds(looped, n)))
    assert tail_seconds(looped, n) == pytest.approx(0.25, abs=0.02)
    assert not x[:, end:].any()
    assert rms_db(x[:, n.length + 2400 : n.length + 2880]) < rms_db(x[:, n.length - 480 : n.length]) - 15.0


def test_velocity_is_forty_decibels_a_decade(looped: Instrument) -> None:
    loud, soft = (render(looped, [note(69, v, 0.5)], RATE // 2, RATE) for v in (1.0, 64 / 127))
    assert rms_db(loud) - rms_db(soft) == pytest.approx(40.0 * np.log10(127 / 64), abs=0.05)


@pytest.mark.parametrize(
    ("generators", "decibels"),
    [([(ATTENUATION, 100)], -4.0), ([(SUSTAIN, 60), (DECAY, -12000)], -6.0), ([(ATTENUATION, 0)], 0.0)],
)
def test_levels_are_what_the_file_says(
    tmp_path: Path, looped: Instrument, generators: list[tuple[int, int]], decibels: float
) -> None:
    changed = player(write_bank(tmp_path / "b.sf2", [LOOPED], [[*generators, (MODES, 1), (SAMPLE, 0)]]))
    here, plain = (render(p, [note(69, 1.0, 0.5)], RATE // 2, RATE)[:, 4800:] for p in (changed, looped))
    assert rms_db(here) - rms_db(plain) == pytest.approx(decibels, abs=0.1)


@pytest.mark.parametrize(("depth", "hertz"), [(LFO_PITCH, LFO_HERTZ), (VIBRATO_PITCH, VIBRATO_HERTZ)])
def test_what_swings_rises_first(tmp_path: Path, depth: int, hertz: int) -> None:
    zone = [(depth, 50), (hertz, ONE_HERTZ), (MODES, 1), (SAMPLE, 0)]
    x = render(player(write_bank(tmp_path / "h.sf2", [LOOPED], [zone])), [note(69, 1.0, 1.0)], RATE, RATE)
    up, down = x[:, RATE // 5 : 3 * RATE // 10], x[:, 7 * RATE // 10 : 4 * RATE // 5]
    assert cents_off(down, 69) + 15.0 < ROOT_CENTS < cents_off(up, 69) - 15.0


def test_a_level_that_swings_rises_first(tmp_path: Path, looped: Instrument) -> None:
    zone = [(LFO_LEVEL, 60), (LFO_HERTZ, ONE_HERTZ), (MODES, 1), (SAMPLE, 0)]
    swinging = player(write_bank(tmp_path / "i.sf2", [LOOPED], [zone]))
    here, plain = (render(p, [note(69, 1.0, 1.0)], RATE, RATE) for p in (swinging, looped))
    for start, decibels in ((RATE // 5, 5.4), (7 * RATE // 10, -5.4)):
        window = slice(start, start + RATE // 10)
        assert rms_db(here[:, window]) - rms_db(plain[:, window]) == pytest.approx(decibels, abs=0.5)


def test_a_sample_waits_for_its_envelope(tmp_path: Path) -> None:
    late = player(write_bank(tmp_path / "j.sf2", [LOOPED], [[(WAIT, -2400), (SAMPLE, 0)]]))
    at_once = player(write_bank(tmp_path / "k.sf2", [LOOPED], [[(SAMPLE, 0)]]))
    waited, whole = (render(p, [note(69, 1.0, 1.0)], RATE, RATE) for p in (late, at_once))
    start = RATE // 4
    assert not waited[:, :start].any()
    assert rms_db(waited[:, start : start + 2400]) == pytest.approx(rms_db(whole[:, :2400]), abs=0.5)


def test_the_shortest_release_does_not_tick(tmp_path: Path) -> None:
    """No second difference in it is more than four times the held tone's own; a fall of 96 dB in 16 ms is none but
    steep."""
    zone = [(RELEASE, -12000), (MODES, 1), (SAMPLE, 0)]
    x = render(player(write_bank(tmp_path / "l.sf2", [LOOPED], [zone])), [note(57, 1.0, 0.5)], RATE, RATE)
    corners = np.abs(np.diff(x.astype(np.float64), 2, axis=1)).max(axis=0)
    assert corners[RATE // 2 - 100 :].max() < 4.0 * corners[4800 : RATE // 2 - 200].max()


def test_panned_zones_stand_apart(tmp_path: Path) -> None:
    left = player(write_bank(tmp_path / "c.sf2", [LOOPED], [[(PAN, -500), (MODES, 1), (SAMPLE, 0)]]))
    x = render(left, [note(69, 1.0, 0.2)], 4800, RATE)
    assert np.abs(x[1]).max() < 1e-6 < np.abs(x[0]).max()
    narrow = render(
        replace(left, settings=(*left.settings[:2], ("width", 0.0), *left.settings[3:])), [note(69)], 4800, RATE
    )
    assert np.allclose(narrow[0], narrow[1])


def test_zones_are_chosen_by_key_and_velocity(tmp_path: Path) -> None:
    quiet = (TONE * 0.1, *LOOPED[1:])
    zones = [
        [(KEYS, 0 | 60 << 8), (MODES, 1), (SAMPLE, 0)],
        [(KEYS, 61 | 127 << 8), (VELOCITIES, 0 | 64 << 8), (MODES, 1), (SAMPLE, 1)],
    ]
    bank = player(write_bank(tmp_path / "d.sf2", [LOOPED, quiet], zones))
    low, high, missing = (
        render(bank, [note(pitch, velocity, 0.2)], 4800, RATE) for pitch, velocity in ((60, 0.5), (61, 0.5), (61, 1.0))
    )
    assert rms_db(low) - rms_db(high) == pytest.approx(20.0, abs=1.0)
    assert not missing.any()


def test_a_modulator_closes_the_filter_for_soft_notes(tmp_path: Path) -> None:
    bright = (sine(44100.0 / 10, 2000, 0.3), 1000, 1500, 69)
    zone = [(MODES, 1), (SAMPLE, 0)]
    softer = [(0x0102, CUTOFF, -6000, 0, 0)]  # velocity, falling: down to -6000 cents
    bank = player(write_bank(tmp_path / "e.sf2", [bright], [zone], modulators=softer))
    plain = player(write_bank(tmp_path / "f.sf2", [bright], [zone]))
    loss = [
        rms_db(render(p, [note(69, 0.3, 0.2)], 9600, RATE)) - rms_db(render(p, [note(69, 1.0, 0.2)], 9600, RATE))
        for p in (bank, plain)
    ]
    assert loss[0] < loss[1] - 3.0


def test_cells_meet_bit_for_bit(looped: Instrument) -> None:
    notes = [note(60, 0.8, 0.3), note(67, 0.6, 0.2, 0.1)]
    whole = render(looped, notes, 24000, RATE)
    for cut in (1, 777, 5000, 14400):
        cells = [
            render(looped, [replace(n, start=n.start - first) for n in notes], last - first, RATE)
            for first, last in ((0, cut), (cut, 24000))
        ]
        assert np.array_equal(np.concatenate(cells, axis=1), whole)


def test_a_choked_stroke_stops(looped: Instrument) -> None:
    x = render(looped, [Note(0, RATE, 69.0, 1.0, 1, choke=4800)], RATE, RATE)
    assert x[:, :4800].any()
    assert not x[:, 4800 + 1600 :].any()


def test_programs_are_found_by_name_and_number(tmp_path: Path) -> None:
    bank = read_bank(write_bank(tmp_path / "g.sf2", [LOOPED], [[(SAMPLE, 0)]], name="Grand"))
    by_name = fonts.program_of(bank, "grand", 0)
    assert by_name is not None
    assert fonts.program_of(bank, "0", 0) is by_name
    assert fonts.program_of(bank, "Acoustic Grand Piano", 0) is by_name
    assert fonts.program_of(bank, "Violin", 0) is None
    assert fonts.program_of(bank, "grand", 128) is None


def test_a_missing_program_is_silent(looped: Instrument) -> None:
    other = replace(looped, settings=tuple((k, "Violin" if k == "program" else v) for k, v in looped.settings))
    assert not render(other, [note(69)], 4800, RATE).any()


@pytest.mark.parametrize("content", [b"", b"RIFF", b"RIFF\x04\0\0\0WAVE", b"RIFF\x10\0\0\0sfbkLIST\x04\0\0\0pdta"])
def test_a_broken_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.sf2"
    path.write_bytes(content)
    with pytest.raises(BadSoundFont):
        read_bank(path)


def test_files_outside_the_project_are_not_found(tmp_path: Path) -> None:
    inside = tmp_path / "project"
    inside.mkdir()
    bank = write_bank(tmp_path / "a.sf2", [LOOPED], [[(SAMPLE, 0)]])
    assert fonts.find("../a.sf2", inside) is None
    assert fonts.find("b.sf2", inside) is None
    assert fonts.find(bank.name, tmp_path) == bank
