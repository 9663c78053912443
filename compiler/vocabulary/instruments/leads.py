"""Leads, brass and wind: what carries the melody."""

from __future__ import annotations

from .preset import Preset

LEADS = (
    Preset(
        *("glass-lead", "subtractive", "Clear and bright, sings with a late vibrato.", ("lead", "bright"), 48, 96),
        """wave glass, wave-2 triangle, mix 45%, interval 12st, voices 2, detune 6cents, drift 2cents,
        filter lowpass, cutoff 2.6kHz, resonance 20%, key-track 80%, contour 18st, filter-decay 600ms,
        filter-sustain 40%, attack 12ms, decay 800ms, sustain 75%, release 350ms, vibrato 16cents,
        vibrato-rate 5.4Hz, vibrato-delay 350ms, glide 70ms, width 60%""",
    ),
    Preset(
        *("saw-lead", "subtractive", "Two saws, cutting and direct.", ("lead", "bright"), 40, 96),
        """wave saw, wave-2 saw, mix 50%, voices 2, detune 9cents, filter lowpass24, cutoff 2.2kHz,
        resonance 25%, key-track 60%, contour 16st, filter-decay 450ms, filter-sustain 45%, attack 5ms,
        decay 700ms, sustain 80%, release 180ms, vibrato 14cents, vibrato-delay 300ms, glide 60ms, drive 30%,
        width 45%""",
    ),
    Preset(
        *("square-lead", "subtractive", "Hollow pulse that thins and widens.", ("lead", "retro"), 40, 96),
        """wave pulse, pulse 35%, pulse-sweep 15%, pulse-rate 0.9Hz, filter lowpass, cutoff 3.5kHz,
        resonance 15%, key-track 60%, attack 3ms, decay 600ms, sustain 75%, release 120ms, vibrato 18cents,
        vibrato-rate 5.8Hz, vibrato-delay 250ms, glide 40ms, width 10%""",
    ),
    Preset(
        *("super-saw", "subtractive", "Seven saws a side: huge.", ("lead", "electronic", "wide"), 40, 96),
        """wave saw, wave-2 saw, mix 45%, voices 7, detune 28cents, filter lowpass, cutoff 5kHz,
        resonance 10%, key-track 50%, contour 10st, filter-decay 700ms, filter-sustain 60%, attack 6ms,
        decay 1s, sustain 85%, release 300ms, sub 20%, width 100%, drive 10%""",
    ),
    Preset(
        *("soft-lead", "subtractive", "Round triangle, close to a flute.", ("lead", "soft"), 48, 96),
        """wave triangle, wave-2 sine, mix 30%, noise 1.5%, filter lowpass, cutoff 1.8kHz, key-track 70%,
        attack 25ms, decay 900ms, sustain 85%, release 250ms, vibrato 15cents, vibrato-rate 5Hz,
        vibrato-delay 400ms, glide 90ms, width 20%""",
    ),
    Preset(
        *("whistle", "subtractive", "A whistled tune, a little uncertain.", ("lead", "soft"), 60, 100),
        """wave sine, wave-2 sine, mix 20%, interval 12st, noise 4%, filter lowpass, cutoff 800Hz,
        resonance 45%, key-track 100%, attack 40ms, decay 600ms, sustain 90%, release 120ms, sweep -1st,
        sweep-time 90ms, drift 9cents, vibrato 24cents, vibrato-rate 5.3Hz, vibrato-delay 250ms, glide 120ms,
        width 15%""",
    ),
    Preset(
        *("talk-lead", "subtractive", "Vocal wave under a moving band.", ("lead", "electronic"), 40, 88),
        """wave vocal, wave-2 reed, mix 40%, filter bandpass, cutoff 900Hz, resonance 40%, key-track 40%,
        contour 20st, filter-attack 120ms, filter-decay 500ms, filter-sustain 35%, attack 8ms, decay 700ms,
        sustain 80%, release 150ms, vibrato 12cents, glide 80ms, drive 25%, width 20%""",
    ),
    Preset(
        *("pluck", "subtractive", "Short synthetic pluck for patterns.", ("lead", "short", "electronic"), 40, 100),
        """wave saw, wave-2 pulse, mix 40%, pulse 30%, voices 3, detune 10cents, filter lowpass24,
        cutoff 700Hz, resonance 30%, key-track 60%, contour 44st, filter-decay 200ms, filter-sustain 0%,
        attack 1ms, decay 550ms, sustain 0%, release 200ms, width 80%""",
    ),
    Preset(
        *("chip", "subtractive", "Plain square of the first games.", ("lead", "retro"), 40, 96),
        """wave square, filter lowpass, cutoff 12kHz, key-track 0%, attack 1ms, decay 200ms, sustain 70%,
        release 20ms, drift 0cents, bright 0%, width 0%""",
    ),
)

