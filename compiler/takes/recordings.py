"""Recordings: audio files that a take puts at places of the song."""

from __future__ import annotations

from fractions import Fraction

from ..check import Check, need_text, no_block
from ..files import AudioInfo, project_path
from ..form.lengths import Length, as_length, read_length
from ..form.places import read_place
from ..form.timeline import Stretch, Timeline
from ..frozen import dataclass
from ..source import Span
from ..syntax import Place, Quantity, Statement, Text, Value
from ..units import base, measures
from ..vocabulary.blocks import CLIP_GAIN
from ..vocabulary.setting import Kind
from .options import each_option
from .stretching import Stretching, checked_ratio, read_semitones, read_stretching

# A recording may ring this long over the end of its place without a word.
GRACE_SECONDS = 0.1
OPTIONS = ("at", "from", "for", "offset", "gain", "stretch", "tempo", "pitch")
EXAMPLE = 'file "takes/vox-1.wav" at verse.1 offset -20ms'


@dataclass(frozen=True, slots=True)
class Recording:
    """A stretch of an audio file put at a beat. `offset_seconds` moves it from there; it begins `from_seconds` into the
    file and lasts `seconds` in the song, made `ratio` times as long and `semitones` higher than it was recorded."""

    file: str
    info: AudioInfo
    start_beats: Fraction
    offset_seconds: float
    from_seconds: float
    seconds: float
    gain_db: float
    ratio: float
    semitones: float
    span: Span


def read_recordings(check: Check, line: Statement, recorded: bool, timeline: Timeline) -> list[Recording]:
    no_block(check, line)
    path = need_text(check, line, "the path of an audio file", EXAMPLE)
    if path is None:
        return []
    options = _Options(check, line)
    if not recorded:
        message = "a recording needs a track with `instrument audio`; an instrument plays this one"
        check.report("E0531", message, line.span, "recorded audio", "declare the track with `instrument audio`")
        return []
    info = audio_of(check, path)
    if options.place is None:
        message = f"where `{path.value}` begins is not said"
        check.report("E0403", message, line.span, "a place is missing", f"write it as `{EXAMPLE}`")
    if info is None or options.place is None or not timeline.passages:
        return []
    file, sound = info
    seconds = sound.seconds - options.from_seconds
    if seconds <= 0:
        message = (
            f"`{path.value}` is {sound.seconds:.3g} s long, and nothing is left from {options.from_seconds:.3g} s on"
        )
        check.report("E0804", message, line.span, "past its end", "begin earlier in the file")
        return []
    found = []
    for stretch in timeline.resolve(options.place, check):
        ratio = checked_ratio(check, options.stretching, seconds, timeline, stretch.start)
        length = seconds * ratio
        if options.length is not None:
            length = min(length, options.length.seconds_after(timeline, stretch.start))
        else:
            _fits(check, line, path, options, timeline, stretch, length)
        recording = Recording(
            file=file,
            info=sound,
            start_beats=stretch.start,
            offset_seconds=options.offset_seconds,
            from_seconds=options.from_seconds,
            seconds=length,
            gain_db=options.gain_db,
            ratio=ratio,
            semitones=options.semitones,
            span=line.span,
        )
        found.append(recording)
    return found


class _Options:
    """What follows the path: `at PLACE`, `from TIME`, `for LENGTH`, `offset TIME`, `gain LEVEL`, `stretch 95%` or
    `stretch to LENGTH`, `tempo 100 bpm`, `pitch +2 st`."""

    def __init__(self, check: Check, line: Statement) -> None:
        self.place: Place | None = None
        self.from_seconds = 0.0
        self.offset_seconds = 0.0
        self.gain_db = 0.0
        self.length: Length | None = None
        self.stretching: Stretching | None = None
        self.semitones = 0.0
        for name, rest in each_option(check, line, OPTIONS, EXAMPLE):
            if name in ("stretch", "tempo"):
                self.stretching = read_stretching(check, name, rest, self.stretching)
            else:
                self._take(check, name, rest.pop(0))

    def _take(self, check: Check, name: str, value: Value) -> None:
        match name:
            case "at":
                self.place = read_place(value, check)
            case "for":
                self.length = read_length(check, value, "the recording", 'file "takes/vox-1.wav" at verse.1 for 8 bars')
            case "gain":
                self.gain_db = _level(check, value)
            case "pitch":
                self.semitones = read_semitones(check, value)
            case _:
                signed = name == "offset"
                length = as_length(value, signed=signed)
                if length is None or length.unit != "s":
                    message = f"`{name}` takes a time in ms or s"
                    check.report("E0404", message, value.span, "of another kind", f"write it as `{name} 20ms`")
                elif signed:
                    self.offset_seconds = float(length.amount)
                else:
                    self.from_seconds = float(length.amount)


def _level(check: Check, value: Value) -> float:
    if not isinstance(value, Quantity) or not measures(value.unit, Kind.LEVEL):
        check.report("E0404", "`gain` is measured in `dB`", value.span, "of another kind", "write it as `gain +2dB`")
        return 0.0
    level = base(value, Kind.LEVEL, None) or 0.0
    if not CLIP_GAIN.low <= level <= CLIP_GAIN.high:
        message = f"`gain` lies between {CLIP_GAIN.low:g}dB and {CLIP_GAIN.high:g}dB"
        check.report("E0405", message, value.span, "out of range")
    return min(max(level, CLIP_GAIN.low), CLIP_GAIN.high)


def audio_of(check: Check, path: Text) -> tuple[str, AudioInfo] | None:
    """The project-relative path and the figures of an audio file that a song names; reports one that cannot be had."""
    file = project_path(path.value, path.span.file)
    if file is None:
        message = f"`{path.value}` leads out of the project"
        check.report("E0801", message, path.span, "outside the project", "copy the file into the project")
        return None
    info = check.files.audio_info(file)
    if info is not None and info.frames > 0:
        return file, info
    if not check.files.exists(file):
        help = "paths are relative to the folder of the song"
        check.report("E0802", f"there is no file `{path.value}`", path.span, "not found", help)
    elif info is not None:
        check.report("E0803", f"`{path.value}` holds no sound", path.span, "empty", "record it again")
    else:
        message = f"`{path.value}` cannot be read as audio"
        check.report("E0803", message, path.span, "not audio", "WAV, FLAC, AIFF, Ogg and MP3 files can be read")
    return None


def _fits(
    check: Check, line: Statement, path: Text, options: _Options, timeline: Timeline, stretch: Stretch, seconds: float
) -> None:
    """Warns of a recording that goes on after its place; a single bar, a beat or a time only says where it begins."""
    place = options.place
    assert place is not None
    if place.seconds is not None or (place.bar is not None and place.last_bar is None):
        return
    start = timeline.seconds(stretch.start) + options.offset_seconds
    over = start + seconds - timeline.seconds(stretch.end)
    if over <= GRACE_SECONDS or stretch.end >= timeline.beats:
        return
    where = place.section + (f".{place.passage}" if place.passage else "")
    length = stretch.end - stretch.start
    bars = length / timeline.passage_at(stretch.start).meter.length
    message = f"`{path.value}` is {over:.2g} s longer than its place and runs on into what follows"
    help = f"end it with `for {bars} bars`, or write `at {where}:{place.bar or 1}` if it shall run on"
    check.report("W0532", message, line.span, f"longer than `{where}`", help)
