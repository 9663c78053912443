"""Faults: builds that are killed, and builds that race each other and a collector. After each, the next build must
equal the clean one, and the store must hold nothing wrong.

PYTHONPATH=.typing python tests/engine/faults.py [--kills 200] [--races 20] [--seed 1]

CI runs a sample of it (test_faults.py).
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from engine_fakes import Backwards, Bench, clean_digests, node, strokes, total

from songc.runtime.engine import actions, collect
from songc.runtime.engine.node import Node
from songc.runtime.engine.store import Store
from songc.runtime.window import Window

FRAMES = 600  # 38 cells


def song(seed: int) -> Node:
    """A song of about 300 cells; neighbouring seeds share most of it."""
    strips = []
    for track in range(3):
        level = 1 + (seed if track == 0 else seed // 4)
        places = [(frame, frame % 7 + (level if frame > 300 else 1)) for frame in range(track, FRAMES, 13)]
        strips.append(total(f"strip {track}", strokes(f"take {track}", *places, frames=FRAMES), frames=FRAMES))
    hall = total("hall", *strips, window=Window(40), frames=FRAMES)
    back = node("back", Backwards(), strips[0], frames=FRAMES)
    return total("master", *strips, hall, back, gain=1 + seed % 2, window=Window(3, 3), frames=FRAMES)


def build(folder: Path, seed: int, cap: int = 10**9) -> dict[str, tuple[bytes, ...]]:
    """Builds a song in a folder and gives its digests, having read the master through."""
    bench = Bench(folder, {"cap": cap, "memory": 100_000})
    try:
        evaluation = bench.build(song(seed))
        master = evaluation.outcomes["master"].node
        evaluation.read_frames(master, 0, FRAMES)
        return {name: evaluation.digests(outcome.node) for name, outcome in evaluation.outcomes.items()}
    finally:
        bench.engine.close()


def start(folder: Path, seed: int, what: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, __file__, "--child", what, "--folder", str(folder), "--seed", str(seed)]
    return subprocess.Popen(command, stdout=subprocess.PIPE)


def child(what: str, folder: Path, seed: int) -> None:
    """A process of its own: a build, or a collector that never rests. Writes its action table all the time."""
    actions.BATCH_SECONDS = 0.0  # type: ignore[misc]
    print("ready", flush=True)
    if what == "build":
        build(folder, seed)
        return
    store = Store(folder, block=4)
    chance = random.Random(seed)
    while True:
        collect.trim(store, chance.choice((0, 20_000, 50_000)))
        collect.sweep(store)
        collect.verify(store)
        if chance.random() < 0.02:
            collect.clear(store)
        time.sleep(0.002)


def check(folder: Path, seed: int) -> None:
    """The next build equals the clean one, and what it leaves is right."""
    expected = clean_digests(folder.with_name("clean"), song(seed))
    found = build(folder, seed)
    assert found == expected, "an incremental build differs from the clean one"
    store = Store(folder, block=4)
    assert collect.verify(store) == [], "the store holds what is wrong"
    collect.sweep(store)
    assert not list((folder / "tmp").iterdir()), "something half-written is left"


def kill_builds(folder: Path, count: int, seed: int) -> int:
    """Kills builds at random moments, cold ones and incremental ones, and checks after each. Returns how many were
    still running when they were killed."""
    chance = random.Random(seed)
    hit = 0
    for number in range(count):
        if number % 4 == 0:
            shutil.rmtree(folder, ignore_errors=True)
        process = start(folder, number, "build")
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.uniform(0, 0.25))
        hit += process.poll() is None
        process.kill()
        process.wait()
        process.stdout.close()
        check(folder, number + chance.randrange(2))
    return hit


def race_builds(folder: Path, count: int, seed: int) -> None:
    """Eight builds of one project at once, while a collector throws away all it can."""
    for number in range(count):
        collector = start(folder, seed + number, "collect")
        builds = [start(folder, number + index % 3, "build") for index in range(8)]
        codes = [process.wait() for process in builds]
        collector.kill()
        for process in (collector, *builds):
            process.communicate()
        assert codes == [0] * 8, f"builds that raced failed: {codes}"
        check(folder, number)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--races", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--child", choices=("build", "collect"), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        child(options.child, options.folder, options.seed)
        return
    with tempfile.TemporaryDirectory() as folder:
        hit = kill_builds(Path(folder) / "killed", options.kills, options.seed)
        print(f"{options.kills} builds killed, {hit} of them at work: every next build equals the clean one")
        race_builds(Path(folder) / "raced", options.races, options.seed)
        print(f"{options.races} races of eight builds and a collector: every build equals the clean one")


if __name__ == "__main__":
    main()
