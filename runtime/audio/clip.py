"""A stretch of a recording, at the song's rate, in stereo."""

from __future__ import annotations

import tempfile
import threading
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..contents import content_of, held
from . import resample
from .probe import VERSION as PROBE_VERSION
from .probe import UnreadableAudio, opened, probe

VERSION = f"1/{PROBE_VERSION}/{resample.VERSION}"

_BLOCK = 1 << 16
_decoding = threading.Lock()


def read_clip(
    path: Path, *, rate: int, first: int, frames: int, offset_seconds: float = 0.0, digest: str = ""
) -> NDArray[np.float32]:
    """Frames `first .. first + frames` of the clip that begins `offset_seconds` into the file, at `rate`: (2, frames).

    A mono file sounds alike on both sides, at its own level. Before the file's beginning and after its end is
    silence. Raises FileChanged when a digest is given and the file does not hold that, UnreadableAudio when it is
    missing, damaged, shorter than it says, of more than two channels, or not made of numbers."""
    digest = digest or content_of(path)[1]
    with held(path, digest):
        return _read_clip(path, digest, rate, first, frames, offset_seconds)


def _read_clip(
    path: Path, digest: str, rate: int, first: int, frames: int, offset_seconds: float
) -> NDArray[np.float32]:
    found = probe(path)
    if found.channels > 2:
        raise UnreadableAudio(f"{path.name} has {found.channels} channels, and takes are mono or stereo")
    ratio = resample.ratio(found.rate, rate, offset_seconds)
    start, stop = resample.source_span(ratio, first, frames)
    sound = np.zeros((found.channels, stop - start), np.float32)
    low, high = max(start, 0), min(stop, found.frames)
    if low < high:
        heard = _read(path, low, high) if found.seekable else _read_decoded(path, digest, low, high)
        if not np.isfinite(heard).all():
            raise UnreadableAudio(f"{path.name} holds samples that are not numbers")
        sound[:, low - start : high - start] = heard.T
    made = resample.resample(sound, ratio, first=first, frames=frames)
    return made if found.channels == 2 else np.repeat(made, 2, axis=0)


def _read(path: Path, low: int, high: int) -> NDArray[np.float32]:
    """Frames `low .. high`: (frames, channels)."""
    with opened(path) as file:
        file.seek(low)
        return _whole(path, file.read(high - low, dtype="float32", always_2d=True), high - low)


def _read_decoded(path: Path, digest: str, low: int, high: int) -> NDArray[np.float32]:
    """Frames `low .. high` of a file that has to be decoded from its beginning."""
    with _decoding:
        decoded = _decoded(path, digest)
    return _whole(path, decoded[low:high], high - low)


def _whole(path: Path, heard: NDArray[np.float32], frames: int) -> NDArray[np.float32]:
    if heard.shape[0] < frames:
        raise UnreadableAudio(f"{path.name} ends before the length that it says it has")
    return heard


@lru_cache(maxsize=8)
def _decoded(path: Path, digest: str) -> NDArray[np.float32]:
    """The whole file, which holds what the digest says, decoded once into a nameless temporary file: (frames,
    channels)."""
    with tempfile.TemporaryFile() as spool, opened(path) as file:
        while len(block := file.read(_BLOCK, dtype="float32", always_2d=True)):
            spool.write(block.tobytes())
        spool.flush()
        if spool.tell() == 0:
            return np.empty((0, file.channels), np.float32)
        return np.memmap(spool, np.float32, "r").reshape(-1, file.channels)
