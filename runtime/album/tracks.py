"""The tracks of an album: each song's finished file, its gain, and where it begins."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ...compiler.frozen import dataclass
from ..project import UsageError, locate
from .order import Order

LOSSLESS = ("wav", "flac", "aiff")
# A cue sheet counts in these; a song begins on one, so that the sheet is exact.
CUE_FRAMES_PER_SECOND = 75


@dataclass(frozen=True, slots=True)
class Track:
    """A finished song: its file and what it holds. `start` is where it begins, in frames; `gap` of silence before."""

    song: str
    file: Path
    sha256: str
    tags: dict[str, str]
    frames: int
    gap: int
    start: int
    gain_db: float
    loudness_lufs: float | None
    true_peak_dbtp: float | None


@dataclass(frozen=True, slots=True)
class Album:
    title: str
    rate: int
    ceiling_dbtp: float
    tracks: tuple[Track, ...]

    @property
    def frames(self) -> int:
        return self.tracks[-1].start + self.tracks[-1].frames


def gather(order: Order) -> Album:
    """The album of built songs. Raises UsageError when a song has no lossless file, or rates differ."""
    reports = [_report(place.song) for place in order.places]
    rate = int(reports[0]["sample_rate"])
    levels = [
        None if report["master"]["integrated_lufs"] is None else report["master"]["integrated_lufs"] + place.gain_db
        for report, place in zip(reports, order.places, strict=True)
    ]
    heard = [level for level in levels if level is not None]
    common = order.loudness_lufs - max(heard) if order.loudness_lufs is not None and heard else 0.0
    tracks: list[Track] = []
    for place, report in zip(order.places, reports, strict=True):
        file, sha256 = _file(place.song, report)
        end = tracks[-1].start + tracks[-1].frames if tracks else 0
        start = end + round(place.gap_seconds * rate)
        start += -start * CUE_FRAMES_PER_SECOND % rate // CUE_FRAMES_PER_SECOND
        found = _frames(file, rate, place.song)
        tracks.append(
            Track(
                song=place.song.name,
                file=file,
                sha256=sha256,
                tags=report["tags"],
                frames=found,
                gap=start - end,
                start=start,
                gain_db=round(common + place.gain_db, 4),
                loudness_lufs=report["master"]["integrated_lufs"],
                true_peak_dbtp=report["master"]["true_peak_dbtp"],
            )
        )
    return Album(order.title, rate, order.ceiling_dbtp, tuple(tracks))


def _report(song: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((locate(song).output / "report.json").read_text("utf-8"))
    return found


def _file(song: Path, report: dict[str, Any]) -> tuple[Path, str]:
    """The first lossless file at the song's own rate."""
    import soundfile

    output = locate(song).output
    for made in report["deliverables"]:
        path = output / made["path"]
        own = made["format"] in LOSSLESS and "/" not in made["path"]
        if own and soundfile.info(str(path)).samplerate == report["sample_rate"]:
            return path, made["sha256"]
    rate = report["sample_rate"]
    raise UsageError(f"{song.name} makes no lossless file at {rate} Hz for the album; add `export wav 24bit`")


def _frames(file: Path, rate: int, song: Path) -> int:
    import soundfile

    info = soundfile.info(str(file))
    if info.samplerate != rate:
        raise UsageError(f"{song.name} is made at {info.samplerate} Hz, and the songs before it at {rate} Hz")
    return int(info.frames)
