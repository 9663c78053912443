"""What git is told of songs: attributes and ignore rules in files, diff drivers in the clone's settings."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from .project import EnvironmentLack, UsageError

AUDIO = ("wav", "flac", "aiff", "ogg", "opus", "mp3")
IGNORED = ("build/", ".songc/")

# What stands in the header of a hunk: the declaration that the change is in.
_DECLARATIONS = "song|composition|arrangement|takes|edits|mix|master|variant|expect"
_WITHIN = "section|track|line|rhythm|motif|bus|group|chain|take"
SETTINGS = {
    "diff.songc.xfuncname": rf"^[ \t]*(({_DECLARATIONS}|{_WITHIN})([ \t]+[^{{|]*)?)[{{|]",
    "diff.songc-audio.textconv": "songc measure",
    "diff.songc-audio.cachetextconv": "true",
}


def set_up(folder: Path, *, lfs: bool, ci: bool = False) -> Iterator[str]:
    """Writes rules and settings, and with `ci` a workflow, leaving what is there; tells what was done. Raises
    UsageError outside a repository."""
    root = Path(_git(folder, "rev-parse", "--show-toplevel").strip())
    if lfs and shutil.which("git-lfs") is None:
        raise EnvironmentLack(
            "git-lfs is not installed (https://git-lfs.com); without --lfs, recordings stay in git itself"
        )
    kept = " filter=lfs merge=lfs -text" if lfs else ""
    texts = ("*.song text eol=lf diff=songc", "songc.lock text eol=lf merge=union")
    attributes = [*texts, *(f"*.{name} diff=songc-audio{kept}" for name in AUDIO)]
    for name, lines in ((".gitattributes", attributes), (".gitignore", IGNORED)):
        added = _add_lines(root / name, lines)
        yield f"{name}: {added} lines added" if added else f"{name}: as it was"
    for key, value in SETTINGS.items():
        _git(root, "config", "--local", key, value)
    yield "this clone's settings: diff drivers for songs and for audio files"
    if ci:
        yield _workflow(root)


def _workflow(root: Path) -> str:
    from .ci import PLACE, workflow

    path = root / PLACE
    if path.exists():
        return f"{PLACE}: as it was"
    files = _git(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
    text = workflow(root.resolve(), [root / name for name in files if name])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return f"{PLACE}: written; every push checks, builds and tests the songs"


def _add_lines(path: Path, lines: list[str] | tuple[str, ...]) -> int:
    """Adds the lines that a file does not have, and says how many those were."""
    text = path.read_text("utf-8") if path.is_file() else ""
    missing = [line for line in lines if line not in text.splitlines()]
    if missing:
        gap = "" if not text or text.endswith("\n") else "\n"
        path.write_text(text + gap + "\n".join(missing) + "\n", "utf-8")
    return len(missing)


def _git(folder: Path, *words: str) -> str:
    try:
        return subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, check=True).stdout
    except FileNotFoundError:
        raise EnvironmentLack("git is not installed") from None
    except subprocess.CalledProcessError:
        raise UsageError(f"{folder.absolute()} is not in a git repository; begin with `git init`") from None
