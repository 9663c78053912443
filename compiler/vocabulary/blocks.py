"""Every block's statements: how each is written, what it does. The checker, the formatter, completion and the reference
read this table. (The vocabulary of effects and of instruments stands in tables of its own.)"""

from __future__ import annotations

from ..frozen import dataclass
from .grooves import GROOVES
from .setting import Kind, Setting


@dataclass(frozen=True, slots=True)
class Entry:
    """One statement: its head, how it is written (capitals stand for values), and one sentence of help."""

    name: str
    usage: str
    help: str


@dataclass(frozen=True, slots=True)
class BlockSpec:
    """A block. `name` is its path (`mix/track`); `effects` says that it may also hold any effect by name."""

    name: str
    help: str
    entries: tuple[Entry, ...]
    effects: bool = False

    @property
    def heads(self) -> tuple[str, ...]:
        return tuple(entry.name for entry in self.entries)


# Settings that are statements by themselves.
GAIN = Setting("gain", Kind.LEVEL, 0.0, -120.0, 36.0, "level of the fader", bare=True, automatable=True)
PAN = Setting("pan", Kind.PROPORTION, 0.0, -1.0, 1.0, "place between left and right", bare=True, automatable=True)
SEND = Setting("send", Kind.LEVEL, 0.0, -120.0, 24.0, "level sent to the bus", bare=True, automatable=True)
CLIP_GAIN = Setting("gain", Kind.LEVEL, 0.0, -120.0, 36.0, "level of the clip", bare=True)
CROSSFADE = Setting("crossfade", Kind.TIME, 0.02, 0.0, 5.0, "length of the crossfade where takes meet", bare=True)
CROSSFADE_SEARCH = Setting(
    "search", Kind.TIME, 0.1, 0.0, 2.0, "how much earlier the takes may cross, where it is heard least"
)
STRIP_SILENCE = (
    Setting("threshold", Kind.LEVEL, -50.0, -120.0, 0.0, "peak level under which the track is silent", bare=True),
    Setting("hold", Kind.TIME, 0.2, 0.0, 5.0, "how long it stays open after a sound"),
    Setting("before", Kind.TIME, 0.02, 0.0, 1.0, "how long before a sound it opens"),
)
STRAIGHT = "straight"
QUANTIZE = (
    Setting("strength", Kind.PROPORTION, 1.0, 0.0, 1.0, "how far notes are pulled", bare=True),
    Setting("groove", Kind.CHOICE, STRAIGHT, choices=(STRAIGHT, *GROOVES), help="how the grid is played"),
)
TUNE = (
    Setting("strength", Kind.PROPORTION, 1.0, 0.0, 1.0, "how much of the error is taken away"),
    Setting("speed", Kind.TIME, 0.05, 0.0, 1.0, "how fast; vibrato that is faster stays"),
)
DECLICK = (
    Setting("sensitivity", Kind.PROPORTION, 0.5, 0.0, 1.0, "how easily something is taken for a click", bare=True),
)
BREATHS = Setting("breaths", Kind.LEVEL, -12.0, -120.0, 12.0, "level of breaths, against the recording", bare=True)
ALIGN = (Setting("within", Kind.TIME, 0.1, 0.001, 1.0, "how far a phrase may move"),)
CEILING = Setting("ceiling", Kind.TRUE_PEAK, -1.0, -24.0, 0.0, "highest true peak of the record", bare=True)
LOUDNESS = Setting("loudness", Kind.LOUDNESS, -14.0, -60.0, -3.0, "integrated loudness of the record", bare=True)
MATCH_SPECTRUM = Setting(
    "spectrum", Kind.PROPORTION, 0.5, 0.0, 1.0, "how far the spectrum goes towards the reference's", bare=True
)
TAIL = Setting("tail", Kind.TIME, 4.0, 0.0, 120.0, "time after the form's end in which the sound rings out", bare=True)

