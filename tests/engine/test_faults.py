"""A sample of the faults that faults.py makes, and clocks that jump."""

from __future__ import annotations

import os
from pathlib import Path

import faults
import pytest
from engine_fakes import clean_digests

from songc.runtime.engine import collect
from songc.runtime.engine.store import Store


def test_killed_builds_cost_nothing_but_time(tmp_path: Path) -> None:
    assert faults.kill_builds(tmp_path / "store", 5, seed=7) > 0


def test_builds_race_each_other_and_a_collector(tmp_path: Path) -> None:
    faults.race_builds(tmp_path / "store", 1, seed=3)


@pytest.mark.parametrize("jump", [-20, 20])
def test_a_clock_that_jumps_costs_nothing_but_time(jump: int, tmp_path: Path) -> None:
    """Everything in the store seems twenty years old, or twenty years ahead."""
    folder = tmp_path / "store"
    faults.build(folder, 0)
    for path in (each for each in folder.rglob("*") if each.is_file()):
        then = path.stat().st_mtime_ns + jump * 365 * 86400 * 10**9
        os.utime(path, ns=(then, then))
    store = Store(folder, block=4)
    with store.lease():
        collect.sweep(store)
        collect.trim(store, collect.stats(store).bytes // 2)
    assert faults.build(folder, 1) == clean_digests(tmp_path / "clean", faults.song(1))
    faults.check(folder, 0)
