"""`python -m tests.bench.voices [--runs N]`: what a voice costs, and sixteen filtered saws beside Csound's.

Nanoseconds of processor time for a sample (both sides) of one voice, for a preset of each voice model and for both
samplers, a note at a time; the median of N runs and the least. Then sixteen saws, each through its swept 24 dB lowpass,
as this project plays them and as Csound does (`vco2` into `moogladder`, blocks of 32 frames, nothing written), in turns
in the same run; Csound is left out where it is not installed. Last, what compiling costs on a fresh machine: the
kernels of each voice, of all effects and of the master, into an empty cache.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import soundfile

from songc.compiler.plan import Instrument, Note, Sound
from songc.compiler.vocabulary.instruments import resolve
from songc.runtime.instruments import fonts, places, render

from ..instruments.banks import sine, write_bank

RATE = 48000
SECONDS = 4.0
# A preset or a stroke for each voice model.
VOICES = {
    "subtractive (saw-lead)": ("synth", "saw-lead", ""),
    "subtractive (warm-pad)": ("synth", "warm-pad", ""),
    "fm (electric-piano)": ("synth", "electric-piano", ""),
    "string (steel-string)": ("synth", "steel-string", ""),
    "modal (vibraphone)": ("synth", "vibraphone", ""),
    "organ (drawbar-organ)": ("synth", "drawbar-organ", ""),
    "choir (choir-ah)": ("synth", "choir-ah", ""),
    "kit (studio, crash)": ("kit", "studio", "crash"),
}
SAW: dict[str, float | str] = {
    "wave": "saw",
    "mix": 0.0,
    "voices": 1.0,
    "sub": 0.0,
    "noise": 0.0,
    "drive": 0.0,
    "filter": "lowpass24",
    "cutoff": 400.0,
    "resonance": 0.4,
    "contour": 48.0,
    "filter-attack": 0.0,
    "filter-decay": 20.0,
    "filter-sustain": 0.0,
    "attack": 0.005,
    "decay": 1.0,
    "sustain": 1.0,
    "release": 0.1,
}
SAW_SECONDS = 20
PITCHES = tuple(33 + 3 * voice for voice in range(16))
CSOUND = """<CsoundSynthesizer>
<CsOptions>
-n -d -m0
</CsOptions>
<CsInstruments>
sr = 48000
ksmps = 32
nchnls = 2
0dbfs = 1
instr 1
  kcut expseg 6400, p3, 400
  asaw vco2 0.05, p4
  alow moogladder asaw, kcut, 0.4
  kenv linsegr 0, 0.005, 1, 0.1, 0
  outs alow * kenv, alow * kenv
endin
</CsInstruments>
<CsScore>
{score}
e
</CsScore>
</CsoundSynthesizer>
"""


def instrument(kind: str, name: str, given: Mapping[str, float | str], sounds: tuple[Sound, ...] = ()) -> Instrument:
    settings = resolve(kind, name) or ()
    return Instrument(kind, name, tuple((s.name, given.get(s.name, s.default)) for s in settings), sounds)


def samplers(folder: Path) -> dict[str, Instrument]:
    """A SoundFont and a sampler of one looped sample each."""
    tone = sine(441.0, 20000)
    bank = write_bank(folder / "bank.sf2", [(tone, 1000, 11000, 69)], [[(54, 1), (53, 0)]])
    recording = folder / "tone.wav"
    soundfile.write(recording, tone.astype("int16"), 44100)
    digest = hashlib.sha256(recording.read_bytes()).hexdigest()
    places.put([(digest, str(recording))])
    sound = Sound(str(recording), digest, 44100, len(tone), key=69.0, last=len(tone), loop=(1000, 11000))
    return {
        "soundfont (one looped sample)": instrument("soundfont", fonts.register(bank), {}),
        "sampler (one looped sample)": instrument("sampler", "tone", {}, (sound,)),
    }


def seconds_of(work: Callable[[], object]) -> float:
    began = time.thread_time()
    work()
    return time.thread_time() - began


def saws() -> None:
    """Sixteen notes of ours."""
    player = instrument("synth", "saw-lead", SAW)
    notes = [Note(0, SAW_SECONDS * RATE, pitch, 0.8, seed) for seed, pitch in enumerate(PITCHES)]
    render(player, notes, SAW_SECONDS * RATE, RATE)


def csound_seconds(score: str, folder: Path) -> float:
    """Processor time of a Csound process."""
    file = folder / "saws.csd"
    file.write_text(CSOUND.format(score=score))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(["csound", str(file)], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def compile_all(folder: Path) -> None:
    """Prints the processor time of compiling all kernels, package by package, into an empty cache."""
    code = """
import importlib, pkgutil, sys, time
import numba, numpy
import songc.runtime.effects, songc.runtime.instruments, songc.runtime.mastering, songc.runtime.kernel
total = 0.0
for name in ("instruments", "effects", "mastering", "audio", "editing"):
    package = importlib.import_module("songc.runtime." + name)
    began = time.process_time()
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"songc.runtime.{name}.{module.name}")
    print(f"{name:<30} {time.process_time() - began:>9.1f}")
    total += time.process_time() - began
print(f"{'in all':<30} {total:>9.1f}")
"""
    cache = {"NUMBA_CACHE_DIR": str(folder / "kernels")}
    print("\ncompiling all kernels, s of processor time", flush=True)
    subprocess.run([sys.executable, "-c", code], check=True, env=os.environ | cache)


def report(name: str, figures: list[float]) -> None:
    print(f"{name:<30} {statistics.median(figures):>9.1f} {min(figures):>9.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.voices", description=__doc__)
    parser.add_argument("--runs", type=int, default=9)
    runs = parser.parse_args().runs
    print(f"{'ns a sample and voice':<30} {'median':>9} {'least':>9}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        players = {each: (instrument(kind, preset, {}), piece) for each, (kind, preset, piece) in VOICES.items()}
        players |= {each: (player, "") for each, player in samplers(folder).items()}
        frames = round(SECONDS * RATE)
        for each, (player, piece) in players.items():
            notes = [Note(0, frames, 57.0, 0.8, 1, piece=piece)]
            render(player, notes, frames, RATE)
            times = [seconds_of(lambda: render(player, notes, frames, RATE)) for _ in range(runs)]  # noqa: B023
            report(each, [seconds / frames * 1e9 for seconds in times])
        samples = len(PITCHES) * SAW_SECONDS * RATE
        saws()
        ours, theirs = [], []
        for _ in range(runs):
            ours.append(seconds_of(saws) / samples * 1e9)
            if shutil.which("csound"):
                score = "\n".join(f"i 1 0 {SAW_SECONDS} {440.0 * 2 ** ((p - 69) / 12)}" for p in PITCHES)
                theirs.append(
                    (csound_seconds(score, folder) - csound_seconds("i 1 0 0.01 110", folder)) / samples * 1e9
                )
        report("sixteen filtered saws", ours)
        if theirs:
            report("the same in Csound", theirs)
            print(f"{'Csound over ours':<30} {statistics.median(theirs) / statistics.median(ours):>9.1f}")
        compile_all(folder)


if __name__ == "__main__":
    main()
