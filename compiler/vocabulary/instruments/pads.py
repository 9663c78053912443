"""Pads, string sections and choirs: what holds the chords."""

from __future__ import annotations

from .preset import Preset

PADS = (
    Preset(
        *("warm-pad", "subtractive", "Slow, wide and soft, always moving a little.", ("pad", "warm"), 36, 84),
        """wave saw, wave-2 pulse, mix 40%, pulse 40%, pulse-sweep 20%, pulse-rate 0.3Hz, voices 4,
        detune 22cents, drift 5cents, filter lowpass24, cutoff 900Hz, resonance 10%, key-track 50%,
        contour 14st, filter-attack 1.2s, filter-decay 2s, filter-sustain 60%, wobble 5st, wobble-rate 0.17Hz,
        attack 600ms, decay 2s, sustain 85%, release 1.4s, width 90%, sub 15%""",
    ),
    Preset(
        *("glass-pad", "subtractive", "Clear upper partials over a soft ground.", ("pad", "bright"), 48, 96),
        """wave glass, wave-2 sine, mix 40%, interval 12st, voices 4, detune 12cents, drift 4cents,
        filter lowpass, cutoff 3kHz, resonance 10%, key-track 70%, wobble 7st, wobble-rate 0.23Hz,
        attack 500ms, decay 3s, sustain 80%, release 1.8s, width 100%""",
    ),
    Preset(
        *("dark-pad", "subtractive", "Low and brooding, opens slowly.", ("pad", "dark"), 28, 76),
        """wave saw, wave-2 square, mix 50%, interval -12st, voices 3, detune 18cents, drift 6cents, sub 25%,
        noise 2%, filter lowpass24, cutoff 320Hz, resonance 22%, key-track 30%, contour 18st,
        filter-attack 2.5s, filter-decay 4s, filter-sustain 70%, attack 1.1s, decay 3s, sustain 90%,
        release 2s, width 85%""",
    ),
    Preset(
        *("sweep-pad", "subtractive", "A resonant sweep through wide saws.", ("pad", "electronic"), 36, 84),
        """wave saw, wave-2 saw, mix 50%, interval 7st, voices 4, detune 16cents, filter lowpass24,
        cutoff 500Hz, resonance 45%, key-track 40%, wobble 22st, wobble-rate 0.11Hz, attack 700ms, decay 2s,
        sustain 90%, release 1.6s, width 95%""",
    ),
    Preset(
        *("air-pad", "subtractive", "More breath than tone.", ("pad", "soft"), 48, 90),
        """wave triangle, wave-2 vocal, mix 35%, voices 3, detune 14cents, noise 16%, filter bandpass,
        cutoff 1.1kHz, resonance 25%, key-track 90%, wobble 6st, wobble-rate 0.2Hz, attack 900ms, decay 2s,
        sustain 85%, release 2s, width 100%""",
    ),
    Preset(
        *("tape-pad", "subtractive", "Old string machine with worn tape.", ("pad", "vintage"), 36, 84),
        """wave vocal, wave-2 reed, mix 45%, voices 3, detune 18cents, drift 14cents, noise 3%,
        filter lowpass, cutoff 1.6kHz, resonance 8%, key-track 30%, attack 120ms, decay 2s, sustain 85%,
        release 500ms, width 70%, vibrato 7cents, vibrato-rate 4.6Hz, vibrato-delay 100ms, drive 30%""",
    ),
)

SECTIONS = (
    Preset(
        *("string-ensemble", "subtractive", "A string section, bowed and warm.", ("strings", "orchestral"), 36, 96),
        """wave saw, wave-2 saw, mix 50%, voices 5, detune 16cents, drift 8cents, noise 1.5%, filter lowpass,
        cutoff 2.2kHz, resonance 6%, key-track 55%, contour 8st, filter-attack 250ms, filter-decay 800ms,
        filter-sustain 60%, attack 180ms, decay 1s, sustain 88%, release 350ms, vibrato 9cents,
        vibrato-rate 5.2Hz, vibrato-delay 250ms, width 90%, bright 60%""",
    ),
    Preset(
        *("short-strings", "subtractive", "The section playing short, biting notes.", ("strings", "short"), 36, 96),
        """wave saw, wave-2 saw, mix 50%, voices 5, detune 14cents, drift 6cents, noise 4%, filter lowpass,
        cutoff 2.4kHz, resonance 8%, key-track 55%, contour 16st, filter-attack 15ms, filter-decay 180ms,
        filter-sustain 30%, attack 22ms, decay 260ms, sustain 35%, release 180ms, width 90%, bright 80%""",
    ),
    Preset(
        *("solo-violin", "subtractive", "One violin, with bow and vibrato.", ("strings", "solo"), 55, 96),
        """wave reed, wave-2 saw, mix 55%, noise 2.5%, filter lowpass, cutoff 2.8kHz, resonance 12%,
        key-track 40%, contour 7st, filter-attack 120ms, filter-decay 600ms, filter-sustain 70%, attack 90ms,
        decay 800ms, sustain 90%, release 160ms, vibrato 22cents, vibrato-rate 5.7Hz, vibrato-delay 280ms,
        drift 5cents, glide 90ms, width 15%, bright 60%""",
    ),
    Preset(
        *("choir-ah", "choir", "A mixed choir on an open vowel.", ("choir",), 41, 84),
        """vowel ah, vowel-to ah, voices 7, detune 16cents, drift 12cents, breath 12%, effort 45%,
        attack 160ms, decay 1s, sustain 92%, release 350ms, vibrato 14cents, vibrato-rate 5.3Hz,
        vibrato-delay 300ms, width 90%""",
    ),
    Preset(
        *("choir-oo", "choir", "The choir humming softly into a round vowel.", ("choir", "soft"), 41, 84),
        """vowel mm, vowel-to oo, turn 700ms, voices 6, detune 14cents, drift 12cents, breath 16%, effort 30%,
        attack 250ms, decay 1s, sustain 92%, release 450ms, vibrato 12cents, vibrato-rate 5Hz,
        vibrato-delay 400ms, width 90%""",
    ),
    Preset(
        *("boys-choir", "choir", "Small, clear voices.", ("choir", "bright"), 55, 88),
        """vowel oh, vowel-to ah, turn 900ms, voices 5, detune 10cents, drift 9cents, breath 20%, effort 40%,
        formant 3st, attack 140ms, decay 1s, sustain 92%, release 400ms, vibrato 4cents, vibrato-rate 5.4Hz,
        width 80%""",
    ),
)
