"""MIDI takes: what a person played on a keyboard or on pads, put at places of the song in place of the written part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from ..arrangement.records import Track
from ..check import Check, alternatives, need_text, no_block
from ..files import project_path
from ..form.lengths import Length, as_length, read_length
from ..form.places import read_place
from ..form.timeline import Stretch, Timeline
from ..frozen import dataclass
from ..source import Span
from ..syntax import Place, Quantity, Statement, Text, Value, Word
from ..vocabulary.instruments.percussion import piece_at
from .midi_file import MidiNote
from .midi_unplayed import as_played, tell_unplayed
from .options import each_option

EXAMPLE = 'midi "takes/keys.mid" channel 1 at verse.1'
OPTIONS = ("at", "for", "channel", "track", "offset", "transpose", "tempo")
TEMPOS = ("followed", "kept")
CHANNELS = 16
HIGHEST = 127
MOST_SEMITONES = 48
# A last note may be held this long over the end of its place without a word, in quarter notes.
GRACE = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class MidiClip:
    """Notes of a MIDI file put at beat `start_beats`, from which their own beats count. Up to `end_beats` they are
    played in place of what is written. `offset_seconds` moves every note."""

    file: str
    notes: tuple[MidiNote, ...]
    start_beats: Fraction
    end_beats: Fraction
    offset_seconds: float
    span: Span


@dataclass
class _Options:
    """What follows the path. `channel` and `track` None: all of them. `kept`: the file's own tempo."""

    place: Place | None = None
    length: Length | None = None
    channel: int | None = None
    track: int | None = None
    offset_seconds: float = 0.0
    semitones: int = 0
    kept: bool = False


def read_midi(check: Check, line: Statement, track: Track, timeline: Timeline) -> list[MidiClip]:
    """The clips of one `midi` statement, one for each pass that its place means."""
    no_block(check, line)
    path = need_text(check, line, "the path of a MIDI file", EXAMPLE)
    if path is None:
        return []
    options = _read_options(check, line)
    if track.instrument is None:
        message = "a MIDI file holds no sound, and this track has no instrument to play it"
        help = "give the track an instrument in `arrangement`, or name a recording with `file`"
        check.report("E0533", message, line.span, "nothing plays it", help)
        return []
    found = _notes_of(check, path)
    if options.place is None:
        message = f"where `{path.value}` begins is not said"
        check.report("E0403", message, line.span, "a place is missing", f"write it as `{EXAMPLE}`")
    if found is None or options.place is None or not timeline.passages:
        return []
    file, notes = found
    notes = _chosen(check, line, path, notes, options)
    notes = tuple(as_played(note, track.instrument) for note in _on_instrument(check, line, notes, options, track))
    if not notes:
        return []
    clips = [
        _clip(check, line, file, notes, options, timeline, each) for each in timeline.resolve(options.place, check)
    ]
    for clip in clips[:1]:  # all passes play the same
        tell_unplayed(check, line, clip.notes)
    return clips


def _read_options(check: Check, line: Statement) -> _Options:
    options = _Options()
    for name, rest in each_option(check, line, OPTIONS, EXAMPLE):
        _read_option(check, options, name, rest.pop(0))
    return options


def _read_option(check: Check, options: _Options, name: str, value: Value) -> None:
    match name:
        case "at":
            options.place = read_place(value, check)
        case "for":
            options.length = read_length(check, value, "the take", f"{EXAMPLE} for 4 bars")
        case "channel":
            options.channel = _whole(check, value, name, 1, CHANNELS)
        case "track":
            options.track = _whole(check, value, name, 1, 999)
        case "transpose":
            options.semitones = _whole(check, value, name, -MOST_SEMITONES, MOST_SEMITONES, "st") or 0
        case "tempo":
            if not isinstance(value, Word) or value.text not in TEMPOS:
                message = f"`tempo` of a MIDI file is {alternatives(TEMPOS)}"
                help = "`tempo kept` plays the file at its own tempo, `tempo followed` at the song's"
                check.report("E0404", message, value.span, "of another kind", help)
            else:
                options.kept = value.text == "kept"
        case _:
            length = as_length(value, signed=True)
            if length is None or length.unit != "s":
                message = "`offset` takes a time in ms or s"
                check.report("E0404", message, value.span, "of another kind", "write it as `offset -20ms`")
            else:
                options.offset_seconds = float(length.amount)


def _whole(check: Check, value: Value, name: str, low: int, high: int, unit: str = "") -> int | None:
    """A whole number between two limits. A unit may be left out."""
    example = f"{name} +12 st" if unit else f"{name} 1"
    if not isinstance(value, Quantity) or value.unit not in ("", unit) or value.value.denominator != 1:
        what = "semitones" if unit else "a number"
        check.report("E0404", f"`{name}` takes {what}", value.span, "of another kind", f"write it as `{example}`")
        return None
    if not low <= value.value <= high:
        check.report("E0405", f"`{name}` lies between {low} and {high}", value.span, "out of range")
        return None
    return int(value.value)


