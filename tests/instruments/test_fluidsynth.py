"""The SoundFont player beside fluidsynth: the same bank, the same notes."""

from __future__ import annotations

import shutil
import struct
import subprocess
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
pytestmark = pytest.mark.skipif(
    BANK is None or shutil.which("fluidsynth") is None, reason="needs fluidsynth and a General MIDI bank"
)
PROGRAMS = (0, 4, 11, 24, 33, 40, 48, 56, 61, 73)
KEYS = (48, 60, 72)
STROKES = ("kick", "snare", "hat", "openhat", "tom-low", "crash", "ride", "cowbell", "conga-low", "clap")
VELOCITY = 100
EVERY, HELD = 2.0, 1.0  # seconds
TICKS = 960  # a second, at 120 beats a minute and 480 ticks a beat
OURS_DB = 20.0 * np.log10(0.7) + 0.4  # our player's level against fluidsynth's at gain 1


def midi(notes: list[tuple[int, int, int]]) -> bytes:
    """A file of (channel, program, key), one every EVERY seconds."""
    events = [(0, bytes([0xB0 | channel, 7, 127])) for channel in (0, 9)]
    for n, (channel, program, key) in enumerate(notes):
        at = n * EVERY
        events.append((round(at * TICKS), bytes([0xC0 | channel, program])))
        events.append((round(at * TICKS), bytes([0x90 | channel, key, VELOCITY])))
        events.append((round((at + HELD) * TICKS), bytes([0x80 | channel, key, 0])))
    events.append((round((len(notes) + 1) * EVERY * TICKS), bytes([0x80, 0, 0])))
    track, last = b"", 0
    for at, message in events:
        wait, last = at - last, at
        track += bytes([0x80 | wait >> 14 & 0x7F, 0x80 | wait >> 7 & 0x7F, wait & 0x7F]) + message
    track += b"\0\xff\x2f\0"
    return b"MThd" + struct.pack(">IHHH", 6, 0, 1, 480) + b"MTrk" + struct.pack(">I", len(track)) + track


@pytest.fixture(scope="module")
def theirs(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[int, int, int], Sound]:
    """Every note of these tests as fluidsynth plays it, from one run, since reading the bank takes it seconds."""
    folder = tmp_path_factory.mktemp("fluidsynth")
    notes = [(0, program, key) for program in PROGRAMS for key in KEYS] + [(9, 0, PIECES[p].key) for p in STROKES]
    (folder / "in.mid").write_bytes(midi(notes))
    command = ["fluidsynth", "-niq", "-g", "1", "-R", "0", "-C", "0", "-r", str(RATE), "-O", "float", "-F"]
    subprocess.run([*command, folder / "out.wav", str(BANK), folder / "in.mid"], check=True, capture_output=True)
    x = soundfile.read(folder / "out.wav", dtype="float32")[0].T
    return dict(zip(notes, split(x, len(notes)), strict=True))


def ours(notes: list[Note], program: int) -> list[Sound]:
    assert BANK is not None
    settings = tuple((s.name, s.default) for s in resolve("soundfont", "gm") or ())
    settings = tuple((name, str(program) if name == "program" else value) for name, value in settings)
    player = Instrument("soundfont", fonts.register(BANK), settings)
    return split(render(player, notes, int((len(notes) * EVERY + 1.0) * RATE), RATE), len(notes))


def split(x: Sound, count: int) -> list[Sound]:
    step = int(EVERY * RATE)
    return [x[:, n * step : (n + 1) * step] for n in range(count)]


def bands_db(x: Sound) -> np.ndarray:  # type: ignore[type-arg]
    """Power in octaves from 60 Hz to 15 kHz, relative to the whole."""
    power = np.abs(np.fft.rfft(x.mean(0).astype(np.float64))) ** 2
    f = np.fft.rfftfreq(x.shape[1], 1.0 / RATE)
    octaves = 60.0 * 2.0 ** np.arange(9)
    shares = [power[(f >= low) & (f < 2.0 * low)].sum() for low in octaves[:-1]]
    return np.asarray(10.0 * np.log10(np.array(shares) / power.sum() + 1e-4))


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_program_sounds_as_fluidsynth_plays_it(program: int, theirs: dict[tuple[int, int, int], Sound]) -> None:
    notes = [Note(int(n * EVERY * RATE), int(HELD * RATE), key, VELOCITY / 127, 1) for n, key in enumerate(KEYS)]
    for key, here in zip(KEYS, ours(notes, program), strict=True):
        there = theirs[0, program, key]
        for start, stop, tolerance in ((0.05, 0.3, 1.0), (0.3, 1.0, 1.0), (1.0, 1.2, 2.0)):  # the last is the release
            window = slice(int(start * RATE), int(stop * RATE))
            if rms_db(there[:, window]) > -60.0:
                assert rms_db(here[:, window]) - rms_db(there[:, window]) == pytest.approx(OURS_DB, abs=tolerance)
        held = slice(4800, int(HELD * RATE))
        if hertz(key) > 100.0:
            assert cents_off(here[:, held], key) == pytest.approx(cents_off(there[:, held], key), abs=2.0)
        assert np.abs(bands_db(here) - bands_db(there)).max() < 2.0


def test_the_drum_kit_sounds_as_fluidsynth_plays_it(theirs: dict[tuple[int, int, int], Sound]) -> None:
    notes = [
        Note(int(n * EVERY * RATE), int(HELD * RATE), 0.0, VELOCITY / 127, 1, piece=piece)
        for n, piece in enumerate(STROKES)
    ]
    for piece, here in zip(STROKES, ours(notes, 0), strict=True):
        there = theirs[9, 0, PIECES[piece].key]
        assert rms_db(here) - rms_db(there) == pytest.approx(OURS_DB, abs=1.0), piece
        assert np.abs(bands_db(here) - bands_db(there)).max() < 2.0, piece
