"""The voice models' settings. A preset is values over one of these tables, and a song may change each of them."""

from __future__ import annotations

from dataclasses import replace

from ..setting import Kind, Setting
from .pieces import FAMILIES


def _share(name: str, default: float, help: str, low: float = 0.0, high: float = 1.0) -> Setting:
    return Setting(name, Kind.PROPORTION, default, low, high, help)


def _time(name: str, default: float, help: str, low: float = 0.0, high: float = 30.0) -> Setting:
    return Setting(name, Kind.TIME, default, low, high, help)


def _pitch(name: str, default: float, help: str, low: float, high: float) -> Setting:
    return Setting(name, Kind.PITCH, default, low, high, help)


def _hertz(name: str, default: float, help: str, low: float = 0.01, high: float = 40.0) -> Setting:
    return Setting(name, Kind.FREQUENCY, default, low, high, help)


def _number(name: str, default: float, help: str, low: float, high: float) -> Setting:
    return Setting(name, Kind.NUMBER, default, low, high, help)


def _choice(name: str, default: str, help: str, *choices: str) -> Setting:
    return Setting(name, Kind.CHOICE, default, help=help, choices=choices)


def _within_notes(table: tuple[Setting, ...], *names: str) -> tuple[Setting, ...]:
    """The table, of which these settings move within notes that sound; others are read at each note's onset."""
    return tuple(replace(setting, automatable=setting.name in names) for setting in table)


COMMON = (
    Setting("level", Kind.LEVEL, 0.0, -60.0, 12.0, "Loudness of the instrument itself, before the edit and the mix."),
    _pitch("tune", 0.0, "Transposition; cents tune, 12 st is an octave.", -36.0, 36.0),
    _share("velocity", 0.7, "How much softer soft notes are: 0% plays all alike."),
    _share("bright", 0.5, "How much brighter hard notes are."),
    _share("width", 0.5, "Stereo width: 0% is mono."),
)

VIBRATO = (
    _pitch("vibrato", 0.0, "Depth of the vibrato to either side.", 0.0, 4.0),
    _hertz("vibrato-rate", 5.5, "Speed of the vibrato.", 0.05, 20.0),
    _time("vibrato-delay", 0.3, "How long a note stands before its vibrato swells in.", 0.0, 10.0),
    _time("glide", 0.08, "Time to slide from the note before, where notes are slurred.", 0.0, 5.0),
)

ENVELOPE = (
    _time("attack", 0.005, "Time to rise to full level."),
    _time("decay", 0.5, "Time to fall from full level to the sustain."),
    _share("sustain", 0.8, "Level held while the note is held."),
    _time("release", 0.2, "Time to fall silent after the note ends.", 0.005),
)

WAVES = ("saw", "square", "triangle", "sine", "pulse", "reed", "hollow", "glass", "vocal", "digital")

SUBTRACTIVE = (
    *COMMON,
    *ENVELOPE,
    _choice("wave", "saw", "First oscillator's wave.", *WAVES),
    _choice("wave-2", "saw", "Second oscillator's wave.", *WAVES),
    _share("mix", 0.0, "Balance from the first oscillator to the second."),
    _pitch("interval", 0.0, "The second oscillator's interval above the first.", -36.0, 36.0),
    _share("pulse", 0.5, "Width of the pulse wave.", 0.05, 0.95),
    _share("pulse-sweep", 0.0, "How far the pulse's width moves to and fro.", 0.0, 0.45),
    _hertz("pulse-rate", 0.6, "Speed of that movement."),
    _number("voices", 1.0, "Unison voices for each oscillator.", 1, 9),
    _pitch("detune", 0.12, "How far apart the unison voices are tuned.", 0.0, 2.0),
    _pitch("drift", 0.02, "Slow wander of each voice's tuning.", 0.0, 1.0),
    _share("sub", 0.0, "Level of a sine an octave below."),
    _share("noise", 0.0, "Level of breath or noise."),
    _choice(
        "filter",
        "lowpass",
        "Filter type; the 24 types fall 24 dB an octave.",
        "lowpass",
        "lowpass24",
        "bandpass",
        "highpass",
    ),
    Setting("cutoff", Kind.FREQUENCY, 2000.0, 20.0, 20000.0, "Filter's corner frequency at middle C."),
    _share("resonance", 0.15, "Peak at the corner."),
    _share("key-track", 0.5, "How far the corner follows the pitch."),
    _pitch("contour", 0.0, "How far the filter's envelope opens it.", -96.0, 96.0),
    _time("filter-attack", 0.005, "Filter envelope's rise."),
    _time("filter-decay", 0.4, "Filter envelope's fall."),
    _share("filter-sustain", 0.3, "Filter envelope's level while the note is held."),
    _pitch("wobble", 0.0, "How far a slow wave moves the filter.", 0.0, 60.0),
    _hertz("wobble-rate", 0.3, "Speed of that wave."),
    _share("tremolo", 0.0, "Depth of the tremolo."),
    _hertz("tremolo-rate", 5.0, "Speed of the tremolo.", 0.05, 20.0),
    _share("drive", 0.0, "Warm saturation after the filter."),
    _pitch("sweep", 0.0, "Where the pitch starts, from the note's own.", -60.0, 60.0),
    _time("sweep-time", 0.05, "Time to reach the note's own pitch.", 0.0, 30.0),
    *VIBRATO,
)

