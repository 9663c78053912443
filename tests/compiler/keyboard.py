"""MIDI files as messages, and songs whose takes play them."""

from __future__ import annotations

import io

import mido

from songc.compiler.compiled import Compiled
from songc.compiler.plan import Note, Perform

from .studio import with_band

RATE = 48_000
BEAT = RATE // 2  # at 120 bpm
KEYS = "takes/keys.mid"


def piano(*messages: mido.Message | mido.MetaMessage) -> bytes:
    """A file of one track at 480 ticks a quarter note; each message's `time` counts from the one before."""
    stream = io.BytesIO()
    file = mido.MidiFile(type=0, ticks_per_beat=480)
    file.tracks.append(mido.MidiTrack(messages))
    file.save(file=stream)
    return stream.getvalue()


def on(pitch: int, time: int = 0, channel: int = 0) -> mido.Message:
    return mido.Message("note_on", note=pitch, velocity=80, time=time, channel=channel)


def off(pitch: int, time: int = 0, channel: int = 0) -> mido.Message:
    return mido.Message("note_off", note=pitch, time=time, channel=channel)


def control(number: int, value: int, time: int = 0, channel: int = 0) -> mido.Message:
    return mido.Message("control_change", control=number, value=value, time=time, channel=channel)


def wheel(pitch: int, time: int = 0) -> mido.Message:
    """The pitch bend wheel, -8192..8191."""
    return mido.Message("pitchwheel", pitch=pitch, time=time)


def song(midi: str, track: str = "lead", more: str = "", swing: str = "") -> str:
    text = with_band(f"takes {{ track {track} {{ take 1 {{ midi {midi} }} }} }}\n{more}")
    return text.replace("tempo 120 bpm", f"tempo 120 bpm\n  {swing}")


def played(found: Compiled, track: str = "lead") -> tuple[Note, ...]:
    assert found.plan is not None, found.diagnostics
    step = next(signal.step for signal in found.plan.signals if signal.name == f"take:{track}.1")
    assert isinstance(step, Perform)
    return step.notes
