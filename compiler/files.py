"""Files: the compiler's one door to the outside. Every path is relative to the project, with forward slashes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import Protocol

from .frozen import dataclass
from .plugins.facts import PluginInfo, PluginLack, Why
from .takes.midi_file import MidiNote, read_notes


@dataclass(frozen=True, slots=True)
class AudioInfo:
    """What the compiler must know of an audio file. `digest` is the sha256 of its bytes."""

    rate: int
    channels: int
    frames: int
    digest: str

    @property
    def seconds(self) -> float:
        return self.frames / self.rate


@dataclass(frozen=True, slots=True)
class PictureInfo:
    """What the compiler must know of a picture: whether it is one that files can carry, and the sha256 of its bytes."""

    carried: bool
    digest: str


def picture_of(data: bytes) -> PictureInfo:
    """JPEG and PNG are carried."""
    return PictureInfo(data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")), hashlib.sha256(data).hexdigest())


GENERAL_MIDI = "gm"  # in place of a path: the General MIDI bank of this machine, which may lie outside the project


@dataclass(frozen=True, slots=True)
class BankInfo:
    """What the compiler must know of a SoundFont. `digest` is the sha256 of its bytes; `programs` are (bank, number,
    name), None where the bank was not looked into."""

    digest: str
    programs: tuple[tuple[int, int, str], ...] | None


class Files(Protocol):
    """Files of one project. Nothing outside it can be reached: such a path is as good as missing."""

    def exists(self, path: str) -> bool: ...

    def read_text(self, path: str) -> str | None:
        """The text of a file, None when it is missing. Raises UnicodeDecodeError when it is not UTF-8."""
        ...

    def audio_info(self, path: str) -> AudioInfo | None:
        """What an audio file holds, None when it is missing or cannot be read as audio."""
        ...

    def picture_info(self, path: str) -> PictureInfo | None:
        """What a picture is, None when it is missing."""
        ...

    def midi_notes(self, path: str) -> tuple[MidiNote, ...] | None:
        """The notes of a MIDI file in order of time, None when it is missing or cannot be read as MIDI."""

    def bank_info(self, path: str) -> BankInfo | None:
        """What a SoundFont holds, None when it is missing or cannot be read. `GENERAL_MIDI` may stand for the path."""
        ...

    def listing(self, path: str) -> tuple[str, ...] | None:
        """The names of the files in a folder, sorted; None when there is no such folder."""
        ...

    def digest(self, path: str) -> str | None:
        """The sha256 of a file's bytes, None when it is missing."""
        ...

    def plugin_info(self, name: str) -> PluginInfo | PluginLack:
        """What the native plugin of that name says of itself, or why it cannot be had."""
        ...


@dataclass
class MemoryFiles:
    """Files for tests: texts (bytes that are not UTF-8 count as such), audio, notes and SoundFonts by path, plugins by
    name."""

    texts: Mapping[str, str | bytes] = field(default_factory=dict)
    audio: Mapping[str, AudioInfo] = field(default_factory=dict)
    midi: Mapping[str, tuple[MidiNote, ...]] = field(default_factory=dict)
    banks: Mapping[str, BankInfo] = field(default_factory=dict)
    plugins: Mapping[str, PluginInfo | PluginLack] = field(default_factory=dict)

    def exists(self, path: str) -> bool:
        return path in self.texts or path in self.audio or path in self.midi or path in self.banks

    def read_text(self, path: str) -> str | None:
        text = self.texts.get(path)
        return text.decode("utf-8") if isinstance(text, bytes) else text

    def audio_info(self, path: str) -> AudioInfo | None:
        return self.audio.get(path)

    def picture_info(self, path: str) -> PictureInfo | None:
        data = self.texts.get(path)
        return None if data is None else picture_of(data if isinstance(data, bytes) else data.encode())

    def midi_notes(self, path: str) -> tuple[MidiNote, ...] | None:
        return self.midi.get(path)

    def bank_info(self, path: str) -> BankInfo | None:
        return self.banks.get(path)

    def listing(self, path: str) -> tuple[str, ...] | None:
        start = path + "/"
        found = [name.removeprefix(start) for name in (*self.texts, *self.audio) if name.startswith(start)]
        return tuple(sorted(name for name in found if "/" not in name)) or None

    def digest(self, path: str) -> str | None:
        text = self.texts.get(path)
        data = text.encode() if isinstance(text, str) else text
        return None if data is None else hashlib.sha256(data).hexdigest()

    def plugin_info(self, name: str) -> PluginInfo | PluginLack:
        return self.plugins.get(name, PluginLack(Why.MISSING))


