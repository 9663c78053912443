"""Builds that are killed, as processes, at random moments: no finished file is ever half of another one, and the next
build equals a clean one.

python -m tests.soundness.kills [--kills 200] [--seed 0]
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from songc.runtime.engine.node import Grid
from songc.runtime.publish import PREFIX

from .clean import Builder
from .folder import SONG, Source, deliverables, save, wipe
from .sequences import Unsound
from .song import edited, random_choices

COMMAND = (sys.executable, "-m", "songc.runtime", "build", "--quiet", SONG)
COLD = 0.3  # of the builds that are killed begin with an empty store


def kill_builds(folder: Path, builder: Builder, kills: int, seed: int) -> int:
    """Edits a project, kills the build and builds again, so many times; gives how many builds were at work when they
    were killed. Raises Unsound."""
    chance = random.Random(seed)
    source = Source(random_choices(chance))
    wipe(folder)
    save(folder, source.files(), chance)
    lasts = _finish(folder)
    hits = 0
    for turn in range(kills):
        before = deliverables(folder)
        cold = chance.random() < COLD
        if cold:
            wipe(folder / ".songc")
        source = replace(source, choices=edited(source.choices, chance))
        save(folder, source.files(), chance)
        expected = builder.clean(source.files(), Grid(), None, None)
        hits += _killed(folder, chance.uniform(0.0, lasts))
        for name, data in deliverables(folder).items():
            whole = name.rpartition("/")[2].startswith(PREFIX) or data in (before.get(name), (expected or {}).get(name))
            if not whole:
                raise Unsound(f"kill {turn} of seed {seed}: {name} is neither the last file nor the next")
        took = _finish(folder)
        lasts = took if cold else max(took, lasts * 0.9)
        found = deliverables(folder)
        if expected is not None and found != expected:
            names = [name for name in sorted({*found, *expected}) if found.get(name) != expected.get(name)]
            raise Unsound(f"kill {turn} of seed {seed}: {', '.join(names)} differ from a clean build")
    return hits


def _killed(folder: Path, seconds: float) -> bool:
    """Kills a build after so many seconds; whether it was at work still."""
    process = subprocess.Popen(COMMAND, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return True
    return False


def _finish(folder: Path) -> float:
    """Seconds of a build that nothing disturbs. A song may be one that cannot be built, but songc itself must run."""
    began = time.monotonic()
    result = subprocess.run(COMMAND, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    if "No module named" in result.stderr:
        raise Unsound(f"songc does not run here: {result.stderr.strip()}")
    return time.monotonic() - began


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    os.environ.pop("SONGC_CACHE", None)
    with tempfile.TemporaryDirectory() as folder, Builder(Path(folder) / "clean" / "proof") as builder:
        try:
            hits = kill_builds(Path(folder) / "living" / "proof", builder, options.kills, options.seed)
        except Unsound as problem:
            print(problem)
            return 1
    print(f"{options.kills} builds, {hits} killed at work: no file was half of another, every next build was clean")
    return 0


if __name__ == "__main__":
    sys.exit(main())
