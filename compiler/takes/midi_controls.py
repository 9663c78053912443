"""What a MIDI file says beside its notes: the sustain pedal, the tone control, and the tempo, by ticks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .midi_file import Tone

SUSTAIN, TONE = 64, 74  # controllers: the pedal, and "brightness" (General MIDI 2, 3.3.4)
PEDAL_DOWN = 64  # and above
PLAIN_TONE = 64
_USUAL_TEMPO = 500_000  # microseconds a quarter note, where a file names none


@dataclass(frozen=True, slots=True)
class Channel:
    """What the controllers of a channel do: (tick, value) each, sorted. `strokes` are the ticks at which each pitch
    is struck, `end` is the last tick of the file."""

    pedal: list[tuple[int, int]]
    tone: list[tuple[int, int]]
    strokes: dict[int, list[int]]
    end: int

    def rings_to(self, pitch: int, released: int) -> int:
        """The tick to which the pedal holds a note that is released: until it is lifted, or the note struck again."""
        if _value_at(self.pedal, released, 0) < PEDAL_DOWN:
            return released
        later = range(bisect_right(self.pedal, released, key=_tick), len(self.pedal))
        lifted = next((self.pedal[at][0] for at in later if self.pedal[at][1] < PEDAL_DOWN), self.end)
        struck = self.strokes.get(pitch, [])
        again = bisect_left(struck, released)
        return max(released, min(lifted, struck[again] if again < len(struck) else lifted))

    def tone_at(self, tick: int) -> int:
        return _value_at(self.tone, tick, PLAIN_TONE)


def _tick(change: tuple[int, int]) -> int:
    return change[0]


def _value_at(changes: list[tuple[int, int]], tick: int, before: int) -> int:
    """The value that holds at a tick, a change at the tick itself included."""
    index = bisect_right(changes, tick, key=_tick)
    return changes[index - 1][1] if index else before


def channels_of(tracks: Sequence[Iterable[Any]], found: Iterable[Tone]) -> dict[int, Channel]:
    """What each channel's controllers do, whichever tracks they stand in; by the channel's number from 0."""
    end = max((tick for track in tracks for tick, _ in timed(track)), default=0)
    channels = {number: Channel([], [], {}, end) for number in range(16)}
    for tone in sorted(found, key=lambda tone: tone.start):
        channels[tone.channel].strokes.setdefault(tone.pitch, []).append(tone.start)
    for track in tracks:
        for tick, message in timed(track):
            if message.type == "control_change" and message.control in (SUSTAIN, TONE):
                own = channels[message.channel]
                (own.pedal if message.control == SUSTAIN else own.tone).append((tick, message.value))
    for own in channels.values():
        own.pedal.sort(key=_tick)
        own.tone.sort(key=_tick)
    return channels


def timed(track: Iterable[Any]) -> Iterator[tuple[int, Any]]:
    """The messages of a track of a `mido.MidiFile`, each with its tick from the start."""
    tick = 0
    for message in track:
        tick += message.time
        yield tick, message


class Clock:
    """The file's seconds: its tempos hold for all tracks."""

    def __init__(self, tracks: Iterable[Iterable[Any]], quarter: int) -> None:
        changes = [
            (tick, message.tempo) for track in tracks for tick, message in timed(track) if message.type == "set_tempo"
        ]
        self._quarter = quarter
        self._ticks, self._tempos, self._seconds = [0], [_USUAL_TEMPO], [0.0]
        for tick, tempo in sorted(changes, key=_tick):
            self._seconds.append(self.at(tick))
            self._ticks.append(tick)
            self._tempos.append(tempo)

    def at(self, tick: int) -> float:
        """Seconds from the start of the file."""
        index = bisect_right(self._ticks, tick) - 1
        return self._seconds[index] + (tick - self._ticks[index]) * self._tempos[index] / self._quarter / 1e6
