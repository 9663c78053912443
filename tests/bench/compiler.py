"""`python -m tests.bench.compiler [--runs N] [--profile]`: how long the compiler takes, from text to plan.

`songc --version`, `--help` and `check` as processes, for songs of 300, 1,000, 3,000 and 10,000 lines; and compiling
again in a process that goes on living, as `songc watch` and the editor's server do, after one row of the song was
changed. Each edit writes a row that was never seen before. All figures are processor time, so that other work on the
machine weighs little on them.
`--profile` prints where the time after an edit goes.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from songc.compiler import compile_song
from songc.compiler.files import MemoryFiles

SIZES = (300, 1000, 3000, 10000)
FILE = "song.song"
LETTERS = "cdefgab"

AROUND = """song "Bench" {
  artist "The Examples"
  seed 7
}
composition {
  tempo 92 bpm
  meter 4/4
  key D minor
  motif hook octave 5 { | d:8 f a:4 g:8 f e:4 | }
  rhythm beat {
    kick  | x--- --x- x--- ---- |
    snare | ---- x--- ---- x--o |
    hat   | x-x? x-x- x-x- x-xX |
  }
  rhythm stabs | x--x --x- |
SECTIONS
}
arrangement {
  track drums { instrument kit "studio";  play beat }
  track bass { instrument synth "round-bass" { cutoff 420Hz };  play roots octave 2 rhythm stabs }
  track keys { instrument synth "electric-piano";  play chords voicing drop2 range c3..c5 rhythm stabs }
  track guitar { instrument synth "steel-string";  play arpeggio up unit 1/8 range e3..e5 }
  track lead { instrument synth "glass-lead";  play lead }
  track answer { instrument synth "glass-lead";  play answer;  dynamics mp }
  track low { instrument synth "electric-piano";  play low }
}
takes {
  track drums { take 1 { humanize timing 6ms velocity 8% } }
  track keys {
    take 1 { humanize timing 6ms velocity 8% }
    take 2 { humanize timing 14ms velocity 15% length 5% }
  }
}
edits {
  track keys { use take 2;  quantize 1/16 strength 60% }
}
mix {
  chain warm { highpass 35Hz;  bell 250Hz -3dB q 1.2;  compressor threshold -20dB ratio 3:1 attack 8ms release 90ms }
  track bass { chain warm;  gain -4dB;  sidechain drums amount -6dB release 120ms }
  track lead { gain -6dB;  pan 15% right;  send hall -14dB;  send echo -18dB pre }
  track answer { gain -8dB;  pan 25% left;  send hall -9dB }
  bus hall { reverb size 70% damping 40%;  highpass 200Hz }
  bus echo { delay 3/16 feedback 35% }
  group rhythm { drums bass;  compressor threshold -12dB ratio 2:1 }
  automate lead.gain { part-1:1 -9dB;  part-2:1 -5dB curve smooth }
}
master {
  shelf high 10kHz +1.5dB
  compressor threshold -14dB ratio 1.5:1
  loudness -14 LUFS
  export wav 24bit 48kHz
}
"""


class Dice:
    """Numbers that look random and are the same each time."""

    def __init__(self, seed: int) -> None:
        self.state = seed

    def upto(self, most: int) -> int:
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % (1 << 64)
        return (self.state >> 33) % most


def bar(dice: Dice) -> str:
    """A bar of notes: eight eighths, one of them perhaps a quarter's triplet."""
    tones = [f"{LETTERS[dice.upto(7)]}{(4, 5)[dice.upto(2)]}" for _ in range(8)]
    if dice.upto(4):
        return f"{tones[0]}:8 {' '.join(tones[1:])}"
    return f"[{' '.join(tones[:3])}]:4 {tones[3]}:8 {' '.join(tones[4:])} r"


def section(number: int) -> str:
    """A section of 8 bars in 33 lines: chords and three lines."""
    dice = Dice(number)
    lines = [f"  section part-{number} 8 bars {{", f"    chords | Dm9 | Bbmaj7 | {'GCF'[dice.upto(3)]}m9 | A7sus4 A7 |"]
    for name in ("lead", "answer", "low"):
        lines += [f"    line {name} octave 4 {{", *(f"      | {bar(dice)} |" for _ in range(8)), "    }"]
    return "\n".join([*lines, "  }"])


