"""Tags: the names and numbers of a record, in the words of each container. Written by mutagen; the same tags give the
same bytes."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

VERSION = "2"

Tags = Sequence[tuple[str, str]]


def _mutagen(module: str) -> Any:
    """A module of mutagen, which is typed in part only."""
    return import_module(f"mutagen.{module}")


class Tag(NamedTuple):
    """What a tag is called in ID3 2.4 and in a WAV file's INFO list (empty: only in its ID3 chunk)."""

    id3: str
    info: str = ""


# By their names in Vorbis comments, in small letters.
TAGS = {
    "title": Tag("TIT2", "INAM"),
    "artist": Tag("TPE1", "IART"),
    "album": Tag("TALB", "IPRD"),
    "albumartist": Tag("TPE2"),
    "composer": Tag("TCOM"),
    "lyricist": Tag("TEXT"),
    "producer": Tag("TIPL"),
    "genre": Tag("TCON", "IGNR"),
    "date": Tag("TDRC", "ICRD"),
    "tracknumber": Tag("TRCK", "ITRK"),
    "discnumber": Tag("TPOS"),
    "isrc": Tag("TSRC"),  # INFO's ISRC means the source, not the recording's code
    "copyright": Tag("TCOP", "ICOP"),
    "organization": Tag("TPUB"),
    "bpm": Tag("TBPM"),
    "initialkey": Tag("TKEY"),
    "comment": Tag("COMM", "ICMT"),
    "lyrics": Tag("USLT"),
}


def info_chunks(tags: Tags) -> list[tuple[bytes, bytes]]:
    """The tags that a WAV file's INFO list can hold: chunk names and zero-terminated texts."""
    known = [(TAGS[name].info, text) for name, text in tags if name in TAGS]
    return [(name.encode("ascii"), text.encode("utf-8") + b"\0") for name, text in known if name]


def picture_type(cover: bytes) -> str:
    """The media type of a cover. Raises ValueError when it is neither JPEG nor PNG."""
    if cover.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if cover.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    raise ValueError("a cover is a JPEG or PNG picture")


def id3(tags: Tags, cover: bytes | None = None) -> Any:
    """The tags as ID3 2.4 frames."""
    frames = _mutagen("id3")

    found = frames.ID3()
    for name, text in tags:
        kind = TAGS[name].id3 if name in TAGS else ""
        match kind:
            case "":
                found.add(frames.TXXX(encoding=3, desc=name, text=[text]))
            case "TIPL":
                found.add(frames.TIPL(encoding=3, people=[[name, text]]))
            case "COMM" | "USLT":
                found.add(frames.Frames[kind](encoding=3, lang="und", desc="", text=text))
            case _:
                found.add(frames.Frames[kind](encoding=3, text=[text]))
    if cover is not None:
        found.add(frames.APIC(encoding=3, mime=picture_type(cover), type=3, desc="", data=cover))
    return found


def id3_bytes(tags: Tags, cover: bytes | None = None) -> bytes:
    """The tags as an ID3 2.4 block, for a chunk of its own."""
    block = io.BytesIO()
    id3(tags, cover).save(block, padding=lambda _: 0)
    return block.getvalue()


def tag_mp3(path: Path, tags: Tags, cover: bytes | None) -> None:
    id3(tags, cover).save(path, padding=lambda _: 0)


def tag_aiff(path: Path, tags: Tags, cover: bytes | None) -> None:
    file = _mutagen("aiff").AIFF(path)
    file.add_tags()
    for frame in id3(tags, cover).values():
        file.tags.add(frame)
    file.save(padding=lambda _: 0)


def tag_flac(path: Path, tags: Tags, cover: bytes | None) -> None:
    file = _mutagen("flac").FLAC(path)
    _set_comments(file, tags)
    if cover is not None:
        file.add_picture(_picture(cover))
    file.save(padding=lambda _: 0)


def tag_vorbis(path: Path, tags: Tags, cover: bytes | None) -> None:
    _tag_ogg(_mutagen("oggvorbis").OggVorbis(path), path, tags, cover)


def tag_opus(path: Path, tags: Tags, cover: bytes | None) -> None:
    _tag_ogg(_mutagen("oggopus").OggOpus(path), path, tags, cover)


def _tag_ogg(file: Any, path: Path, tags: Tags, cover: bytes | None) -> None:
    import base64

    comments = list(tags)
    if cover is not None:
        comments.append(("metadata_block_picture", base64.b64encode(_picture(cover).write()).decode("ascii")))
    _set_comments(file, comments)
    file.save(padding=lambda _: 0)
    _same_serial(path)


def _set_comments(file: Any, tags: Iterable[tuple[str, str]]) -> None:
    for name, text in tags:
        file[name.upper()] = [*file.get(name.upper(), []), text]


def _picture(cover: bytes) -> Any:
    picture = _mutagen("flac").Picture()
    picture.type, picture.mime, picture.data = 3, picture_type(cover), cover
    return picture


def _same_serial(path: Path) -> None:
    """Numbers the stream of an Ogg file 1: encoders draw that number at random, and the same sound should give the
    same file."""
    ogg = _mutagen("ogg")
    with path.open("r+b") as file:
        size = path.stat().st_size
        while (start := file.tell()) < size:
            page = ogg.OggPage(file)
            end = file.tell()
            page.serial = 1
            file.seek(start)
            file.write(page.write())
            file.seek(end)
