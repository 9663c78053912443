"""The SoundFont player beside fluidsynth: the same bank, the same notes."""

from __future__ import annotations

import shutil
import struct
import subprocess
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import soundfile

from songc.compiler.plan import Instrument, Note
from songc.compiler.vocabulary.instruments import PIECES, resolve
from songc.runtime.instruments import fonts, render

from .measures import cents_off, hertz, rms_db
from .phrases import RATE, Sound

BANK = fonts.find("gm", Path("/"))
OTHER = Path("/usr/share/sounds/sf2/TimGM6mb.sf2")  # of Debian's timgm6mb-soundfont
pytestmark = pytest.mark.skipif(
    BANK is None or shutil.which("fluidsynth") is None, reason="needs fluidsynth and a General MIDI bank"
)
PROGRAMS = (0, 4, 11, 24, 33, 40, 48, 56, 61, 73)
OF_OTHER = (0, 19, 24, 33, 40, 56, 57, 61, 71, 73)  # with LFOs that swing pitch and level
KEYS = (48, 60, 72)
STROKES = ("kick", "snare", "hat", "openhat", "tom-low", "crash", "ride", "cowbell", "conga-low", "clap")
VELOCITIES = (40, 100, 127)
EVERY, HELD = 2.0, 1.0  # seconds
FRAME = RATE // 50  # of the envelopes
TICKS = 960  # a second, at 120 beats a minute and 480 ticks a beat
OURS_DB = 20.0 * np.log10(0.7) + 0.4  # our player's level against fluidsynth's at gain 1

Struck = tuple[int, int, int, int]  # channel, program, key, velocity


def midi(notes: Sequence[Struck]) -> bytes:
    """A file of notes, one every EVERY seconds."""
    events = [(0, bytes([0xB0 | channel, 7, 127])) for channel in (0, 9)]
    for n, (channel, program, key, velocity) in enumerate(notes):
        at = n * EVERY
        events.append((round(at * TICKS), bytes([0xC0 | channel, program])))
        events.append((round(at * TICKS), bytes([0x90 | channel, key, velocity])))
        events.append((round((at + HELD) * TICKS), bytes([0x80 | channel, key, 0])))
    events.append((round((len(notes) + 1) * EVERY * TICKS), bytes([0x80, 0, 0])))
    track, last = b"", 0
    for at, message in events:
        wait, last = at - last, at
        track += bytes([0x80 | wait >> 14 & 0x7F, 0x80 | wait >> 7 & 0x7F, wait & 0x7F]) + message
    track += b"\0\xff\x2f\0"
    return b"MThd" + struct.pack(">IHHH", 6, 0, 1, 480) + b"MTrk" + struct.pack(">I", len(track)) + track


def by_fluidsynth(folder: Path, bank: Path, notes: Sequence[Struck]) -> dict[Struck, Sound]:
    """The notes as fluidsynth plays them, in one run, since reading the bank takes it seconds."""
    (folder / "in.mid").write_bytes(midi(notes))
    command = ["fluidsynth", "-niq", "-g", "1", "-R", "0", "-C", "0", "-r", str(RATE), "-O", "float", "-F"]
    subprocess.run([*command, folder / "out.wav", str(bank), folder / "in.mid"], check=True, capture_output=True)
    x = soundfile.read(folder / "out.wav", dtype="float32")[0].T
    return dict(zip(notes, split(x, len(notes)), strict=True))


@pytest.fixture(scope="module")
def theirs(tmp_path_factory: pytest.TempPathFactory) -> dict[Struck, Sound]:
    assert BANK is not None
    notes = [(0, program, key, velocity) for velocity in VELOCITIES for program in PROGRAMS for key in KEYS]
    notes += [(9, 0, PIECES[piece].key, velocity) for velocity in VELOCITIES for piece in STROKES]
    return by_fluidsynth(tmp_path_factory.mktemp("fluidsynth"), BANK, notes)


@pytest.fixture(scope="module")
def theirs_of_other(tmp_path_factory: pytest.TempPathFactory) -> dict[Struck, Sound]:
    notes = [(0, program, key, 100) for program in OF_OTHER for key in KEYS]
    return by_fluidsynth(tmp_path_factory.mktemp("other"), OTHER, notes)


def ours(bank: Path, notes: list[Note], program: int) -> list[Sound]:
    settings = tuple((s.name, s.default) for s in resolve("soundfont", "gm") or ())
    settings = tuple((name, str(program) if name == "program" else value) for name, value in settings)
    player = Instrument("soundfont", fonts.register(bank), settings)
    return split(render(player, notes, int((len(notes) * EVERY + 1.0) * RATE), RATE), len(notes))


