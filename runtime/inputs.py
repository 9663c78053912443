"""Inputs: every file that a build looked at, missing ones included, and whether one has changed since.

A file is the same when size, times and inode are the same (a stat each); its digest is taken again when they are not,
and also when the file was younger than the record by less than the clock's grain, since a second write within one tick
of the file system's clock leaves the times as they were.
"""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from ..compiler.files import AudioInfo
from ..compiler.midi import MidiNote, read_notes

CLOCK_GRAIN_NS = 2_000_000_000  # FAT keeps two seconds; the kernels that songc runs on are much finer


class Stamp(NamedTuple):
    """What a stat says of a file; `MISSING` where there is none."""

    size: int
    modified_ns: int
    changed_ns: int
    inode: int


MISSING = Stamp(-1, 0, 0, 0)


class Input(NamedTuple):
    """One file looked at: project-relative path, its stamp, its sha256 (empty when missing)."""

    path: str
    stamp: Stamp
    digest: str


def stamp_of(path: Path) -> Stamp:
    try:
        status = path.stat()
    except OSError:
        return MISSING
    return Stamp(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def digest_of(path: Path) -> str:
    """The sha256 of a file, or an empty string when it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def unchanged(root: Path, known: Input, recorded_ns: int) -> bool:
    """Whether the file still holds what it held when the record was made at `recorded_ns`."""
    now = stamp_of(root / known.path)
    if now == known.stamp and _settled(now, recorded_ns):
        return True
    if now == MISSING or known.stamp == MISSING or now.size != known.stamp.size:
        return False
    return digest_of(root / known.path) == known.digest


def _settled(stamp: Stamp, seen_ns: int) -> bool:
    """Whether a later write would have shown in the stamp of a file seen at that time."""
    return max(stamp.modified_ns, stamp.changed_ns) + CLOCK_GRAIN_NS < seen_ns


@dataclass
class DiskFiles:
    """The compiler's door to the disk: reads inside the project only, and remembers all it looked at.

    What it read is kept with its stamp, so that a file which did not change is neither read nor hashed again."""

    root: Path
    seen: dict[str, Input] = field(default_factory=dict)
    _texts: dict[str, tuple[Input, int, str]] = field(default_factory=dict)
    _audio: dict[str, tuple[Input, int, AudioInfo | None]] = field(default_factory=dict)
    _midi: dict[str, tuple[Input, int, tuple[MidiNote, ...] | None]] = field(default_factory=dict)

    def begin(self) -> None:
        """Forgets what was looked at, so that `seen` holds the next compilation's inputs only."""
        self.seen = {}

    def path(self, name: str) -> Path | None:
        """The file that a project-relative name means, or None where it would lead out of the project."""
        pure = PurePosixPath(name)
        if pure.is_absolute() or ".." in pure.parts or "\\" in name or "\0" in name:
            return None
        path = self.root / pure
        return path if path.resolve().is_relative_to(self.root.resolve()) else None

    def exists(self, name: str) -> bool:
        path = self.path(name)
        if path is None:
            return False
        stamp = stamp_of(path)
        self.seen.setdefault(name, Input(name, stamp, ""))
        return stamp != MISSING

    def read_text(self, name: str) -> str | None:
        """The text of a file; None when there is none. Raises UnicodeDecodeError when it is not UTF-8."""
        path = self.path(name)
        if path is None:
            return None
        known = self._texts.get(name)
        if known is None or not self._same(path, known[0], known[1]):
            try:
                data, stamp = _read_settled(path)
            except OSError:
                self.seen[name] = Input(name, MISSING, "")
                return None
            found = Input(name, stamp, hashlib.sha256(data).hexdigest())
            self.seen[name] = found
            known = self._texts[name] = (found, time.time_ns(), data.decode("utf-8"))
        self.seen[name] = known[0]
        return known[2]

    def audio_info(self, name: str) -> AudioInfo | None:
        """Rate, channels, length and digest of an audio file; None when it is missing or holds no audio."""
        path = self.path(name)
        if path is None:
            return None
        known = self._audio.get(name)
        if known is None or not self._same(path, known[0], known[1]):
            stamp = stamp_of(path)
            info = None if stamp == MISSING else _probe(path)
            digest = info.digest if info else digest_of(path)
            known = self._audio[name] = (Input(name, stamp, digest), time.time_ns(), info)
        self.seen[name] = known[0]
        return known[2]

    def midi_notes(self, name: str) -> tuple[MidiNote, ...] | None:
        """The notes of a MIDI file; None when it is missing or cannot be read as MIDI."""
        path = self.path(name)
        if path is None:
            return None
        known = self._midi.get(name)
        if known is None or not self._same(path, known[0], known[1]):
            try:
                data, stamp = _read_settled(path)
            except OSError:
                self.seen[name] = Input(name, MISSING, "")
                return None
            found = Input(name, stamp, hashlib.sha256(data).hexdigest())
            known = self._midi[name] = (found, time.time_ns(), read_notes(data))
        self.seen[name] = known[0]
        return known[2]

    def _same(self, path: Path, known: Input, seen_ns: int) -> bool:
        stamp = stamp_of(path)
        return stamp == known.stamp and (stamp == MISSING or _settled(stamp, seen_ns))


def _read_settled(path: Path) -> tuple[bytes, Stamp]:
    """The bytes of a file that did not change while it was read (a save in progress is read again)."""
    for _ in range(20):
        before = stamp_of(path)
        data = path.read_bytes()
        if stamp_of(path) == before and len(data) == before.size:
            return data, before
    return data, before


def _probe(path: Path) -> AudioInfo | None:
    from .audio.probe import UnreadableAudio, probe

    try:
        found = probe(path)
    except UnreadableAudio:
        return None
    return AudioInfo(found.rate, found.channels, found.frames, digest_of(path))
