"""`python -m tests.bench.effects [NAME...] [--seconds S]`: each effect in multiples of real time.

Beside each stands pedalboard's nearest and sox's nearest, over the same noise in the same run. A figure is the best of
three runs: seconds of stereo sound at 48 kHz over processor time. Ours work in float64 over one stretch from reset, as
a cell of a build does; pedalboard's in float32; sox's as a process of its own, less what the process costs without an
effect.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pedalboard
import soundfile

from songc.compiler.plan import Effect
from songc.compiler.vocabulary.effects import EFFECTS
from songc.runtime import effects
from songc.runtime.contents import digest_of
from songc.runtime.levels import widened

RATE = 48_000
RUNS = 3
Sound = np.ndarray

# The nearest of others: pedalboard's plugin, and sox's words.
PEDALBOARD: dict[str, Callable[[Path], pedalboard.Plugin]] = {
    "highpass": lambda _: pedalboard.HighpassFilter(80),
    "lowpass": lambda _: pedalboard.LowpassFilter(8000),
    "bell": lambda _: pedalboard.PeakFilter(1000, 4.0, 1.0),
    "shelf": lambda _: pedalboard.HighShelfFilter(8000, 4.0),
    "ladder": lambda _: pedalboard.LadderFilter(cutoff_hz=1200, resonance=0.3),
    "compressor": lambda _: pedalboard.Compressor(-18, 3, 10, 120),
    "gate": lambda _: pedalboard.NoiseGate(-40, 10, 1, 100),
    "saturation": lambda _: pedalboard.Distortion(6),
    "clipper": lambda _: pedalboard.Clipping(-1),
    "bitcrush": lambda _: pedalboard.Bitcrush(8),
    "chorus": lambda _: pedalboard.Chorus(0.6, 0.4, 12, 0, 0.4),
    "phaser": lambda _: pedalboard.Phaser(0.4, 0.7, 800, 0.3, 0.5),
    "delay": lambda _: pedalboard.Delay(0.375, 0.35, 0.25),
    "reverb": lambda _: pedalboard.Reverb(0.5, 0.4, 0.25, 0.75),
    "convolution": lambda impulse: pedalboard.Convolution(str(impulse), 0.25),
    "trim": lambda _: pedalboard.Gain(-6),
    "pitch": lambda _: pedalboard.PitchShift(3),
}
SOX: dict[str, str] = {
    "highpass": "highpass 80",
    "lowpass": "lowpass 8000",
    "bell": "equalizer 1000 1q 4",
    "shelf": "treble 4 8000",
    "bandpass": "bandpass 1000 1q",
    "notch": "bandreject 50 8q",
    "linear-eq": "sinc -n 4095 1000",
    "compressor": "compand 0.01,0.12 6:-70,-18,-14 0 -90",
    "saturation": "overdrive 6",
    "chorus": "chorus 0.6 0.6 25 0.4 0.6 2 -s",
    "flanger": "flanger",
    "phaser": "phaser 0.8 0.74 3 0.4 0.5 -s",
    "tremolo": "tremolo 5 50",
    "delay": "echo 0.8 0.75 375 0.35",
    "reverb": "reverb 50 40 75",
    "pitch": "pitch 300",
    "trim": "gain -6",
    "vibrato": "bend 0,10,1",
}
# Settings where an effect at its defaults would rest.
AT_WORK: dict[str, dict[str, float | str]] = {
    **{name: {"gain": 4.0} for name in ("bell", "shelf", "tilt", "linear-eq", "dynamic-bell")},
    "bitcrush": {"rate": 11_000.0},
    "transient": {"attack": 4.0},
    "width": {"amount": 1.3},
    "trim": {"gain": -6.0},
    "mid-side": {"side": 2.0},
    "nudge": {"time": 0.005},
    "pitch": {"amount": 3.0},
    "formant": {"amount": 3.0},
}


def resolved(name: str, impulse: Path) -> Effect:
    at_work = AT_WORK.get(name, {})
    settings = [(setting.name, at_work.get(setting.name, setting.default)) for setting in EFFECTS[name].settings]
    if EFFECTS[name].takes_file:
        settings = [(key, impulse.name if key == "file" else value) for key, value in settings]
        settings += [("digest", digest_of(impulse)), ("seconds", soundfile.info(impulse).duration)]
    return Effect(name, tuple(settings))


def times_real(work: Callable[[], float], seconds: float) -> float:
    """Seconds of sound over the best of some runs' processor seconds."""
    return seconds / max(min(work() for _ in range(RUNS)), 1e-6)


def ours(made: Effect, sound: Sound, root: Path) -> float:
    began = time.process_time()
    wide = widened(sound)
    effects.process(made, wide, rate=RATE, start=0, key=wide, root=root).astype(np.float32)
    return time.process_time() - began


def boards(plugin: pedalboard.Plugin, sound: Sound) -> float:
    began = time.process_time()
    plugin.process(sound, RATE)
    return time.process_time() - began


def sox(words: Sequence[str], path: Path) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(["sox", "-V1", str(path), "-n", *words], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--seconds", type=float, default=20.0, help="of sound")
    options = parser.parse_args()
    rng = np.random.default_rng(1)
    sound = (rng.standard_normal((2, round(options.seconds * RATE))) * 0.1).astype(np.float32)
    print("| effect | songc | pedalboard | sox |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        impulse, path = root / "impulse.wav", root / "noise.wav"
        decay = np.exp(-np.arange(2 * RATE) / (0.3 * RATE))[:, None]
        soundfile.write(impulse, 0.1 * decay * rng.standard_normal((2 * RATE, 2)), RATE, "FLOAT")
        soundfile.write(path, sound.T, RATE, "PCM_24")
        idle = min(sox([], path) for _ in range(RUNS)) if shutil.which("sox") else 0.0
        for name in options.names or sorted(EFFECTS):
            made = resolved(name, impulse)
            ours(made, sound[:, :RATE], root)  # compiles its kernels
            figures = [f"{times_real(lambda m=made: ours(m, sound, root), options.seconds):.0f}"]
            plugin = PEDALBOARD[name](impulse) if name in PEDALBOARD else None
            figures.append(
                f"{times_real(lambda p=plugin: boards(p, sound), options.seconds):.0f}" if plugin is not None else ""
            )
            words = SOX[name].split() if name in SOX and shutil.which("sox") else []
            figures.append(f"{times_real(lambda w=words: sox(w, path) - idle, options.seconds):.0f}" if words else "")
            print(f"| {name} | {' | '.join(figures)} |", flush=True)


if __name__ == "__main__":
    main()
