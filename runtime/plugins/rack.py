"""The rack: the plugins that the user allows in this project, where they stand, and the digest of their files.

A plugin is named by its bundle, `Large Hall` for `Large Hall.vst3`; one of several in a bundle as `Bundle: Name`. The
user allows it in `songc.toml` by that name, or by an absolute path. What stands inside the project is never run: it
came with the song."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ...compiler.frozen import dataclass
from ..contents import Stamp, digest_of, stamp_of

SUFFIXES = (".vst3", ".component")
DEPTH = 2  # folders of makers, inside the folders of plugins


@dataclass(frozen=True, slots=True)
class Place:
    """A plugin on this machine: its bundle, and its name inside of it where that holds several."""

    path: Path
    name: str = ""


def folders(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> tuple[Path, ...]:
    """Where plugins are kept, in the order in which they are looked for (the VST3 and AU standards' places)."""
    home = Path(environ.get("HOME") or Path.home())
    if platform == "darwin":
        libraries = (home / "Library/Audio/Plug-Ins", Path("/Library/Audio/Plug-Ins"))
        return tuple(library / kind for library in libraries for kind in ("VST3", "Components"))
    if platform == "win32":
        tops = tuple(Path(environ[name]) for name in ("LOCALAPPDATA", "COMMONPROGRAMFILES") if name in environ)
        return tuple(top / ("Programs/Common/VST3" if "Local" in top.name else "VST3") for top in tops)
    return (home / ".vst3", Path("/usr/local/lib/vst3"), Path("/usr/lib/vst3"))


def installed(where: Sequence[Path]) -> dict[str, Path]:
    """Every bundle in these folders by its name; the first of two that are called the same."""
    found: dict[str, Path] = {}
    for folder in where:
        for path in _bundles(folder, DEPTH):
            found.setdefault(path.stem, path)
    return found


def _bundles(folder: Path, depth: int) -> Iterator[Path]:
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return
    for entry in entries:
        if entry.suffix in SUFFIXES:
            yield entry
        elif depth > 0 and entry.is_dir():
            yield from _bundles(entry, depth - 1)


def allowed(name: str, entries: Sequence[str]) -> str | None:
    """The entry of songc.toml that allows a plugin: its name, its bundle's name, or a path to its bundle."""
    bundle = name.partition(": ")[0]
    for entry in entries:
        if called(entry) in (name, bundle):
            return entry
    return None


def called(entry: str) -> str:
    """The name by which a song calls the plugin that an entry of songc.toml allows."""
    path, colon, inner = entry.partition(": ")
    return (Path(path).stem if Path(path).suffix in SUFFIXES else path) + colon + inner


def find(name: str, entry: str, root: Path, where: Sequence[Path]) -> Place | None:
    """The place of an allowed plugin; None when it is not on this machine, or stands inside the project at `root`."""
    bundle, _, inner = name.partition(": ")
    written = Path(entry.partition(": ")[0]).expanduser()
    path = written if written.suffix in SUFFIXES else installed(where).get(bundle)
    if path is None or not path.is_absolute() or not path.exists():
        return None
    return None if path.resolve().is_relative_to(root.resolve()) else Place(path, inner)


def files_of(path: Path) -> list[Path]:
    """A bundle's files and folders, itself included, in order."""
    return [path, *sorted(path.rglob("*"))] if path.is_dir() else [path]


def stamps(path: Path) -> tuple[tuple[str, Stamp], ...]:
    """The stamp of everything in a bundle, which changes when any of it does."""
    return tuple((str(each), stamp_of(each)) for each in files_of(path))


def digest(path: Path) -> str:
    """The sha256 that stands for all files of a bundle: their paths in it and what they hold."""
    total = hashlib.sha256()
    for each in files_of(path):
        if each.is_file():
            total.update(f"{each.relative_to(path).as_posix()}\0{digest_of(each)}\n".encode())
    return total.hexdigest()
