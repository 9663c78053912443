"""Regions: what of a bank sounds for one key and velocity, its generators summed and its modulators applied."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from ...compiler.frozen import dataclass
from .sf2 import Bank, Modulator, Program, Sample, Zone

# Generators by number (specification 8.1.2), with the defaults that are not 0 (8.1.3).
START, END, LOOP_START, LOOP_END, START_COARSE = 0, 1, 2, 3, 4
MOD_LFO_PITCH, VIB_LFO_PITCH, MOD_ENV_PITCH, FILTER_FC, FILTER_Q = 5, 6, 7, 8, 9
MOD_LFO_FILTER, MOD_ENV_FILTER, END_COARSE, MOD_LFO_VOLUME, PAN = 10, 11, 12, 13, 17
MOD_LFO_DELAY, MOD_LFO_FREQUENCY, VIB_LFO_DELAY, VIB_LFO_FREQUENCY = 21, 22, 23, 24
MOD_ENV_DELAY, VOL_ENV_DELAY, VOL_ENV_ATTACK, VOL_ENV_HOLD, VOL_ENV_DECAY = 25, 33, 34, 35, 36
VOL_ENV_SUSTAIN, VOL_ENV_RELEASE = 37, 38
INSTRUMENT, KEY_RANGE, VELOCITY_RANGE, LOOP_START_COARSE, FORCED_KEY, FORCED_VELOCITY = 41, 43, 44, 45, 46, 47
ATTENUATION, LOOP_END_COARSE, COARSE_TUNE, FINE_TUNE, SAMPLE, MODES = 48, 50, 51, 52, 53, 54
SCALE, EXCLUSIVE, ROOT = 56, 57, 58
_TIMES = (MOD_LFO_DELAY, VIB_LFO_DELAY, *range(25, 29), 30, *range(33, 37), 38)
_DEFAULTS = {
    **dict.fromkeys(_TIMES, -12000),
    FILTER_FC: 13500,
    SCALE: 100,
    ROOT: -1,
    FORCED_KEY: -1,
    FORCED_VELOCITY: -1,
}
# What a preset's zone may not add to (8.1.2).
_INSTRUMENT_ONLY = {
    *(START, END, LOOP_START, LOOP_END, START_COARSE, END_COARSE, LOOP_START_COARSE, LOOP_END_COARSE),
    *(FORCED_KEY, FORCED_VELOCITY, MODES, EXCLUSIVE, ROOT),
}
_EMU_ATTENUATION = 0.4  # real banks are made for hardware that applied this share of the written attenuation
_VELOCITY, _KEY = 2, 3  # sources that a note has; controllers stand at rest


@dataclass(frozen=True, slots=True)
class Region:
    """A sample and its generators, modulators included. `attenuation_db` has the velocity's."""

    sample: Sample
    index: int
    generators: Mapping[int, float]
    attenuation_db: float

    def __getitem__(self, generator: int) -> float:
        return self.generators.get(generator, _DEFAULTS.get(generator, 0))

    def seconds(self, generator: int) -> float:
        """A time, which files hold in timecents."""
        return 0.0 if self[generator] <= -11950 else 2.0 ** (self[generator] / 1200.0)


def regions(bank: Bank, program: Program, key: int, velocity: int) -> Iterator[Region]:
    """The regions of a program that sound for a MIDI key and velocity (1..127)."""
    for preset_zone in _sounding(program.zones, INSTRUMENT, key, velocity):
        for zone in _sounding(bank.instruments[preset_zone.generators[INSTRUMENT]], SAMPLE, key, velocity):
            yield _region(bank, preset_zone, zone, key, velocity)


def _sounding(zones: tuple[Zone, ...], target: int, key: int, velocity: int) -> Iterator[Zone]:
    """The zones for a key and a velocity, each with what the global zone (the first, without a target) gives it."""
    shared = Zone({}, ())
    for number, zone in enumerate(zones):
        if target not in zone.generators:
            shared = zone if number == 0 else shared
            continue
        generators = {**shared.generators, **zone.generators}
        if _within(generators.get(KEY_RANGE), key) and _within(generators.get(VELOCITY_RANGE), velocity):
            own = {_identity(modulator) for modulator in zone.modulators}
            kept = tuple(modulator for modulator in shared.modulators if _identity(modulator) not in own)
            yield Zone(generators, kept + zone.modulators)


def _within(packed: int | None, value: int) -> bool:
    return packed is None or packed & 0xFF <= value <= packed >> 8 & 0xFF


def _identity(modulator: Modulator) -> tuple[int, int, int]:
    return modulator.source, modulator.generator, modulator.amount_source


def _region(bank: Bank, preset_zone: Zone, zone: Zone, key: int, velocity: int) -> Region:
    summed: dict[int, float] = {generator: float(amount) for generator, amount in zone.generators.items()}
    for generator, added in preset_zone.generators.items():
        if generator not in _INSTRUMENT_ONLY and generator not in (KEY_RANGE, VELOCITY_RANGE, INSTRUMENT, SAMPLE):
            summed[generator] = summed.get(generator, _DEFAULTS.get(generator, 0)) + added
    forced_key, forced_velocity = int(summed.get(FORCED_KEY, -1)), int(summed.get(FORCED_VELOCITY, -1))
    key = forced_key if forced_key >= 0 else key
    velocity = forced_velocity if forced_velocity >= 0 else velocity
    modulators = zone.modulators + preset_zone.modulators
    loudness_cb = 0.0
    if not any(m.generator == ATTENUATION and m.source & 0xFF == _VELOCITY for m in modulators):
        loudness_cb = 960.0 * _concave(1.0 - velocity / 127.0)  # the default modulator (8.4.1)
    for modulator in modulators:
        amount = modulator.amount * _source(modulator.source, key, velocity)
        amount *= _source(modulator.amount_source, key, velocity) if modulator.amount_source else 1.0
        if modulator.generator == ATTENUATION:
            loudness_cb += amount
        elif amount:
            before = summed.get(modulator.generator, _DEFAULTS.get(modulator.generator, 0))
            summed[modulator.generator] = before + amount
    attenuation_cb = max(0.0, _EMU_ATTENUATION * summed.get(ATTENUATION, 0.0) + loudness_cb)
    index = zone.generators[SAMPLE]
    return Region(bank.samples[index], index, summed, attenuation_cb / 10.0)


def _source(source: int, key: int, velocity: int) -> float:
    """A modulator's source (8.2): velocity or key, shaped; 0 for controllers, which stand at rest."""
    if source & 0x80:
        return 0.0
    value = {_VELOCITY: velocity / 127.0, _KEY: key / 127.0}.get(source & 0x7F)
    if value is None:
        return 0.0
    if source & 0x100:
        value = 1.0 - value
    shape = source >> 10
    bipolar = bool(source & 0x200)
    if shape == 1:
        value = _concave(value)
    elif shape == 2:
        value = 1.0 - _concave(1.0 - value)
    elif shape == 3:
        value = float(value >= 0.5)
    return 2.0 * value - 1.0 if bipolar else value


def _concave(value: float) -> float:
    """The specification's concave curve: -20/96 log10 of the square of what is left, 0 to 1 (9.5.1)."""
    if value <= 0.0:
        return 0.0
    return min(1.0, -40.0 / 96.0 * math.log10(max(1.0 - value, 1e-3)))
