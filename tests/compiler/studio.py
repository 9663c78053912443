"""What the tests compile against: files that exist in memory only, and a band for songs that bring none."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from songc.compiler import compile_song
from songc.compiler.compiled import Compiled
from songc.compiler.files import AudioInfo, BankInfo, MemoryFiles
from songc.compiler.plugins.facts import ParameterFacts, PluginInfo, PluginLack, Why
from songc.compiler.takes.midi_file import MidiNote

FILE = "song.song"
KITS = """
composition { motif hook octave 5 { | d:8 f a:4 g:8 f e:4 | } }
mix { chain bright { shelf high 8kHz +3dB } }
"""
FILES = {
    "lib/kits.song": KITS,
    "lib/round.song": 'use "circle.song" as circle',
    "lib/circle.song": 'use "round.song" as round',
    "lib/latin.song": b"mix { chain a { } } // caf\xe9",
    "takes/broken.wav": b"not audio",
    "art/cover.png": b"\x89PNG\r\n\x1a\n",
    "presets/large.vstpreset": b"VST3",
    "samples/right.sfz": "<region> sample=c4.wav key=c4",
    "samples/wrong.sfz": "<region> sample=c4.wav key=high",
    "samples/filtered.sfz": "<region> sample=c4.wav cutoff=800",
}
AUDIO = {
    "takes/vox-1.wav": AudioInfo(48000, 1, 48000 * 9, "one"),
    "takes/vox-2.wav": AudioInfo(44100, 2, 44100 * 8, "two"),
    "takes/empty.wav": AudioInfo(48000, 1, 0, "none"),
    "samples/c4.wav": AudioInfo(48000, 1, 48000, "three"),
    "samples/kit/snare.wav": AudioInfo(48000, 1, 4800, "five"),
    "samples/more/c4.wav": AudioInfo(48000, 1, 48000, "three"),
    "samples/more/riser.wav": AudioInfo(48000, 1, 48000, "four"),
}
# A slow line on channel 1, five quarter notes long, and two drums on channel 10.
MIDI = {
    "takes/keys.mid": (
        MidiNote(Fraction(0), 60, Fraction(1), 127, 1, 1),
        MidiNote(Fraction(0), 36, Fraction(1, 4), 100, 10, 2),
        MidiNote(Fraction(9, 8), 64, Fraction(1, 2), 64, 1, 1),
        MidiNote(Fraction(2), 38, Fraction(1, 4), 100, 10, 2),
        MidiNote(Fraction(4), 67, Fraction(1), 90, 1, 1),
    )
}
BANKS = {"gm": BankInfo("five", ((0, 0, "Grand"), (0, 40, "Violin"), (128, 0, "Standard")))}
PARAMETERS = (
    ParameterFacts("decay_s", "Decay", "s", 0.1, 10.0, 2.0),
    ParameterFacts("low_cut_khz", "Low Cut", "kHz", 0.01, 1.0, 0.02),
    ParameterFacts("mix", "Mix", "%", 0.0, 100.0, 50.0),
    ParameterFacts("mode", "Mode", choices=("Clean", "Warm Tube", "1/4 D"), choice="Clean"),
    ParameterFacts("mode_2", "MODE", low=1.0, high=4.0, value=1.0, automatable=False),
    ParameterFacts("shimmer", "Shimmer", value=0.5, is_share=True),
)
HALL = PluginInfo("six", False, PARAMETERS, ("Room", "Cathedral"), "program")
GAIN = ParameterFacts("gain_db", "Gain", "dB", -60.0, 6.0, -3.0)
PLUGINS = {
    "Large Hall": HALL,
    "Grand": replace(HALL, instrument=True),
    "Upright": replace(HALL, instrument=True, parameters=(GAIN, *PARAMETERS)),
    "Strange": PluginLack(Why.FORBIDDEN, '`plugins = ["Strange"]`'),
    "Broken Hall": PluginLack(Why.BROKEN, "it crashed (SIGSEGV)"),
}
COMPOSITION = """
composition {
  tempo 120 bpm
  rhythm beat { kick | x--- x--- | }
  section verse 4 bars { chords | Dm | C | ; line lead octave 4 { | d:4 e f g | } }
  section chorus 4 bars { chords | Bb | A | ; line lead octave 5 { | d:2 a4 | } }
  form verse chorus verse chorus
}
"""
ARRANGEMENT = """
arrangement {
  track drums  { instrument kit "studio"; play beat }
  track bass   { instrument synth "round-bass"; play roots octave 2 }
  track lead   { instrument synth "glass-lead"; play lead }
  track vocals { instrument audio }
}
"""


def compiled(song: str, variant: str | None = None, **texts: str) -> Compiled:
    """A song compiled as it stands."""
    files = MemoryFiles({FILE: song, **FILES, **texts}, AUDIO, MIDI, BANKS, PLUGINS)
    return compile_song(FILE, files=files, variant=variant)


def with_band(song: str) -> str:
    """The song with a composition and an arrangement when it has none of its own, after its own text."""
    if "composition {" not in song:
        song += COMPOSITION
    return song if "arrangement {" in song else song + ARRANGEMENT
