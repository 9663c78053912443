"""What a MIDI file says beside its notes: what the controllers of each channel do, and the tempo, by ticks.

After the MIDI 1.0 specification and General MIDI 2; what `reset all controllers` resets is in RP-015.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .midi_file import Tone

VOLUME, EXPRESSION, SUSTAIN, TONE = 7, 11, 64, 74  # controllers; the last is "brightness" (General MIDI 2, 3.3.4)
PEDAL_DOWN = 64  # and above
PLAIN_TONE = 64
FULL = 127
# What the controllers of a channel are until the file says otherwise.
_AT_FIRST = {VOLUME: 100, EXPRESSION: FULL, SUSTAIN: 0, TONE: PLAIN_TONE}
# What people play with and no instrument here knows, by controller. Controllers that set up a synthesizer or its mix
# (banks, pan, reverb) are not part of a performance.
UNPLAYED = {
    1: "modulation wheel",
    2: "breath controller",
    4: "foot controller",
    65: "portamento",
    66: "sostenuto pedal",
    67: "soft pedal",
}
AFTERTOUCH = "aftertouch"

_RESET = 121
_RESET_ALSO = (EXPRESSION, SUSTAIN, *UNPLAYED)
_ENTRY, _FINE_ENTRY = 6, 38
_CHOOSING = {101: 0, 100: 1}  # which registered parameter is meant: its upper and its lower half
_CHOOSING_OTHERS = (98, 99)  # parameters that are the maker's own
_BEND_RANGE = [0, 0]
_NO_PARAMETER = [127, 127]
_USUAL_RANGE = (2, 0)  # semitones and cents of the wheel's whole way to either side
_WHEEL = 8192
_USUAL_TEMPO = 500_000  # microseconds a quarter note, where a file names none

Change = tuple[int, float]  # a tick, and the value from there on


@dataclass
class Channel:
    """What a channel does beside its notes, as changes sorted by tick. `controllers` has them by number, `bend` is in
    semitones; `pressure` is that on all keys, `pressures` that on each. `strokes` are the ticks at which each pitch is
    struck; `first` and `last` are those at which the first note begins and the last key is released; `end` is the last
    tick of the file."""

    end: int
    controllers: dict[int, list[Change]] = field(default_factory=lambda: defaultdict(list))
    bend: list[Change] = field(default_factory=list)
    pressure: list[Change] = field(default_factory=list)
    pressures: dict[int, list[Change]] = field(default_factory=lambda: defaultdict(list))
    strokes: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    first: int = 0
    last: int = 0

    def rings_to(self, pitch: int, released: int) -> int:
        """The tick to which the pedal holds a note that is released: until it is lifted, or the note struck again."""
        if self.at(SUSTAIN, released) < PEDAL_DOWN:
            return released
        pedal = self.controllers[SUSTAIN]
        later = range(bisect_right(pedal, released, key=_tick), len(pedal))
        lifted = next((pedal[at][0] for at in later if pedal[at][1] < PEDAL_DOWN), self.end)
        struck = self.strokes.get(pitch, [])
        again = bisect_left(struck, released)
        return max(released, min(lifted, struck[again] if again < len(struck) else lifted))

    def at(self, controller: int, tick: int) -> int:
        """A controller's value at a tick."""
        return int(value_at(self.controllers.get(controller, []), tick, _AT_FIRST.get(controller, 0)))

    @cached_property
    def loudest(self) -> int:
        """The highest volume while the channel's notes are played."""
        moved = between(self.controllers.get(VOLUME, []), self.first, self.last)
        return int(max([self.at(VOLUME, self.first), *(value for _, value in moved)]))

    def unplayed(self, pitch: int, start: int, end: int) -> tuple[str, ...]:
        """What is played from tick to tick beside the notes and no instrument knows."""
        found = {name: self.controllers.get(number, []) for number, name in UNPLAYED.items()}
        names = [name for name, changes in found.items() if _ever(changes, start, end)]
        if _ever(self.pressure, start, end) or _ever(self.pressures.get(pitch, []), start, end):
            names.append(AFTERTOUCH)
        return tuple(names)


def _tick(change: tuple[int, Any]) -> int:
    return change[0]


def value_at(changes: Sequence[Change], tick: int, before: float) -> float:
    """The value that holds at a tick, a change at the tick itself included."""
    index = bisect_right(changes, tick, key=_tick)
    return changes[index - 1][1] if index else before


def between(changes: Sequence[Change], start: int, end: int) -> Sequence[Change]:
    """The changes after one tick and before another."""
    return changes[bisect_right(changes, start, key=_tick) : bisect_left(changes, end, key=_tick)]


def _ever(changes: Sequence[Change], start: int, end: int) -> bool:
    """Whether what rests at 0 is anything else from tick to tick."""
    return value_at(changes, start, 0) > 0 or any(value > 0 for _, value in between(changes, start, end))


def channels_of(tracks: Sequence[Iterable[Any]], found: Iterable[Tone]) -> dict[int, Channel]:
    """What each channel does, whichever tracks it stands in; by the channel's number from 0."""
    messages = sorted((each for track in tracks for each in timed(track)), key=_tick)
    end = messages[-1][0] if messages else 0
    channels = {number: Channel(end) for number in range(16)}
    for tone in sorted(found, key=lambda tone: tone.start):
        own = channels[tone.channel]
        own.first = own.first if own.strokes else tone.start
        own.last = max(own.last, tone.start + tone.length)
        own.strokes[tone.pitch].append(tone.start)
    readings = {number: _Reading(channel) for number, channel in channels.items()}
    for tick, message in messages:
        match message.type:
            case "control_change":
                readings[message.channel].control(tick, message.control, message.value)
            case "pitchwheel":
                readings[message.channel].turn(tick, message.pitch)
            case "aftertouch":
                channels[message.channel].pressure.append((tick, message.value))
            case "polytouch":
                channels[message.channel].pressures[message.note].append((tick, message.value))
    return channels


class _Reading:
    """A channel while its messages are read: where its wheel stands, how far that bends, and which parameter it
    means."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._wheel = 0
        self._range = list(_USUAL_RANGE)
        self._parameter = list(_NO_PARAMETER)

    def control(self, tick: int, controller: int, value: int) -> None:
        if controller in _CHOOSING:
            self._parameter[_CHOOSING[controller]] = value
        elif controller in _CHOOSING_OTHERS:
            self._parameter = list(_NO_PARAMETER)
        elif controller in (_ENTRY, _FINE_ENTRY) and self._parameter == _BEND_RANGE:
            self._range[controller == _FINE_ENTRY] = value
            self.turn(tick, self._wheel)
        elif controller == _RESET:
            self._reset(tick)
        elif controller in _AT_FIRST or controller in UNPLAYED:
            self._channel.controllers[controller].append((tick, value))

    def turn(self, tick: int, wheel: int) -> None:
        """The wheel, -8192..8191."""
        self._wheel = wheel
        semitones, cents = self._range
        self._channel.bend.append((tick, wheel / _WHEEL * (semitones + cents / 100)))

    def _reset(self, tick: int) -> None:
        for controller in _RESET_ALSO:
            self._channel.controllers[controller].append((tick, _AT_FIRST.get(controller, 0)))
        for pressure in (self._channel.pressure, *self._channel.pressures.values()):
            pressure.append((tick, 0))
        self._parameter = list(_NO_PARAMETER)
        self.turn(tick, 0)


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
