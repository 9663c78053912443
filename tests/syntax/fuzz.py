"""A long fuzz run: `python -m tests.syntax.fuzz 200000`. Each input must be read in under a second."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from .holds import check_row, check_song, check_text
from .songs import EXAMPLES, any_rows, any_songs, damaged_examples

LONGEST_SECONDS = 1.0


def timed(check: Callable[[str], None], text: str) -> float:
    before = time.process_time()
    check(text)
    return time.process_time() - before


def run(inputs: int) -> float:
    """Fuzzes with so many inputs: texts, rows, and songs to compile; gives the seconds that the slowest took."""
    slowest = 0.0
    check_song(EXAMPLES[0])  # what is imported once is not counted

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
        )
    )
    def fuzz(case):  # type: ignore[no-untyped-def]
        nonlocal slowest
        check, text = case
        seconds = timed(check, text)
        if (
            seconds > LONGEST_SECONDS / 2
        ):  # the collector may have run meanwhile; a blank keeps what was read from helping
            seconds = min(seconds, timed(check, text + " "))
        assert seconds < LONGEST_SECONDS, f"took {seconds:.1f} s"
        slowest = max(slowest, seconds)

    fuzz()
    return slowest


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    print(f"{count} inputs, no failure; the slowest took {run(count) * 1000:.0f} ms")