def _notes_of(check: Check, path: Text) -> tuple[str, tuple[MidiNote, ...]] | None:
    """The project-relative path and the notes of a MIDI file that a song names; reports one that cannot be had."""
    file = project_path(path.value, path.span.file)
    if file is None:
        message = f"`{path.value}` leads out of the project"
        check.report("E0801", message, path.span, "outside the project", "copy the file into the project")
        return None
    notes = check.files.midi_notes(file)
    if notes is not None:
        return file, notes
    if check.files.exists(file):
        message = f"`{path.value}` cannot be read as MIDI"
        help = "Standard MIDI Files that count in beats can be read; save it again as one"
        check.report("E0807", message, path.span, "not MIDI", help)
    else:
        help = "paths are relative to the folder of the song"
        check.report("E0802", f"there is no file `{path.value}`", path.span, "not found", help)
    return None


def _chosen(
    check: Check, line: Statement, path: Text, notes: Sequence[MidiNote], options: _Options
) -> tuple[MidiNote, ...]:
    """The notes of the channel and of the track; reports when there are none."""
    chosen = tuple(
        note for note in notes if options.channel in (None, note.channel) and options.track in (None, note.track)
    )
    if not chosen:
        asked = [
            f"{name} {number}" for name, number in (("channel", options.channel), ("track", options.track)) if number
        ]
        where = f" on {' of '.join(asked)}" if asked else ""
        check.report("E0808", f"`{path.value}` holds no notes{where}", line.span, "no notes", _held(notes, options))
    return chosen


def _held(notes: Sequence[MidiNote], options: _Options) -> str:
    """Where a file does hold notes."""
    if not notes:
        return "record it again, or export it with its notes"
    if options.track is None:
        return f"there are notes on {alternatives((f'channel {n}' for n in sorted({m.channel for m in notes})), 'and')}"
    places = sorted({(note.track, note.channel) for note in notes})
    return f"there are notes on {alternatives((f'channel {channel} track {n}' for n, channel in places), 'and')}"


def _on_instrument(
    check: Check, line: Statement, notes: Sequence[MidiNote], options: _Options, track: Track
) -> tuple[MidiNote, ...]:
    """The notes as the track's instrument plays them: transposed, and on a kit only those that strike a piece."""
    moved = tuple(replace(note, pitch=note.pitch + options.semitones) for note in notes)
    held = tuple(note for note in moved if 0 <= note.pitch <= HIGHEST and (not track.pieces or piece_at(note.pitch)))
    if len(held) < len(moved):
        lost = sorted({note.pitch for note in moved} - {note.pitch for note in held})
        keys = f"key{'s' if len(lost) > 1 else ''} {', '.join(map(str, lost))}"
        why = "General MIDI has no drum there" if track.pieces else f"MIDI's keys end at 0 and {HIGHEST}"
        help = "change `transpose`, or choose the notes with `channel` or `track`"
        message = f"{len(moved) - len(held)} of {len(moved)} notes are left out: {why}"
        check.report("W0534", message, line.span, keys, help)
    return held


def _clip(
    check: Check,
    line: Statement,
    file: str,
    notes: tuple[MidiNote, ...],
    options: _Options,
    timeline: Timeline,
    stretch: Stretch,
) -> MidiClip:
    start = stretch.start
    if options.kept:
        notes = tuple(_kept(note, start, timeline) for note in notes)
    played = max(note.start_beats + note.length_beats for note in notes)
    if options.length is not None:
        end = start + options.length.beats_after(timeline, start)
        notes = _cut(notes, end - start)
    else:
        place = options.place
        assert place is not None
        # A single bar, a beat or a time says only where the take begins.
        open_end = place.seconds is not None or (place.bar is not None and place.last_bar is None)
        end = start + played if open_end else max(stretch.end, start + played)
        if not open_end and start + played > stretch.end + GRACE and stretch.end < timeline.beats:
            _warn_longer(check, line, place, start + played - stretch.end, timeline, stretch)
    return MidiClip(file, notes, start, end, options.offset_seconds, line.span)


def _kept(note: MidiNote, start: Fraction, timeline: Timeline) -> MidiNote:
    """A note in the song's beats, where the file's own seconds count from beat `start`."""

    def beats(seconds: float) -> Fraction:
        return timeline.beats_at(timeline.seconds(start) + seconds) - start

    begins, released, ends = map(beats, note.seconds)
    onset = note.seconds[0]
    moves = tuple(
        (setting, tuple(point._replace(beats=beats(onset + point.seconds) - begins) for point in points))
        for setting, points in note.moves
    )
    return replace(note, start_beats=begins, length_beats=released - begins, pedal_beats=ends - released, moves=moves)


def _cut(notes: Sequence[MidiNote], length: Fraction) -> tuple[MidiNote, ...]:
    """The notes that begin within a length, none held beyond it."""
    return tuple(_shortened(note, length - note.start_beats) for note in notes if note.start_beats < length)


def _shortened(note: MidiNote, most: Fraction) -> MidiNote:
    held = min(note.length_beats, most)
    return replace(note, length_beats=held, pedal_beats=min(note.pedal_beats, most - held))


def _warn_longer(
    check: Check, line: Statement, place: Place, over: Fraction, timeline: Timeline, stretch: Stretch
) -> None:
    where = place.section + (f".{place.passage}" if place.passage else "")
    bars = (stretch.end - stretch.start) / timeline.passage_at(stretch.start).meter.length
    message = f"the take is {float(over):.3g} quarter notes longer than its place and runs on into what follows"
    help = f"end it with `for {bars} bars`, or write `at {where}:{place.bar or 1}` if it shall run on"
    check.report("W0533", message, line.span, f"longer than `{where}`", help)
