"""Living with it: listening, measuring, git."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from .conftest import Run

SONG = """\
song "Small" { seed 1 }

composition {
  tempo 240 bpm
  section a 1 bar { line lead { | c:4 d e f | } }
  section b 1 bar { line lead { | g:4 a g e | } }
  form a b a
}

arrangement {
  track lead { instrument synth "glass-lead";  play lead }
}

master { tail 1s }
"""

# Stands in for the package: writes down what it is asked to play.
FAKE_DEVICE = """
import json, pathlib
class PortAudioError(Exception): pass
def query_devices(kind): return {}
def play(samples, rate, loop): pathlib.Path("played.json").write_text(json.dumps([samples.shape, rate, loop]))
def wait(): pass
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "small"
    folder.mkdir()
    (folder / "small.song").write_text(SONG)
    return folder


def play(project: Path, *words: str, device: str = FAKE_DEVICE) -> subprocess.CompletedProcess[str]:
    (project / "fakes").mkdir(exist_ok=True)
    (project / "fakes" / "sounddevice.py").write_text(device)
    paths = os.pathsep.join([str(project / "fakes"), *sys.path])
    command = [sys.executable, "-m", "songc.runtime", "play", *words]
    environment = os.environ | {"PYTHONPATH": paths}
    return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, timeout=300)


def played(project: Path) -> tuple[float, bool]:
    """Seconds, and whether it goes round."""
    (frames, channels), rate, loop = json.loads((project / "played.json").read_text())
    assert channels == 2
    return frames / rate, loop


def test_play_plays_all_or_a_place(project: Path) -> None:
    done = play(project)
    assert done.returncode == 0, done.stderr
    assert played(project) == (4.0, False) and "playing Small, 0:00.0 to 0:04.0" in done.stdout
    assert play(project, "--at", "b", "--loop").returncode == 0
    assert played(project) == (1.0, True)
    assert play(project, "--from", "b.1:1.3").returncode == 0
    assert played(project) == (2.5, False)
    assert play(project, "--from", "b", "--to", "a.2").returncode == 0
    assert played(project) == (2.0, False)


def test_play_refuses_what_is_no_place(project: Path) -> None:
    for words in (("--at", "c"), ("--at", "a.7"), ("--at", "?"), ("--from", "a.2", "--to", "a.1")):
        done = play(project, *words)
        assert done.returncode == 2 and done.stderr.count("\n") == 1, done.stderr
    assert "such as a.1, b.1, a.2" in play(project, "--at", "c").stderr


@pytest.mark.parametrize(
    ("device", "said"),
    [
        ("raise ImportError", "needs the package sounddevice"),
        ("raise OSError('PortAudio library not found')", "needs PortAudio"),
        (FAKE_DEVICE + "\ndef query_devices(kind): raise PortAudioError", "no audio device"),
    ],
)
def test_play_says_what_it_lacks(device: str, said: str, project: Path) -> None:
    done = play(project, device=device)
    assert done.returncode == 4 and said in done.stderr and done.stderr.count("\n") == 1


def test_measure_tells_length_loudness_and_peaks(tmp_path: Path, songc: Run) -> None:
    wave = 0.1 * np.sin(2 * np.pi * 997 * np.arange(48_000 * 3) / 48_000)
    soundfile.write(tmp_path / "tone.wav", np.stack([wave, wave], axis=1), 48_000, subtype="PCM_24")
    done = songc("measure", "tone.wav", "--json")
    figures = json.loads(done.stdout)
    assert figures["length_seconds"] == 3.0 and figures["channels"] == 2
    assert figures["loudness_lufs"] == pytest.approx(-20.0, abs=0.05)  # BS.1770: 0 dBFS in one channel is -3.01 LKFS
    assert figures["true_peak_dbtp"] == pytest.approx(-20.0, abs=0.05)
    assert "loudness     -20.0" in songc("measure", "tone.wav").stdout
    (tmp_path / "none.wav").write_bytes(b"no sound")
    assert songc("measure", "none.wav").returncode == 2
    assert songc("measure", "missing.wav").returncode == 2


def test_git_setup_names_declarations_and_measures_audio(project: Path, songc: Run) -> None:
    assert songc("git-setup", cwd=project).returncode == 2
    subprocess.run(["git", "init", "-q"], cwd=project, check=True)
    (project / ".gitignore").write_text("*.bak")
    assert songc("git-setup", cwd=project).returncode == 0
    assert (project / ".gitignore").read_text() == "*.bak\nbuild/\n.songc/\n"
    attributes = (project / ".gitattributes").read_text()
    assert "*.song text eol=lf diff=songc\n" in attributes and "*.flac diff=songc-audio\n" in attributes
    again = songc("git-setup", cwd=project)
    assert "as it was" in again.stdout and (project / ".gitattributes").read_text() == attributes
    text = "mix {\n  track bass   {\n" + "    bell 100Hz +1dB\n" * 8 + "    gain -4dB\n  }\n}\n"
    (project / "mix.song").write_text(text)
    subprocess.run(["git", "add", "mix.song"], cwd=project, check=True)
    (project / "mix.song").write_text(text.replace("gain -4dB", "gain -5dB"))
    shown = subprocess.run(["git", "diff", "mix.song"], cwd=project, capture_output=True, text=True, check=True).stdout
    assert "@@ track bass" in shown