HUMANIZE = (
    Setting("timing", Kind.TIME, 0.0, 0.0, 0.25, "how far onsets stray"),
    Setting("velocity", Kind.PROPORTION, 0.0, 0.0, 1.0, "how far velocities stray"),
    Setting("length", Kind.PROPORTION, 0.0, 0.0, 1.0, "how far lengths stray"),
    Setting("tuning", Kind.PITCH, 0.0, 0.0, 1.0, "how far pitches stray"),
)

OSCILLATOR = (
    Setting(
        "shape", Kind.CHOICE, "sine", help="waveform of the swing", choices=("sine", "triangle", "square"), bare=True
    ),
    Setting("rate", Kind.FREQUENCY, 1.0, 0.001, 20.0, "swings in a second", bare=True),
    Setting("every", Kind.TIME, 0.0, 0.0, 600.0, "time of one swing: 1/4, 8 beats, 500ms; 0 s follows the rate"),
    Setting("phase", Kind.PROPORTION, 0.0, 0.0, 1.0, "part of a turn at which it begins"),
)
FOLLOWER = (
    Setting("attack", Kind.TIME, 0.005, 0.0005, 2.0, "time of 90 % of a rise"),
    Setting("release", Kind.TIME, 0.15, 0.001, 5.0, "time of 90 % of a fall"),
)

_EFFECTS = "the effects, in the order of the text"
_GAIN = Entry("gain", "gain LEVEL", "Sets the fader.")
_PAN = Entry("pan", "pan 15% right [law LAW]", "Puts the sound between left and right.")
_SEND = Entry("send", "send BUS LEVEL [pre]", "Sends to a bus, after the fader or before it.")
_MUTE = Entry("mute", "mute", "Leaves it out of the record.")
_SOLO = Entry("solo", "solo", "Leaves out all tracks that are not soloed, alone or in a group.")
_CHAIN = Entry("chain", "chain NAME", "Puts a declared chain of effects here.")
_PLUGIN = Entry("plugin", 'plugin "NAME" { … }', "Puts a native plugin here that songc.toml allows.")

TITLE = BlockSpec(
    "song",
    "The record's names and tags.",
    (
        Entry("edition", "edition 1", "The edition of the language that it is written in; there is one so far."),
        Entry("artist", 'artist "NAME"', "Who performs."),
        Entry("album", 'album "TITLE"', "The album it belongs to."),
        Entry("album-artist", 'album-artist "NAME"', "Whose album it is."),
        Entry("composer", 'composer "NAME"', "Who wrote the music."),
        Entry("lyricist", 'lyricist "NAME"', "Who wrote the words."),
        Entry("producer", 'producer "NAME"', "Who produced it."),
        Entry("genre", 'genre "NAME"', "Its genre."),
        Entry("year", "year 2026", "The year of release."),
        Entry("track", "track 3", "Its number on the album."),
        Entry("isrc", 'isrc "QZES72600001"', "The recording's international code."),
        Entry("cover", 'cover "art/cover.jpg"', "The picture that its files carry, JPEG or PNG."),
        Entry("copyright", 'copyright "TEXT"', "The copyright line."),
        Entry("comment", 'comment "TEXT"', "A remark in the files' tags."),
        Entry("seed", "seed 7", "Where every random choice of the song begins."),
    ),
)

TAKES = BlockSpec(
    "takes",
    "The performances of the tracks.",
    (Entry("track", "track NAME { … }", "The takes of one track."),),
)
TAKES_TRACK = BlockSpec(
    "takes/track",
    "The takes of one track.",
    (Entry("take", "take 1 { … }", "One performance, by its number."),),
)
TAKE = BlockSpec(
    "takes/track/take",
    "One performance.",
    (
        Entry("humanize", "humanize timing 6ms velocity 8% length 5% tuning 4cents", "Plays like a person."),
        Entry(
            "file",
            'file "PATH" at PLACE [from TIME] [for LENGTH] [offset TIME] [gain LEVEL] '
            "[stretch 95% | stretch to 4 bars | tempo 100 bpm] [pitch +2 st]",
            "Puts a recording at a place.",
        ),
        Entry(
            "midi",
            'midi "PATH" [channel N] [track N] at PLACE [for LENGTH] [offset TIME] [transpose +12 st] [tempo kept]',
            "Plays the notes of a MIDI file at a place, instead of what is written there.",
        ),
    ),
)

