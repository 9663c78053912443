"""Record: stretches of audio files, put in time and resampled to the song's rate as they are read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from ...compiler.plan import Clip
from ..window import Window

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

# A clip begins and ends in a ramp of this length, so that a cut in the middle of a sound makes no click.
EDGE_SECONDS = 0.002


@dataclass(frozen=True)
class RecordTask:
    """The clips that sound in one cell: `(clip, first, frames, at)` reads `frames` of the clip from its frame `first` and puts
    them at frame `at` of the cell. The file is told by its digest; `root` only says where to find it and is no part of
    the key."""

    NAME: ClassVar[str] = "record"
    VERSION: ClassVar[str] = "1"
    UNKEYED: ClassVar[frozenset[str]] = frozenset({"root", "files"})

    digests: tuple[str, ...]
    pieces: tuple[tuple[int, int, int, int, int, float, float], ...]
    frames: int
    rate: int
    reader_version: str
    files: tuple[str, ...]
    root: Path

    def run(self, inputs: Sequence[NDArray[np.float32] | None]) -> NDArray[np.float32]:
        import numpy as np

        from ..audio import read_clip

        out = np.zeros((2, self.frames), np.float32)
        edge = max(int(EDGE_SECONDS * self.rate), 1)
        for file, first, frames, at, length, offset_seconds, gain_db in self.pieces:
            path = self.root / self.files[file]
            sound = read_clip(path, rate=self.rate, first=first, frames=frames, offset_seconds=offset_seconds)
            place = np.arange(first, first + frames)
            ramp = np.clip(np.minimum(place + 1, length - place) / edge, 0.0, 1.0)
            out[:, at : at + frames] += (sound * (ramp * 10.0 ** (gain_db / 20.0))).astype(np.float32)
        return out


@dataclass(frozen=True)
class RecordStep:
    clips: tuple[Clip, ...]
    rate: int
    reader_version: str
    root: Path = field(compare=False)

    silent_in_silent_out: ClassVar[bool] = False

    def windows(self) -> tuple[Window, ...]:
        return ()

    def task(self, start: int, frames: int) -> RecordTask | None:
        stop = start + frames
        crossing = [clip for clip in self.clips if clip.start < stop and clip.start + clip.frames > start]
        if not crossing:
            return None
        files = tuple(dict.fromkeys(clip.file for clip in crossing))
        digests = tuple(next(clip.digest for clip in crossing if clip.file == file) for file in files)
        pieces = []
        for clip in crossing:
            first = max(start - clip.start, 0)
            last = min(stop - clip.start, clip.frames)
            at = clip.start + first - start
            source = files.index(clip.file)
            pieces.append((source, first, last - first, at, clip.frames, clip.offset_seconds, clip.gain_db))
        return RecordTask(digests, tuple(pieces), frames, self.rate, self.reader_version, files, self.root)
