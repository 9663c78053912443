"""The tempo of each bar, and the key of the whole."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from fractions import Fraction

from ...compiler.frozen import dataclass
from ...compiler.theory import FLAT_NAMES, SHARP_NAMES, Key, Name, read_name
from .bars import Bar
from .clock import Tone
from .midi_in import DEFAULT_TEMPO, MidiSong

SLOWEST, FASTEST = Fraction(10), Fraction(1000)

# How well each degree from the tonic fits a major and a minor key (Krumhansl and Kessler, 1982).
_MAJOR = (6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88)
_MINOR = (6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17)


@dataclass(frozen=True)
class Clock:
    """Seconds of beats. `beats`, `seconds` and `rates` (seconds a beat) are parallel."""

    beats: list[Fraction]
    seconds: list[Fraction]
    rates: list[Fraction]

    @staticmethod
    def of(song: MidiSong) -> Clock:
        changes = {0: DEFAULT_TEMPO} | dict(song.tempos)
        clock = Clock([], [], [])
        for tick in sorted(changes):
            beat = song.beats(tick)
            clock.seconds.append(clock.at(beat) if clock.beats else Fraction(0))
            clock.beats.append(beat)
            clock.rates.append(Fraction(max(changes[tick], 1), 1_000_000))
        return clock

    def at(self, beat: Fraction) -> Fraction:
        index = max(0, bisect_right(self.beats, beat) - 1)
        return self.seconds[index] + (beat - self.beats[index]) * self.rates[index]

    def tempo(self, start: Fraction, end: Fraction) -> Fraction:
        """Beats a minute from one beat to another: what takes as long as the file does."""
        bpm = 60 * (end - start) / (self.at(end) - self.at(start))
        return min(max(_plain(bpm), SLOWEST), FASTEST)


def _plain(bpm: Fraction) -> Fraction:
    """To a thousandth, and whole where the file's microseconds allow."""
    whole = Fraction(round(bpm))
    return whole if abs(bpm - whole) < Fraction(1, 500) else Fraction(round(bpm * 1000), 1000)


def keys(song: MidiSong, bars: Sequence[Bar], sounding: Sequence[Tone]) -> list[Key]:
    """The key of each bar: the file's signatures, or the one that its notes fit best."""
    written = [(song.beats(tick), key) for tick, name in song.keys if (key := _signature(name)) is not None]
    if not written:
        return [guess_key(sounding)] * len(bars)
    starts = [beat for beat, _ in written]
    return [written[max(0, bisect_right(starts, bar.start) - 1)][1] for bar in bars]


def _signature(name: str) -> Key | None:
    tonic = read_name(name.removesuffix("m"))
    return None if tonic is None else Key(tonic, "minor" if name.endswith("m") else "major")


def guess_key(sounding: Sequence[Tone]) -> Key:
    """The major or minor key whose profile is nearest to how long each pitch class sounds."""
    weights = [0.0] * 12
    for tone in sounding:
        weights[tone.pitch % 12] += float(min(tone.end - tone.start, Fraction(4)))
    if not any(weights):
        return Key(Name("c"), "major")
    fits = [
        (_correlation(weights[tonic:] + weights[:tonic], profile), -tonic, mode)
        for mode, profile in (("major", _MAJOR), ("minor", _MINOR))
        for tonic in range(12)
    ]
    _, negative, mode = max(fits)
    return Key(_tonic(-negative, mode), mode)


def _correlation(a: Sequence[float], b: Sequence[float]) -> float:
    mean_a, mean_b = sum(a) / 12, sum(b) / 12
    top = sum((x - mean_a) * (y - mean_b) for x, y in zip(a, b, strict=True))
    below = sum((x - mean_a) ** 2 for x in a) * sum((y - mean_b) ** 2 for y in b)
    return float(top / below**0.5) if below else 0.0


def _tonic(pitch_class: int, mode: str) -> Name:
    """As signatures with few accidentals spell it."""
    flats = (1, 3, 5, 8, 10) if mode == "major" else (0, 2, 3, 5, 7, 10)
    name = read_name((FLAT_NAMES if pitch_class in flats else SHARP_NAMES)[pitch_class])
    assert name is not None
    return name
