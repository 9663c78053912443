"""What an audio file holds, as far as its head and its end tell."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import soundfile

VERSION = "1"


class UnreadableAudio(Exception):
    """A file is missing, damaged, shorter than it says, or holds no audio that songc reads. The message is a reason
    for users."""


class Probe(NamedTuple):
    """Rate in Hz, channels, frames; `seekable` says that a frame is the same wherever reading began."""

    rate: int
    channels: int
    frames: int
    seekable: bool


# These hold each frame without what came before it. The rest is decoded from the beginning, since libsndfile's seeks in
# MP3, Vorbis and Opus now and then land elsewhere (measured, 1.2.2).
_SEEKABLE = ("PCM_", "FLOAT", "DOUBLE", "ULAW", "ALAW")


@contextmanager
def opened(path: Path) -> Iterator[soundfile.SoundFile]:
    """The file, open for reading. Raises UnreadableAudio, also for what goes wrong while it is read."""
    import soundfile

    if not path.is_file():
        raise UnreadableAudio(f"there is no file {path.name}")
    try:
        with soundfile.SoundFile(path) as file:
            yield file
    except (soundfile.SoundFileError, RuntimeError, OSError, TypeError) as problem:
        reason = getattr(problem, "error_string", "") or str(problem)
        raise UnreadableAudio(f"{path.name} cannot be read as audio: {reason.rstrip('.')}") from problem


def probe(path: Path) -> Probe:
    """What the file holds. Raises UnreadableAudio, also when its last frame is not there."""
    with opened(path) as file:
        found = Probe(file.samplerate, file.channels, file.frames, file.subtype.startswith(_SEEKABLE))
        if found.frames > 0 and found.seekable:
            file.seek(found.frames - 1)
            if len(file.read(1, dtype="float32")) < 1:
                raise UnreadableAudio(f"{path.name} ends before the {found.frames} frames that it says it holds")
    if found.frames <= 0:
        raise UnreadableAudio(f"{path.name} holds no audio")
    return found
