"""Begin a project that builds at once.

examples:
  songc new night-drive               a small song in the folder night-drive
  songc new night-drive --from band   all six stages, with a recorded guitar
  songc new --list                    the templates
"""

from __future__ import annotations

import argparse
from pathlib import Path

from ..project import EnvironmentLack, UsageError


def add(parser: argparse.ArgumentParser) -> None:
    from ..templates import TEMPLATES

    parser.add_argument("folder", nargs="?", metavar="DIR", help="the new folder; an empty one that exists will do")
    parser.add_argument("--from", dest="template", default="song", choices=tuple(TEMPLATES), help="the template")
    parser.add_argument("--list", action="store_true", help="list the templates")


def run(options: argparse.Namespace) -> int:
    from ..templates import TEMPLATES, begin

    if options.list:
        for template in TEMPLATES.values():
            print(f"{template.name:<6} {template.help}")
        return 0
    if options.folder is None:
        raise UsageError("name the new folder, as in `songc new night-drive`")
    folder = Path(options.folder)
    _check_free(folder)
    try:
        made = begin(TEMPLATES[options.template], folder.absolute())
    except OSError as problem:
        raise EnvironmentLack(f"{options.folder} cannot be written: {problem}") from None
    _tell(options.folder, made)
    return 0


def _check_free(folder: Path) -> None:
    if not folder.exists():
        return
    if not folder.is_dir():
        raise UsageError(f"{folder} is a file; name a new folder")
    held = sorted(path.name for path in folder.iterdir() if path.name != ".git")
    if held:
        raise UsageError(f"{folder} is not empty (it holds {held[0]}); name a new folder")


def _tell(folder: str, made: list[Path]) -> None:
    from ..terminal.tables import table

    song = next(path for path in made if path.suffix == ".song" and path.parent.name != "lib")
    several = sum(path.suffix == ".song" for path in made) > 1
    print(f"made {folder}:")
    for path in made:
        print(f"  {path.as_posix()}")
    print("\nnext:")
    if Path(folder).absolute() != Path.cwd():
        print(f"  cd {folder}")
    named = f" {song}" if several else ""
    rows = [(f"songc watch{named}", "to build on every save"), (f"songc test{' *.song' * several}", "to measure it")]
    first = ("songc album", "both songs, and the album") if several else ("songc build", "")
    print(*table([first, *rows], None, indent=2), sep="\n")
    print(f"\nThe record then stands in {(Path('build') / song.stem / song.stem).as_posix()}.wav.")
