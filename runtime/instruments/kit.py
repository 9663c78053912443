"""The drum voice: a stroke's layers, its place, the room, the choke."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache

import numpy as np
from numpy.typing import NDArray

from ...compiler.plan import Curve, Instrument, Note, SettingValue
from ...compiler.vocabulary.instruments import KITS, PIECES
from ...compiler.vocabulary.instruments.trims import trim_db
from .controls import BLOCK, Floats, held, lowest, moving, swell
from .layers import Hand, add_layer, heard_blocks
from .lives import FADE_SECONDS, stroke_seconds
from .room import LINES, REACH, SCRATCH, SPAN, Singles, add_room
from .shaping import LOWPASS, add_to_cell, filter_stereo, saturate_stereo
from .sounding import filter_g, saturation, sounding
from .touch import driven, loudness, shuffled

_CHOKE_SECONDS = 0.03
# A mid-size room's reflections in seconds, with no common measure.
_ROOM = np.array([0.00731, 0.00893, 0.01127, 0.01319, 0.01571, 0.01823, 0.02137, 0.02459])


def play(
    out: Floats,
    instrument: Instrument,
    settings: Mapping[str, SettingValue],
    note: Note,
    rate: int,
    moves: Mapping[str, tuple[Curve, ...]],
) -> None:
    """Adds one stroke to the cell `out` (2, frames); `moves` are the settings that move while it sounds. A piece that
    the kit does not have is silent."""
    kit = KITS[instrument.name]
    if note.piece not in kit.strokes:
        return
    s = {name: float(value) for name, value in settings.items()}
    end = stroke_seconds(instrument, note.piece)
    if note.choke >= 0:
        end = min(end, note.choke / rate + _CHOKE_SECONDS)
    sound = sounding(note, end, out.shape[1], rate)
    if sound is None:
        return
    stroke = kit.strokes[note.piece]
    family = PIECES[note.piece].family
    hand = Hand(
        rate=rate,
        velocity=min(1.0, max(0.0, note.velocity + 0.5 * note.brightness)),
        seed=note.seed,
        tune=2.0 ** ((s[f"{family}-tune"] + 0.08 * s["variation"] * (_random(note, 9) - 0.5)) / 12.0),
        length=s[f"{family}-decay"],
        width=s["width"],
        variation=s["variation"],
    )
    heard = 0
    for stream, layer in enumerate(stroke.layers):
        blocks = min(sound.blocks, heard_blocks(layer, hand))
        add_layer(sound.buffer, layer, hand, blocks, 100 + 50 * stream)
        heard = max(heard, blocks)
    heard = min(sound.blocks, heard + 1) * BLOCK  # a frame more, into which the saturation's last mean reaches
    if s["drive"] > 0.0:
        saturate_stereo(sound.buffer, heard, *saturation(driven(s["drive"], note)))
    now = moving(s, moves, len(sound.t))
    if lowest(now["tone"]) < 18000.0:
        g = filter_g(now["tone"] + np.zeros(len(sound.t)), rate)
        filter_stereo(sound.buffer, sound.blocks, g, 1.414, LOWPASS)
    _place(sound.buffer, stroke.pan * s["width"])
    frames = sound.blocks * BLOCK
    if s["room"] > 0.0:
        room = _walls(kit.room_seconds, kit.room_size, kit.room_damping, rate)
        frames = _room(sound.buffer, heard, s["room"] * stroke.room, *room)
    level_db = trim_db(instrument.kind, instrument.name) + s["level"] + s[f"{family}-level"] + stroke.level_db
    level_db += 1.2 * s["variation"] * (_random(note, 10) - 0.5)
    level = math.pow(10.0, level_db / 20.0) * loudness(note.velocity, s["velocity"])
    silence = _CHOKE_SECONDS if note.choke >= 0 and note.choke / rate + _CHOKE_SECONDS <= end else FADE_SECONDS
    gains = level * held(sound.t, end - silence, silence) * swell(s, now)
    add_to_cell(out, note.start, sound.buffer, frames // BLOCK, gains, gains)


def _random(note: Note, stream: int) -> float:
    return shuffled(note.seed, stream) / 2.0**64


def _place(buffer: Floats, pan: float) -> None:
    """Pans in place, at equal power."""
    buffer[0] *= math.sqrt(1.0 - pan)
    buffer[1] *= math.sqrt(1.0 + pan)


@cache
def _walls(seconds: float, size: float, damping: float, rate: int) -> tuple[NDArray[np.int64], Singles, Singles]:
    """A room's delays, what they keep, and its damping, as `add_room` takes them."""
    delays = np.maximum(SPAN, np.round(_ROOM * size * rate)).astype(np.int64)
    keeps = math.sqrt(1.0 / LINES) * np.power(10.0, -3.0 * delays / (seconds * rate))
    powers = np.power(damping, np.arange(REACH + 1.0))
    powers[:REACH] *= 1.0 - damping
    return delays, keeps.astype(np.float32), powers.astype(np.float32)


def _room(buffer: Floats, heard: int, send: float, delays: NDArray[np.int64], keeps: Singles, damping: Singles) -> int:
    spans = -(-(int(delays[-1]) + REACH) // SPAN)
    lines, lanes = np.zeros((LINES, (spans + 2) * SPAN), np.float32), np.zeros(SCRATCH, np.float32)
    return add_room(buffer, heard, send, lines, lanes, delays, keeps, damping)
