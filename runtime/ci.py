"""A workflow for GitHub: every push checks the songs, builds them and measures what they promise."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from ..compiler.version import VERSION
from .history.outline import outline
from .inputs import DiskFiles
from .lock import NAME as LOCK_NAME
from .project import UsageError, locate

PLACE = Path(".github", "workflows", "songc.yml")

_WORKFLOW = """\
# Written by `songc git-setup --ci github`; change it as you like.
name: songs
on: [push, pull_request]

jobs:
  record:
    runs-on: ubuntu-latest
    strategy:
      fail-fast: false
      matrix:
        song: SONGS
    steps:
      - uses: actions/checkout@v4
        with:
          lfs: true
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: python -m pip install songc==VERSION
      - uses: actions/cache@v4 # what did not change is not made again
        with:
          path: "**/.songc"
          key: songc-${{ runner.arch }}-${{ github.sha }}
          restore-keys: songc-${{ runner.arch }}-
      - run: git ls-files -z '*.song' | xargs -0 songc fmt --check
      - run: songc check --github "${{ matrix.song }}"
      - run: songc build "${{ matrix.song }}"LOCKED
      - run: songc test "${{ matrix.song }}"
      - uses: actions/upload-artifact@v4
        with:
          name: record-${{ strategy.job-index }}
          path: "**/build"
"""


def workflow(root: Path, files: Iterable[Path]) -> str:
    """The workflow for the songs among `files` of the repository at `root`. Builds are held to songc.lock where every
    song has one. Raises UsageError when there is no song."""
    songs = songs_among(files)
    if not songs:
        raise UsageError(f"{root} holds no song yet; begin with `songc new`")
    listed = json.dumps([song.relative_to(root).as_posix() for song in songs], ensure_ascii=False)
    locked = all((locate(song).root / LOCK_NAME).is_file() for song in songs)
    text = _WORKFLOW.replace("VERSION", VERSION).replace("LOCKED", " --locked" if locked else "")
    return text.replace("SONGS", listed)


def songs_among(files: Iterable[Path]) -> list[Path]:
    """The songs that are records of their own: those that no other one uses."""
    found = sorted(path.resolve() for path in files if path.suffix == ".song" and path.is_file())
    used: set[Path] = set()
    for path in found:
        project = locate(path)
        names = outline(DiskFiles(project.root), project.song)
        used |= {project.root / name for name in names if name != project.song}
    return [path for path in found if path not in used]
