"""A long fuzz run: `python -m tests.syntax.fuzz 200000`. Each input must be read in under a second."""

from __future__ import annotations

import sys
import time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .holds import check_row, check_text
from .songs import any_rows, any_songs


def run(inputs: int) -> float:
    """Fuzzes with so many inputs, songs and rows in turn; gives the seconds that the slowest took."""
    slowest = 0.0

    @settings(
        max_examples=inputs, deadline=1000, database=None, suppress_health_check=list(HealthCheck), print_blob=True
    )
    @given(st.one_of(any_songs.map(lambda text: (check_text, text)), any_rows.map(lambda text: (check_row, text))))
    def fuzz(case):  # type: ignore[no-untyped-def]
        nonlocal slowest
        check, text = case
        before = time.perf_counter()
        check(text)
        slowest = max(slowest, time.perf_counter() - before)

    fuzz()
    return slowest


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    print(f"{count} inputs, no failure; the slowest took {run(count) * 1000:.0f} ms")