def scale(velocity: int) -> list[Note]:
    return [Note(int(n * EVERY * RATE), int(HELD * RATE), key, velocity / 127, 1) for n, key in enumerate(KEYS)]


def split(x: Sound, count: int) -> list[Sound]:
    step = int(EVERY * RATE)
    return [x[:, n * step : (n + 1) * step] for n in range(count)]


def envelope_db(x: Sound) -> np.ndarray:  # type: ignore[type-arg]
    """The level of each fiftieth of a second."""
    frames = x.shape[1] // FRAME
    power = (x[:, : frames * FRAME].astype(np.float64) ** 2).sum(0).reshape(frames, FRAME).mean(1)
    return np.asarray(10.0 * np.log10(power + 1e-12))


def bands_db(x: Sound) -> np.ndarray:  # type: ignore[type-arg]
    """Power in octaves from 60 Hz to 15 kHz, relative to the whole."""
    power = np.abs(np.fft.rfft(x.mean(0).astype(np.float64))) ** 2
    f = np.fft.rfftfreq(x.shape[1], 1.0 / RATE)
    octaves = 60.0 * 2.0 ** np.arange(9)
    shares = [power[(f >= low) & (f < 2.0 * low)].sum() for low in octaves[:-1]]
    return np.asarray(10.0 * np.log10(np.array(shares) / power.sum() + 1e-4))


@pytest.mark.parametrize("velocity", VELOCITIES)
@pytest.mark.parametrize("program", PROGRAMS)
def test_a_program_sounds_as_fluidsynth_plays_it(program: int, velocity: int, theirs: dict[Struck, Sound]) -> None:
    """Levels within 1 dB while it is held, pitch within 2 cents, octaves of the spectrum within 1.5 dB; the envelope
    within half a decibel in the middle and 4 anywhere down to 40 dB below its peak."""
    assert BANK is not None
    for key, here in zip(KEYS, ours(BANK, scale(velocity), program), strict=True):
        there = theirs[0, program, key, velocity]
        for start, stop in ((0.05, 0.3), (0.3, 1.0)):
            window = slice(int(start * RATE), int(stop * RATE))
            if rms_db(there[:, window]) > -60.0:
                assert rms_db(here[:, window]) - rms_db(there[:, window]) == pytest.approx(OURS_DB, abs=1.0)
        held = slice(4800, int(HELD * RATE))
        if hertz(key) > 100.0:
            assert cents_off(here[:, held], key) == pytest.approx(cents_off(there[:, held], key), abs=2.0)
        assert np.abs(bands_db(here) - bands_db(there)).max() < 1.5
        level = envelope_db(there)
        apart = np.abs(envelope_db(here) - OURS_DB - level)[level > level.max() - 40.0]
        assert np.median(apart) < 0.5 and apart.max() < 4.0


@pytest.mark.parametrize("velocity", VELOCITIES)
def test_the_drum_kit_sounds_as_fluidsynth_plays_it(velocity: int, theirs: dict[Struck, Sound]) -> None:
    assert BANK is not None
    notes = [
        Note(int(n * EVERY * RATE), int(HELD * RATE), 0.0, velocity / 127, 1, piece=piece)
        for n, piece in enumerate(STROKES)
    ]
    for piece, here in zip(STROKES, ours(BANK, notes, 0), strict=True):
        there = theirs[9, 0, PIECES[piece].key, velocity]
        assert rms_db(here) - rms_db(there) == pytest.approx(OURS_DB, abs=1.0), piece
        assert np.abs(bands_db(here) - bands_db(there)).max() < 1.5, piece


@pytest.mark.skipif(not OTHER.is_file(), reason="needs Debian's timgm6mb-soundfont")
@pytest.mark.parametrize("program", OF_OTHER)
def test_a_program_of_another_bank_does_too(program: int, theirs_of_other: dict[Struck, Sound]) -> None:
    """Levels and pitch in tenths of a second, so that LFOs must swing the same way. (Its samples are of low rates,
    whose images fluidsynth's shorter interpolation lets through.)"""
    for key, here in zip(KEYS, ours(OTHER, scale(100), program), strict=True):
        there = theirs_of_other[0, program, key, 100]
        for start in range(4800, int(HELD * RATE) - 9600, 9600):
            window = slice(start, start + 9600)
            assert rms_db(here[:, window]) - rms_db(there[:, window]) == pytest.approx(OURS_DB, abs=1.0)
            assert cents_off(here[:, window], key) == pytest.approx(cents_off(there[:, window], key), abs=2.0)
