"""The album's files: one WAV file of 24 bits, its cue sheet, its report."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..audio import encode
from ..contents import digest_of
from ..engine.keys import canonical
from ..mastering import dither, limiter
from ..publish import publish
from .tracks import CUE_FRAMES_PER_SECOND, Album, Track

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SCHEMA = 1
VERSION = "1"
BITS = 24
_BLOCK = 1 << 18


def write_album(album: Album, folder: Path, name: str) -> list[tuple[Path, str, str, bool]]:
    """Writes what is not there already: (path, format, sha256, whether it was written) of each file."""
    asked = _asked(album)
    report_path, wave_path = folder / "report.json", folder / f"{name}.wav"
    known = _known(report_path)
    digest = digest_of(wave_path) if known.get("made_from") == asked else ""
    changed = not digest or digest != known.get("sha256")
    if changed:
        digest, _ = publish(wave_path, lambda path: _write_wave(album, path))
    report = _report(album, wave_path.name, asked, digest)
    texts = ((folder / f"{name}.cue", cue_sheet(album, wave_path.name)), (report_path, _json(report)))
    made = [(wave_path, "wav", digest, changed)]
    for path, text in texts:
        new = not path.is_file() or path.read_text("utf-8") != text
        if new:
            publish(path, partial(_write_text, text))
        made.append((path, path.suffix[1:], hashlib.sha256(text.encode()).hexdigest(), new))
    return made


def _write_text(text: str, path: Path) -> int:
    return path.write_text(text, "utf-8")


def cue_sheet(album: Album, file: str) -> str:
    """The sheet, with each song's silence as its index 00."""
    performers = {track.tags.get("albumartist") or track.tags.get("artist", "") for track in album.tracks}
    lines = [f"PERFORMER {_quoted(performers.pop())}"] if len(performers) == 1 and performers != {""} else []
    lines += [f"TITLE {_quoted(album.title)}", f"FILE {_quoted(file)} WAVE"]
    for number, track in enumerate(album.tracks, 1):
        lines += [f"  TRACK {number:02} AUDIO", f"    TITLE {_quoted(track.tags.get('title', track.song))}"]
        if "artist" in track.tags:
            lines.append(f"    PERFORMER {_quoted(track.tags['artist'])}")
        if "isrc" in track.tags:
            lines.append(f"    ISRC {track.tags['isrc'].replace('-', '')}")
        if track.gap and number > 1:
            lines.append(f"    INDEX 00 {_cue_time(track.start - track.gap, album.rate)}")
        lines.append(f"    INDEX 01 {_cue_time(track.start, album.rate)}")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """Sheets know no escapes."""
    return '"' + text.replace('"', "'") + '"'


def _cue_time(frame: int, rate: int) -> str:
    """Minutes, seconds, and seventy-fifths of a second."""
    total = frame * CUE_FRAMES_PER_SECOND // rate
    seconds, part = divmod(total, CUE_FRAMES_PER_SECOND)
    return f"{seconds // 60:02}:{seconds % 60:02}:{part:02}"


def _asked(album: Album) -> str:
    tracks = tuple((track.sha256, track.gap, track.gain_db) for track in album.tracks)
    versions = (VERSION, encode.VERSION, dither.VERSION, limiter.VERSION)
    return hashlib.sha256(canonical((versions, album.rate, album.ceiling_dbtp, album.title, tracks))).hexdigest()


def _known(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _write_wave(album: Album, path: Path) -> str:
    release = encode.Release(
        format="wav",
        rate=album.rate,
        frames=album.frames,
        bits=BITS,
        tags=(("title", album.title), ("album", album.title)),
    )
    encode.write(path, release, _samples(album))
    return digest_of(path)


def _samples(album: Album) -> Iterator[bytes]:
    import soundfile

    for track in album.tracks:
        yield bytes(track.gap * 2 * BITS // 8)
        plain = track.gain_db == 0.0 and soundfile.info(str(track.file)).subtype != "FLOAT"
        yield from _as_it_is(track) if plain else _at_its_gain(track, album)


def _as_it_is(track: Track) -> Iterator[bytes]:
    """The very samples of the finished file."""
    import numpy as np
    import soundfile

    with soundfile.SoundFile(str(track.file)) as file:
        for block in file.blocks(_BLOCK, dtype="int32", always_2d=True):
            yield np.ascontiguousarray(block.astype("<i4").view(np.uint8).reshape(*block.shape, 4)[:, :, 1:]).tobytes()


def _at_its_gain(track: Track, album: Album) -> Iterator[bytes]:
    """Louder or quieter, under the ceiling, dithered anew."""
    import numpy as np
    import soundfile

    samples, _ = soundfile.read(str(track.file), dtype="float32", always_2d=True)
    sound: NDArray[np.float32] = np.ascontiguousarray(samples.T)
    reach = limiter.limiter_window(album.rate)
    wide = np.pad(sound, ((0, 0), (reach.lookback, reach.lookahead)))
    held = limiter.limit(wide, rate=album.rate, gain_db=track.gain_db, ceiling_dbtp=album.ceiling_dbtp)
    held = held[:, reach.lookback : reach.lookback + track.frames]
    yield dither.quantise(np.ascontiguousarray(held), bits=BITS, seed=0, start=track.start)


def _report(album: Album, file: str, asked: str, sha256: str) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "title": album.title,
        "file": file,
        "sha256": sha256,
        "made_from": asked,
        "sample_rate": album.rate,
        "length_seconds": album.frames / album.rate,
        "tracks": [
            {
                "number": number,
                "title": track.tags.get("title", track.song),
                "song": track.song,
                "start_seconds": track.start / album.rate,
                "length_seconds": track.frames / album.rate,
                "gap_seconds": track.gap / album.rate,
                "gain_db": track.gain_db,
                "loudness_lufs": _sum(track.loudness_lufs, track.gain_db),
                "true_peak_dbtp": _sum(track.true_peak_dbtp, track.gain_db, album.ceiling_dbtp),
            }
            for number, track in enumerate(album.tracks, 1)
        ],
    }


def _sum(level: float | None, gain_db: float, most: float | None = None) -> float | None:
    """A level after a gain, which the limiter keeps under the ceiling."""
    if level is None:
        return None
    return round(level + gain_db if gain_db == 0.0 or most is None else min(level + gain_db, most), 2)


def _json(report: dict[str, Any]) -> str:
    return json.dumps(report, indent=2, ensure_ascii=False) + "\n"
