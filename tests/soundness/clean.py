"""Clean builds: each in a process that has never seen another song, forked from one that has only loaded its libraries
and compiled its kernels."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

from songc.runtime.building import build_in
from songc.runtime.config import Config
from songc.runtime.engine.node import Grid
from songc.runtime.project import locate
from songc.runtime.request import Request
from songc.runtime.studio import open_studio

from .folder import SONG, deliverables, wipe

Files = Mapping[str, bytes]

REMEMBERED = 32  # clean builds, with all their files: what a sequence may come back to


def build(folder: Path, grid: Grid, variant: str | None, only: str | None) -> bool:
    """Builds a folder's song in a studio of its own; whether the song is without errors."""
    request = Request(locate(folder / SONG), Config(), only, variant)
    with open_studio(request, grid=grid) as studio:
        return build_in(studio, lambda event: None) is not None


class Builder:
    """The process that forks. It knows by their sources the builds that it has made already."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known: dict[str, dict[str, bytes] | None] = {}
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )

    def clean(self, files: Files, grid: Grid, variant: str | None, only: str | None) -> dict[str, bytes] | None:
        """What a clean build of these files delivers; None when the song has errors."""
        key = hashlib.sha256(repr((sorted(files.items()), grid, variant, only)).encode()).hexdigest()
        if key not in self._known:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            wipe(self.folder)
            for path, data in files.items():
                (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
                (self.folder / path).write_bytes(data)
            ok = self.build(self.folder, grid, variant, only)
            self._known[key] = deliverables(self.folder) if ok else None
        return self._known[key]

    def build(self, folder: Path, grid: Grid, variant: str | None, only: str | None) -> bool:
        """A build as a new process makes it."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(json.dumps([str(folder), *grid, variant, only]) + "\n")
        answer = self._process.stdout.readline()
        if answer not in ("0\n", "1\n"):
            raise RuntimeError(f"a build in a new process failed: {answer}")
        return answer == "1\n"

    def __enter__(self) -> Builder:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


def warm() -> None:
    """Loads what builds load, and compiles the kernels of every effect and instrument in the table."""
    import random

    from .folder import Source, save
    from .song import random_choices

    with tempfile.TemporaryDirectory() as folder:
        for seed in range(4):
            save(Path(folder), Source(random_choices(random.Random(seed))).files(), random.Random(seed))
            build(Path(folder), Grid(1 << 15, 1 << 12), None, None)


def main() -> None:
    warm()
    for line in sys.stdin:
        folder, cell, block, variant, only = json.loads(line)
        child = os.fork()
        if child == 0:
            code = 2
            try:
                code = int(build(Path(folder), Grid(cell, block), variant, only))
            finally:
                sys.stderr.flush()
                os._exit(code)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        print(code, flush=True)


if __name__ == "__main__":
    main()
