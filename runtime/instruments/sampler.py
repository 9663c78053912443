"""The sampler voice: each sample of a note at the note's pitch, looped where it says so, under its envelope."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ...compiler.plan import Curve, Instrument, Note, SettingValue, Sound
from ..audio.clip import read_clip
from .controls import Floats, bend, growth, moving, swell
from .places import reading
from .playback import TAPS, add_sample, sinc_table
from .recorded import held_seconds, release_of, semitones, sounds_of
from .shaping import LOWPASS, add_to_cell, filter_stereo
from .sounding import Sounding, filter_g, sounding
from .touch import BRIGHTNESS_SEMITONES, glide_distance, loudness, number

_CHOKE_SECONDS = 0.03
_GLIDE_SECONDS = 0.06
_OPEN_HERTZ = 20000.0


def play(
    out: Floats,
    instrument: Instrument,
    settings: Mapping[str, SettingValue],
    note: Note,
    rate: int,
    moves: Mapping[str, tuple[Curve, ...]],
) -> None:
    """Adds one note to the cell `out` (2, frames); `moves` are the settings that move while it sounds."""
    for sound in sounds_of(instrument, note):
        gate, release = held_seconds(settings, sound, note, rate), release_of(settings, sound)
        if note.choke >= 0:
            gate, release = min(gate, note.choke / rate), min(release, _CHOKE_SECONDS)
        heard = sounding(note, gate + release, out.shape[1], rate)
        if heard is not None:
            _play(out, heard, sound, settings, moves, gate, release)


def _play(
    out: Floats,
    heard: Sounding,
    sound: Sound,
    settings: Mapping[str, SettingValue],
    moves: Mapping[str, tuple[Curve, ...]],
    gate: float,
    release: float,
) -> None:
    note = heard.note
    s = {name: value for name, value in settings.items() if not isinstance(value, str)}
    now = moving(s, moves, len(heard.t))
    file_rate = min(sound.rate, heard.rate)  # files above the song's rate are read at the song's
    sides, loop = _sample(sound, file_rate)
    glide = glide_distance(note) * np.clip(1.0 - heard.t / _GLIDE_SECONDS, 0.0, 1.0)
    speeds = np.exp2((semitones(settings, sound, note) + bend(s, now) + glide) / 12.0) * (file_rate / heard.rate)
    for row, data in zip(heard.buffer, sides, strict=False):
        add_sample(row, heard.blocks, data, loop[1], loop[1] - loop[0], 1 << 62, speeds, sinc_table())
    if len(sides) == 1:
        heard.buffer[1] = heard.buffer[0]
    if note.brightness < 0.0:
        corner = _OPEN_HERTZ * 2.0 ** (BRIGHTNESS_SEMITONES / 12.0 * note.brightness) + np.zeros(len(heard.t))
        filter_stereo(heard.buffer, heard.blocks, filter_g(corner, heard.rate), math.sqrt(2.0), LOWPASS)
    _narrow(heard.buffer, number(settings, "width"))
    level_db = number(settings, "level") + sound.gain_db
    loud = math.pow(10.0, level_db / 20.0) * loudness(note.velocity, number(settings, "velocity"))
    gains = loud * _envelope(heard.t, sound, settings, gate, release) * swell(s, now)
    if loop[1] > loop[0]:  # what goes round sustains, and can swell
        gains = gains * growth(note, heard.t, gate, number(settings, "velocity"))
    pan = min(1.0, max(-1.0, sound.pan * number(settings, "width")))
    add_to_cell(
        *(out, note.start, heard.buffer, heard.blocks),
        *(gains * math.sqrt(1.0 - pan), gains * math.sqrt(1.0 + pan)),
    )


def _envelope(t: Floats, sound: Sound, settings: Mapping[str, SettingValue], gate: float, release: float) -> Floats:
    """The gain over the note: straight up, a fall to the sustain, a release; exactly zero from `gate + release` on."""
    attack = sound.attack_seconds if sound.attack_seconds >= 0.0 else number(settings, "attack")
    held = np.minimum(t, gate)
    gain = np.clip(held / attack, 0.0, 1.0) if attack > 0.0 else np.ones(len(t))
    if sound.sustain < 1.0:
        fallen = np.clip((held - attack) / max(sound.decay_seconds, 1e-3), 0.0, 1.0)
        gain = gain * (1.0 - (1.0 - sound.sustain) * fallen)
    left = np.clip(1.0 - (t - gate) / release, 0.0, 1.0)
    return np.asarray(gain * left * left)


def _narrow(buffer: Floats, width: float) -> None:
    """Brings the sides together in place."""
    if width < 1.0:
        middle = 0.5 * (buffer[0] + buffer[1])
        buffer *= width
        buffer += (1.0 - width) * middle


@lru_cache(maxsize=256)
def _decoded(digest: str, frames: int, file_rate: int, rate: int) -> NDArray[np.float32]:
    """A whole file at `rate`, one row where its sides are alike."""
    with reading(digest) as path:
        whole = read_clip(path, rate=rate, first=0, frames=math.ceil(frames * rate / file_rate), digest=digest)
    return whole[:1] if np.array_equal(whole[0], whole[1]) else whole


def _sample(sound: Sound, rate: int) -> tuple[list[NDArray[np.float32]], tuple[float, float]]:
    """A sample's sides, TAPS of margin at both ends, and its loop (start, end; equal: none) counted with it.

    A looped sample goes on past its loop's end as after its start, so that the interpolation sees no seam."""
    whole = _decoded(sound.digest, sound.frames, sound.rate, rate)
    first, last, start, end = (round(at * rate / sound.rate) for at in (sound.first, sound.last, *sound.loop))
    margin = np.zeros(TAPS, dtype=np.float32)
    if sound.whole or not first <= start < end <= last:
        return [np.concatenate([margin, side[first:last], margin]) for side in whole], (0.0, 0.0)
    sides = [np.concatenate([margin, side[first:end], np.resize(side[start:end], 2 * TAPS)]) for side in whole]
    offset = TAPS - first + TAPS // 2
    return sides, (float(start + offset), float(end + offset))
