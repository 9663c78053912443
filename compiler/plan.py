"""The plan: signals and what each is made of, in frames. Data only; `songc.runtime` turns each step into sound.

A signal is one stereo stream over the whole song: `take:bass.1`, `edit:bass`, `strip:bass`, `bus:hall`,
`group:rhythm`, `mix`, `master`. Parts of one that the user need not name follow a slash: `master/chain`.
"""

from __future__ import annotations

from dataclasses import field

from .frozen import dataclass
from .plan_audio import AudioStep
from .source import Span

# A setting's resolved value in its kind's base unit (vocabulary/setting.py).
SettingValue = float | str


@dataclass(frozen=True, slots=True)
class Note:
    """One note that sounds, or one stroke on a drum.

    `start` is in frames (negative when a cell of the frame grid begins after the note), `length` in frames from
    onset to release. `pitch` is a MIDI note number, fractions being tuning (69.0 is 440 Hz); `velocity` runs from 0
    to 1. `piece` names a drum piece and is empty for a pitched note. `choke` is the number of frames after the
    onset at which another stroke silences this one (open hi-hat), or -1. `glide_from` is the pitch it slides from,
    or the pitch itself. `swell` is how far the velocity grows (falls, when negative) from onset to release, on
    instruments that sustain. `brightness` closes or opens the tone, whatever the velocity: -1 and 1 are two octaves.
    `seed` feeds every random choice inside the note; it derives from the song's seed and the place of the note.
    `moves` has the curves, in frames from the onset, by which settings of the instrument are away from where they stand
    for this note."""

    start: int
    length: int
    pitch: float
    velocity: float
    seed: int
    piece: str = ""
    choke: int = -1
    glide_from: float = -1.0
    brightness: float = 0.0
    swell: float = 0.0
    moves: tuple[tuple[str, Curve], ...] = ()


@dataclass(frozen=True, slots=True)
class Sound:
    """A file that an instrument plays from. `file` only says where what `digest` (sha256) names is found.

    A SoundFont has one, and nothing else is said of it. A sampler has one for each sample: `rate` in Hz and `frames`
    are the file's; strokes on `pieces` play it, or notes on the MIDI keys `low..high` (inclusive) where it has none,
    at velocities from `soft` up to and without `loud` (0..1), when the note's luck lies in `luck` (low inclusive,
    high exclusive, 0..1). At the MIDI pitch `key` it sounds as recorded but for `tune` semitones; `track` is how far
    it follows other pitches. It plays the frames `first..last`, round and round `loop` (first, end; equal for none)
    while the note lasts, and where `whole` its length is its own. Times in seconds are -1 where the instrument's
    settings say them."""

    file: str = field(compare=False)
    digest: str
    rate: int = 0
    frames: int = 0
    pieces: tuple[str, ...] = ()
    low: int = 0
    high: int = 127
    soft: float = -1.0
    loud: float = 2.0
    luck: tuple[float, float] = (0.0, 1.0)
    key: float = 60.0
    track: float = 1.0
    tune: float = 0.0
    gain_db: float = 0.0
    pan: float = 0.0
    first: int = 0
    last: int = 0
    loop: tuple[int, int] = (0, 0)
    whole: bool = False
    attack_seconds: float = -1.0
    decay_seconds: float = 0.0
    sustain: float = 1.0
    release_seconds: float = -1.0


@dataclass(frozen=True, slots=True)
class Instrument:
    """A resolved instrument: `kind` is `synth`, `kit`, `soundfont`, `sampler`…; `name` the preset or the file as it
    was written; `settings` holds every setting of the voice model in the vocabulary's order, defaults filled in;
    `sounds` are the files it plays from. One of the kind `plugin` is a native one, of which `settings` holds only what
    is written."""

    kind: str
    name: str
    settings: tuple[tuple[str, SettingValue], ...]
    sounds: tuple[Sound, ...] = ()
    plugin: Plugin | None = None


@dataclass(frozen=True, slots=True)
class Wave:
    """An oscillator on a curve: it swings by `depth` to either side, once in `period` frames; `turn` is the part of a
    turn that it has made at frame 0."""

    shape: str
    period: float
    depth: float
    turn: float = 0.0


@dataclass(frozen=True, slots=True)
class Follow:
    """A level on a curve: by `depth` at full scale, by nothing at -50 dBFS and below. `input` is the signal's input
    that it listens to; `attack` and `release` are in seconds."""

    input: int
    depth: float
    attack: float
    release: float


@dataclass(frozen=True, slots=True)
class Curve:
    """A value over time: points of (frame, value, shape towards the next point: `step`, `linear` or `smooth`), and what
    swings about them.

    Before the first point its value holds, after the last point the last. One point is a constant. `span` bounds what
    swings; `turns` are those that an oscillator of this frequency has made at frame 0, where that is known."""

    points: tuple[tuple[int, float, str], ...]
    waves: tuple[Wave, ...] = ()
    follows: tuple[Follow, ...] = ()
    span: tuple[float, float] | None = None
    turns: float = 0.0

    @staticmethod
    def constant(value: float) -> Curve:
        return Curve(((0, value, "step"),))

    @property
    def swings(self) -> bool:
        return bool(self.waves or self.follows)

    @property
    def reach(self) -> tuple[float, float]:
        """The lowest and the highest value it can take; curves between points never pass them."""
        if self.span is not None:
            return self.span
        values = [value for _, value, _ in self.points]
        return min(values), max(values)


ZERO = Curve.constant(0.0)


