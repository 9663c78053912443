"""SoundFont 2 and 3 files: what a bank holds (SoundFont Technical Specification 2.04). No sound is decoded here.

SF3 is the same file with each sample as an Ogg Vorbis stream (MuseScore): `start` and `end` are then bytes, and loop
points count frames from the sample's own start.
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from ...compiler.frozen import dataclass

_VORBIS = 0x10  # bit of a sample's type


class BadSoundFont(Exception):
    """The file is not a SoundFont that can be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One sample: `start` and `end` in frames of the data (bytes for Vorbis), loop points in frames from its start."""

    name: str
    start: int
    end: int
    loop_start: int
    loop_end: int
    rate: int
    key: int
    cents: int
    vorbis: bool


@dataclass(frozen=True, slots=True)
class Modulator:
    """Source, destination generator, amount, amount source, transform, as the file has them."""

    source: int
    generator: int
    amount: int
    amount_source: int
    transform: int


@dataclass(frozen=True, slots=True)
class Zone:
    """Generators by number (signed amounts; ranges as low + 256 * high), and modulators."""

    generators: dict[int, int]
    modulators: tuple[Modulator, ...]


@dataclass(frozen=True, slots=True)
class Program:
    """A preset of the bank. `instruments` of a zone are looked up by its generator 41."""

    name: str
    bank: int
    number: int
    zones: tuple[Zone, ...]


@dataclass(frozen=True, slots=True)
class Bank:
    """A whole file: its programs, its instruments' zones, its samples, and where their data begins in the file."""

    path: Path
    programs: tuple[Program, ...]
    instruments: tuple[tuple[Zone, ...], ...]
    samples: tuple[Sample, ...]
    data: int


def read_bank(path: Path) -> Bank:
    """Reads a bank's tables; raises BadSoundFont or OSError."""
    if path.stat().st_size < 12:
        raise BadSoundFont("it is not a SoundFont file")
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as view:
        if view[:4] != b"RIFF" or view[8:12] != b"sfbk":
            raise BadSoundFont("it is not a SoundFont file")
        chunks = dict(_chunks(view, 12, len(view)))
        try:
            tables = {name: view[at : at + size] for name, (at, size) in chunks.items() if name != "smpl"}
            return _bank(path, tables, chunks["smpl"][0])
        except (KeyError, struct.error, IndexError) as error:
            raise BadSoundFont("its tables are incomplete") from error


def _chunks(view: mmap.mmap, at: int, end: int) -> Iterator[tuple[str, tuple[int, int]]]:
    """Names, starts and sizes of the chunks, those inside lists included."""
    while at + 8 <= end:
        name = view[at : at + 4].decode("latin-1")
        size = struct.unpack_from("<I", view, at + 4)[0]
        if name == "LIST":
            yield from _chunks(view, at + 12, min(end, at + 8 + size))
        else:
            yield name, (at + 8, size)
        at += 8 + size
        if size & 1 and view[at : at + 4] != b"LIST":  # writers of SF3 leave the padding out
            at += 1


def _bank(path: Path, tables: dict[str, bytes], data: int) -> Bank:
    presets = list(struct.iter_unpack("<20sHHHIII", tables["phdr"]))
    instruments = list(struct.iter_unpack("<20sH", tables["inst"]))
    preset_zones = _zones(tables["pbag"], tables["pgen"], tables["pmod"])
    zones = _zones(tables["ibag"], tables["igen"], tables["imod"])
    programs = tuple(
        Program(_text(this[0]), this[2], this[1], preset_zones[this[3] : following[3]])
        for this, following in pairwise(presets)
    )
    split = tuple(zones[this[1] : after[1]] for this, after in pairwise(instruments))
    samples = tuple(_sample(entry) for entry in struct.iter_unpack("<20sIIIIIBbHH", tables["shdr"]))
    return Bank(path, programs, split, samples[:-1], data)


def _zones(bags: bytes, generators: bytes, modulators: bytes) -> tuple[Zone, ...]:
    edges = list(struct.iter_unpack("<HH", bags))
    every = list(struct.iter_unpack("<Hh", generators))
    mods = [Modulator(*entry) for entry in struct.iter_unpack("<HHhHH", modulators)]
    return tuple(
        Zone(dict(every[this[0] : after[0]]), tuple(mods[this[1] : after[1]])) for this, after in pairwise(edges)
    )


def _sample(entry: tuple[bytes, int, int, int, int, int, int, int, int, int]) -> Sample:
    name, start, end, loop_start, loop_end, rate, key, cents, _, kind = entry
    vorbis = bool(kind & _VORBIS)
    if not vorbis:
        loop_start, loop_end = loop_start - start, loop_end - start
    return Sample(_text(name), start, end, loop_start, loop_end, rate, key if key < 128 else 60, cents, vorbis)


def _text(raw: bytes) -> str:
    return raw.split(b"\0")[0].decode("latin-1").strip()
