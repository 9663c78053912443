"""The SoundFont voice: each region of a note is a looped sample through a filter, two envelopes and two LFOs."""

from __future__ import annotations

import io
import math
from collections.abc import Mapping
from functools import lru_cache

import numpy as np
import soundfile
from numpy.typing import NDArray

from ...compiler.plan import Curve, Instrument, Note, SettingValue
from . import regions as g
from .controls import Floats, bend, bent, moving, pressure, swell
from .fonts import bank_of, key_of, regions_of, release_of
from .places import reading
from .playback import TAPS, add_sample, sinc_table
from .regions import Region
from .shaping import LOWPASS, add_to_cell, filter_stereo
from .sounding import Sounding, filter_g, sounding
from .touch import BRIGHTNESS_SEMITONES, glide_distance, number

_GAIN = 0.7  # brings General MIDI banks near the built-in instruments' loudness
_RANGE_DB = 96.0  # what an envelope falls in its decay or release time
_CHOKE_SECONDS = 0.03
_SUSTAINING = 120.0  # centibels below its peak at which a sound that is held can swell
_SWELLING_HERTZ, _SWELLING_OCTAVES = 14000.0, 1.0  # a swell's corner at its loudest, and lower by each halving
_OPEN_HERTZ = 19000.0  # a filter above this does nothing that is heard
_LOOPS, _LOOPS_WHILE_HELD = 1, 3


def play(
    out: Floats,
    instrument: Instrument,
    settings: Mapping[str, SettingValue],
    note: Note,
    rate: int,
    moves: Mapping[str, tuple[Curve, ...]],
) -> None:
    """Adds one note to the cell `out` (2, frames); `moves` are the settings that move while it sounds."""
    level = _GAIN * math.pow(10.0, number(settings, "level") / 20.0)
    for region in regions_of(instrument, note):
        release = release_of(region, number(settings, "release")) + 0.005
        gate = note.length / rate
        if note.choke >= 0:
            gate, release = min(gate, note.choke / rate), min(release, _CHOKE_SECONDS)
        data, loop = _sample(instrument.name, region)
        sound = sounding(note, gate + release, out.shape[1], rate)
        if sound is not None:
            _play(out, sound, region, data, loop, settings, moves, level, gate, release)


def _play(
    out: Floats,
    sound: Sounding,
    region: Region,
    data: NDArray[np.float32],
    loop: tuple[int, int],
    settings: Mapping[str, SettingValue],
    moves: Mapping[str, tuple[Curve, ...]],
    level: float,
    gate: float,
    release: float,
) -> None:
    t = sound.t
    s = {name: value for name, value in settings.items() if not isinstance(value, str)}
    now = moving(s, moves, len(t))
    key = key_of(sound.note)
    lfo = _triangle(t, region, g.MOD_LFO_DELAY, g.MOD_LFO_FREQUENCY)
    contour = _contour(t, region, gate, key)
    cents = _cents(region, sound, s["tune"]) + 100.0 * bend(s, now) + region[g.MOD_ENV_PITCH] * contour
    cents += region[g.MOD_LFO_PITCH] * lfo
    cents += region[g.VIB_LFO_PITCH] * _triangle(t, region, g.VIB_LFO_DELAY, g.VIB_LFO_FREQUENCY)
    speeds = np.exp2(cents / 1200.0) * (region.sample.rate / sound.rate)
    speeds[t < region.seconds(g.VOL_ENV_DELAY)] = 0.0  # the sample waits for its envelope
    held_only = int(region[g.MODES]) & 3 == _LOOPS_WHILE_HELD
    loop_frames = int(gate * sound.rate) if held_only else 1 << 62
    add_sample(
        *(sound.buffer[0], sound.blocks, data, float(loop[1]), float(loop[1] - loop[0]), loop_frames),
        *(speeds, sinc_table()),
    )
    corner = 8.176 * np.exp2(
        (region[g.FILTER_FC] + region[g.MOD_ENV_FILTER] * contour + region[g.MOD_LFO_FILTER] * lfo) / 1200.0
    )
    corner = corner * 2.0 ** (BRIGHTNESS_SEMITONES / 12.0 * sound.note.brightness)
    swells = sound.note.swell != 0.0 and region[g.VOL_ENV_SUSTAIN] < _SUSTAINING
    touch = pressure(sound.note, t, gate) / sound.note.velocity if swells else 1.0
    if swells:  # darkest where it is softest, as is what is blown or bowed
        corner = np.minimum(corner, _SWELLING_HERTZ) * (touch / np.max(touch)) ** _SWELLING_OCTAVES
    q = 10.0 ** ((min(96.0, max(0.0, region[g.FILTER_Q] / 10.0)) - 3.01) / 20.0)
    level /= math.sqrt(q)  # half the resonance's height is taken off (8.1.2, generator 9), whether it is heard or not
    if corner.min() < _OPEN_HERTZ:
        filter_stereo(sound.buffer, sound.blocks, filter_g(corner, sound.rate), 1.0 / q, LOWPASS)
    sound.buffer[1] = sound.buffer[0]
    loud = level * _volume(t, region, gate, release, key) * 10.0 ** (-region.attenuation_db / 20.0)
    loud = loud * 10.0 ** (region[g.MOD_LFO_VOLUME] * lfo / 200.0) * swell(s, now)
    loud = loud * touch**2  # as velocity does (8.4.1)
    place = min(0.5, max(-0.5, region[g.PAN] / 1000.0)) * number(settings, "width")
    angle = (place + 0.5) * 0.5 * math.pi
    add_to_cell(out, sound.note.start, sound.buffer, sound.blocks, loud * math.cos(angle), loud * math.sin(angle))


