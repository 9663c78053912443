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
    "highpass": Entry("filters", 2, filters.pass_filter),
    "lowpass": Entry("filters", 2, filters.pass_filter),
    "bell": Entry("filters", 2, filters.bell),
    "shelf": Entry("filters", 2, filters.shelf),
    "bandpass": Entry("filters", 2, filters.resonator),
    "notch": Entry("filters", 2, filters.resonator),
    "tilt": Entry("filters", 2, filters.tilt),
    "linear-eq": Entry("linear", 1, filters.linear),
    "dynamic-bell": Entry("dynamic_eq", 2, filters.dynamic_bell),
    "auto-wah": Entry("dynamic_eq", 2, filters.auto_wah),
    "ladder": Entry("ladder", 2, filters.ladder, pedalboard=True),
    # dynamics
    "compressor": Entry("dynamics", 2, dynamics.compressor),
    "gate": Entry("dynamics", 2, dynamics.gate),
    "sidechain": Entry("dynamics", 2, dynamics.sidechain),
    "expander": Entry("dynamics", 2, dynamics.expander),
    "de-esser": Entry("dynamic_eq", 2, filters.de_esser),
    "transient": Entry("transient", 2, dynamics.transient),
    "multiband": Entry("multiband", 2, dynamics.multiband),
    # colour
    "saturation": Entry("colour", 2, colour.saturation),
    "clipper": Entry("colour", 2, colour.clipper),
    "exciter": Entry("colour", 2, colour.exciter),
    "tape": Entry("tape", 2, colour.tape, timed=True),
    "bitcrush": Entry("crush", 1, colour.bitcrush, timed=True),
    "amp": Entry("amp", 2, colour.amp),
    "cabinet": Entry("amp", 2, colour.cabinet),
    # modulation
    "chorus": Entry("modulation", 2, modulation.chorus, timed=True),
    "tremolo": Entry("modulation", 2, modulation.none, timed=True),
    "auto-pan": Entry("modulation", 2, modulation.none, timed=True),
    "vibrato": Entry("modulation", 2, modulation.vibrato, timed=True),
    "flanger": Entry("flanger", 2, modulation.flanger, timed=True),
    "phaser": Entry("phaser", 2, modulation.phaser, timed=True),
    "rotary": Entry("rotary", 2, modulation.rotary, timed=True),
    "ring-mod": Entry("modulation", 2, modulation.none, timed=True),
    "frequency-shift": Entry("shift", 2, modulation.frequency_shift, timed=True),
    # space
    "delay": Entry("echo", 2, space.delay),
    "reverb": Entry("reverb", 4, space.reverb, timed=True),
    "spring": Entry("spring", 2, space.spring),
    "convolution": Entry("convolution", 2, space.convolution, reads_files=True),
    # stereo and gain
    "width": Entry("stereo", 2, modulation.none),
    "trim": Entry("stereo", 2, modulation.none),
    "mid-side": Entry("stereo", 2, modulation.none),
    "mono-below": Entry("stereo", 2, stereo.mono_below),
    "haas": Entry("stereo", 1, stereo.haas),
    "polarity": Entry("stereo", 1, modulation.none),
    "nudge": Entry("stereo", 1, stereo.nudge),
    # pitch and voice
    "pitch": Entry("pitch", 2, pitch.pitch, timed=True),
    "formant": Entry("formant", 1, pitch.formant, timed=True),
    "vocoder": Entry("vocoder", 1, pitch.vocoder),
    # texture
    "hiss": Entry("hiss", 2, texture.hiss, timed=True, sounds_alone=True),
}
