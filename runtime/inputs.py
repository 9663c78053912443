"""Inputs: every file that a build looked at, missing ones included, and whether one has changed since.

A file is the same when its stamp is (one stat); where that cannot tell, its digest is taken again (`contents`).
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from ..compiler.files import GENERAL_MIDI, AudioInfo, BankInfo, PictureInfo, picture_of
from ..compiler.takes.midi_file import MidiNote, read_notes
from .contents import (
    MISSING,
    TRIES,
    FileChanged,
    Input,
    Stamp,
    content_of,
    digest_of,
    held,
    names_in,
    settled,
    stamp_of,
)
from .project import CONFIG_NAME

if TYPE_CHECKING:
    from ..compiler.plugins.facts import PluginInfo, PluginLack
    from .plugins.facts import Plugins


Found = TypeVar("Found")


class Kept(NamedTuple, Generic[Found]):
    """What a reading that began at `began_ns` found in a file."""

    input: Input
    began_ns: int
    value: Found


@dataclass
class DiskFiles:
    """The compiler's door to the disk: reads inside the project only, and remembers all it looked at.

    What it read is kept with its stamp, so that a file which did not change is neither read nor hashed again."""

    root: Path
    seen: dict[str, Input] = field(default_factory=dict)
    _texts: dict[str, Kept[str]] = field(default_factory=dict)
    _audio: dict[str, Kept[AudioInfo | None]] = field(default_factory=dict)
    _midi: dict[str, Kept[tuple[MidiNote, ...] | None]] = field(default_factory=dict)
    _banks: dict[str, Kept[BankInfo | None]] = field(default_factory=dict)
    _plugins: Plugins | None = None
    _played: set[str] = field(default_factory=set)

    def begin(self) -> None:
        """Forgets what was looked at, so that `seen` holds the next compilation's inputs only."""
        self.seen = {}
        self._played = set()
        if self._plugins is not None:
            self._plugins.refresh()

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
        return self._recalled(self._texts, name, self.path(name), self._reader(name, lambda data: data.decode("utf-8")))

    def audio_info(self, name: str) -> AudioInfo | None:
        """Rate, channels, length and digest of an audio file; None when it is missing or holds no audio."""

        def read(path: Path) -> tuple[Input, AudioInfo | None]:
            stamp, digest, info = _read_audio(path)
            return Input(name, stamp, digest), info

        return self._recalled(self._audio, name, self.path(name), read)

    def picture_info(self, name: str) -> PictureInfo | None:
        """What a picture is; None when it is missing."""
        path = self.path(name)
        if path is None:
            return None
        try:
            data, stamp = _read_settled(path)
        except OSError:
            self.seen[name] = Input(name, MISSING, "")
            return None
        found = picture_of(data)
        self.seen[name] = Input(name, stamp, found.digest)
        return found

    def midi_notes(self, name: str) -> tuple[MidiNote, ...] | None:
        """The notes of a MIDI file; None when it is missing or cannot be read as MIDI."""
        return self._recalled(self._midi, name, self.path(name), self._reader(name, read_notes))

    def bank_info(self, name: str) -> BankInfo | None:
        """Digest and programs of a SoundFont; None when it is missing or cannot be read."""
        from .instruments import fonts

        def read(path: Path) -> tuple[Input, BankInfo | None]:
            stamp = stamp_of(path)
            info = None if stamp == MISSING else fonts.info(path)
            written = str(path) if name == GENERAL_MIDI else name
            return Input(written, stamp, info.digest if info else digest_of(path)), info

        place = fonts.find(GENERAL_MIDI, self.root) if name == GENERAL_MIDI else self.path(name)
        return self._recalled(self._banks, name, place, read)

    def listing(self, name: str) -> tuple[str, ...] | None:
        """The names of the files in a folder, sorted; None when there is no such folder."""
        path = self.path(name)
        if path is None or not path.is_dir():
            return None
        stamp, names = stamp_of(path), names_in(path)
        self.seen[name] = Input(name, stamp, hashlib.sha256("/".join(names).encode()).hexdigest())
        return names

    def digest(self, name: str) -> str | None:
        """The sha256 of a file; None when it is missing."""
        path = self.path(name)
        if path is None:
            return None
        stamp, found = content_of(path)
        self.seen[name] = Input(name, stamp, found)
        return None if stamp == MISSING else found

    def plugin_info(self, name: str) -> PluginInfo | PluginLack:
        """What a native plugin says of itself, or why it cannot be had. What is allowed is an input of the build."""
        from .plugins.facts import Plugins

        self.read_text(CONFIG_NAME)
        if self._plugins is None:
            self._plugins = Plugins(self.root)
        self._played.add(name)
        return self._plugins.info(name)

    @property
    def standing(self) -> tuple[tuple[str, Stamp], ...]:
        """The files of the plugins that were asked for, which stand outside the project."""
        plugins = self._plugins
        if plugins is None:
            return ()
        return tuple(stamp for name in sorted(self._played) for stamp in plugins.stamps(name))

    def _recalled(
        self, kept: dict[str, Kept[Found]], name: str, path: Path | None, read: Callable[[Path], tuple[Input, Found]]
    ) -> Found | None:
        """What was read of a file before, or reads it anew where it may have changed; None where it cannot be read."""
        if path is None:
            return None
        known = kept.get(name)
        if known is None or not self._same(path, known):
            began = time.time_ns()
            try:
                found, value = read(path)
            except OSError:
                self.seen[name] = Input(name, MISSING, "")
                return None
            known = kept[name] = Kept(found, began, value)
        self.seen[known.input.path] = known.input
        return known.value

    def _reader(self, name: str, decode: Callable[[bytes], Found]) -> Callable[[Path], tuple[Input, Found]]:
        """Reads a whole file, which is an input also where `decode` cannot make anything of it."""

        def read(path: Path) -> tuple[Input, Found]:
            data, stamp = _read_settled(path)
            found = self.seen[name] = Input(name, stamp, hashlib.sha256(data).hexdigest())
            return found, decode(data)

        return read

    def _same(self, path: Path, known: Kept[Found]) -> bool:
        stamp = stamp_of(path)
        return stamp == known.input.stamp and (stamp == MISSING or settled(stamp, known.began_ns))


def _read_settled(path: Path) -> tuple[bytes, Stamp]:
    """The bytes of a file that did not change while it was read (a save in progress is read again)."""
    for _ in range(20):
        before = stamp_of(path)
        data = path.read_bytes()
        if stamp_of(path) == before and len(data) == before.size:
            return data, before
    return data, before


def _read_audio(path: Path) -> tuple[Stamp, str, AudioInfo | None]:
    """A file's stamp, digest and figures, all of one content; no figures where it holds no audio, or did not hold still
    long enough."""
    for _ in range(TRIES):
        stamp, digest = content_of(path)
        if stamp == MISSING:
            return stamp, digest, None
        try:
            with held(path, digest):
                return stamp, digest, _probe(path, digest)
        except FileChanged:
            continue
    return stamp, "", None  # a digest that no content has, so that it is looked at again


def _probe(path: Path, digest: str) -> AudioInfo | None:
    from .audio.probe import UnreadableAudio, probe

    try:
        found = probe(path)
    except UnreadableAudio:
        return None
    return AudioInfo(found.rate, found.channels, found.frames, digest)
