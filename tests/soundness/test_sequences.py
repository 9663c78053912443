"""A sample of the random sequences, and proof that they find what they look for."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from songc.runtime.engine import keys, schedule

from .clean import Builder
from .folder import RECORDINGS, Source
from .kills import kill_builds
from .sequences import Sequence, Unsound
from .song import TABLE, edited, random_choices


@pytest.fixture(scope="module")
def builder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Builder]:
    with Builder(tmp_path_factory.mktemp("clean") / "proof") as found:
        yield found


@pytest.mark.parametrize("seed", range(50))
def test_every_build_of_a_sequence_equals_a_clean_one(seed: int, builder: Builder, tmp_path: Path) -> None:
    assert Sequence(seed, tmp_path / "proof", builder).run() > 2


def test_a_killed_build_leaves_whole_files_and_a_clean_next_build(builder: Builder, tmp_path: Path) -> None:
    assert kill_builds(tmp_path / "proof", builder, kills=4, seed=3) > 0


def test_a_key_that_forgets_its_inputs_is_found(
    builder: Builder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The living build believes that a task's fields alone tell its result."""

    def forgetful(environment: bytes, grid: object, task: object, frames: int, spans: object, blocks: object) -> bytes:
        return hashlib.sha256(environment + keys.canonical((type(task).__name__, task, frames))).digest()

    monkeypatch.setattr(schedule, "action_key", forgetful)
    with pytest.raises(Unsound, match="differ from a clean build"):
        for seed in range(5):
            Sequence(seed, tmp_path / "proof", builder).run()


def test_the_table_edits_every_statement() -> None:
    chance = random.Random(1)
    choices, changed = random_choices(chance), set()
    for _ in range(3000):
        after = edited(choices, chance)
        changed |= {key for key in TABLE if after[key] != choices[key]}
        choices = after
    assert changed == {key for key, values in TABLE.items() if len(set(values)) > 1}


def test_a_recording_is_replaced_by_one_of_the_same_size() -> None:
    for path in RECORDINGS[:1]:
        one, two = (Source({}, {path: content}).contents[path] for content in (0, 1))
        assert one != two