EDITS = BlockSpec(
    "edits",
    "The edit of the tracks' takes.",
    (Entry("track", "track NAME { … }", "The edit of one track."),),
)
EDITS_TRACK = BlockSpec(
    "edits/track",
    "The edit of one track.",
    (
        Entry("use", "use take 2", "The take that plays where no comp says otherwise."),
        Entry("comp", "comp PLACE take 2", "Takes a place from another take."),
        Entry("crossfade", "crossfade 20ms [search 100ms] [curve SHAPE]", "How takes cross where they meet."),
        Entry(
            "quantize",
            "quantize [PLACE] 1/16 [strength 60%] [groove NAME]",
            "Pulls notes, or the strokes of a recording, to a grid.",
        ),
        Entry(
            "tune",
            "tune [PLACE] to key|scale D dorian|chromatic|line NAME [strength 70%] [speed 50ms]",
            "Corrects the pitch of a recorded voice.",
        ),
        Entry(
            "align",
            "align to take 1|TRACK [within 100ms]",
            "Moves phrases to fall together with those of another take.",
        ),
        Entry("de-click", "de-click [PLACE] [sensitivity 50%]", "Mends clicks of a recording."),
        Entry("breaths", "breaths [PLACE] -12dB", "Sets the level of breaths between the phrases of a recording."),
        Entry("nudge", "nudge [PLACE] -5ms", "Moves notes or clips in time."),
        Entry("gain", "gain [PLACE] +2dB", "Sets the clip's level."),
        Entry("trim", "trim PLACE", "Keeps a place, and silences what is outside it."),
        Entry("mute", "mute PLACE", "Silences a place."),
        Entry("cut", "cut PLACE", "Silences a place."),
        Entry("fade", "fade in|out PLACE LENGTH [curve SHAPE]", "Fades at the beginning or the end of a place."),
        Entry("reverse", "reverse PLACE", "Plays a place backwards."),
        Entry("repeat", "repeat PLACE over PLACE", "Plays a place again in another, as often as it has room."),
        Entry("polarity", "polarity [PLACE] invert", "Turns the polarity."),
        Entry(
            "strip",
            "strip silence [threshold -50dB] [hold 200ms] [before 20ms]",
            "Silences what lies between the sounds.",
        ),
    ),
)

MIX = BlockSpec(
    "mix",
    f"The desk: {_EFFECTS} stand on the mix itself.",
    (
        Entry("chain", "chain NAME { … }", "Names a chain of effects."),
        Entry("track", "track NAME { … }", "The strip of a track."),
        Entry("bus", "bus NAME { … }", "A bus that hears what is sent to it."),
        Entry("group", "group NAME { drums bass; … }", "Joins strips before the mix."),
        Entry("vca", "vca NAME { drums bass; gain -3dB }", "One fader over those of its members."),
        Entry("automate", "automate lead.gain { PLACE VALUE [curve SHAPE] [over LENGTH] }", "Moves a setting in time."),
        Entry(
            "modulate",
            "modulate lead.pan lfo sine 0.5Hz depth 30% | modulate pad.gain envelope drums depth -6dB",
            "Swings a setting, or lets it follow a level.",
        ),
        _PLUGIN,
        _GAIN,
        _PAN,
    ),
    effects=True,
)
MIX_CHAIN = BlockSpec("mix/chain", f"A chain: {_EFFECTS}.", (_CHAIN, _PLUGIN), effects=True)
MIX_TRACK = BlockSpec(
    "mix/track",
    f"The strip of a track: {_EFFECTS}, then fader and pan.",
    (_CHAIN, _PLUGIN, _GAIN, _PAN, _SEND, _MUTE, _SOLO),
    effects=True,
)
MIX_BUS = BlockSpec(
    "mix/bus", f"A bus: {_EFFECTS}, then fader and pan.", (_CHAIN, _PLUGIN, _GAIN, _PAN, _SEND, _MUTE), effects=True
)
MIX_GROUP = BlockSpec(
    "mix/group",
    f"A group: the names of its members, {_EFFECTS}, then fader and pan.",
    (_CHAIN, _PLUGIN, _GAIN, _PAN, _SEND, _MUTE, _SOLO),
    effects=True,
)
MIX_VCA = BlockSpec("mix/vca", "A fader over those of its members, whose sound stays apart.", (_GAIN, _MUTE, _SOLO))