@dataclass(frozen=True, slots=True)
class FolderFiles:
    """A folder on the disk, read afresh each time: for programs that compile a song and build nothing."""

    root: Path

    def _inside(self, path: str) -> Path | None:
        found = (self.root / path).resolve()
        return found if found.is_relative_to(self.root.resolve()) and found.is_file() else None

    def exists(self, path: str) -> bool:
        return self._inside(path) is not None

    def read_text(self, path: str) -> str | None:
        found = self._inside(path)
        return None if found is None else found.read_bytes().decode("utf-8")

    def audio_info(self, path: str) -> AudioInfo | None:
        import soundfile

        found = self._inside(path)
        if found is None:
            return None
        try:
            info = soundfile.info(str(found))
        except soundfile.LibsndfileError:
            return None
        return AudioInfo(info.samplerate, info.channels, info.frames, hashlib.sha256(found.read_bytes()).hexdigest())

    def picture_info(self, path: str) -> PictureInfo | None:
        found = self._inside(path)
        return None if found is None else picture_of(found.read_bytes())

    def midi_notes(self, path: str) -> tuple[MidiNote, ...] | None:
        found = self._inside(path)
        return None if found is None else read_notes(found.read_bytes())

    def bank_info(self, path: str) -> BankInfo | None:
        """The bank is not looked into; the machine's own is known to builds only."""
        found = self._inside(path)
        if found is None:
            return BankInfo("", None) if path == GENERAL_MIDI else None
        return BankInfo(hashlib.sha256(found.read_bytes()).hexdigest(), None)

    def listing(self, path: str) -> tuple[str, ...] | None:
        folder = (self.root / path).resolve()
        if not folder.is_relative_to(self.root.resolve()) or not folder.is_dir():
            return None
        return tuple(sorted(file.name for file in folder.iterdir() if file.is_file()))

    def digest(self, path: str) -> str | None:
        found = self._inside(path)
        return None if found is None else hashlib.sha256(found.read_bytes()).hexdigest()

    def plugin_info(self, name: str) -> PluginInfo | PluginLack:
        """Plugins run in builds only."""
        return PluginLack(Why.FORBIDDEN, "the song's folder to a build; nothing else loads plugins")


@dataclass
class Recorded:
    """Files that remember which paths were asked for, missing ones included: the inputs of a build."""

    files: Files
    asked: set[str] = field(default_factory=set)

    def exists(self, path: str) -> bool:
        self.asked.add(path)
        return self.files.exists(path)

    def read_text(self, path: str) -> str | None:
        self.asked.add(path)
        return self.files.read_text(path)

    def audio_info(self, path: str) -> AudioInfo | None:
        self.asked.add(path)
        return self.files.audio_info(path)

    def picture_info(self, path: str) -> PictureInfo | None:
        self.asked.add(path)
        return self.files.picture_info(path)

    def midi_notes(self, path: str) -> tuple[MidiNote, ...] | None:
        self.asked.add(path)
        return self.files.midi_notes(path)

    def bank_info(self, path: str) -> BankInfo | None:
        if path != GENERAL_MIDI:
            self.asked.add(path)
        return self.files.bank_info(path)

    def listing(self, path: str) -> tuple[str, ...] | None:
        self.asked.add(path)
        return self.files.listing(path)

    def digest(self, path: str) -> str | None:
        self.asked.add(path)
        return self.files.digest(path)

    def plugin_info(self, name: str) -> PluginInfo | PluginLack:
        return self.files.plugin_info(name)


def project_path(written: str, beside: str) -> str | None:
    """The project-relative path that `written` means in the file `beside`: relative to that file's folder. None where
    it leads out of the project."""
    if not written or written.startswith(("/", "~")) or "\\" in written or "\0" in written or written[1:2] == ":":
        return None
    parts = beside.split("/")[:-1]
    for part in written.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts) or None


def find_root(song: Path) -> Path:
    """The project of a song on the disk: the nearest folder at or above it with `songc.toml` or `.git`, or its own."""
    marked = (folder for folder in song.parents if (folder / "songc.toml").is_file() or (folder / ".git").exists())
    return next(marked, song.parent)
