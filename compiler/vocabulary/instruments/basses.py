"""Basses."""

from __future__ import annotations

from .preset import Preset

BASSES = (
    Preset(
        *("round-bass", "subtractive", "Deep and round, sits under anything.", ("bass", "warm"), 24, 60),
        """wave saw, wave-2 square, mix 35%, sub 55%, filter lowpass24, cutoff 420Hz, resonance 18%,
        key-track 35%, contour 22st, filter-decay 280ms, filter-sustain 25%, attack 4ms, decay 900ms,
        sustain 75%, release 120ms, drive 25%, width 10%, glide 50ms""",
    ),
    Preset(
        *(
            "sub-bass",
            "subtractive",
            "A pure low tone with just enough edge to be heard.",
            ("bass", "electronic"),
            24,
            55,
        ),
        """wave sine, wave-2 triangle, mix 30%, filter lowpass, cutoff 300Hz, key-track 60%, attack 6ms,
        decay 1.5s, sustain 85%, release 100ms, drive 35%, width 0%, drift 0cents, glide 60ms, bright 20%""",
    ),
    Preset(
        *("reese-bass", "subtractive", "Wide, growling detuned saws.", ("bass", "electronic", "dark"), 24, 55),
        """wave saw, wave-2 saw, mix 50%, interval 0st, voices 3, detune 35cents, sub 50%, filter lowpass24,
        cutoff 500Hz, resonance 12%, key-track 40%, wobble 9st, wobble-rate 0.35Hz, attack 8ms, decay 1s,
        sustain 90%, release 140ms, drive 45%, width 55%, glide 60ms""",
    ),
    Preset(
        *("acid-bass", "subtractive", "Squelching resonant saw with a quick envelope.", ("bass", "electronic"), 28, 64),
        """wave saw, filter lowpass24, cutoff 260Hz, resonance 78%, key-track 30%, contour 38st,
        filter-decay 220ms, filter-sustain 5%, attack 2ms, decay 300ms, sustain 60%, release 60ms, drive 60%,
        width 0%, glide 70ms, bright 90%""",
    ),
    Preset(
        *("pluck-bass", "subtractive", "Short and tight, for fast patterns.", ("bass", "electronic", "short"), 28, 64),
        """wave square, wave-2 saw, mix 30%, interval 12st, sub 40%, filter lowpass24, cutoff 320Hz,
        resonance 25%, key-track 40%, contour 34st, filter-decay 130ms, filter-sustain 8%, attack 1ms,
        decay 380ms, sustain 30%, release 70ms, drive 25%, width 15%""",
    ),
    Preset(
        *("fm-bass", "fm", "Punchy digital bass with a hard front.", ("bass", "digital"), 24, 60),
        """attack 1ms, decay 1.8s, sustain 35%, release 90ms, ratio 1, modulator 1, index 3.2,
        index-decay 260ms, index-sustain 18%, feedback 0.5, tine 22%, tine-ratio 2, tine-modulator 5,
        tine-index 2.2, tine-decay 90ms, detune 2cents, key-scale 20%, bright 70%, drive 25%, width 15%""",
    ),
    Preset(
        *("finger-bass", "string", "Electric bass played with the fingers.", ("bass", "electric"), 28, 67),
        """decay 5s, damping 55%, position 22%, hardness 22%, stiffness 6%, scrape 8%, strings 1, body 15%,
        body-tone 90Hz, pickup 11%, drive 30%, release 90ms, width 0%, bright 60%""",
    ),
    Preset(
        *(
            "pick-bass",
            "string",
            "Electric bass with a pick, bright and driving.",
            ("bass", "electric", "rock"),
            28,
            67,
        ),
        """decay 4.5s, damping 42%, position 12%, hardness 55%, stiffness 8%, scrape 25%, strings 1, body 10%,
        body-tone 90Hz, pickup 8%, drive 50%, release 80ms, width 0%, bright 70%""",
    ),
    Preset(
        *("upright-bass", "string", "Double bass, plucked: woody and short.", ("bass", "acoustic", "jazz"), 28, 60),
        """decay 2.2s, damping 68%, position 28%, hardness 14%, stiffness 4%, scrape 22%, strings 2,
        detune 0.8cents, body 75%, body-tone 98Hz, release 110ms, width 20%, bright 50%""",
    ),
)
