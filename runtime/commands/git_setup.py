"""Make git show songs and recordings as music, in this repository.

Sections, tracks and lines stand in the headers of `git diff`; audio files are compared by length, loudness and peaks;
built files stay out. Attributes and ignore rules are files to commit; the two drivers are settings of this clone.

examples:
  songc git-setup
  songc git-setup --lfs         recordings are kept by Git LFS
  songc git-setup --ci github   and a workflow that checks, builds and tests the songs on every push
"""

from __future__ import annotations

import argparse
from pathlib import Path

from ..project import UsageError


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "folder", nargs="?", metavar="DIR", default=".", help="in the repository (default: this folder)"
    )
    parser.add_argument("--lfs", action="store_true", help="track audio files with Git LFS")
    parser.add_argument("--ci", choices=("github",), help="write a workflow that builds the songs on every push")


def run(options: argparse.Namespace) -> int:
    from ..gitrules import set_up

    folder = Path(options.folder)
    if not folder.is_dir():
        raise UsageError(f"there is no folder {options.folder}")
    for line in set_up(folder, lfs=options.lfs, ci=options.ci is not None):
        print(line)
    return 0
