"""A finished WAV file made from the last one is the one that would have been written whole."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from songc.runtime.contents import stamp_of
from songc.runtime.pressing import Cell, Pressing, Shape, cells_of, press

SIZE = 3000


class Place:
    """A file as it stands, and what was read to make each version of it."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "record.wav"
        self.last: Pressing | None = None
        self.read: list[int] = []

    def put(self, before: bytes, cells: str, after: bytes = b"", size: int = SIZE) -> bytes:
        """Puts a version there whose cells hold these letters."""
        self.read = []

        def read(index: int) -> bytes:
            self.read.append(index)
            return cells[index].encode() * size

        shape = Shape(before, after, tuple(Cell(letter.encode(), size) for letter in cells))
        temporary = self.path.with_suffix(".new")
        temporary.touch()
        pressed = press(temporary, shape, read, self.last, self.path)
        temporary.replace(self.path)
        data = self.path.read_bytes()
        assert data == before + b"".join(letter.encode() * size for letter in cells) + after
        assert pressed.sha256 == hashlib.sha256(data).hexdigest()
        self.last = Pressing(shape, pressed, stamp_of(self.path))
        return data


@pytest.fixture
def place(tmp_path: Path) -> Place:
    found = Place(tmp_path)
    found.put(b"head", "abcdef", b"tail")
    assert found.read == [0, 1, 2, 3, 4, 5]
    return found


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
    data = place.path.read_bytes()
    with place.path.open("r+b") as file:
        file.seek(SIZE + 10)
        file.write(b"?")
    os.utime(place.path, ns=(1, 1))
    place.put(b"head", "abXdef", b"tail")
    assert place.read == [0, 1, 2, 3, 4, 5]
    place.path.unlink()
    assert place.put(b"head", "abcdef", b"tail") == data
    assert place.read == [0, 1, 2, 3, 4, 5]


def test_systems_that_cannot_copy_between_files_are_helped(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def unable(*_: object) -> int:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(os, "copy_file_range", unable, raising=False)
    place.put(b"head", "abXdef", b"tail")
    assert place.read == [2]


def test_a_full_disk_is_told(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "copy_file_range", full, raising=False)
    with pytest.raises(OSError, match="No space"):
        place.put(b"head", "abXdef", b"tail")


def test_a_cell_of_another_length_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    shape = Shape(b"", b"", cells_of([b"x", b"y"], 150, 100, 6))
    assert [cell.size for cell in shape.cells] == [600, 300]
    with pytest.raises(ValueError, match="599 bytes"):
        press(tmp_path / "a", shape, lambda index: bytes(599), None, tmp_path / "b")
