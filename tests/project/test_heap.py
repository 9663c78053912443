"""The heap: what is free between what is kept goes back to the system when it is much, and not before."""

from __future__ import annotations

import subprocess
import sys

import pytest

from songc.runtime import heap

# Every other megabyte of `argv[1]` is freed; prints the resident megabytes before and after.
HOLES = """
import re, sys
from pathlib import Path
from songc.runtime import heap

def resident():
    return int(re.search(r"VmRSS:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024

heap.keep_freed()
kept = [bytearray(1 << 20) for _ in range(int(sys.argv[1]))]
del kept[::2]
before = resident()
heap.give_back()
print(before, resident())
"""


@pytest.mark.skipif(not hasattr(heap._library(), "mallinfo2"), reason="not glibc, or one before 2.33")
@pytest.mark.parametrize(("megabytes", "least", "most"), [(300, 130, 150), (100, 0, 1)])
def test_holes_are_given_back_when_they_are_much(megabytes: int, least: int, most: int) -> None:
    words = [sys.executable, "-c", HOLES, str(megabytes)]
    before, after = map(int, subprocess.run(words, capture_output=True, text=True, check=True).stdout.split())
    assert least <= before - after <= most
