"""`python -m tests.bench [SONG] [--runs N]`: cold build, nothing to do, and edits, of an example.

Each figure is the median of N runs (of cold builds as many as `--cold` says), on a copy of the song's project in a
temporary folder, as processes of their own; the watch figures are what `songc watch --json` tells of itself, from the
save to the first new audible chunk, to the WAV file, and to all files. `--watch` leaves out edits as processes,
`--edit` all edits but that one. Each run is told as it ends.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from songc.compiler import compile_song
from songc.runtime import warming
from songc.runtime.inputs import DiskFiles

ROOT = Path(__file__).parents[2]
# Each cold build has a folder of its own, as long as the disk has this much room: to make files where thousands were
# deleted in the last minutes takes ext4 longer, since it passes over the number of each of these.
ROOM_BYTES = 30 * 10**9
PAUSE_SECONDS = 3  # between saves, as a person makes them
SONGC = [sys.executable, "-m", "songc.runtime"]
# With bytecode kept beside the sources, as the package manager leaves it.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def build(song: Path, *words: str) -> tuple[float, float, dict[str, Any]]:
    """One build as a process: wall seconds, processor seconds, and its `done` event."""
    began, worked = time.perf_counter(), _worked()
    command = [*SONGC, "build", "--json", *words, str(song)]
    result = subprocess.run(command, capture_output=True, text=True, check=True, env=ENVIRONMENT)
    seconds = time.perf_counter() - began
    return seconds, _worked() - worked, json.loads(result.stdout.splitlines()[-1])


def _worked() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def edit_note(text: str, turn: int) -> str:
    """One note that sounds once, tuned otherwise each turn, so that no turn finds what another made: in the outro of
    Harbour Lights, or the turn of the reference."""
    tuned = rf"\g<1>\g<4>a\g<2>\g<5>{{+{turn + 1} cents}}\g<3>\g<6>"
    found, count = re.subn(r"(\| g:4\. )f#(:8)( e:2)|(\| c:4 e )d()( c \|)", tuned, text, count=1)
    if not count:
        raise ValueError("this song has no note that the benchmark knows")
    return found


def edit_gain(text: str, turn: int) -> str:
    """Quarters of a decibel, which no song has, so that every turn's gain is another."""
    return re.sub(r"(track bass .*?gain )-?[\d.]+dB", rf"\g<1>-{5.25 + turn * 0.5}dB", text, count=1)


def edit_master(text: str, turn: int) -> str:
    return re.sub(r"shelf high 9kHz \+[\d.]+dB", f"shelf high 9kHz +{1.5 + (turn + 1) * 0.1:.1f}dB", text, count=1)


EDITS: dict[str, Callable[[str, int], str]] = {
    "one note": edit_note,
    "a gain": edit_gain,
    "a master setting": edit_master,
}


class Watch:
    """`songc watch --json` as a process, read event by event."""

    def __init__(self, song: Path) -> None:
        self.process = subprocess.Popen(
            [*SONGC, "watch", "--json", str(song)], stdout=subprocess.PIPE, text=True, env=ENVIRONMENT
        )
        self.done()

    def done(self) -> dict[str, Any]:
        """The event that ends a build; `wav_ms` is when its WAV file was told of."""
        assert self.process.stdout is not None
        wav_ms = float("nan")
        for line in self.process.stdout:
            event: dict[str, Any] = json.loads(line)
            if event["event"] == "deliverable" and event["format"] == "wav" and "/stems" not in event["path"]:
                wav_ms = event.get("ms", wav_ms)
            if event["event"] == "done":
                return event | {"wav_ms": wav_ms}
        raise RuntimeError("watch ended")

    def close(self) -> None:
        self.process.terminate()
        self.process.wait()


def save(song: Path, text: str) -> None:
    """As editors do it: a new file, renamed into place."""
    temporary = song.with_suffix(".swp")
    temporary.write_text(text)
    temporary.replace(song)


def warm(song: Path) -> None:
    """Compiles the kernels that the song needs, once for all runs."""
    plan = compile_song(song.name, files=DiskFiles(song.parent)).plan
    assert plan is not None
    warming.warm(plan, lambda _: None)


def copied(example: Path, project: Path) -> Path:
    """The song of a copy of its project, with nothing made of it."""
    shutil.copytree(example, project, ignore=shutil.ignore_patterns("build", ".songc"))
    return next(project.glob("*.song"))


def measure(example: Path, runs: int, cold: int, watch_only: bool, edits: list[str]) -> dict[str, list[float]]:
    figures: dict[str, list[float]] = {}

    def note(name: str, value: float) -> None:
        figures.setdefault(name, []).append(value)
        print(f"{name}: {value:.1f}", file=sys.stderr, flush=True)

    with tempfile.TemporaryDirectory() as folder:
        song = copied(example, Path(folder, "0"))
        original = song.read_text()
        warm(song)
        for turn in range(cold):
            before, song = song, copied(example, Path(folder, str(turn + 1)))
            if shutil.disk_usage(folder).free < ROOM_BYTES:
                shutil.rmtree(before.parent)
            seconds, worked, done = build(song)
            note("cold build, s", seconds)
            note("cold build, x real time", done["length_seconds"] / seconds)
            note("cold build, processors busy, %", 100 * worked / seconds / (os.cpu_count() or 1))
        for _ in range(runs):
            note("nothing to do, ms", build(song)[0] * 1000)
        for name in edits:
            for turn in range(0 if watch_only else runs):
                save(song, EDITS[name](original, turn))
                seconds, _, done = build(song)
                note(f"{name}, process, ms", seconds * 1000)
                note(f"{name}, chunks run", done["chunks_ran"])
        save(song, original)
        watch = Watch(song)
        for name in edits:
            for turn in range(runs):
                time.sleep(PAUSE_SECONDS)
                save(song, EDITS[name](original, turn + runs + 1))
                done = watch.done()
                note(f"{name}, watch, to the first chunk, ms", done.get("first_chunk_ms", float("nan")))
                note(f"{name}, watch, to the WAV file, ms", done["wav_ms"])
                note(f"{name}, watch, to the files, ms", done["files_ms"])
        watch.close()
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("song", nargs="?", type=Path, default=ROOT / "examples" / "harbour-lights")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--cold", type=int, help="cold builds, if not as many as other runs")
    parser.add_argument("--watch", action="store_true", help="no edits as processes of their own")
    parser.add_argument("--edit", choices=EDITS, action="append", help="this edit, and others only if named too")
    options = parser.parse_args()
    os.environ.pop("SONGC_CACHE", None)
    cold = options.runs if options.cold is None else options.cold
    figures = measure(options.song, options.runs, cold, options.watch, options.edit or list(EDITS))
    width = max(map(len, figures))
    print(f"{'':{width}}  {'median':>9} {'least':>9} {'most':>9}")
    for name, values in figures.items():
        print(f"{name:<{width}}  {statistics.median(values):>9.1f} {min(values):>9.1f} {max(values):>9.1f}")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{'peak memory of any process, MB':<{width}}  {peak:>9.0f}")


if __name__ == "__main__":
    main()
