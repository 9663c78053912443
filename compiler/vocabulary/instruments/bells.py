"""Bells and mallets."""

from __future__ import annotations

from .preset import Preset

BELLS = (
    Preset(
        *("vibraphone", "modal", "Soft mallets on aluminium bars, the motor turning.", ("mallets", "jazz"), 53, 89),
        """material vibraphone, decay 5s, damping 50%, hardness 35%, position 30%, knock 8%, tremolo 35%,
        tremolo-rate 4.6Hz, release 250ms, detune 0.6cents, width 50%, key-scale 60%""",
    ),
    Preset(
        *("marimba", "modal", "Rosewood bars over deep tubes.", ("mallets", "wood"), 45, 96),
        """material marimba, decay 1.3s, damping 70%, hardness 38%, knock 22%, release 400ms, detune 0.4cents,
        width 45%, key-scale 80%""",
    ),
    Preset(
        *("xylophone", "modal", "Hard mallets on short wooden bars.", ("mallets", "wood", "bright"), 60, 103),
        """material bar, decay 550ms, damping 45%, hardness 78%, knock 30%, release 250ms, detune 0.5cents,
        width 35%, key-scale 60%""",
    ),
    Preset(
        *("glockenspiel", "modal", "Small steel bars, high and clear.", ("mallets", "bright"), 72, 103),
        """material bar, decay 4s, damping 45%, hardness 90%, knock 10%, release 900ms, detune 0.5cents,
        width 50%, key-scale 50%""",
    ),
    Preset(
        *("celesta", "modal", "Felted hammers on steel plates.", ("keys", "mallets", "soft"), 60, 103),
        """material vibraphone, decay 2.6s, damping 55%, hardness 55%, knock 12%, release 350ms,
        detune 1.2cents, width 50%, key-scale 50%""",
    ),
    Preset(
        *("music-box", "modal", "A tiny comb of steel.", ("mallets", "bright"), 60, 100),
        """material kalimba, decay 2.4s, damping 50%, hardness 78%, knock 16%, release 900ms, detune 1.5cents,
        width 55%, key-scale 50%""",
    ),
    Preset(
        *("kalimba", "modal", "Thumbed tongues on a wooden box.", ("mallets", "world"), 48, 91),
        """material kalimba, decay 1.6s, damping 75%, hardness 48%, knock 26%, release 450ms, detune 0.8cents,
        width 40%, key-scale 55%""",
    ),
    Preset(
        *("steel-pan", "modal", "The steel drums of Trinidad.", ("mallets", "world"), 48, 91),
        """material pan, decay 1.5s, damping 55%, hardness 55%, knock 12%, release 350ms, detune 3cents,
        width 50%, key-scale 50%""",
    ),
    Preset(
        *("tubular-bells", "modal", "Long orchestral chimes.", ("bells", "orchestral"), 48, 84),
        """material tubular, decay 7s, damping 60%, hardness 62%, knock 14%, release 1.8s, detune 1.2cents,
        width 45%, key-scale 40%""",
    ),
    Preset(
        *("church-bell", "modal", "A cast bell with its hum and tierce.", ("bells",), 48, 84),
        """material bell, decay 9s, damping 80%, hardness 60%, knock 10%, release 3s, detune 2.4cents,
        width 50%, key-scale 40%""",
    ),
    Preset(
        *("singing-bowl", "modal", "Rubbed bronze, swelling slowly.", ("bells", "ambient"), 45, 84),
        """material bowl, decay 12s, damping 60%, hardness 26%, knock 0%, attack 700ms, release 3s,
        detune 7cents, width 80%, key-scale 30%""",
    ),
    Preset(
        *("glass-harp", "modal", "Wet fingers on wine glasses.", ("bells", "ambient", "soft"), 55, 96),
        """material glass, decay 6s, damping 60%, hardness 32%, knock 0%, attack 140ms, release 900ms,
        detune 2cents, width 70%, key-scale 30%""",
    ),
    Preset(
        *("digital-bell", "fm", "Bright metallic bell.", ("bells", "digital"), 48, 96),
        """attack 1ms, decay 5s, sustain 0%, release 1.5s, ratio 1, modulator 3.5, index 2.4, index-decay 3s,
        index-sustain 10%, tine 35%, tine-ratio 2.76, tine-modulator 1.41, tine-index 1.5, tine-decay 1.2s,
        detune 6cents, bright 60%, key-scale 40%, width 90%""",
    ),
)