FM = (
    *COMMON,
    *ENVELOPE,
    _number("ratio", 1.0, "Frequency of the body's carrier, in multiples of the note.", 0.25, 16.0),
    _number("modulator", 1.0, "Frequency of the body's modulator, in multiples of the note.", 0.0, 20.0),
    _number("index", 1.5, "Strength of the body's modulation at full velocity.", 0.0, 12.0),
    _time("index-decay", 1.0, "Time for the modulation to fall to its sustain."),
    _share("index-sustain", 0.3, "Modulation left while the note is held."),
    _number("feedback", 0.0, "Self-modulation of the body's modulator.", 0.0, 1.5),
    _share("tine", 0.0, "Level of the second pair of oscillators."),
    _number("tine-ratio", 1.0, "Frequency of the tine's carrier.", 0.25, 20.0),
    _number("tine-modulator", 14.0, "Frequency of the tine's modulator.", 0.0, 20.0),
    _number("tine-index", 0.8, "Strength of the tine's modulation.", 0.0, 12.0),
    _time("tine-decay", 0.6, "Time for the tine to die away."),
    _pitch("detune", 0.04, "Tuning between the left and the right.", 0.0, 1.0),
    _share("key-scale", 0.4, "How much darker and shorter high notes are."),
    _share("tremolo", 0.0, "Depth of the stereo tremolo."),
    _hertz("tremolo-rate", 4.5, "Speed of the tremolo.", 0.05, 20.0),
    _share("drive", 0.0, "Warm saturation."),
    *VIBRATO,
)

STRING = (
    *COMMON,
    _time("decay", 4.0, "Time for middle C to fall by 60 dB.", 0.05, 60.0),
    _time("release", 0.15, "Time for a released string to be damped.", 0.005),
    _share("damping", 0.4, "How much faster the treble dies."),
    _share("position", 0.15, "Where the string is plucked or struck, as a share of its length.", 0.02, 0.5),
    _share("hardness", 0.6, "Hardness of the pick, finger or hammer."),
    _share("stiffness", 0.1, "Stiffness of the string, which stretches its partials."),
    _share("scrape", 0.1, "Noise of the pick or the finger."),
    _number("strings", 2.0, "Strings that sound for each note.", 1, 3),
    _pitch("detune", 0.02, "Tuning between those strings.", 0.0, 0.5),
    _share("body", 0.5, "Resonance of the instrument's body."),
    Setting("body-tone", Kind.FREQUENCY, 105.0, 40.0, 1000.0, "Lowest resonance of the body."),
    _share("pickup", 0.0, "Electric pickup's place along the string; 0% is none.", 0.0, 0.5),
    _share("drive", 0.0, "Saturation of the amplifier."),
    *VIBRATO,
)

MATERIALS = ("bar", "marimba", "vibraphone", "bell", "tubular", "glass", "plate", "kalimba", "pan", "bowl", "piano")

MODAL = (
    *COMMON,
    _choice("material", "bar", "What is struck: it gives the partials.", *MATERIALS),
    _time("decay", 3.0, "Time for middle C to fall by 60 dB.", 0.02, 60.0),
    _time("release", 0.3, "Time to be damped after the note ends.", 0.005),
    _share("damping", 0.5, "How much faster the upper partials die."),
    _share("hardness", 0.5, "Hardness of the mallet."),
    _share("position", 0.3, "Where it is struck, from the middle to the edge."),
    _pitch("detune", 0.02, "Beating between paired partials.", 0.0, 0.5),
    _share("knock", 0.1, "Noise of the stroke."),
    _share("tremolo", 0.0, "Depth of the tremolo (a vibraphone's motor)."),
    _hertz("tremolo-rate", 5.0, "Speed of the tremolo.", 0.05, 20.0),
    _time("attack", 0.0, "Time to rise, for bowed sounds.", 0.0, 10.0),
    _share("key-scale", 0.5, "How much shorter high notes ring."),
)

DRAWBARS = tuple(
    _number(name, default, f"Level of the {foot}.", 0.0, 8.0)
    for name, default, foot in (
        ("bar-1", 8.0, "16' (an octave below)"),
        ("bar-2", 8.0, "5 1/3' (a fifth above)"),
        ("bar-3", 8.0, "8' (the note itself)"),
        ("bar-4", 0.0, "4' (an octave above)"),
        ("bar-5", 0.0, "2 2/3' (an octave and a fifth above)"),
        ("bar-6", 0.0, "2' (two octaves above)"),
        ("bar-7", 0.0, "1 3/5' (two octaves and a third above)"),
        ("bar-8", 0.0, "1 1/3' (two octaves and a fifth above)"),
        ("bar-9", 0.0, "1' (three octaves above)"),
    )
)

