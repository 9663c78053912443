"""Signals and measures for the effects' tests: what an engineer would put in, and read off."""

from __future__ import annotations

import atexit
import random
import shutil
import tempfile
import zlib
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from songc.compiler.plan import Curve, Effect
from songc.compiler.vocabulary.effects import EFFECTS
from songc.compiler.vocabulary.setting import Kind, Setting
from songc.runtime import effects
from songc.runtime.contents import content_of
from songc.runtime.levels import widened

RATE = 48000

Audio = NDArray[np.float32]


def effect(name: str, **settings: float | str) -> Effect:
    """An effect with the vocabulary's defaults, hyphens in names written as underscores."""
    spec = EFFECTS[name]
    given = {key.replace("_", "-"): value for key, value in settings.items()}
    unknown = given.keys() - {setting.name for setting in spec.settings}
    assert not unknown, f"{name} has no {unknown}"
    return _made(name, tuple((setting.name, given.get(setting.name, setting.default)) for setting in spec.settings))


def _made(name: str, settings: tuple[tuple[str, float | str], ...]) -> Effect:
    """With what the compiler adds for an effect that takes a file."""
    if not EFFECTS[name].takes_file:
        return Effect(name, settings)
    settings = tuple((key, value or "impulse.wav") if key == "file" else (key, value) for key, value in settings)
    info = soundfile.info(ROOT / dict(settings)["file"])
    return Effect(
        name, (*settings, ("digest", content_of(ROOT / dict(settings)["file"])[1]), ("seconds", info.duration))
    )


