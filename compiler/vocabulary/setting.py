"""A setting: its kind of value, range, default and one sentence of help."""

from __future__ import annotations

from enum import Enum

from ..frozen import dataclass


class Kind(Enum):
    """What a value measures. A resolved value is a float in the kind's base unit, or a string for the last three."""

    LEVEL = "dB"
    LOUDNESS = "LUFS"
    TRUE_PEAK = "dBTP"
    FREQUENCY = "Hz"
    TIME = "s"  # written as ms, s, m, or as a note value (1/8) or beats at the song's tempo
    TEMPO = "bpm"
    PROPORTION = "%"  # resolved to 0..1 (or -1..1)
    PITCH = "st"  # written as st or cents, resolved to semitones
    BEATS = "beats"  # written as beats, bars or a note value
    RATIO = ":1"
    SLOPE = "dB/oct"
    BITS = "bit"
    BITRATE = "kbps"
    NUMBER = ""
    CHOICE = "choice"  # one of the setting's choices
    NAME = "name"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting of an instrument or an effect, as it is written after its name: `attack 8ms`.

    `low` and `high` bound the resolved value, both inclusive. A `bare` setting may stand without its name, and is
    then told by its unit: `highpass 35Hz`, `bell 250Hz -3dB q 1.2`. Every number may be automated unless it is
    `fixed`: of an effect, an `automatable` one moves frame by frame, others by crossfades between renderings; of an
    instrument, an `automatable` one moves within notes that sound, others are read at each note's onset. `turning`: it
    is the frequency of an oscillator, whose phase is its integral from the song's beginning."""

    name: str
    kind: Kind
    default: float | str
    low: float = float("-inf")
    high: float = float("inf")
    help: str = ""
    choices: tuple[str, ...] = ()
    bare: bool = False
    automatable: bool = False
    turning: bool = False
    fixed: bool = False

    @property
    def moves(self) -> bool:
        return not self.fixed and self.kind not in (Kind.CHOICE, Kind.NAME, Kind.TEXT)
