"""Which samples a note plays, and for how long. Pure arithmetic: `tails` needs it where nothing is rendered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...compiler.plan import Instrument, Note, SettingValue, Sound
from .touch import chance, number


def sounds_of(instrument: Instrument, note: Note) -> Iterator[Sound]:
    """The samples of a note, by its key or piece, its velocity and its luck."""
    luck, key = chance(note.seed, 20), round(note.pitch)
    for sound in instrument.sounds:
        here = note.piece in sound.pieces if sound.pieces else not note.piece and sound.low <= key <= sound.high
        if here and sound.soft <= note.velocity < sound.loud and sound.luck[0] <= luck < sound.luck[1]:
            yield sound


def semitones(settings: Mapping[str, SettingValue], sound: Sound, note: Note) -> float:
    """How far from its own pitch a sample is played."""
    away = 0.0 if note.piece else sound.track * (note.pitch - sound.key)
    return away + sound.tune + number(settings, "tune")


def release_of(settings: Mapping[str, SettingValue], sound: Sound) -> float:
    """Seconds in which a sample falls silent after its note, a click's worth at least."""
    return max(0.005, sound.release_seconds if sound.release_seconds >= 0.0 else number(settings, "release"))


def natural_seconds(settings: Mapping[str, SettingValue], sound: Sound, note: Note) -> float:
    """How long a sample lasts when it is left alone and does not loop."""
    return float((sound.last - sound.first) / sound.rate * 2.0 ** (-semitones(settings, sound, note) / 12.0))


def held_seconds(settings: Mapping[str, SettingValue], sound: Sound, note: Note, rate: int) -> float:
    """From the onset to the release: the note's length, or the sample's own where it plays whole."""
    return natural_seconds(settings, sound, note) if sound.whole else note.length / rate
