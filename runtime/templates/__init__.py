"""The projects that `songc new` begins from: finished songs, each in a folder of its own, which build as they stand.

A folder never holds code. Its songs carry titles of their own; `begin` gives them the name of the new project.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from ...compiler.frozen import dataclass

FOLDER = Path(__file__).parent
IGNORED = "build/\n.songc/\n"
_TITLE = re.compile(r'^song "[^"]*"', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Template:
    """`song` is the file that takes the project's name and title; empty where the project is more than one song."""

    name: str
    help: str
    song: str


TEMPLATES: dict[str, Template] = {
    template.name: template
    for template in (
        Template("song", "a verse and a chorus with words, for four players", "song.song"),
        Template("beat", "drums, bass and keys: rhythms as text", "beat.song"),
        Template("band", "all six stages, with a guitar recorded in two takes", "band.song"),
        Template("album", "two songs that share their sounds", ""),
    )
}


def begin(template: Template, folder: Path) -> list[Path]:
    """Writes a new project into `folder` (made when it is not there) and gives the files, relative to it."""
    name = file_name(folder.name)
    made: list[Path] = []
    for path in sorted(_files(FOLDER / template.name)):
        target = path.relative_to(FOLDER / template.name)
        data = path.read_bytes()
        if target.as_posix() == template.song:
            target = Path(f"{name}.song")
            data = _TITLE.sub(f'song "{title(name)}"', data.decode(), count=1).encode()
        _write(folder / target, data)
        made.append(target)
    _write(folder / ".gitignore", IGNORED.encode())
    return [*made, Path(".gitignore")]


def file_name(folder: str) -> str:
    """A folder's name as the name of a song file: `My Tune!` is `my-tune`."""
    return "-".join(re.findall(r"\w+", folder.lower())) or "song"


def title(name: str) -> str:
    """`my-tune` is `My Tune`."""
    return " ".join(word.capitalize() for word in name.split("-"))


def _files(folder: Path) -> Iterator[Path]:
    hidden = ("__pycache__", "build", ".songc")
    return (path for path in folder.rglob("*") if path.is_file() and not set(path.parts) & set(hidden))


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
