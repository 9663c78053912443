"""Plucked strings."""

from __future__ import annotations

from .preset import Preset

PLUCKED = (
    Preset(
        *("steel-string", "string", "Acoustic guitar with steel strings.", ("guitar", "acoustic"), 40, 88),
        """decay 5s, damping 45%, position 16%, hardness 65%, stiffness 12%, scrape 15%, strings 2,
        detune 1.2cents, body 60%, body-tone 105Hz, release 120ms, width 50%""",
    ),
    Preset(
        *(
            "nylon-string",
            "string",
            "Classical guitar, played with the fingers.",
            ("guitar", "acoustic", "soft"),
            40,
            88,
        ),
        """decay 3.2s, damping 60%, position 24%, hardness 32%, stiffness 4%, scrape 9%, strings 2,
        detune 0.8cents, body 75%, body-tone 98Hz, release 140ms, width 45%""",
    ),
    Preset(
        *("electric-guitar", "string", "Clean electric guitar.", ("guitar", "electric"), 40, 88),
        """decay 6s, damping 44%, position 14%, hardness 58%, stiffness 9%, scrape 12%, strings 1, body 0%,
        pickup 21%, drive 30%, release 90ms, width 0%, vibrato 6cents, vibrato-delay 600ms""",
    ),
    Preset(
        *("muted-guitar", "string", "Palm-muted strings for tight rhythms.", ("guitar", "electric", "short"), 40, 88),
        """decay 350ms, damping 62%, position 10%, hardness 60%, stiffness 10%, scrape 30%, strings 1,
        body 15%, body-tone 110Hz, pickup 18%, drive 45%, release 60ms, width 0%""",
    ),
    Preset(
        *("harp", "string", "Concert harp, long and pure.", ("plucked", "orchestral"), 28, 100),
        """decay 7s, damping 55%, position 38%, hardness 40%, stiffness 3%, scrape 5%, strings 2,
        detune 0.6cents, body 45%, body-tone 160Hz, release 700ms, width 60%""",
    ),
    Preset(
        *("koto", "string", "Silk strings with a sharp nail.", ("plucked", "world"), 45, 93),
        """decay 3.5s, damping 36%, position 7%, hardness 82%, stiffness 5%, scrape 20%, strings 2,
        detune 1.8cents, body 50%, body-tone 190Hz, release 250ms, width 45%, vibrato 10cents,
        vibrato-delay 500ms""",
    ),
    Preset(
        *("banjo", "string", "Bright strings on a drum.", ("plucked", "folk"), 48, 91),
        """decay 1.1s, damping 26%, position 9%, hardness 88%, stiffness 8%, scrape 18%, strings 2,
        detune 1cents, body 80%, body-tone 290Hz, release 120ms, width 35%""",
    ),
    Preset(
        *("mandolin", "string", "Pairs of steel strings.", ("plucked", "folk"), 55, 93),
        """decay 2.4s, damping 34%, position 11%, hardness 76%, stiffness 8%, scrape 18%, strings 2,
        detune 4cents, body 60%, body-tone 240Hz, release 110ms, width 55%""",
    ),
    Preset(
        *("pizzicato", "string", "Plucked violins and cellos.", ("strings", "short", "orchestral"), 36, 91),
        """decay 650ms, damping 66%, position 18%, hardness 34%, stiffness 3%, scrape 16%, strings 3,
        detune 3cents, body 85%, body-tone 200Hz, release 160ms, width 70%""",
    ),
)
