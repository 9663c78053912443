"""General MIDI's programs and the built-in instruments that come nearest to them."""

from __future__ import annotations

from ...compiler.plan import Instrument
from ...compiler.vocabulary.instruments import PRESETS
from ...compiler.vocabulary.instruments.general_midi import program_number

# The preset of each program, in General MIDI's order and groups of eight (General MIDI System Level 1, 1991).
_GROUPS = (
    # piano
    "grand-piano grand-piano grand-piano grand-piano electric-piano digital-piano harpsichord clavinet",
    # chromatic percussion
    "celesta glockenspiel music-box vibraphone marimba xylophone tubular-bells harp",
    # organ
    "drawbar-organ jazz-organ rock-organ church-organ accordion accordion accordion accordion",
    # guitar
    "nylon-string steel-string electric-guitar electric-guitar muted-guitar electric-guitar electric-guitar "
    "electric-guitar",
    # bass
    "upright-bass finger-bass pick-bass finger-bass pluck-bass pluck-bass round-bass fm-bass",
    # strings
    "solo-violin solo-violin string-ensemble string-ensemble string-ensemble pizzicato harp marimba",
    # ensemble
    "string-ensemble string-ensemble tape-pad tape-pad choir-ah choir-oo choir-ah brass-section",
    # brass
    "brass-section brass-section brass-section brass-section soft-horn brass-section synth-brass synth-brass",
    # reed
    "clarinet clarinet clarinet clarinet oboe oboe soft-horn clarinet",
    # pipe
    "flute flute flute pipe-flute pipe-flute flute whistle whistle",
    # synth lead
    "square-lead saw-lead soft-lead soft-lead saw-lead talk-lead super-saw saw-lead",
    # synth pad
    "glass-pad warm-pad super-saw choir-oo glass-pad glass-pad air-pad sweep-pad",
    # synth effects
    "digital-bell tape-pad digital-bell air-pad glass-pad dark-pad air-pad sweep-pad",
    # ethnic
    "koto banjo koto koto kalimba oboe solo-violin oboe",
    # percussive
    "glockenspiel steel-pan steel-pan xylophone impact impact impact riser",
    # sound effects
    "muted-guitar wind wind whistle digital-bell wind wind impact",
)
BY_PROGRAM = tuple(name for group in _GROUPS for name in group.split())

# Programs of presets that stand for none, or for several of which the first is not the nearest.
_NEAREST = {
    "felt-piano": 0,
    "reed-piano": 4,
    "marimba": 12,
    "accordion": 21,
    "mandolin": 25,
    "pluck-bass": 36,
    "sub-bass": 38,
    "acid-bass": 38,
    "reese-bass": 39,
    "harp": 46,
    "string-ensemble": 48,
    "soft-horn": 60,
    "brass-section": 61,
    "oboe": 68,
    "clarinet": 71,
    "flute": 73,
    "whistle": 78,
    "soft-lead": 82,
    "digital-bell": 98,
}

WIDEST = "grand-piano"


def preset_for(program: int, low: int, high: int) -> str:
    """The preset for a program that plays notes from `low` to `high`; the widest one where its own is too narrow."""
    name = BY_PROGRAM[program % 128]
    preset = PRESETS[name]
    return name if preset.low <= low and high <= preset.high else WIDEST


def program_of(preset: str) -> int:
    """The program nearest to a built-in instrument; the piano where none is near."""
    if preset in _NEAREST:
        return _NEAREST[preset]
    return BY_PROGRAM.index(preset) if preset in BY_PROGRAM else 0


def program_played(instrument: Instrument) -> int:
    """The program of an instrument: a SoundFont's own, or the one nearest to a built-in instrument."""
    if instrument.kind == "soundfont":
        return program_number(str(dict(instrument.settings)["program"])) or 0
    return program_of(instrument.name)
