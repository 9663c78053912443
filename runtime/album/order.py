"""The order of an album: what `[album]` in songc.toml says, or the songs of a folder by name.

[album]
title = "Tides"
songs = ["1-low-tide.song", { song = "2-lantern.song", gap = 3.5, gain = -1.0 }]
gap = 2.0             # seconds of silence before each song but the first
loudness = -14.0      # LUFS of the loudest song; the others keep their distance (left out: as mastered)
ceiling = -1.0        # dBTP
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from ...compiler.frozen import dataclass
from ..project import CONFIG_NAME, UsageError

KEYS = ("title", "songs", "gap", "loudness", "ceiling")
SONG_KEYS = ("song", "gap", "gain")
# (lowest, highest) of each number.
RANGES = {"gap": (0.0, 60.0), "gain": (-24.0, 12.0), "loudness": (-40.0, -5.0), "ceiling": (-12.0, 0.0)}


@dataclass(frozen=True, slots=True)
class Place:
    """A song of the album, by its path; silence before it in seconds, and gain in dB beside the album's own."""

    song: Path
    gap_seconds: float
    gain_db: float


@dataclass(frozen=True, slots=True)
class Order:
    """`loudness_lufs` is that of the loudest song, None to leave all as they were mastered."""

    folder: Path
    title: str
    places: tuple[Place, ...]
    loudness_lufs: float | None
    ceiling_dbtp: float


def read_order(folder: Path) -> Order:
    """The order of the album in a folder. Raises UsageError for what cannot be."""
    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder; an album is a folder with songs")
    written = _table(folder / CONFIG_NAME)
    _known(written, KEYS, "[album]")
    gap = _number(written, "gap", 2.0)
    songs = written.get("songs", sorted(path.name for path in folder.glob("*.song")))
    if not isinstance(songs, list) or not songs:
        raise UsageError(f'the album in {folder} has no songs; list them in {CONFIG_NAME}, as `songs = ["1.song"]`')
    places = tuple(_place(folder, song, gap, first=number == 0) for number, song in enumerate(songs))
    title = written.get("title", folder.absolute().name)
    if not isinstance(title, str) or not title:
        raise UsageError("`title` of [album] takes a text")
    loudness = _number(written, "loudness", 0.0) if "loudness" in written else None
    return Order(folder, title, places, loudness, _number(written, "ceiling", -1.0))


def _table(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        found = tomllib.loads(path.read_text("utf-8")).get("album", {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise UsageError(f"{CONFIG_NAME} cannot be read: {problem}") from None
    if not isinstance(found, dict):
        raise UsageError(f"`album` in {CONFIG_NAME} is a table: begin it with `[album]`")
    return found


def _place(folder: Path, written: object, gap: float, *, first: bool) -> Place:
    entry = {"song": written} if isinstance(written, str) else written
    if not isinstance(entry, dict) or not isinstance(entry.get("song"), str):
        raise UsageError('a song of the album is a name, or `{ song = "NAME.song", gap = 2.0, gain = -1.0 }`')
    _known(entry, SONG_KEYS, "a song of the album")
    song = folder / entry["song"]
    if song.suffix != ".song" or not song.resolve().is_relative_to(folder.resolve()):
        raise UsageError(f"{entry['song']} is no song of this folder")
    if not song.is_file():
        raise UsageError(f"the album asks for {entry['song']}, which is not there")
    return Place(song, _number(entry, "gap", 0.0 if first else gap), _number(entry, "gain", 0.0))


def _known(written: dict[str, Any], keys: tuple[str, ...], owner: str) -> None:
    for key in written:
        if key not in keys:
            raise UsageError(f"{owner} does not know `{key}`; it knows {', '.join(keys)}")


def _number(written: dict[str, Any], key: str, default: float) -> float:
    value = written.get(key, default)
    low, high = RANGES[key]
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        raise UsageError(f"`{key}` takes a number, not {value!r}")
    if key in written and not low <= value <= high:
        raise UsageError(f"`{key}` is {value:g}; it lies between {low:g} and {high:g}")
    return float(value)
