"""A small song with all six stages, and songc as a real process on it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

SONG = """\
song "Small" { artist "Tests";  year 2026;  seed 5 }

composition {
  tempo 120 bpm
  key   A minor

  rhythm beat {
    kick  | x--- --x- x--- ---- |
    snare | ---- x--- ---- x--o |
    hat   | x-x- x-x- x-x- x-xX |
  }

  section verse 4 bars {
    chords | Am7 | Fmaj7 | C | G |
    line lead octave 4 {
      | a:4. b:8 c5:4 e5 |
      | c5:2 a           |
      | g:4. a:8 g:4 e   |
      | d:1              |
    }
  }

  section chorus 4 bars {
    chords | F | G | Am | Em |
    line lead octave 5 {
      | c:4 d e f |
      | e:2 d     |
      | c:4 e c a4 |
      | b4:1      |
    }
  }

  form verse chorus verse
}

arrangement {
  track drums { instrument kit "studio";  play beat }
  track bass  { instrument synth "round-bass";  play roots octave 2 }
  track lead  { instrument synth "glass-lead";  play lead }
  track voice { instrument audio }
}

takes {
  track drums { take 1 { humanize timing 5ms velocity 8% } }
  track voice { take 1 { file "takes/voice.wav" at chorus } }
}

edits {
  track lead  { quantize 1/16 strength 50% }
  track voice { fade out chorus:4 1 bar }
}

mix {
  track drums { gain -3dB;  send room -14dB }
  track bass  { lowpass 3kHz;  gain -5dB }
  track lead  { highpass 150Hz;  gain -6dB;  pan 20% right;  send room -12dB }
  track voice { highpass 80Hz;  gain -9dB }
  bus room    { reverb size 20%;  highpass 200Hz }
}

master {
  shelf high 9kHz +1dB
  loudness -16 LUFS
  ceiling  -1 dBTP
  export wav 24bit 48kHz
  export flac
  stems wav 24bit
}
"""


@dataclass
class Result:
    code: int
    out: str
    err: str

    @property
    def events(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]

    def of(self, event: str) -> list[dict[str, Any]]:
        return [each for each in self.events if each["event"] == event]

    @property
    def ran(self) -> dict[str, int]:
        """The signals that ran, and how many of their chunks."""
        return {each["signal"]: each["ran"] for each in self.of("signal") if each["ran"]}


@dataclass
class Project:
    folder: Path

    @property
    def song(self) -> Path:
        return self.folder / "small.song"

    @property
    def output(self) -> Path:
        return self.folder / "build" / "small"

    def songc(self, *words: str, python: tuple[str, ...] = (), store: Path | None = None) -> Result:
        """Runs songc in the project's folder; `python` are options of the interpreter, `store` is one that several
        projects share."""
        environment = {key: value for key, value in os.environ.items() if not key.startswith("SONGC_")}
        if store is not None:
            environment["SONGC_CACHE"] = str(store)
        command = [sys.executable, *python, "-m", "songc.runtime", *words]
        done = subprocess.run(command, cwd=self.folder, env=environment, capture_output=True, text=True, timeout=300)
        return Result(done.returncode, done.stdout, done.stderr)

    def build(self, *words: str, store: Path | None = None) -> Result:
        result = self.songc("build", "--json", *words, store=store)
        assert result.code == 0, result.err + result.out
        return result

    def edit(self, old: str, new: str) -> None:
        text = self.song.read_text()
        assert old in text
        self.song.write_text(text.replace(old, new, 1))

    def deliverables(self) -> dict[str, bytes]:
        files = (path for path in self.output.rglob("*") if path.is_file())
        return {path.relative_to(self.output).as_posix(): path.read_bytes() for path in files}

    def clean_copy(self, folder: Path) -> Project:
        """The same source in another folder, never built."""
        (folder / "takes").mkdir(parents=True)
        (folder / "takes" / "voice.wav").write_bytes((self.folder / "takes" / "voice.wav").read_bytes())
        copy = Project(folder)
        copy.song.write_text(self.song.read_text())
        return copy


def make_project(folder: Path, text: str = SONG) -> Project:
    (folder / "takes").mkdir(parents=True)
    time = np.arange(44_100 * 7) / 44_100
    voice = 0.3 * np.sin(2 * np.pi * 330 * time + np.sin(2 * np.pi * 5 * time)) * np.minimum(1, 20 * time)
    soundfile.write(folder / "takes" / "voice.wav", voice, 44_100, subtype="PCM_16")
    project = Project(folder)
    project.song.write_text(text)
    return project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return make_project(tmp_path / "project")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Result]:
    """One cold build that tests only look at."""
    found = make_project(tmp_path_factory.mktemp("built") / "project")
    return found, found.build()