ORGAN = (
    *COMMON,
    _time("attack", 0.006, "Time to speak."),
    _time("release", 0.03, "Time to stop.", 0.005),
    *DRAWBARS,
    _share("reed", 0.0, "Reed ranks: adds odd and even partials to each pipe."),
    _share("click", 0.2, "Key click, or a pipe's chiff."),
    _share("percussion", 0.0, "Level of the percussion, the second partial as the key goes down."),
    _time("percussion-decay", 0.25, "Time for the percussion to die away."),
    _choice("rotor", "slow", "Rotating loudspeaker.", "off", "slow", "fast"),
    _share("drive", 0.1, "Saturation of the amplifier."),
    _pitch("detune", 0.03, "Tuning between the ranks of pipes.", 0.0, 0.5),
)

VOWELS = ("ah", "eh", "ee", "oh", "oo", "mm")

CHOIR = (
    *COMMON,
    *ENVELOPE,
    _choice("vowel", "ah", "The vowel at the start.", *VOWELS),
    _choice("vowel-to", "ah", "The vowel it turns into.", *VOWELS),
    _time("turn", 1.0, "Time to turn from the one to the other.", 0.01),
    _number("voices", 5.0, "Singers on each note.", 1, 9),
    _pitch("detune", 0.14, "How far apart they are tuned.", 0.0, 1.0),
    _pitch("drift", 0.1, "How much each singer's pitch wanders.", 0.0, 1.0),
    _share("breath", 0.15, "Breath in the sound."),
    _share("effort", 0.5, "Brightness of the throat."),
    _pitch("formant", 0.0, "Size of the singer: up is smaller.", -12.0, 12.0),
    *VIBRATO,
)

KIT = (
    Setting("level", Kind.LEVEL, 0.0, -60.0, 12.0, "Loudness of the kit itself, before the edit and the mix."),
    _share("velocity", 0.8, "How much softer soft strokes are: 0% plays all alike."),
    _share("width", 0.8, "Stereo width: 0% is mono."),
    _share("room", 0.4, "How much of the room is heard.", 0.0, 2.0),
    _share("drive", 0.2, "Warm saturation of each stroke."),
    Setting("tone", Kind.FREQUENCY, 20000.0, 500.0, 20000.0, "Where the treble is cut; 20 kHz is open."),
    _share("variation", 0.5, "How much one stroke differs from the next."),
    *(
        setting
        for family in FAMILIES
        for setting in (
            Setting(f"{family}-level", Kind.LEVEL, 0.0, -60.0, 12.0, f"Level of the {family} pieces."),
            _pitch(f"{family}-tune", 0.0, f"Tuning of the {family} pieces.", -24.0, 24.0),
            _share(f"{family}-decay", 1.0, f"Length of the {family} pieces.", 0.1, 4.0),
        )
    ),
)

SOUNDFONT = (
    Setting("level", Kind.LEVEL, 0.0, -60.0, 12.0, "Loudness of the instrument itself, before the edit and the mix."),
    _pitch("tune", 0.0, "Transposition; cents tune, 12 st is an octave.", -36.0, 36.0),
    _share("width", 1.0, "Stereo width: 0% is mono."),
    Setting(
        "program", Kind.TEXT, "0", help="Program by its name in General MIDI or in the bank, or its number from 0."
    ),
    Setting("bank", Kind.NUMBER, 0.0, 0, 128, "Bank in the file; drums are in 128.", fixed=True),
    _share("release", 1.0, "Length of the releases.", 0.05, 4.0),
)

SAMPLER = (
    Setting("level", Kind.LEVEL, 0.0, -60.0, 12.0, "Loudness of the instrument itself, before the edit and the mix."),
    _pitch("tune", 0.0, "Transposition; cents tune, 12 st is an octave.", -36.0, 36.0),
    _share("velocity", 0.7, "How much softer soft notes are: 0% plays all alike."),
    _share("width", 1.0, "Stereo width: 0% is mono."),
    _time("attack", 0.0, "Time to rise to full level."),
    _time("release", 0.2, "Time to fall silent after the note ends.", 0.005),
    _choice(
        "as",
        "auto",
        "What it is; samples named after drum pieces make a kit by themselves.",
        "auto",
        "pitches",
        "drums",
    ),
    _choice("hold", "auto", "How long a sample sounds: as its note, or whole as drums do.", "auto", "note", "whole"),
)

MODELS: dict[str, tuple[Setting, ...]] = {
    "subtractive": _within_notes(
        SUBTRACTIVE,
        *("level", "tune", "pulse", "pulse-sweep", "cutoff", "resonance", "key-track", "contour", "wobble"),
        *("tremolo", "vibrato"),
    ),
    "fm": _within_notes(FM, "level", "tune", "index", "tine-index", "tremolo", "vibrato"),
    "string": _within_notes(STRING, "level", "tune", "vibrato"),
    "modal": _within_notes(MODAL, "level", "tremolo"),
    "organ": _within_notes(ORGAN, "level"),
    "choir": _within_notes(CHOIR, "level", "tune", "breath", "effort", "formant"),
    "kit": _within_notes(KIT, "level", "tone"),
    "soundfont": _within_notes(SOUNDFONT, "level", "tune"),
    "sampler": _within_notes(SAMPLER, "level", "tune"),
}
