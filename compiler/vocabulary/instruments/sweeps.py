"""Effects: what leads into a section and lands on its first beat."""

from __future__ import annotations

from .preset import Preset

SWEEPS = (
    Preset(
        *(
            "riser",
            "subtractive",
            "Noise and saws that climb for as long as you hold them.",
            ("effect", "electronic"),
            36,
            84,
        ),
        """wave saw, wave-2 saw, mix 50%, interval 7st, voices 5, detune 30cents, noise 45%, filter bandpass,
        cutoff 6kHz, resonance 35%, key-track 0%, contour -48st, filter-attack 0ms, filter-decay 9s,
        filter-sustain 0%, attack 4s, decay 1s, sustain 100%, release 120ms, sweep -24st, sweep-time 8s,
        tremolo 35%, tremolo-rate 8Hz, width 100%""",
    ),
    Preset(
        *("downer", "subtractive", "Falls away after the drop.", ("effect", "electronic"), 36, 84),
        """wave saw, wave-2 square, mix 50%, interval -12st, voices 5, detune 30cents, noise 40%,
        filter lowpass24, cutoff 200Hz, resonance 35%, key-track 0%, contour 66st, filter-decay 5s,
        filter-sustain 0%, attack 2ms, decay 5s, sustain 0%, release 600ms, sweep 24st, sweep-time 4s,
        width 100%""",
    ),
    Preset(
        *("impact", "subtractive", "A low boom with a burst of air.", ("effect", "cinematic"), 24, 60),
        """wave sine, wave-2 triangle, mix 25%, noise 55%, filter lowpass24, cutoff 120Hz, resonance 10%,
        key-track 0%, contour 72st, filter-decay 500ms, filter-sustain 0%, attack 1ms, decay 3.5s, sustain 0%,
        release 1s, sweep 19st, sweep-time 120ms, drive 60%, width 60%""",
    ),
    Preset(
        *("wind", "subtractive", "Air that rises and falls.", ("effect", "ambient"), 36, 84),
        """wave sine, mix 0%, noise 100%, filter bandpass, cutoff 700Hz, resonance 60%, key-track 100%,
        wobble 9st, wobble-rate 0.13Hz, attack 1.5s, decay 3s, sustain 90%, release 2s, tremolo 30%,
        tremolo-rate 0.21Hz, width 60%""",
    ),
)
