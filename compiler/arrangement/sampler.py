"""Samplers: `instrument sampler "samples/piano"` plays a folder of samples, a single one, or an SFZ file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby, pairwise
from pathlib import PurePosixPath

from ..check import Check, alternatives
from ..files import project_path
from ..frozen import dataclass
from ..plan import Instrument, Sound
from ..settings import Default, as_listed, read_settings
from ..syntax import Statement, Text, Value
from ..takes.recordings import audio_of
from ..vocabulary.instruments import PIECES
from ..vocabulary.instruments.voices import SAMPLER
from .played import Played
from .sample_names import MIDDLE_C, Told, told
from .sfz import read_sfz

ENDINGS = (".wav", ".flac", ".aiff", ".aif", ".ogg", ".mp3", ".w64", ".caf", ".opus")
_HELP = "name samples after notes (`c4.wav`) or drum pieces (`kick.wav`)"
_FIRM = 0.66  # the velocity of a sample whose name says none


@dataclass(frozen=True, slots=True)
class Sample:
    """One file of a folder, and what its name says."""

    name: str
    sound: Sound
    told: Told


def read_sampler(
    check: Check, statement: Statement, name: Text, left: list[Value], default: Default = as_listed
) -> Played | None:
    """The samples that the statement names; None, with a diagnostic, when there are none."""
    settings = read_settings(check, f"sampler {name.value}", left, statement.block, SAMPLER, default)
    values = {key: str(value) for key, value in settings}
    sounds = _sounds(check, name, values["as"])
    if not sounds:
        return None
    drums = any(sound.pieces for sound in sounds)
    if values["hold"] != "auto":
        sounds = [replace(sound, whole=values["hold"] == "whole") for sound in sounds]
    played = {piece for sound in sounds for piece in sound.pieces}
    instrument = Instrument("sampler", name.value, settings, tuple(sounds))
    return Played(instrument, pieces=tuple(piece for piece in PIECES if piece in played) if drums else ())


def _sounds(check: Check, name: Text, role: str) -> list[Sound]:
    path = project_path(name.value, name.span.file)
    listing = check.files.listing(path) if path is not None else None
    if listing is not None:
        return _folder(check, name, listing, role)
    if path is not None and path.lower().endswith(".sfz"):
        return read_sfz(check, name, path, role)
    found = audio_of(check, name)
    if found is None:
        return []
    sound = Sound(found[0], found[1].digest, found[1].rate, found[1].frames, last=found[1].frames)
    says = told(PurePosixPath(found[0]).stem)
    if role == "drums" or (role == "auto" and says.piece):
        return [replace(sound, pieces=tuple(PIECES), whole=True)]
    return [replace(sound, key=float(MIDDLE_C if says.key is None else says.key))]


def _folder(check: Check, name: Text, listing: tuple[str, ...], role: str) -> list[Sound]:
    """The samples of a folder, spread over keys, velocities and turns."""
    samples, silent = [], []
    for file in listing:
        if not file.lower().endswith(ENDINGS):
            continue
        found = audio_of(check, Text(f"{name.value.rstrip('/')}/{file}", name.span))
        if found is not None:
            sound = Sound(found[0], found[1].digest, found[1].rate, found[1].frames, last=found[1].frames)
            samples.append(Sample(file, sound, told(PurePosixPath(file).stem)))
    drums = role == "drums" or (role == "auto" and any(sample.told.piece for sample in samples))
    groups: dict[str | int, list[Sample]] = {}
    for sample in samples:
        place = _piece_of(sample.told) if drums else sample.told.key
        if place in (None, ""):
            silent.append(sample.name)
        else:
            groups.setdefault(place, []).append(sample)
    if not groups:
        what = "drum pieces" if drums else "notes"
        message = f"`{name.value}` holds no sample that is named after {what}"
        check.report("E0809", message, name.span, "nothing to play", _HELP)
        return []
    if silent:
        message = f"nothing plays {alternatives(silent[:6], 'and')}" + (" and others" if len(silent) > 6 else "")
        check.report("W0802", f"{message} of `{name.value}`", name.span, "not mapped", _HELP)
    ranges = _ranges([place for place in groups if isinstance(place, int)])
    return [
        replace(sound, pieces=(place,), whole=True)
        if isinstance(place, str)
        else replace(sound, key=float(place), low=ranges[place][0], high=ranges[place][1])
        for place, group in groups.items()
        for sound in _layers(group)
    ]


def _piece_of(says: Told) -> str:
    """The drum piece that a sample is for; a key is General MIDI's."""
    return says.piece or next((piece.name for piece in PIECES.values() if piece.key == says.key), "")


def _ranges(keys: Iterable[int]) -> dict[int, tuple[int, int]]:
    """The keys that each sample plays: those it is the nearest to, the lower of two."""
    ordered = sorted(keys)
    edges = [(low + high) // 2 for low, high in pairwise(ordered)]
    lows, highs = [0, *(edge + 1 for edge in edges)], [*edges, 127]
    return {key: (low, high) for key, low, high in zip(ordered, lows, highs, strict=False)}


def _layers(group: list[Sample]) -> list[Sound]:
    """One place's samples: the softer for softer notes, and those that are alike in turn."""

    def velocity(sample: Sample) -> float:
        return _FIRM if sample.told.velocity is None else sample.told.velocity

    layers = [(level, list(alike)) for level, alike in groupby(sorted(group, key=velocity), velocity)]
    edges = [-1.0, *((low[0] + high[0]) / 2 for low, high in pairwise(layers)), 2.0]
    return [
        replace(sample.sound, soft=soft, loud=loud, luck=(turn / len(alike), (turn + 1) / len(alike)))
        for (_, alike), (soft, loud) in zip(layers, pairwise(edges), strict=True)
        for turn, sample in enumerate(alike)
    ]