@dataclass(frozen=True, slots=True)
class Effect:
    """A resolved effect: every setting in the vocabulary's order, defaults filled in, and the curves of automated
    ones."""

    name: str
    settings: tuple[tuple[str, SettingValue], ...]
    automation: tuple[tuple[str, Curve], ...] = ()


@dataclass(frozen=True, slots=True)
class PluginFile:
    """A file that a plugin loads: `kind` is `state` or `preset`. `file` only says where `digest` is found."""

    kind: str
    file: str = field(compare=False)
    digest: str


@dataclass(frozen=True, slots=True)
class Plugin:
    """A native plugin as it is set: the files it loads, in order, then the parameters that the song writes, by the
    plugin's own keys and in its own units, a preset of its own first; `automation` has the curves of those that move,
    told the same way. `digest` stands for all files of the plugin."""

    name: str
    digest: str
    files: tuple[PluginFile, ...] = ()
    parameters: tuple[tuple[str, SettingValue], ...] = ()
    automation: tuple[tuple[str, Curve], ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """A declaration that shaped a signal: `key` names it stably (`mix/track bass/gain`), `text` shows it (`gain
    -4dB`), `value` changes when and only when its meaning does, `span` is where it stands now. `why` compares these
    between builds."""

    key: str
    text: str
    value: str
    span: Span


# The steps: what a signal is made of ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Perform:
    """Notes played on an instrument (the notes of one take, with that take's timing). Sorted by start. `automation` has
    the curves of those of its settings that move; a native plugin holds its own."""

    instrument: Instrument
    notes: tuple[Note, ...]
    automation: tuple[tuple[str, Curve], ...] = ()


@dataclass(frozen=True, slots=True)
class Clip:
    """A stretch of an audio file put in time: `frames` of it at `start`, from `offset_seconds` into the file."""

    file: str
    digest: str
    start: int
    frames: int
    offset_seconds: float
    gain_db: float = 0.0


@dataclass(frozen=True, slots=True)
class Record:
    """Recorded audio: clips that do not overlap, resampled to the song's rate as they are read."""

    clips: tuple[Clip, ...]


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of one take in the edit. `fade_in` and `fade_out` are lengths in frames; an equal-power fade on
    either side of a join makes a crossfade, so neighbours overlap by that length.

    Frame f of it plays frame f - `shift` of the take, or frame `mirror` - f where it plays backwards; `inverted`, with
    the polarity turned."""

    take: int  # index into the signal's inputs
    start: int
    stop: int
    fade_in: int = 0
    fade_out: int = 0
    fade_in_shape: str = "equal-power"
    fade_out_shape: str = "equal-power"
    gain_db: float = 0.0
    shift: int = 0
    mirror: int | None = None
    inverted: bool = False


@dataclass(frozen=True, slots=True)
class Edit:
    """Regions of takes, summed."""

    regions: tuple[Region, ...]


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel of the desk: its inputs, each at its send level, summed; the effects in text order; the fader with the
    `trims_db` of the VCA groups it is in; the pan, by its `law` (one of `mix.strips.LAWS`).

    Strips, buses, groups, the mix and the master's chain are all channels. `sends` has one curve (in dB) for each
    input that is heard; inputs after those are keys for sidechains, named by position in `keys`: (effect index,
    input index), or what curves follow."""

    sends: tuple[Curve, ...]
    effects: tuple[Effect, ...] = ()
    gain_db: Curve = ZERO
    pan: Curve = ZERO
    keys: tuple[tuple[int, int], ...] = ()
    trims_db: tuple[Curve, ...] = ()
    law: str = "equal-power"


@dataclass(frozen=True, slots=True)
class Process:
    """The first input through a native plugin, from the song's beginning to its end, aligned with it. What curves
    follow comes after it."""

    plugin: Plugin


Step = Perform | Record | Edit | Channel | Process | AudioStep


@dataclass(frozen=True, slots=True)
class Signal:
    """One node of the plan. `frames` is its length where that is not the plan's."""

    name: str
    stage: str
    step: Step
    inputs: tuple[str, ...]
    origins: tuple[Origin, ...] = ()
    frames: int = 0


@dataclass(frozen=True, slots=True)
class Delivery:
    """One deliverable audio file. `rate` in Hz; `bits` for PCM formats; `bitrate_kbps` for lossy ones. `shaped`: its
    dither's noise lies where the ear hears least; `broadcast`: it carries a BWF `bext` chunk."""

    format: str
    rate: int
    bits: int = 0
    bitrate_kbps: int = 0
    shaped: bool = False
    broadcast: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """How the record is matched to the signal `master/reference`: its spectrum by a share of the way, and its
    loudness."""

    amount: float
    loudness: bool


@dataclass(frozen=True, slots=True)
class Finish:
    """What the master stage asks of the finished sound. `ceiling_dbtp` and `loudness_lufs` are the limiter's and
    the solver's targets (loudness None: leave the level as mixed). `origins` are the declarations of both. `cover` is
    a picture's path in the project and the sha256 of its bytes."""

    loudness_lufs: float | None
    ceiling_dbtp: float
    deliveries: tuple[Delivery, ...]
    stems: Delivery | None
    tags: tuple[tuple[str, str], ...]
    origins: tuple[Origin, ...] = ()
    cover: tuple[str, str] | None = None
    match: Match | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything the runtime needs: signals in order (inputs before those that hear them), and how to finish.

    `sections` are (name with pass, first frame, end frame), for summaries and pictures; `seed` is the song's."""

    rate: int
    frames: int
    signals: tuple[Signal, ...]
    finish: Finish
    sections: tuple[tuple[str, int, int], ...]
    seed: int = 0
