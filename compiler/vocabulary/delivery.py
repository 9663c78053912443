"""What may be delivered: file formats, and the loudness that platforms ask for."""

from __future__ import annotations

from ..frozen import dataclass


@dataclass(frozen=True, slots=True)
class Format:
    """An audio file format. `bits` are the word lengths of PCM, `bitrates_kbps` those of lossy formats; the first is
    the default. `rates` in Hz, empty for any. Tuples are empty where the format has no such choice."""

    name: str
    help: str
    bits: tuple[int, ...] = ()
    bitrates_kbps: tuple[int, ...] = ()
    rates: tuple[int, ...] = ()


FORMATS: dict[str, Format] = {
    entry.name: entry
    for entry in (
        Format("wav", "Uncompressed; 32bit is floating point.", bits=(24, 16, 32)),
        Format("flac", "Compressed without loss.", bits=(24, 16)),
        Format("aiff", "Uncompressed.", bits=(24, 16)),
        Format(
            "mp3",
            "MPEG-1 Layer III.",
            bitrates_kbps=(320, 256, 224, 192, 160, 128, 112, 96, 80, 64),
            rates=(32000, 44100, 48000),
        ),
        Format("vorbis", "Ogg Vorbis.", bitrates_kbps=(256, 320, 192, 160, 128, 96)),
        Format("opus", "Ogg Opus.", bitrates_kbps=(160, 256, 192, 128, 96, 64), rates=(48000,)),
    )
}

# At higher rates there is room enough above what is heard, and plain noise is quieter.
SHAPED_RATES = (44100, 48000)

RATES = (44100, 48000, 88200, 96000, 176400, 192000)


@dataclass(frozen=True, slots=True)
class Target:
    """Loudness and ceiling that a platform asks for, as published by the date."""

    name: str
    loudness_lufs: float
    ceiling_dbtp: float
    source: str
    date: str


TARGETS: dict[str, Target] = {
    entry.name: entry
    for entry in (
        Target("spotify", -14.0, -1.0, "Spotify for Artists, loudness normalization", "2025-06"),
        Target("apple", -16.0, -1.0, "Apple Digital Masters", "2025-06"),
        Target("youtube", -14.0, -1.0, "measured playback level", "2025-06"),
        Target("tidal", -14.0, -1.0, "TIDAL loudness normalization", "2025-06"),
        Target("amazon", -14.0, -2.0, "Amazon Music delivery specification", "2025-06"),
        Target("deezer", -15.0, -1.0, "Deezer loudness normalization", "2025-06"),
        Target("broadcast", -23.0, -1.0, "EBU R 128", "2023-11"),
        Target("album", -14.0, -1.0, "AES TD1008: loudest track of an album", "2021-09"),
    )
}
