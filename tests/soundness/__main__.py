"""Random sequences of edits, each build held against a clean one.

python -m tests.soundness [--sequences 1000] [--seed 0]

Sequence N is always the same one, so `--seed N --sequences 1` runs again the one that failed.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
import traceback
from pathlib import Path

from .clean import Builder
from .sequences import Sequence, Unsound


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sequences", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0, help="the first sequence")
    options = parser.parse_args()
    os.environ.pop("SONGC_CACHE", None)  # a clean build has a store of its own
    began, builds, unsound = time.monotonic(), 0, 0
    with tempfile.TemporaryDirectory() as folder, Builder(Path(folder) / "clean" / "proof") as builder:
        for seed in range(options.seed, options.seed + options.sequences):
            try:
                sequence = Sequence(seed, Path(folder) / "living" / "proof", builder)
                builds += sequence.run()
            except Unsound as problem:
                unsound += 1
                print(problem, flush=True)
            except Exception:
                unsound += 1
                print(f"{sequence}: failed", traceback.format_exc(), sep="\n", flush=True)
            done = seed - options.seed + 1
            if done % 50 == 0:
                print(f"{done} sequences, {builds} builds, {time.monotonic() - began:.0f} s", flush=True)
    print(f"{options.sequences} sequences, {builds} builds held against clean ones, {unsound} sequences unsound")
    return 1 if unsound else 0


if __name__ == "__main__":
    sys.exit(main())
