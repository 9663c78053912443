"""The choir voice: singers as detuned glottal waves through the formants of a vowel."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from ...compiler.plan import Curve, Instrument, Note, SettingValue
from ...compiler.vocabulary.instruments.voices import WAVES
from .controls import Control, Floats, bend, envelope, growth, hertz_of, moving, opening, slide, swell, vibrato
from .oscillators import add_noise, add_waves
from .shaping import BANDPASS, LOWPASS, filter_stereo
from .sounding import Sounding, filter_g, sounding
from .subtractive import unison
from .tables import table_levels, waves
from .touch import brighter, chance, gain, glide_distance, shuffled, sounding_pitch

# Five formants of a tenor: hertz, dB, bandwidth in hertz (after the table of sung vowels in the Csound manual).
_VOWELS = {
    "ah": ((650, 0, 80), (1080, -6, 90), (2650, -7, 120), (2900, -8, 130), (3250, -22, 140)),
    "eh": ((400, 0, 70), (1700, -14, 80), (2600, -12, 100), (3200, -14, 120), (3580, -20, 120)),
    "ee": ((290, 0, 40), (1870, -15, 90), (2800, -18, 100), (3250, -20, 120), (3540, -30, 120)),
    "oh": ((400, 0, 40), (800, -10, 80), (2600, -12, 100), (2800, -12, 120), (3000, -26, 120)),
    "oo": ((350, 0, 40), (600, -20, 60), (2700, -17, 100), (2900, -14, 120), (3300, -26, 120)),
    "mm": ((250, 0, 50), (1000, -30, 120), (2200, -36, 150), (2900, -38, 200), (3300, -45, 200)),
}
_BLUR = 1.7  # singers differ, so that a choir's formants are broader than one throat's


def play(
    out: Floats,
    instrument: Instrument,
    settings: Mapping[str, SettingValue],
    note: Note,
    rate: int,
    moves: Mapping[str, tuple[Curve, ...]],
) -> None:
    """Adds one note to the cell `out` (2, frames); `moves` are the settings that move while it sounds."""
    s = {name: value for name, value in settings.items() if not isinstance(value, str)}
    sound = sounding(note, note.length / rate + s["release"], out.shape[1], rate)
    if sound is None:
        return
    now = moving(s, moves, len(sound.t))
    pitch = sounding_pitch(settings, note) + bend(s, now) + slide(sound.t, s["glide"], glide_distance(note))
    _sing(sound, s, pitch)
    hard = brighter(note, s["bright"]) + opening(note, sound.t, sound.gate, s["bright"])
    throat = 700.0 * 2.0 ** (3.5 * now["effort"] + hard / 12.0)
    filter_stereo(sound.buffer, sound.blocks, filter_g(throat + np.zeros(len(sound.t)), rate), 1.414, LOWPASS)
    if s["breath"] > 0.0:
        hiss = 0.35 * now["breath"] + np.zeros(len(sound.t))
        add_noise(sound.buffer, sound.blocks, hiss, s["width"], np.uint64(shuffled(note.seed, 90)))
    _shape(sound, s, now["formant"], _VOWELS[str(settings["vowel"])], _VOWELS[str(settings["vowel-to"])], pitch)
    level = envelope(sound.t, sound.gate, s["attack"] + 5e-3, s["decay"], s["sustain"], s["release"])
    level *= gain(instrument, settings, note) * swell(s, now) * growth(note, sound.t, sound.gate, s["velocity"])
    sound.fade(out, level, level)


def _sing(sound: Sounding, s: Mapping[str, float], pitch: Floats) -> None:
    """Adds the singers, each with a vibrato and a wander of their own."""
    singers = unison(sound.note.seed, 0, s["voices"], s["width"])
    rows = []
    for n, singer in enumerate(singers):
        own = [chance(sound.note.seed, 200 + 8 * n + k) for k in range(4)]
        shaking = vibrato(sound.t, s["vibrato"] * (0.6 + 0.8 * own[0]), s["vibrato-rate"] * (0.9 + 0.2 * own[1]),
                          s["vibrato-delay"] * (0.6 + 0.8 * own[2]))  # fmt: skip
        wander = np.sin(2.0 * math.pi * ((0.4 + 0.5 * own[3]) * sound.t + own[0]))
        wander += 0.5 * np.sin(2.0 * math.pi * ((1.3 + own[1]) * sound.t + own[2]))
        rows.append(hertz_of(pitch + s["detune"] * singer.tuning + 0.5 * s["drift"] * wander + shaking) / sound.rate)
    steps = np.minimum(np.array(rows), 0.49)
    levels = table_levels(np.maximum(steps[:, :-1], steps[:, 1:]))
    tables = waves(WAVES)[WAVES.index("saw")]
    phases, _, _, left, right = np.array(singers).T.copy()
    add_waves(sound.buffer, sound.blocks, tables, levels, phases, steps, left, right)


def _shape(
    sound: Sounding,
    s: Mapping[str, float],
    size: Control,
    vowel: tuple[tuple[int, int, int], ...],
    later: tuple[tuple[int, int, int], ...],
    pitch: Floats,
) -> None:
    """Shapes the buffer by the formants. A singer above the first formant raises it to the note."""
    x = np.clip(sound.t / max(s["turn"], 1e-3), 0.0, 1.0)
    turn = x * x * (3.0 - 2.0 * x)
    smaller = 2.0 ** (size / 12.0 + 0.2 * np.clip((pitch - 60.0) / 24.0, -0.5, 1.0))
    source = sound.buffer.copy()
    sound.buffer[:] = 0.02 * source
    for number, (now, then) in enumerate(zip(vowel, later, strict=True)):
        frequency = (now[0] + (then[0] - now[0]) * turn) * smaller
        if number == 0:
            frequency = np.maximum(frequency, 1.02 * hertz_of(pitch))
        level_db = now[1] + (then[1] - now[1]) * float(np.mean(turn))
        k = _BLUR * 0.5 * (now[2] / now[0] + then[2] / then[0])
        own = source.copy()
        filter_stereo(own, sound.blocks, filter_g(frequency, sound.rate), k, BANDPASS)
        own *= 10.0 ** (level_db / 20.0) * (1.0 if number % 2 == 0 else -1.0)
        np.add(sound.buffer, own, out=sound.buffer)
