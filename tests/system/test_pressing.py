"""A finished WAV file made from the last one is the one that would have been written whole."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from songc.runtime.contents import stamp_of
from songc.runtime.pressing import Cell, Pressings, Shape, cells_of
from songc.runtime.project import EnvironmentLack

SIZE = 3000


def nothing() -> None:
    """Goes on."""


class Place:
    """A file as it stands, and what was read to make each version of it; `drafts` has each begun beforehand."""

    def __init__(self, folder: Path, drafts: bool) -> None:
        self.path = folder / "record.wav"
        self.drafts = drafts
        self.pressings = Pressings()
        self.read: list[int] = []

    def put(self, before: bytes, cells: str, after: bytes = b"", size: int = SIZE) -> bytes:
        """Puts a version there whose cells hold these letters."""
        self.read = []

        def read(index: int) -> bytes:
            self.read.append(index)
            return cells[index].encode() * size

        shape = Shape(before, after, tuple(Cell(letter.encode(), size) for letter in cells))
        standing = self.pressings.press(self.path, shape, read)
        data = self.path.read_bytes()
        assert data == before + b"".join(letter.encode() * size for letter in cells) + after
        assert standing.take(nothing) == hashlib.sha256(data).hexdigest()
        assert standing.pressing.stamp == stamp_of(self.path)
        if self.drafts:
            self.pressings.draft()
        return data


@pytest.fixture(params=[False, True], ids=["", "drafts"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    found = Place(tmp_path, request.param)
    found.put(b"head", "abcdef", b"tail")
    assert found.read == [0, 1, 2, 3, 4, 5]
    yield found
    found.pressings.close()
    assert [each for each in tmp_path.iterdir() if each != found.path] == []


@pytest.mark.parametrize(
    ("before", "cells", "after", "read"),
    [
        (b"head", "abXdYf", b"tail", [2, 4]),
        (b"head", "Xbcdef", b"tail", [0]),
        (b"head", "abcdeX", b"tail", [5]),
        (b"HEAD", "abcdef", b"tail", []),
        (b"HEAD", "abXdef", b"TAIL", [2]),
        (b"head", "abcdef", b"TAIL", []),
        (b"head", "abcdef", b"tail", []),
    ],
)
def test_only_cells_that_are_others_are_read(
    place: Place, before: bytes, cells: str, after: bytes, read: list[int]
) -> None:
    place.put(before, cells, after)
    assert place.read == read
    place.put(b"head", "abcXef", b"tail")
    assert 3 in place.read


@pytest.mark.parametrize(
    ("before", "cells", "size"), [(b"longer head", "abcdef", SIZE), (b"head", "abc", SIZE), (b"head", "abcdef", 2999)]
)
def test_what_stands_elsewhere_is_written_whole(place: Place, before: bytes, cells: str, size: int) -> None:
    place.put(before, cells, b"tail", size)
    assert place.read == list(range(len(cells)))


def test_a_file_that_others_changed_is_not_copied(place: Place) -> None:
    place.pressings.close()
    place = Place(place.path.parent, drafts=False)
    data = place.put(b"head", "abcdef", b"tail")
    with place.path.open("r+b") as file:
        file.seek(SIZE + 10)
        file.write(b"?")
    os.utime(place.path, ns=(1, 1))
    place.put(b"head", "abXdef", b"tail")
    assert place.read == [0, 1, 2, 3, 4, 5]
    place.path.unlink()
    assert place.put(b"head", "abcdef", b"tail") == data
    assert place.read == [0, 1, 2, 3, 4, 5]


def test_a_draft_of_a_file_that_others_changed_is_dropped(tmp_path: Path) -> None:
    place = Place(tmp_path, drafts=False)
    place.put(b"head", "abcdef", b"tail")
    place.path.write_bytes(b"another")
    place.pressings.draft()
    place.put(b"head", "abXdef", b"tail")
    assert place.read == [0, 1, 2, 3, 4, 5]


def test_what_reads_a_file_sees_no_later_one(tmp_path: Path) -> None:
    place = Place(tmp_path, drafts=True)
    data = place.put(b"head", "abcdef", b"tail")
    with place.path.open("rb") as player:
        for cells in ("Xbcdef", "XbcdeX", "abcdXX"):
            place.put(b"head", cells, b"tail")
        assert player.read() == data
    place.pressings.close()


def test_a_sum_that_was_stopped_is_taken_whole_by_the_next(place: Place) -> None:
    class Stopped(Exception):
        pass

    def stop() -> None:
        raise Stopped

    shape = Shape(b"head", b"tail", tuple(Cell(letter.encode(), SIZE) for letter in "abXdef"))
    standing = place.pressings.press(place.path, shape, lambda index: b"X" * SIZE)
    with pytest.raises(Stopped):
        standing.take(stop)
    place.put(b"head", "abXdeY", b"tail")
    assert place.read == [5]


def test_systems_that_cannot_copy_between_files_are_helped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unable(*_: object) -> int:
        raise OSError(18, "Invalid cross-device link")

    place = Place(tmp_path, drafts=False)
    place.put(b"head", "abcdef", b"tail")
    monkeypatch.setattr(os, "copy_file_range", unable, raising=False)
    place.put(b"head", "abXdef", b"tail")
    assert place.read == [2]


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    place = Place(tmp_path, drafts=False)
    data = place.put(b"head", "abcdef", b"tail")
    monkeypatch.setattr(os, "copy_file_range", full, raising=False)
    place.pressings.draft()  # has no room either, and leaves nothing
    with pytest.raises(EnvironmentLack, match="disk is full"):
        place.put(b"head", "abXdef", b"tail")
    assert place.path.read_bytes() == data and list(tmp_path.iterdir()) == [place.path]


def test_a_cell_of_another_length_is_refused(tmp_path: Path) -> None:
    shape = Shape(b"", b"", cells_of([b"x", b"y"], 150, 100, 6))
    assert [cell.size for cell in shape.cells] == [600, 300]
    with pytest.raises(ValueError, match="599 bytes"):
        Pressings().press(tmp_path / "a", shape, lambda index: bytes(599))
    assert list(tmp_path.iterdir()) == []
