"""A long fuzz run: `python -m tests.syntax.fuzz 200000 --seed 1`. Each input must be read in under a second.

The same seed makes the same inputs. They come in batches, each with a seed of its own, since what hypothesis keeps of a
run grows with it.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from .holds import check_edits, check_row, check_song, check_text
from .songs import EXAMPLES, SENSIBLE, any_rows, any_songs, damaged_examples, edited_songs

LONGEST_SECONDS = 1.0
BATCH = 10_000


def timed(check: Callable[[str], None], text: str) -> float:
    """Seconds of processor time; of a long one the shorter of two, since the collector may have run meanwhile. A blank
    keeps what was read from helping."""
    seconds = _once(check, text)
    return min(seconds, _once(check, text + " ")) if seconds > LONGEST_SECONDS / 2 else seconds


def _once(check: Callable[[str], None], text: str) -> float:
    before = time.process_time()
    check(text)
    return time.process_time() - before


def run(inputs: int, first_seed: int) -> float:
    """Fuzzes with so many inputs: texts, rows, songs to compile, and edits; gives the seconds that the slowest took."""
    slowest = 0.0
    check_song(EXAMPLES[0])  # what is imported once is not counted

    @seed(first_seed)
    @settings(
        max_examples=inputs,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
        phases=(Phase.generate,),  # shrinking takes minutes; what fails is short enough to read
    )
    @given(
        st.one_of(
            any_songs.map(lambda text: (check_text, text)),
            any_rows.map(lambda text: (check_row, text)),
            damaged_examples().map(lambda text: (check_song, text)),
            edited_songs(SENSIBLE).map(lambda texts: (check_edits, texts)),
        )
    )
    def fuzz(case):  # type: ignore[no-untyped-def]
        nonlocal slowest
        check, text = case
        if check is check_edits:
            check(text)
            return
        seconds = timed(check, text)
        assert seconds < LONGEST_SECONDS, f"took {seconds:.1f} s"
        slowest = max(slowest, seconds)

    fuzz()
    return slowest


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.syntax.fuzz", description=__doc__)
    parser.add_argument("inputs", nargs="?", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    slowest = 0.0
    for done in range(0, options.inputs, BATCH):
        count = min(BATCH, options.inputs - done)
        number = options.seed * 1_000_000 + done // BATCH
        slowest = max(slowest, run(count, number))
        print(
            f"{done + count} inputs (last batch: seed {number}), the slowest took {slowest * 1000:.0f} ms", flush=True
        )


if __name__ == "__main__":
    main()