@lru_cache(maxsize=256)
def _decoded(digest: str, index: int) -> NDArray[np.float32]:
    """One sample of a bank as float32, mono."""
    bank = bank_of(digest)
    sample = bank.samples[index]
    size = 1 if sample.vorbis else 2
    with reading(digest) as path, path.open("rb") as file:
        file.seek(bank.data + sample.start * size)
        raw = file.read((sample.end - sample.start) * size)
    if sample.vorbis:
        return np.asarray(soundfile.read(io.BytesIO(raw), dtype="float32", always_2d=True)[0][:, 0])
    return np.frombuffer(raw, dtype="<i2").astype(np.float32) / np.float32(32768.0)


def _sample(digest: str, region: Region) -> tuple[NDArray[np.float32], tuple[int, int]]:
    """A region's frames, TAPS of margin at both ends, and its loop (start, end; equal: none) counted with it.

    A looped sample goes on past its loop's end as after its start, so that the interpolation sees no seam."""
    data = _decoded(digest, region.index)
    first = int(region[g.START] + 32768 * region[g.START_COARSE])
    last = len(data) + int(region[g.END] + 32768 * region[g.END_COARSE])
    start = region.sample.loop_start + int(region[g.LOOP_START] + 32768 * region[g.LOOP_START_COARSE]) - first
    end = region.sample.loop_end + int(region[g.LOOP_END] + 32768 * region[g.LOOP_END_COARSE]) - first
    data = data[max(0, first) : max(first + 1, last)]
    mode = int(region[g.MODES]) & 3
    margin = np.zeros(TAPS, dtype=np.float32)
    if mode not in (_LOOPS, _LOOPS_WHILE_HELD) or not 0 <= start < end <= len(data):
        return np.concatenate([margin, data, margin]), (0, 0)
    if mode == _LOOPS_WHILE_HELD:
        return np.concatenate([margin, data, margin]), (TAPS + start, TAPS + end)
    again = np.resize(data[start:end], 2 * TAPS)
    return np.concatenate([margin, data[:end], again]), (TAPS + start + TAPS // 2, TAPS + end + TAPS // 2)


def _cents(region: Region, sound: Sounding, tune: float) -> Floats:
    """How far the sample is played from its own pitch."""
    root = region[g.ROOT] if region[g.ROOT] >= 0 else region.sample.key
    pitch = key_of(sound.note) if sound.note.piece else sound.note.pitch
    glide = glide_distance(sound.note) * np.clip(1.0 - sound.t / 0.06, 0.0, 1.0)
    if region[g.FORCED_KEY] >= 0:
        pitch = region[g.FORCED_KEY]
    steady = (pitch + tune - root) * region[g.SCALE] + 100.0 * region[g.COARSE_TUNE] + region[g.FINE_TUNE]
    return np.asarray(steady + region.sample.cents + 100.0 * glide)


def _triangle(t: Floats, region: Region, delay: int, frequency: int) -> Floats:
    """An LFO: a triangle from 0 that rises first, after its delay (9.1.4)."""
    turns = np.maximum(t - region.seconds(delay), 0.0) * 8.176 * 2.0 ** (region[frequency] / 1200.0)
    return np.asarray(1.0 - np.abs((turns + 0.25) % 1.0 * 4.0 - 2.0)) * np.where(turns > 0.0, 1.0, 0.0)


def _falls(t: Floats, region: Region, base: int, key: int) -> tuple[Floats, Floats]:
    """Of the envelope whose generators begin at `base` (delay): its rise 0..1, and how much of its decay is over."""
    hold = region.seconds(base + 2) * 2.0 ** ((60 - key) * region[base + 6] / 1200.0)
    decay = region.seconds(base + 3) * 2.0 ** ((60 - key) * region[base + 7] / 1200.0)
    attack = region.seconds(base + 1)
    late = t - region.seconds(base)
    rise = np.clip(late / max(attack, 1e-3), 0.0, 1.0)
    return rise, np.maximum((late - attack - hold) / max(decay, 1e-3), 0.0)


def _contour(t: Floats, region: Region, gate: float, key: int) -> Floats:
    """The modulation envelope, 0..1: a convex rise (8.1.2, generator 26), then straight lines."""
    rise, fallen = _falls(np.minimum(t, gate), region, g.MOD_ENV_DELAY, key)
    rise = np.clip(1.0 + 40.0 / 96.0 * np.log10(np.maximum(rise, 1e-3)), 0.0, 1.0)
    before = rise * np.maximum(1.0 - fallen, 1.0 - min(1.0, region[29] / 1000.0))
    return np.asarray(before * np.clip(1.0 - (t - gate) / max(region.seconds(30), 1e-3), 0.0, 1.0) ** (t > gate))


def _volume(t: Floats, region: Region, gate: float, release: float, key: int) -> Floats:
    """The volume envelope's gain: a linear rise, then straight lines in dB; exactly zero from `gate + release` on."""
    rise, fallen = _falls(np.minimum(t, gate), region, g.VOL_ENV_DELAY, key)
    sustain_db = min(144.0, max(0.0, region[g.VOL_ENV_SUSTAIN] / 10.0))
    before = rise * 10.0 ** (-np.minimum(_RANGE_DB * fallen, sustain_db) / 20.0)
    floor = 10.0 ** (-_RANGE_DB / 20.0)
    x = np.minimum(bent(np.maximum(t - gate, 0.0), release), 1.0)
    return np.asarray(before * (10.0 ** (-_RANGE_DB * x / 20.0) - floor) / (1.0 - floor))
