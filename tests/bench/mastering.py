"""`python -m tests.bench.mastering [--runs N]`: the master chain over a song of four minutes, cold and after edits.

The song is one recording, so that the master is what there is to do: a linear-phase equaliser, multiband compression,
mid and side, a clipper, loudness solved behind the true-peak limiter, and a WAV file. Each figure is the median of N
runs, in wall and processor seconds of `songc build` as a process of its own, kernels compiled.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import soundfile

RATE = 48_000
SECONDS = 240
SONG = """\
song "Four Minutes" { seed 1 }
composition {
  tempo 120 bpm
  section a 30 bars { }
  form a*4
}
arrangement { track tape { instrument audio } }
takes { track tape { take 1 { file "tape.wav" at a.1:1 } } }
edits { track tape { gain a.3:4 +0dB } }
master {
  linear-eq bell 3kHz +1.5dB q 0.7
  multiband ratio 2:1
  mid-side side +1dB
  clipper -1dB
  loudness -14 LUFS
  tail 0s
}
"""
EDITS = {
    "a setting of the master": ("clipper -1dB", "clipper -1.2dB"),
    "one bar of the song": ("a.3:4 +0dB", "a.3:4 +1dB"),
    "the loudness": ("loudness -14", "loudness -13"),
}


def music() -> np.ndarray:
    """Beats, a bass, chords and noise, at changing levels: (n, 2)."""
    rng = np.random.default_rng(1)
    time_ = np.arange(SECONDS * RATE) / RATE
    beat = np.exp(-((time_ * 2.0) % 1.0) * 9.0)
    level = 0.4 + 0.3 * np.sin(2 * np.pi * time_ / 37.0)
    sides = []
    for turn in (0.0, 0.7):
        bass = 0.3 * np.sin(2 * np.pi * 55.0 * time_)
        chord = sum(0.08 * np.sin(2 * np.pi * hertz * time_ + turn) for hertz in (220.0, 277.2, 329.6))
        sides.append(level * (bass + chord + 0.5 * beat * rng.standard_normal(time_.size) + 0.4 * beat))
    return np.clip(np.stack(sides, axis=1), -1.0, 1.0)


def build(song: Path, store: Path) -> tuple[float, float]:
    """Wall and processor seconds of one build."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    environment = os.environ | {"SONGC_CACHE": str(store)}
    subprocess.run([sys.executable, "-m", "songc.runtime", "build", "-q", str(song)], check=True, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter() - began, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    found: dict[str, list[tuple[float, float]]] = {"cold": [], **{name: [] for name in EDITS}}
    with tempfile.TemporaryDirectory() as folder:
        song = Path(folder) / "four.song"
        soundfile.write(Path(folder) / "tape.wav", music(), RATE, "PCM_24")
        for run in range(-1, options.runs):  # the first one compiles the kernels
            text = SONG
            store = Path(folder) / f"store-{run}"
            song.write_text(text)
            turns = [("cold", build(song, store))]
            for name, (old, new) in EDITS.items():
                text = text.replace(old, new)
                song.write_text(text)
                turns.append((name, build(song, store)))
            if run >= 0:
                for name, figures in turns:
                    found[name].append(figures)
    print("| master chain, four minutes | wall | processor |\n|---|---|---|")
    for name, runs in found.items():
        wall, processor = (statistics.median(each) for each in zip(*runs, strict=True))
        print(f"| {name} | {wall:.1f} s, {SECONDS / wall:.0f} x real time | {processor:.1f} s |")


if __name__ == "__main__":
    main()