def _folder() -> Path:
    """A folder with a decaying noise as impulse response."""
    folder = Path(tempfile.mkdtemp(prefix="songc-effects-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    rng = np.random.default_rng(5)
    decay = np.exp(-np.arange(RATE // 2) / (0.07 * RATE))[:, None]
    soundfile.write(folder / "impulse.wav", 0.2 * decay * rng.standard_normal((RATE // 2, 2)), RATE, "FLOAT")
    return folder


ROOT = _folder()


def automated(made: Effect, name: str, *points: tuple[int, float, str]) -> Effect:
    return Effect(made.name, made.settings, ((name, Curve(points)),))


def run(made: Effect, audio: Audio, *, start: int = 0, key: Audio | None = None, rate: int = RATE) -> Audio:
    """Processed, with its own input as key where the effect needs one and none is given."""
    if key is None and EFFECTS[made.name].needs_key:
        key = audio
    return processed(made, audio, start=start, key=key, rate=rate)


def processed(made: Effect, audio: Audio, *, start: int, key: Audio | None, rate: int = RATE) -> Audio:
    """A channel with one effect: from float32 to float32."""
    listened = None if key is None else widened(key)
    sound = effects.process(made, widened(audio), rate=rate, start=start, key=listened, root=ROOT)
    return sound.astype(np.float32)


def stereo(*sides: NDArray[np.float64]) -> Audio:
    return np.stack((sides[0], sides[-1])).astype(np.float32)


def sine(frequency: float, seconds: float, level_db: float = 0.0, rate: int = RATE) -> NDArray[np.float64]:
    return 10.0 ** (level_db / 20.0) * np.sin(2.0 * np.pi * frequency * np.arange(round(seconds * rate)) / rate)


def tone(frequency: float, seconds: float, level_db: float = 0.0) -> Audio:
    return stereo(sine(frequency, seconds, level_db))


def noise(seconds: float, level_db: float = -20.0, seed: int = 1, rate: int = RATE) -> Audio:
    """Independent white noise in both channels, its RMS at `level_db`."""
    rng = np.random.default_rng(seed)
    return (rng.standard_normal((2, round(seconds * rate))) * 10.0 ** (level_db / 20.0)).astype(np.float32)


def programme(seconds: float, seed: int = 1) -> Audio:
    """Something like music: bursts, quiet stretches, low and high tones, a click, different on both sides."""
    rng = np.random.default_rng(seed)
    count = round(seconds * RATE)
    time = np.arange(count) / RATE
    beat = np.exp(-((time * 2.0) % 1.0) * 6.0)
    sides = []
    for side in range(2):
        bass = 0.3 * np.sin(2 * np.pi * 55.0 * time + side)
        lead = 0.2 * np.sin(2 * np.pi * (440.0 + 110.0 * np.floor(time * 3.0)) * time) * ((time * 1.5) % 1.0 < 0.7)
        snare = 0.5 * beat * rng.standard_normal(count)
        loud = np.where((time * 0.7) % 1.0 < 0.5, 1.0, 0.03)
        sides.append((bass + lead + snare) * loud)
    sides[0][count // 3] += 0.9
    return np.clip(np.stack(sides), -1.0, 1.0).astype(np.float32)


def impulse(seconds: float, at: int = 0, level: float = 1.0) -> Audio:
    audio = np.zeros((2, round(seconds * RATE)), np.float32)
    audio[:, at] = level
    return audio


def db(linear: float | NDArray[np.float64]) -> NDArray[np.float64]:
    return 20.0 * np.log10(np.maximum(np.abs(linear), 1e-20))


def peak_db(audio: NDArray[np.float32]) -> float:
    return float(db(np.abs(audio).max())) if audio.size else -400.0


def rms_db(audio: NDArray[np.float32]) -> float:
    return float(db(np.sqrt(np.mean(audio.astype(np.float64) ** 2))))


def amplitude(channel: NDArray[np.float32], frequency: float, rate: int = RATE) -> float:
    """The amplitude of one frequency, through a Blackman-Harris-like window (Hann squared)."""
    count = channel.size
    window = np.hanning(count) ** 2
    turn = np.exp(-2j * np.pi * frequency * np.arange(count) / rate)
    return float(2.0 * np.abs(np.sum(channel * window * turn)) / np.sum(window))


def response_db(
    made: Effect, frequencies: list[float], seconds: float = 2.0, level: float = 0.5
) -> NDArray[np.float64]:
    """Magnitude response at some frequencies, from an impulse in the middle (linear-phase effects answer before it
    too)."""
    count = round(seconds * RATE)
    out = run(made, impulse(seconds, count // 2, level))[0].astype(np.float64) / level
    turns = np.exp(-2j * np.pi * np.outer(frequencies, np.arange(count)) / RATE)
    return db(np.abs(turns @ out))


def random_settings(name: str, seed: int) -> Effect:
    """Every setting drawn from its range, so that the same name and seed give the same effect."""
    draw = random.Random(zlib.crc32(f"{name} {seed}".encode()))
    spec = EFFECTS[name]
    return _made(name, tuple((setting.name, _drawn(setting, draw)) for setting in spec.settings))


def _drawn(setting: Setting, draw: random.Random) -> float | str:
    if setting.kind is Kind.CHOICE:
        return draw.choice(setting.choices)
    if isinstance(setting.default, str):
        return setting.default
    low, high = setting.low, setting.high
    if setting.kind in (Kind.FREQUENCY, Kind.TIME, Kind.RATIO) and high > 0.0:
        low = max(low, high / 10_000.0)
        return low * (high / low) ** draw.random()
    return draw.uniform(low, high)


def extremes(name: str) -> list[Effect]:
    """The effect with each setting at either end of its range in turn, the others at their defaults, and with all at an
    end."""
    spec = EFFECTS[name]
    made = []
    for setting in spec.settings:
        ends = setting.choices if setting.kind is Kind.CHOICE else (setting.low, setting.high)
        if isinstance(setting.default, str) and not setting.choices:
            continue
        made += [effect(name, **{setting.name.replace("-", "_"): end}) for end in ends]
    numeric = [setting for setting in spec.settings if not isinstance(setting.default, str)]
    made.append(effect(name, **{setting.name.replace("-", "_"): setting.low for setting in numeric}))
    made.append(effect(name, **{setting.name.replace("-", "_"): setting.high for setting in numeric}))
    return made
