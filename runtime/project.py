"""The project: where a song lives, what it may read, where its store and its deliverables stand.

A project is the nearest folder at or above the song file that holds `songc.toml` or `.git`, else the song's own folder.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

CONFIG_NAME = "songc.toml"


class UsageError(Exception):
    """The command line names something that cannot be used (exit code 2). The message is one sentence for the user."""


class EnvironmentLack(Exception):
    """The machine lacks something the work needs: space, a right, a program (exit code 4)."""


class Project(NamedTuple):
    """`root` is absolute; `song` is the song's path relative to it, with forward slashes. `shared` is the store of
    the project that this one was taken from, such as an old version of it."""

    root: Path
    song: str
    shared: Path | None = None

    @property
    def song_path(self) -> Path:
        return self.root / self.song

    @property
    def name(self) -> str:
        return Path(self.song).stem

    @property
    def output(self) -> Path:
        return self.song_path.parent / "build" / self.name

    @property
    def store(self) -> Path:
        return self.shared or store_of(self.root)

    @property
    def records(self) -> Path:
        """The records of this project's builds: in a store of several projects, a folder of its own."""
        if self.shared is not None:
            return self.root / ".records"
        if not os.environ.get("SONGC_CACHE"):
            return self.store / "builds"
        import hashlib

        place = hashlib.sha256(os.fsencode(self.root)).hexdigest()
        return self.store / "builds" / f"{self.root.name}-{place[:12]}"


def store_of(root: Path) -> Path:
    """The store of the project at `root`."""
    moved = os.environ.get("SONGC_CACHE")
    return Path(moved).expanduser().absolute() if moved else root / ".songc"


def locate(target: str | Path | None) -> Project:
    """The project of a song file, or of a folder with one `.song` in it (default: the current folder).

    Raises UsageError when there is no such song, or more than one."""
    path = Path(target or ".").absolute()
    song = _only_song(path) if path.is_dir() else path
    if not song.is_file():
        raise UsageError(f"there is no song at {target}")
    song = song.resolve()
    root = next((folder for folder in song.parents if _marks_project(folder)), song.parent)
    return Project(root, song.relative_to(root).as_posix())


def _marks_project(folder: Path) -> bool:
    return (folder / CONFIG_NAME).is_file() or (folder / ".git").exists()


def _only_song(folder: Path) -> Path:
    songs = sorted(folder.glob("*.song"))
    if len(songs) == 1:
        return songs[0]
    if not songs:
        raise UsageError(f"there is no .song file in {folder}; name one, or begin with `songc new`")
    names = ", ".join(song.name for song in songs)
    raise UsageError(
        f"{folder} holds more than one song ({names}); name the one you mean, or build all with `songc album`"
    )