MASTER = BlockSpec(
    "master",
    f"The mastering: {_EFFECTS}, then loudness and ceiling, and the files.",
    (
        _CHAIN,
        _PLUGIN,
        _GAIN,
        Entry("loudness", "loudness -14 LUFS", "The record's loudness, as a figure, a platform's name, or `off`."),
        Entry("ceiling", "ceiling -1 dBTP", "The record's highest true peak."),
        Entry("match", 'match "PATH" spectrum 60% [loudness]', "Brings spectrum and loudness near a finished record."),
        Entry("tail", "tail 4s", "How long the sound rings out after the form's end."),
        Entry("fade", "fade in|out 4s [curve SHAPE]", "Fades the record's beginning or end."),
        Entry("export", "export wav 16bit 44.1kHz shaped", "A file to deliver."),
        Entry("stems", "stems wav 24bit", "A file for each track, bus and group that feeds the mix."),
    ),
    effects=True,
)

VARIANT = BlockSpec(
    "variant",
    "Another version of the song: what it declares takes the place of the song's own.",
    (
        Entry("mute", "mute vocals lead", "Leaves tracks out."),
        Entry("solo", "solo piano", "Leaves all other tracks out."),
        *(
            Entry(stage, f"{stage} {{ … }}", f"Statements that replace those of the song's {stage}.")
            for stage in ("song", "composition", "arrangement", "takes", "edits", "mix", "master")
        ),
    ),
)
EXPECT = BlockSpec(
    "expect",
    "The song's tests: what must be true of the record.",
    (
        Entry("loudness", "loudness -14 LUFS within 0.5", "Integrated loudness."),
        Entry("true-peak", "true-peak below -1 dBTP", "Highest true peak."),
        Entry("length", "length between 1m and 3m", "Length of the record."),
        Entry("range", "range between 3 LU and 12 LU", "Loudness range."),
        Entry("short-term", "short-term below -9 LUFS", "The loudest three seconds."),
        Entry("momentary", "momentary below -7 LUFS", "The loudest 0.4 seconds."),
        Entry("crest", "crest above 8 dB", "Sample peak over RMS."),
        Entry("correlation", "correlation above 0", "Stereo correlation."),
        Entry("mono", "mono above -2 dB", "Loudness of both sides summed, against that in stereo: 0 dB loses nothing."),
        Entry("lows", "lows below -2 dB", "Power below 250 Hz, as a part of the whole."),
        Entry("mids", "mids above -6 dB", "Power from 250 Hz to 4 kHz, as a part of the whole."),
        Entry("highs", "highs between -24 dB and -9 dB", "Power above 4 kHz, as a part of the whole."),
    ),
)

BLOCKS: dict[str, BlockSpec] = {
    block.name: block
    for block in (
        *(TITLE, TAKES, TAKES_TRACK, TAKE, EDITS, EDITS_TRACK),
        *(MIX, MIX_CHAIN, MIX_TRACK, MIX_BUS, MIX_GROUP, MIX_VCA, MASTER, VARIANT, EXPECT),
    )
}
