"""A project's folder: the song, the module it uses, and its recordings, each of which may be missing or another one."""

from __future__ import annotations

import io
import os
import random
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np
import soundfile

from .song import Choices, parts_text, song_text

SONG = "proof.song"
MODULE = "lib/parts.song"
RECORDINGS = ("takes/one.wav", "takes/two.flac", "takes/three.ogg", "rooms/hall.wav")
MISSING = -1


@dataclass
class Source:
    """All that a build reads: the choices of the song, and which content each recording has (`MISSING`: none)."""

    choices: Choices
    contents: Mapping[str, int] = field(default_factory=lambda: dict.fromkeys(RECORDINGS, 0))

    def files(self) -> dict[str, bytes]:
        """Every file by its path."""
        found = {SONG: song_text(self.choices).encode(), MODULE: parts_text(self.choices).encode()}
        return found | {path: recording(path, content) for path, content in self.contents.items() if content != MISSING}


@lru_cache(maxsize=64)
def recording(path: str, content: int) -> bytes:
    """A short recording. Contents 0 and 1 of a WAV file have the same size; 2 is longer and at another rate."""
    rate = 44_100 if content == 2 else 48_000
    seconds = 0.9 if content == 2 else 0.7
    noise = np.random.default_rng([content, *path.encode()]).standard_normal((int(rate * seconds), 2))
    fall = np.exp(-np.linspace(0.0, 40.0 if path.startswith("rooms") else 3.0, len(noise)))
    tone = np.sin(np.arange(len(noise)) * (0.03 + 0.01 * content))
    sound = 0.2 * fall[:, None] * (noise * 0.3 + tone[:, None])
    file = io.BytesIO()
    soundfile.write(file, sound, rate, format={"wav": "WAV", "flac": "FLAC", "ogg": "OGG"}[path.rpartition(".")[2]])
    return file.getvalue()


def save(folder: Path, files: Mapping[str, bytes], chance: random.Random) -> None:
    """Makes the folder hold these files, each saved as some program would: written in place, or beside and renamed, or
    in place and with the times of before."""
    for path in (SONG, MODULE, *RECORDINGS):
        place = folder / path
        data = files.get(path)
        if data is None:
            place.unlink(missing_ok=True)
            continue
        if place.exists() and place.read_bytes() == data:
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        match chance.choice(("in place", "renamed", "times kept")) if place.exists() else "in place":
            case "renamed":
                beside = place.with_name("beside")
                beside.write_bytes(data)
                beside.replace(place)
            case "times kept":
                status = place.stat()
                place.write_bytes(data)
                os.utime(place, ns=(status.st_atime_ns, status.st_mtime_ns))
            case _:
                place.write_bytes(data)


def deliverables(folder: Path) -> dict[str, bytes]:
    """Every file that builds left in the output folder."""
    output = folder / "build"
    files = (path for path in sorted(output.rglob("*")) if path.is_file())
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in files}


def wipe(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
