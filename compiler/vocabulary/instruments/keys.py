"""Pianos and other keyboards."""

from __future__ import annotations

from .preset import Preset

KEYS = (
    Preset(
        *("electric-piano", "fm", "Tine piano: mellow when soft, barking when hard.", ("keys", "warm"), 28, 96),
        """attack 2ms, decay 7s, sustain 0%, release 250ms, ratio 1, modulator 1, index 1.5, index-decay 1.6s,
        index-sustain 25%, tine 28%, tine-ratio 1, tine-modulator 14, tine-index 0.9, tine-decay 900ms,
        detune 3cents, bright 80%, tremolo 30%, tremolo-rate 4.2Hz, key-scale 50%, drive 15%""",
    ),
    Preset(
        *("reed-piano", "fm", "Reed piano with a growl and a tremolo.", ("keys", "soul"), 33, 93),
        """attack 2ms, decay 4.5s, sustain 0%, release 160ms, ratio 1, modulator 2, index 1.1,
        index-decay 1.2s, index-sustain 40%, feedback 0.35, tine 12%, tine-ratio 3, tine-modulator 7,
        tine-index 0.7, tine-decay 250ms, detune 2cents, bright 90%, tremolo 45%, tremolo-rate 5.6Hz,
        key-scale 60%, drive 45%, width 30%""",
    ),
    Preset(
        *("digital-piano", "fm", "Bright, glassy tines of the eighties.", ("keys", "digital", "bright"), 28, 100),
        """attack 2ms, decay 6s, sustain 0%, release 300ms, ratio 1, modulator 1, index 0.9, index-decay 2s,
        index-sustain 30%, tine 50%, tine-ratio 1, tine-modulator 15, tine-index 1.4, tine-decay 1.4s,
        detune 7cents, bright 70%, key-scale 45%, width 90%""",
    ),
    Preset(
        *("grand-piano", "modal", "Concert grand, bright and long.", ("keys", "piano", "acoustic"), 24, 103),
        """material piano, decay 11s, damping 62%, hardness 66%, position 20%, detune 1.1cents, knock 16%,
        release 180ms, key-scale 75%, bright 90%, width 55%, velocity 80%""",
    ),
    Preset(
        *(
            "felt-piano",
            "modal",
            "Upright with felt before the hammers: close and soft.",
            ("keys", "piano", "soft"),
            28,
            96,
        ),
        """material piano, decay 8s, damping 85%, hardness 30%, position 20%, detune 1.6cents, knock 34%,
        release 220ms, key-scale 70%, bright 60%, width 40%, velocity 70%""",
    ),
    Preset(
        *("harpsichord", "string", "Plucked by quills: bright, with no dynamics.", ("keys", "baroque"), 36, 89),
        """decay 5s, damping 24%, position 9%, hardness 92%, stiffness 6%, scrape 14%, strings 2,
        detune 1cents, body 35%, body-tone 180Hz, release 90ms, velocity 15%, bright 10%, width 45%""",
    ),
    Preset(
        *("clavinet", "string", "Funky struck strings under pickups.", ("keys", "funk", "electric"), 36, 88),
        """decay 2.2s, damping 38%, position 7%, hardness 80%, stiffness 10%, scrape 12%, strings 1, body 5%,
        pickup 18%, drive 45%, release 50ms, bright 90%, width 0%""",
    ),
)

ORGANS = (
    Preset(
        *("drawbar-organ", "organ", "Full drawbars through a slow rotor.", ("organ",), 36, 96),
        """bar-1 8, bar-2 8, bar-3 8, bar-4 5, bar-5 3, bar-6 4, bar-7 2, bar-8 2, bar-9 3, click 25%,
        rotor slow, drive 20%, width 80%, velocity 10%""",
    ),
    Preset(
        *("jazz-organ", "organ", "Three drawbars, percussion, a fast rotor.", ("organ", "jazz"), 36, 96),
        """bar-1 8, bar-2 8, bar-3 8, click 35%, percussion 60%, percussion-decay 220ms, rotor fast,
        drive 15%, width 80%, velocity 10%""",
    ),
    Preset(
        *("rock-organ", "organ", "All the way out and overdriven.", ("organ", "rock"), 36, 96),
        """bar-1 8, bar-2 6, bar-3 8, bar-4 8, bar-5 5, bar-6 7, bar-7 4, bar-8 5, bar-9 8, click 30%,
        rotor fast, drive 75%, width 80%, velocity 15%""",
    ),
    Preset(
        *("church-organ", "organ", "Principals and mixtures in a large case.", ("organ", "church"), 36, 96),
        """bar-1 5, bar-3 8, bar-4 7, bar-5 3, bar-6 6, bar-8 4, bar-9 5, reed 25%, click 25%, attack 40ms,
        release 140ms, rotor off, drive 0%, detune 6cents, width 90%, velocity 0%, bright 0%""",
    ),
    Preset(
        *("pipe-flute", "organ", "One rank of stopped flutes, with their chiff.", ("organ", "soft"), 48, 96),
        """bar-1 0, bar-2 0, bar-3 8, bar-5 3, bar-6 2, click 45%, attack 30ms, release 110ms, rotor off,
        drive 0%, detune 2cents, width 50%, velocity 10%, bright 10%""",
    ),
    Preset(
        *("accordion", "organ", "Two beating rows of free reeds.", ("organ", "folk"), 48, 96),
        """bar-1 3, bar-2 0, bar-3 8, bar-4 4, reed 85%, click 8%, attack 35ms, release 70ms, rotor off,
        drive 10%, detune 16cents, width 60%, velocity 50%, bright 50%""",
    ),
)