def song(lines: int) -> str:
    """A song of about so many lines, all six stages in it, no two rows of notes the same."""
    count = max(2, round((lines - AROUND.count("\n")) / 33))
    return AROUND.replace("SECTIONS", "\n".join(section(number + 1) for number in range(count)))


def change(text: str, turn: int, share: float) -> str:
    """The song with another row of notes, `share` of the way through its rows; every second one is longer by 2
    characters, which moves all that stands below."""
    rows = text.split("\n")
    notes = [index for index, row in enumerate(rows) if row.startswith("      | ")]
    at = notes[min(int(len(notes) * share), len(notes) - 1)]
    rows[at] = f"      | {bar(Dice(-1 - turn))}{'  ' * (turn % 2)} |"
    return "\n".join(rows)


def time_process(folder: Path, *words: str) -> float:
    """Seconds of processor time that `songc` takes as a process, its modules compiled to bytecode as those of an
    installed package are."""
    environment = os.environ | {"PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment.pop("SONGC_CACHE", None)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "songc.runtime", *words]
    subprocess.run(command, check=True, capture_output=True, env=environment, cwd=folder)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def compile_text(text: str) -> float:
    """Seconds of processor time to compile the song in this process."""
    files = MemoryFiles({FILE: text})
    began = time.process_time()
    compiled = compile_song(FILE, files=files)
    seconds = time.process_time() - began
    assert compiled.ok, compiled.diagnostics[:3]
    return seconds


def time_edits(text: str, runs: int) -> dict[str, list[float]]:
    """Seconds to compile again after an edit, by what was edited."""
    compile_text(text)
    found: dict[str, list[float]] = {"nothing changed": [compile_text(text) for _ in range(runs)]}
    for name, share in (("a row near the start", 0.1), ("a row near the end", 0.9)):
        found[name] = [compile_text(change(text, turn, share)) for turn in range(runs)]
    found["a gain in the mix"] = [
        compile_text(text.replace("gain -4dB", f"gain -{turn + 5}dB", 1)) for turn in range(runs)
    ]
    return found


def profile(text: str, runs: int) -> None:
    compile_text(text)
    texts = [change(text, turn + 1000, 0.5) for turn in range(runs)]
    profiler = cProfile.Profile()
    profiler.enable()
    for each in texts:
        compile_text(each)
    profiler.disable()
    pstats.Stats(profiler).sort_stats("tottime").print_stats(25).sort_stats("cumulative").print_stats(45)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.compiler", description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    if options.profile:
        profile(song(SIZES[0]), options.runs)
        return

    def show(name: str, values: list[float]) -> None:
        low, middle, high = (1000 * each for each in (min(values), statistics.median(values), max(values)))
        print(f"{name:<52} {middle:>8.1f} {low:>8.1f} {high:>8.1f}", flush=True)

    print(f"{'ms':<52} {'median':>8} {'least':>8} {'most':>8}")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for lines in SIZES:
            Path(place, f"{lines}.song").write_text(song(lines), encoding="utf-8")
        time_process(place, "check", f"{SIZES[0]}.song")  # makes the bytecode
        for word in ("--version", "--help"):
            show(f"songc {word}", [time_process(place, word) for _ in range(options.runs)])
        for lines in SIZES:
            runs = options.runs if lines < 5000 else min(3, options.runs)
            show(f"songc check, {lines} lines", [time_process(place, "check", f"{lines}.song") for _ in range(runs)])
        Path(place, ".songc").mkdir()  # as a build leaves it; without one, nothing is kept of a check
        for lines in (SIZES[0], SIZES[-1]):
            time_process(place, "check", f"{lines}.song")
            again = [time_process(place, "check", f"{lines}.song") for _ in range(options.runs)]
            show(f"songc check, {lines} lines, nothing changed", again)
    for lines in SIZES:
        for name, values in time_edits(song(lines), options.runs).items():
            show(f"again in one process, {lines} lines, {name}", values)


if __name__ == "__main__":
    main()
