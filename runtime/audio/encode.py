"""Finished files in every format, from one kind of stream: interleaved little-endian samples in pieces of any size.

FLAC and AIFF hold the same samples as the WAV file. The lossy formats take 32-bit float samples, so that they are not
dithered twice. MP3 goes through pedalboard's encoder, which is three times as fast as libsndfile's and as good (both
are LAME 3.100)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...compiler.frozen import dataclass
from ...compiler.vocabulary import delivery
from . import tags as tagging
from .sink import sink, system_error
from .tags import VERSION as TAGS_VERSION
from .wav import VERSION as WAV_VERSION
from .wav import Broadcast, around, write_wav

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

VERSION = f"1/{TAGS_VERSION}/{WAV_VERSION}"

_BLOCK_FRAMES = 1 << 16  # what the encoders are given at a time, so that their bytes do not depend on the pieces
_VORBIS_KBPS = (64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 500)  # of quality 0 to 10, stereo at 44.1 kHz


class UnwritableFormat(ValueError):
    """A format cannot hold what is asked of it. The message is a reason for users."""


@dataclass(frozen=True, slots=True)
class Release:
    """What a finished file is to be. `bits` for formats that hold samples, `bitrate_kbps` for lossy ones."""

    format: str
    rate: int
    frames: int
    bits: int = 24
    bitrate_kbps: int = 320
    tags: tuple[tuple[str, str], ...] = ()
    cover: bytes | None = None
    broadcast: Broadcast | None = None


Write = Callable[[Path, Release, Iterable[bytes]], None]


@dataclass(frozen=True, slots=True)
class Format:
    """How a format is written, and its file name's ending. What it can hold stands in the vocabulary."""

    suffix: str
    write: Write


def word_length(format: str, bits: int) -> int:
    """The word length of the stream that `write` wants for a file of so many bits: 32 is float, and what lossy
    formats take."""
    return bits if delivery.FORMATS[format].bits else 32


def write(path: Path, release: Release, pcm: Iterable[bytes]) -> None:
    """Writes the file, tags and all. `pcm` has the word length that `word_length` says. Raises UnwritableFormat,
    OSError, and ValueError when the samples are not `release.frames` long."""
    form = delivery.FORMATS.get(release.format)
    if form is None:
        raise UnwritableFormat(f"there is no format {release.format!r}; there are {', '.join(delivery.FORMATS)}")
    if form.bits and release.bits not in form.bits:
        raise UnwritableFormat(f"{release.format} holds {_either(form.bits)} bits, not {release.bits}")
    if form.rates and release.rate not in form.rates:
        raise UnwritableFormat(f"{release.format} holds {_either(form.rates)} Hz, not {release.rate}")
    if form.bitrates_kbps and release.bitrate_kbps not in form.bitrates_kbps:
        rates = _either(form.bitrates_kbps)
        raise UnwritableFormat(f"{release.format} is made at {rates} kbps, not {release.bitrate_kbps}")
    try:
        FORMATS[release.format].write(path, release, pcm)
    except Exception as problem:
        raise system_error(problem) or problem from None  # libraries wrap what the system said


def around_samples(release: Release) -> tuple[bytes, bytes]:
    """What stands before and after the samples of a WAV file."""
    return around(
        rate=release.rate,
        frames=release.frames,
        bits=release.bits,
        tags=release.tags,
        cover=release.cover,
        broadcast=release.broadcast,
    )


def _either(values: tuple[int, ...]) -> str:
    return " or ".join(str(value) for value in sorted(values))


def _write_wav(path: Path, release: Release, pcm: Iterable[bytes]) -> None:
    write_wav(
        path,
        pcm,
        rate=release.rate,
        frames=release.frames,
        bits=release.bits,
        tags=release.tags,
        cover=release.cover,
        broadcast=release.broadcast,
    )


def _write_flac(path: Path, release: Release, pcm: Iterable[bytes]) -> None:
    _write_samples(path, release, pcm, format="FLAC", compression_level=0.625)
    tagging.tag_flac(path, release.tags, release.cover)


