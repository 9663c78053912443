"""Null tests on whole songs: what says nothing changes no sample, and every path is in time with every other."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from .conftest import make_project

SONG = """\
song "Null" { seed 3 }
composition {
  tempo 180 bpm
  rhythm beat { kick | x--- x-x- |; hat | x-x- x-x- | }
  section a 2 bars { chords | C | F |; line lead octave 4 { | c:4 d e f | g:1 | } }
  form a a
}
arrangement {
  track drums { instrument kit "studio";  play beat }
  track keys { instrument synth "warm-pad";  play chords }
  track lead { instrument synth "glass-lead";  play lead }
}
master { tail 1s }
"""
PLAIN = "mix { track lead { gain -3dB; lowpass 3kHz; saturation drive 6dB }; track keys { gain -6dB } }"
SAYING_NOTHING = """
mix {
  track lead { gain -3dB; lowpass 3kHz; saturation drive 6dB; send room -120dB; send other -120dB pre }
  track keys { gain -6dB; trim 0dB; width 100% }
  bus room { reverb }
  bus other { delay 1/8 }
  vca all { drums keys lead; gain 0dB }
  automate lead.gain { a.1 -3dB; a.2 -3dB over 1 bar }
  automate lead.lowpass.frequency { a.1 3kHz; a.2 3kHz curve smooth }
  modulate keys.gain lfo 2Hz depth 0dB
  modulate keys.pan envelope drums depth 0%
}
"""


def mixed(folder: Path, mix: str) -> NDArray[np.float32]:
    project = make_project(folder, SONG + mix)
    result = project.build("--only", "mix")
    assert result.code == 0, result
    return soundfile.read(io.BytesIO(project.deliverables()["only/mix.wav"]), dtype="float32", always_2d=True)[0]


def test_what_says_nothing_changes_no_sample(tmp_path: Path) -> None:
    plain = mixed(tmp_path / "plain", PLAIN)
    assert np.abs(plain).max() > 0.05
    np.testing.assert_array_equal(mixed(tmp_path / "nothing", SAYING_NOTHING), plain)


def test_parallel_paths_of_unlike_delay_cancel_to_the_sample(tmp_path: Path) -> None:
    """The inverted copy goes through effects that look ahead or work in blocks, at settings where they are their
    input, a bus and a group."""
    mix = """
    mix {
      track drums { gain -120dB; send straight 0dB pre; send around 0dB pre }
      track keys { gain -120dB }
      track lead { gain -120dB }
      bus straight { trim 0dB }
      bus around {
        compressor ratio 1:1 lookahead 40ms
        multiband ratio 1:1
        linear-eq bell 1kHz 0dB
        saturation mix 0%
        gate range 0dB lookahead 10ms
        polarity both
      }
      group joined { around }
    }
    """
    project_mix = mixed(tmp_path / "paths", mix)
    alone = mixed(tmp_path / "alone", mix.replace("; send around 0dB pre", ""))
    assert np.abs(alone).max() > 0.05
    assert 20 * np.log10(np.abs(project_mix).max() + 1e-12) < -110.0


def test_a_drum_piece_is_heard_without_the_rest_of_its_kit(tmp_path: Path) -> None:
    """The kick alone ducks the pad, so another hat moves nothing in it."""
    desk = "mix { track keys { sidechain drums.kick amount -18dB release 60ms }; track lead { mute }; SWITCH }"
    kept = desk.replace("SWITCH", "track drums { gain -120dB }")

    def kicked(name: str, song: str, mix: str) -> NDArray[np.float32]:
        project = make_project(tmp_path / name, song + mix)
        assert project.build("--only", "keys").code == 0
        data = project.deliverables()["only/keys.wav"]
        return soundfile.read(io.BytesIO(data), dtype="float32", always_2d=True)[0]

    ducked = kicked("ducked", SONG, kept)
    other = SONG.replace("hat | x-x- x-x- |", "hat | xxxx xxxx |")
    assert other != SONG
    np.testing.assert_array_equal(kicked("hats", other, kept), ducked)
    plain = kicked("plain", SONG, kept.replace("sidechain drums.kick amount -18dB release 60ms", "gain 0dB"))
    fell = np.abs(ducked).max(axis=1) < 0.3 * np.abs(plain).max(axis=1)
    beat = round(60 / 180 * 48_000)
    near = [fell[place : place + 2400].mean() for place in (0, 2 * beat, 3 * beat)]
    far = [fell[place : place + 2400].mean() for place in (beat, beat + 9600)]
    assert min(near) > 0.3 and max(far) < 0.05, (near, far)
