"""What holds for every effect in the table, whatever it does."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest
from effects_measure import (
    RATE,
    ROOT,
    Audio,
    automated,
    effect,
    extremes,
    noise,
    peak_db,
    processed,
    programme,
    random_settings,
    run,
    stereo,
)

from songc.compiler.plan import Effect
from songc.compiler.vocabulary.effects import EFFECTS
from songc.compiler.vocabulary.setting import Kind, Setting
from songc.runtime import effects
from songc.runtime.effects.registry import REGISTRY
from songc.runtime.levels import widened
from songc.runtime.steps.channel import cut_effect

# More draws: SONGC_DRAWS=50 pytest tests/effects/test_every.py
DRAWS = int(os.environ.get("SONGC_DRAWS", "2"))
SEAM_DB = -110.0
NAMES = sorted(EFFECTS)

# Effects that treat both channels alike: what is in the middle stays there, and sides stay apart.
ALIKE = [name for name in NAMES if not {"stereo", "space", "modulation", "pitch"} & set(EFFECTS[name].tags)]

# Settings at which an effect is its input.
IDENTITY: dict[str, dict[str, float | str]] = {
    "bell": {"gain": 0.0},
    "shelf": {"gain": 0.0},
    "tilt": {"gain": 0.0},
    "linear-eq": {"gain": 0.0},
    "dynamic-bell": {"gain": 0.0},
    "auto-wah": {"mix": 0.0},
    "compressor": {"ratio": 1.0},
    "gate": {"range": 0.0},
    "sidechain": {"amount": 0.0},
    "expander": {"ratio": 1.0},
    "de-esser": {"range": 0.0},
    "transient": {"attack": 0.0, "sustain": 0.0},
    "multiband": {"ratio": 1.0},
    "saturation": {"mix": 0.0},
    "clipper": {"ceiling": 0.0, "softness": 0.0},
    "exciter": {"amount": -120.0},
    "tape": {"mix": 0.0},
    "bitcrush": {"bits": 24.0},
    "cabinet": {"mix": 0.0},
    "chorus": {"mix": 0.0},
    "tremolo": {"depth": 0.0},
    "auto-pan": {"depth": 0.0},
    "vibrato": {"depth": 0.0},
    "flanger": {"mix": 0.0},
    "phaser": {"mix": 0.0},
    "rotary": {"mix": 0.0},
    "ring-mod": {"mix": 0.0},
    "frequency-shift": {"mix": 0.0},
    "delay": {"mix": 0.0},
    "reverb": {"mix": 0.0},
    "spring": {"mix": 0.0},
    "convolution": {"mix": 0.0},
    "width": {"amount": 1.0},
    "trim": {"gain": 0.0},
    "mid-side": {"mid": 0.0, "side": 0.0},
    "haas": {"time": 0.0},
    "nudge": {"time": 0.0},
    "pitch": {"amount": 0.0},
    "formant": {"amount": 0.0},
    "vocoder": {"mix": 0.0},
    "hiss": {"level": -120.0},
}
# Settings at which a timed effect that rests by default is at work.
MOVING: dict[str, dict[str, float | str]] = {
    "bitcrush": {"rate": 11000.0},
    "formant": {"amount": 3.0},
    "pitch": {"amount": 3.0},
}

# Filters whose whole purpose is to cut, and others that are never their input.
NO_IDENTITY = {"highpass", "lowpass", "bandpass", "notch", "ladder", "amp", "mono-below", "polarity"}


def test_vocabulary_and_code_name_the_same_effects() -> None:
    assert sorted(REGISTRY) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_vocabulary_is_sound(name: str) -> None:
    spec = EFFECTS[name]
    assert spec.name == name
    assert spec.help.endswith(".") and spec.help[0].isupper()
    assert spec.example.split()[0] == name
    assert spec.tags
    bare = [setting.kind for setting in spec.settings if setting.bare and setting.kind is not Kind.CHOICE]
    assert len(bare) == len(set(bare)), "two bare settings of one unit cannot be told apart"
    words = [word for setting in spec.settings if setting.bare for word in setting.choices]
    assert len(words) == len(set(words))
    assert not set(words) & {setting.name for setting in spec.settings}, "a word that could be a setting or its value"
    for setting in spec.settings:
        assert setting.help
        if setting.kind is Kind.CHOICE:
            assert setting.default in setting.choices
        elif not isinstance(setting.default, str):
            assert setting.low <= setting.default <= setting.high
            assert np.isfinite(setting.low) and np.isfinite(setting.high)


def test_windows_need_no_numpy() -> None:
    code = (
        "import sys\n"
        "from songc.compiler.plan import Effect\n"
        "from songc.compiler.vocabulary.effects import EFFECTS\n"
        "from songc.runtime import effects\n"
        "for spec in EFFECTS.values():\n"
        "    if spec.takes_file: continue\n"
        "    made = Effect(spec.name, tuple((s.name, s.default) for s in spec.settings))\n"
        "    effects.window(made, 48000), effects.version(made), effects.sounds_alone(made)\n"
        "assert not {'numpy', 'numba', 'pedalboard', 'scipy'} & set(sys.modules), sorted(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def seam_db(made: Effect, audio: Audio, first: int, last: int) -> float:
    """The largest difference between the whole and frames `first..last` made from their window alone."""
    whole = _rendered(made, audio, 0, audio.shape[1])
    reach = effects.window(made, RATE)
    start, stop = max(first - reach.lookback, 0), min(last + reach.lookahead, audio.shape[1])
    part = _rendered(made, audio, start, stop)
    return peak_db(part[:, first - start : last - start] - whole[:, first:last])


def _rendered(made: Effect, audio: Audio, start: int, stop: int) -> Audio:
    key = np.roll(audio, RATE // 3, axis=1)[:, start:stop] if EFFECTS[made.name].takes_key else None
    moving = cut_effect(made, start, stop, RATE)
    return processed(moving, audio[:, start:stop], start=start, key=key)


def _short(made: Effect, seconds: float) -> bool:
    return effects.window(made, RATE).lookback < seconds * RATE


@pytest.mark.parametrize("name", NAMES)
def test_windows_meet_the_whole(name: str) -> None:
    audio = programme(5.0, seed=3)
    first, last = 4 * RATE, 4 * RATE + RATE // 2
    assert _short(effect(name), 12.0)
    drawn = (random_settings(name, seed) for seed in range(1000))
    tried = [made for made, _ in zip((made for made in drawn if _short(made, 4.0)), range(DRAWS), strict=False)]
    assert len(tried) == DRAWS
    for made in tried:
        assert seam_db(made, audio, first, last) < SEAM_DB, made


def _blended(name: str) -> list[Setting]:
    return [setting for setting in EFFECTS[name].settings if setting.moves and not setting.automatable]


@pytest.mark.parametrize("name", [name for name in NAMES if any(s.automatable for s in EFFECTS[name].settings)])
def test_windows_meet_while_a_setting_moves(name: str) -> None:
    audio = programme(5.0, seed=4)
    for setting in EFFECTS[name].settings:
        if setting.automatable:
            made = automated(
                effect(name), setting.name, (0, _near(setting, 0.3), "smooth"), (5 * RATE, _near(setting, 0.7), "step")
            )
            if _short(made, 4.0):
                assert seam_db(made, audio, 4 * RATE, 4 * RATE + RATE // 4) < SEAM_DB, setting.name


@pytest.mark.parametrize("name", [name for name in NAMES if _blended(name)])
def test_windows_meet_while_a_setting_crosses_over(name: str) -> None:
    """A setting that the effect holds still moves by crossfades between renderings."""
    audio = programme(5.0, seed=4)
    for setting in _blended(name)[:2]:
        low, high = _near(setting, 0.3), _near(setting, 0.4)
        made = automated(
            effect(name),
            setting.name,
            (0, low, "step"),
            (4 * RATE - 50, high, "linear"),
            (4 * RATE + 9000, low, "step"),
        )
        if _short(made, 4.0):
            assert seam_db(made, audio, 4 * RATE, 4 * RATE + RATE // 8) < SEAM_DB, setting.name


def _near(setting, part: float) -> float:
    if setting.kind in (Kind.FREQUENCY, Kind.RATIO) and setting.low > 0.0:
        return setting.low * (setting.high / setting.low) ** part
    return setting.low + (setting.high - setting.low) * part


@pytest.mark.parametrize("name", NAMES)
def test_a_constant_curve_is_the_constant(name: str) -> None:
    audio = programme(0.4)
    for setting in EFFECTS[name].settings:
        if setting.moves:
            value = _near(setting, 0.4)
            if setting.kind is Kind.TIME:
                value = round(value * RATE) / RATE  # a delay that holds still is a whole number of frames
            made = effect(name, **{setting.name.replace("-", "_"): value})
            held = automated(effect(name), setting.name, (0, value, "step"), (RATE // 4, value, "linear"))
            still = run(made, audio)
            assert peak_db(run(held, audio) - still) < -120.0 + max(peak_db(still), 0.0), setting.name


def _hostile() -> dict[str, Audio]:
    count = RATE // 8
    square = np.where(np.arange(count) % 97 < 48, 1.0, -1.0)
    broken = noise(0.125)
    broken[0, 100:110] = np.nan
    broken[1, 300] = np.inf
    broken[0, 301] = -np.inf
    return {"DC": stereo(np.ones(count)), "full-scale square": stereo(square, -square), "not a number": broken}


@pytest.mark.parametrize("name", NAMES)
def test_nothing_explodes(name: str) -> None:
    for made in [*extremes(name), random_settings(name, 77)]:
        for what, audio in _hostile().items():
            out = run(made, audio)
            assert out.shape == audio.shape and out.dtype == np.float32
            assert np.isfinite(out).all(), (made, what)
            assert peak_db(out) < 90.0, (made, what)


@pytest.mark.parametrize("name", NAMES)
def test_silence_stays_silent(name: str) -> None:
    silence = np.zeros((2, RATE // 4), np.float32)
    for made in extremes(name):
        if not effects.sounds_alone(made):
            assert not run(made, silence, key=noise(0.25)).any(), made


@pytest.mark.parametrize("name", NAMES)
def test_same_input_same_bits_and_input_untouched(name: str) -> None:
    audio = widened(programme(0.3))
    kept = audio.copy()
    key = audio if EFFECTS[name].needs_key else None
    first, second = (
        effects.process(effect(name), audio, rate=RATE, start=0, key=key, root=ROOT).tobytes() for _ in range(2)
    )
    assert first == second
    assert np.array_equal(audio, kept)


@pytest.mark.parametrize("name", NAMES)
def test_short_stretches(name: str) -> None:
    for count in (0, 1, 2, 7, 63):
        out = run(effect(name), noise(1.0)[:, :count])
        assert out.shape == (2, count) and np.isfinite(out).all()


@pytest.mark.parametrize("name", NAMES)
def test_only_timed_effects_tell_time(name: str) -> None:
    audio = programme(0.4)
    made = effect(name, **MOVING.get(name, {}))
    here, there = run(made, audio), run(made, audio, start=-12345)
    assert np.array_equal(here, there) == (not effects.tells_time(made))


@pytest.mark.parametrize("name", ALIKE)
def test_image_is_held(name: str) -> None:
    """Equal channels stay equal to the bit; swapped channels come out swapped."""
    for made in (effect(name), random_settings(name, 5)):
        middle = programme(0.4)
        middle[1] = middle[0]
        out = run(made, middle)
        assert np.array_equal(out[0], out[1])
        sides = programme(0.4)
        assert peak_db(run(made, sides)[::-1] - run(made, np.ascontiguousarray(sides[::-1]), key=sides)) < -120.0


@pytest.mark.parametrize("name", [name for name in NAMES if name not in NO_IDENTITY])
def test_identity(name: str) -> None:
    audio = 0.5 * programme(1.0)  # its waves stay below full scale between the samples too
    assert peak_db(run(effect(name, **IDENTITY[name]), audio) - audio) < SEAM_DB


@pytest.mark.parametrize("name", NAMES)
def test_other_rates(name: str) -> None:
    for rate in (44100, 96000):
        made = effect(name)
        assert effects.window(made, rate).lookback >= 0
        out = run(made, noise(0.2, rate=rate), rate=rate)
        assert np.isfinite(out).all()
