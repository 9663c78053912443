"""Every effect's code: the module that sounds it, its version, and its window. Loaded without numpy."""

from __future__ import annotations

from collections.abc import Callable

from ...compiler.frozen import dataclass
from ...compiler.plan import Effect
from ..window import Window
from .windows import colour, dynamics, filters, modulation, pitch, space, stereo, texture


@dataclass(frozen=True, slots=True)
class Entry:
    """`module` of this package holds the effect in its `TABLE`. `version` grows whenever the sound changes. `timed`:
    its output depends on where in the song it stands (an oscillator's phase)."""

    module: str
    version: int
    window: Callable[[Effect, int], Window]
    timed: bool = False
    sounds_alone: bool = False
    pedalboard: bool = False
    reads_files: bool = False


REGISTRY: dict[str, Entry] = {
    # filters and equalisers
    "highpass": Entry("filters", 1, filters.pass_filter),
    "lowpass": Entry("filters", 1, filters.pass_filter),
    "bell": Entry("filters", 1, filters.bell),
    "shelf": Entry("filters", 1, filters.shelf),
    "bandpass": Entry("filters", 1, filters.resonator),
    "notch": Entry("filters", 1, filters.resonator),
    "tilt": Entry("filters", 1, filters.tilt),
    "linear-eq": Entry("linear", 1, filters.linear),
    "dynamic-bell": Entry("dynamic_eq", 1, filters.dynamic_bell),
    "auto-wah": Entry("dynamic_eq", 1, filters.auto_wah),
    "ladder": Entry("ladder", 2, filters.ladder, pedalboard=True),
    # dynamics
    "compressor": Entry("dynamics", 1, dynamics.compressor),
    "gate": Entry("dynamics", 1, dynamics.gate),
    "sidechain": Entry("dynamics", 1, dynamics.sidechain),
    "expander": Entry("dynamics", 1, dynamics.expander),
    "de-esser": Entry("dynamic_eq", 1, filters.de_esser),
    "transient": Entry("transient", 1, dynamics.transient),
    "multiband": Entry("multiband", 1, dynamics.multiband),
    # colour
    "saturation": Entry("colour", 1, colour.saturation),
    "clipper": Entry("colour", 1, colour.clipper),
    "exciter": Entry("colour", 1, colour.exciter),
    "tape": Entry("tape", 1, colour.tape, timed=True),
    "bitcrush": Entry("crush", 1, colour.bitcrush, timed=True),
    "amp": Entry("amp", 1, colour.amp),
    "cabinet": Entry("amp", 1, colour.cabinet),
    # modulation
    "chorus": Entry("modulation", 1, modulation.chorus, timed=True),
    "tremolo": Entry("modulation", 1, modulation.none, timed=True),
    "auto-pan": Entry("modulation", 1, modulation.none, timed=True),
    "vibrato": Entry("modulation", 1, modulation.vibrato, timed=True),
    "flanger": Entry("flanger", 1, modulation.flanger, timed=True),
    "phaser": Entry("phaser", 1, modulation.phaser, timed=True),
    "rotary": Entry("rotary", 1, modulation.rotary, timed=True),
    "ring-mod": Entry("modulation", 1, modulation.none, timed=True),
    "frequency-shift": Entry("shift", 1, modulation.frequency_shift, timed=True),
    # space
    "delay": Entry("echo", 1, space.delay),
    "reverb": Entry("reverb", 3, space.reverb, timed=True),
    "spring": Entry("spring", 1, space.spring),
    "convolution": Entry("convolution", 1, space.convolution, reads_files=True),
    # stereo and gain
    "width": Entry("stereo", 1, modulation.none),
    "trim": Entry("stereo", 1, modulation.none),
    "mid-side": Entry("stereo", 1, modulation.none),
    "mono-below": Entry("stereo", 1, stereo.mono_below),
    "haas": Entry("stereo", 1, stereo.haas),
    "polarity": Entry("stereo", 1, modulation.none),
    "nudge": Entry("stereo", 1, stereo.nudge),
    # pitch and voice
    "pitch": Entry("pitch", 1, pitch.pitch, timed=True),
    "formant": Entry("formant", 1, pitch.formant, timed=True),
    "vocoder": Entry("vocoder", 1, pitch.vocoder),
    # texture
    "hiss": Entry("hiss", 1, texture.hiss, timed=True, sounds_alone=True),
}
