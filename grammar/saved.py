"""The parser's tables, kept in the user's cache folder.

A saved parser is valid for one text of the grammar, one version of Lark and one version of Python, all of which are in
its file name. It is a pickle, so it is read only from a folder that belongs to the user and that no one else may write.
Whatever goes wrong here is a miss: the parser is then made anew.
"""

from __future__ import annotations

import os
import sys
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lark import Lark


def load(grammar: str) -> Lark | None:
    """The saved parser of this grammar, or None."""
    from lark import Lark

    path = _path(grammar)
    try:
        if path is None or not _private(path.parent):
            return None
        with path.open("rb") as file:
            return Lark.load(file)
    except Exception:  # a damaged pickle may raise anything
        return None


def save(grammar: str, parser: Lark) -> Lark:
    """Keeps the parser for the next process, if it can, and gives it back."""
    path = _path(grammar)
    if path is None:
        return parser
    part = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _private(path.parent):
            return parser
        with part.open("wb") as file:
            parser.save(file)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True) if os.access(part.parent, os.W_OK) else None
    return parser


def folder() -> Path | None:
    """The user's cache folder for songc, or None where there is no home."""
    try:
        if sys.platform == "win32":
            base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
        elif sys.platform == "darwin":
            base = Path.home() / "Library" / "Caches"
        else:
            base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    except RuntimeError:
        return None
    return base / "songc" if base.is_absolute() else None


def _path(grammar: str) -> Path | None:
    from lark import __version__

    version = f"{__version__}\0{sys.version_info[:2]}\0"
    base = folder()
    return base and base / f"grammar-{sha256((version + grammar).encode()).hexdigest()[:32]}"


def _private(path: Path) -> bool:
    if sys.platform == "win32":
        return True
    stat = path.stat()
    return stat.st_uid == os.getuid() and not stat.st_mode & 0o022
