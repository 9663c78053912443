"""Record: stretches of audio files, put in time and resampled to the song's rate as they are read."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, ClassVar

from ...compiler.frozen import dataclass
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
class Piece:
    """`frames` of a clip from its frame `first`, put at frame `at` of the cell."""

    digest: str
    first: int
    frames: int
    at: int
    clip_frames: int
    offset_seconds: float
    gain_db: float
    file: str = field(compare=False)


@dataclass(frozen=True)
class RecordTask:
    """The pieces of clips that sound in one cell. A file is told by its digest; `files` and `root` only say where it is
    found."""

    NAME: ClassVar[str] = "record"
    VERSION: ClassVar[str] = "2"

    pieces: tuple[Piece, ...]
    frames: int
    rate: int
    reader_version: str
    root: Path = field(compare=False)

    def run(self, inputs: Sequence[NDArray[np.float32] | None]) -> NDArray[np.float32]:
        import numpy as np

        from ..audio.clip import read_clip

        out = np.zeros((2, self.frames), np.float32)
        edge = max(int(EDGE_SECONDS * self.rate), 1)
        for piece in self.pieces:
            sound = read_clip(
                self.root / piece.file,
                rate=self.rate,
                first=piece.first,
                frames=piece.frames,
                offset_seconds=piece.offset_seconds,
                digest=piece.digest,
            )
            if piece.gain_db != 0.0:
                sound *= np.float32(10.0 ** (piece.gain_db / 20.0))
            for low, high in _edges(piece, edge):
                place = piece.first + np.arange(low, high)
                sound[:, low:high] *= np.minimum(np.minimum(place + 1, piece.clip_frames - place) / edge, 1.0)
            out[:, piece.at : piece.at + piece.frames] += sound
        return out


def _edges(piece: Piece, frames: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """The frames of a piece that lie so near to the beginning of its clip, and the others that lie so near to the
    end."""
    begun = min(max(frames - piece.first, 0), piece.frames)
    ending = piece.clip_frames - frames - piece.first
    return (0, begun), (min(max(ending, begun), piece.frames), piece.frames)


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
        pieces = []
        for clip in crossing:
            first, last = max(start - clip.start, 0), min(stop - clip.start, clip.frames)
            at = clip.start + first - start
            piece = Piece(
                clip.digest, first, last - first, at, clip.frames, clip.offset_seconds, clip.gain_db, file=clip.file
            )
            pieces.append(piece)
        return RecordTask(tuple(pieces), frames, self.rate, self.reader_version, self.root)