def _write_aiff(path: Path, release: Release, pcm: Iterable[bytes]) -> None:
    _write_samples(path, release, pcm, format="AIFF")
    tagging.tag_aiff(path, release.tags, release.cover)


def _write_vorbis(path: Path, release: Release, pcm: Iterable[bytes]) -> None:
    quality = _between(release.bitrate_kbps, _VORBIS_KBPS) / (len(_VORBIS_KBPS) - 1)
    _write_float(path, release, pcm, format="OGG", subtype="VORBIS", compression_level=1.0 - quality)
    tagging.tag_vorbis(path, release.tags, release.cover)


def _write_opus(path: Path, release: Release, pcm: Iterable[bytes]) -> None:
    level = (256.0 - release.bitrate_kbps / 2) / 250.0  # libsndfile: 256 to 6 kbps for each channel
    _write_float(path, release, pcm, format="OGG", subtype="OPUS", compression_level=level)
    tagging.tag_opus(path, release.tags, release.cover)


def _write_mp3(path: Path, release: Release, pcm: Iterable[bytes]) -> None:
    from pedalboard.io import AudioFile

    with (
        path.open("wb") as target,
        AudioFile(target, "w", release.rate, 2, format="mp3", quality=release.bitrate_kbps) as file,
    ):
        for block in _float_blocks(release, pcm):
            file.write(block.T)
    tagging.tag_mp3(path, release.tags, release.cover)


def _write_samples(path: Path, release: Release, pcm: Iterable[bytes], **encoding: Any) -> None:
    """Through libsndfile, sample for sample."""
    import numpy as np
    import soundfile

    subtype = f"PCM_{release.bits}"
    with sink(path) as out, soundfile.SoundFile(out, "w", release.rate, 2, subtype=subtype, **encoding) as file:
        for block in _blocks(release, pcm, release.bits):
            if release.bits == 16:
                file.write(np.frombuffer(block, "<i2").reshape(-1, 2))
            else:
                words = np.zeros((len(block) // 3, 4), np.uint8)
                words[:, 1:] = np.frombuffer(block, np.uint8).reshape(-1, 3)
                file.write(words.view("<i4").reshape(-1, 2))


def _write_float(path: Path, release: Release, pcm: Iterable[bytes], **encoding: Any) -> None:
    import soundfile

    with sink(path) as out, soundfile.SoundFile(out, "w", release.rate, 2, **encoding) as file:
        for block in _float_blocks(release, pcm):
            file.write(block)


def _float_blocks(release: Release, pcm: Iterable[bytes]) -> Iterator[NDArray[np.float32]]:
    import numpy as np

    for block in _blocks(release, pcm, 32):
        yield np.frombuffer(block, "<f4").reshape(-1, 2)


def _blocks(release: Release, pcm: Iterable[bytes], bits: int) -> Iterator[bytes]:
    """The stream in pieces of one size, the last one shorter. Raises ValueError when it is not as long as it should
    be."""
    size = _BLOCK_FRAMES * 2 * bits // 8
    held = bytearray()
    total = 0
    for piece in pcm:
        held += piece
        total += len(piece)
        while len(held) >= size:
            yield bytes(held[:size])
            del held[:size]
    if held:
        yield bytes(held)
    if total != release.frames * 2 * bits // 8:
        raise ValueError(f"{total} bytes of samples for a file of {release.frames} frames")


def _between(value: float, marks: tuple[int, ...]) -> float:
    """Where a value lies between the marks of a rising scale: 0 at the first, 1 at the second."""
    for place, (low, high) in enumerate(pairwise(marks)):
        if value <= high:
            return max(place + (value - low) / (high - low), 0.0)
    return float(len(marks) - 1)


FORMATS = {
    "wav": Format(".wav", _write_wav),
    "flac": Format(".flac", _write_flac),
    "aiff": Format(".aiff", _write_aiff),
    "mp3": Format(".mp3", _write_mp3),
    "vorbis": Format(".ogg", _write_vorbis),
    "opus": Format(".opus", _write_opus),
}