WINDS = (
    Preset(
        *("brass-section", "subtractive", "Trumpets and trombones that swell.", ("brass",), 36, 84),
        """wave saw, wave-2 saw, mix 50%, voices 3, detune 9cents, drift 4cents, filter lowpass24,
        cutoff 700Hz, resonance 12%, key-track 60%, contour 26st, filter-attack 70ms, filter-decay 500ms,
        filter-sustain 65%, attack 30ms, decay 700ms, sustain 88%, release 140ms, sweep -0.4st,
        sweep-time 70ms, vibrato 6cents, vibrato-delay 500ms, width 70%, bright 90%, drive 15%""",
    ),
    Preset(
        *("soft-horn", "subtractive", "A French horn in the next room.", ("brass", "soft"), 36, 79),
        """wave hollow, wave-2 saw, mix 40%, filter lowpass24, cutoff 520Hz, resonance 8%, key-track 60%,
        contour 14st, filter-attack 110ms, filter-decay 700ms, filter-sustain 70%, attack 70ms, decay 800ms,
        sustain 90%, release 220ms, sweep -0.3st, sweep-time 90ms, noise 0.8%, width 25%, bright 80%""",
    ),
    Preset(
        *("synth-brass", "subtractive", "Analogue brass for big chords.", ("brass", "electronic"), 36, 88),
        """wave saw, wave-2 pulse, mix 45%, pulse 45%, pulse-sweep 10%, voices 3, detune 15cents,
        filter lowpass24, cutoff 600Hz, resonance 20%, key-track 45%, contour 32st, filter-attack 40ms,
        filter-decay 600ms, filter-sustain 45%, attack 15ms, decay 800ms, sustain 85%, release 220ms,
        width 85%, bright 80%""",
    ),
    Preset(
        *("flute", "subtractive", "Breathy concert flute.", ("wind",), 60, 96),
        """wave triangle, wave-2 sine, mix 45%, noise 5%, filter lowpass, cutoff 1.9kHz, resonance 10%,
        key-track 80%, contour 6st, filter-attack 80ms, filter-decay 300ms, filter-sustain 50%, attack 55ms,
        decay 500ms, sustain 90%, release 120ms, vibrato 14cents, vibrato-rate 5Hz, vibrato-delay 350ms,
        tremolo 6%, width 15%, bright 50%""",
    ),
    Preset(
        *("clarinet", "subtractive", "Woody, hollow, even.", ("wind",), 50, 90),
        """wave hollow, wave-2 triangle, mix 30%, noise 1.2%, filter lowpass, cutoff 2kHz, resonance 12%,
        key-track 45%, contour 6st, filter-attack 60ms, filter-decay 300ms, filter-sustain 60%, attack 40ms,
        decay 400ms, sustain 92%, release 90ms, vibrato 4cents, vibrato-delay 500ms, width 10%, bright 60%""",
    ),
    Preset(
        *("oboe", "subtractive", "Nasal double reed.", ("wind",), 58, 91),
        """wave reed, wave-2 pulse, mix 30%, pulse 18%, noise 0.8%, filter bandpass, cutoff 1.5kHz,
        resonance 10%, key-track 35%, attack 45ms, decay 400ms, sustain 92%, release 90ms, vibrato 12cents,
        vibrato-rate 5.4Hz, vibrato-delay 300ms, width 10%, bright 60%""",
    ),
)
