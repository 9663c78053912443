"""The takes that a track's edit uses, as signals: notes played on the instrument, or recordings put in time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from ..arrangement.records import Track
from ..check import Check
from ..edits.read import TrackEdit
from ..frozen import dataclass
from ..mix.targets import Target, played_targets
from ..performance import Humanize, Style
from ..plan import Curve, Instrument, Note, Origin, Perform, Signal
from ..score import Score, part_of
from ..song import Song
from ..takes.read import PLAIN, Take, TrackTakes, default_takes
from .midi import around, clip_notes
from .moving import Moving
from .origins import note_origins, nudge_origins, origin, plugin_origins, quantize_origins
from .paint import Painted, painted
from .performed import performed
from .recordings import plan_recordings
from .timing import Timing


@dataclass(frozen=True, slots=True)
class UsedTakes:
    """The takes of one track that its edit uses. `comps` says which plays when; `numbers` are those of the takes, which
    `signals` make, as they do the take to which these are aligned; `end` is the frame at which the last recording ends,
    or what a MIDI file plays after the form."""

    comps: list[Painted]
    numbers: tuple[int, ...]
    signals: tuple[Signal, ...]
    end: int
    recorded: bool


def plan_takes(
    check: Check, song: Song, score: Score, track: Track, timing: Timing, laid_out: Sequence[Origin], moving: Moving
) -> UsedTakes:
    """The takes of a track that reach its edit, each once. `laid_out` is what moves every note, `moving` what moves in
    the mix."""
    takes = song.takes.get(track.name) or default_takes(track.name, track.span)
    edit = song.edits.get(track.name) or TrackEdit(track.name, track.span)
    comps = comped(edit, takes, song.timeline.beats)
    numbers = tuple(dict.fromkeys(number for _, _, number in comps))
    guide = (edit.alignment.take,) if edit.alignment is not None and edit.alignment.take else ()
    signals = []
    end = 0
    for number in dict.fromkeys((*numbers, *guide)):
        take = takes.take(number)
        assert take is not None
        if track.instrument is not None:
            signals.append(_played(check, song, score, track, track.instrument, take, edit, timing, laid_out, moving))
            end = max([end, *_ends_after_the_form(take, song, timing)])
            continue
        recorded, ends = plan_recordings(check, take, edit, timing)
        signals += recorded
        end = max(end, ends)
    return UsedTakes(comps, numbers, tuple(signals), end, recorded=track.instrument is None)


def comped(edit: TrackEdit, takes: TrackTakes, end: Fraction) -> list[Painted]:
    """Which take plays when: the take in use, and where comps say so another."""
    ground = edit.use if edit.use is not None else takes.takes[0].number
    return painted(ground, ((stretch, comp.take) for comp in edit.comps for stretch in comp.stretches), end)


def _played(
    check: Check,
    song: Song,
    score: Score,
    track: Track,
    instrument: Instrument,
    take: Take,
    edit: TrackEdit,
    timing: Timing,
    laid_out: Sequence[Origin],
    moving: Moving,
) -> Signal:
    written = around(score.track(track.name).parts, take.clips)
    by_hand, clips = clip_notes(check, track, take.number, take.clips, timing.timeline)
    style = Style(Humanize(**{name: float(value) for name, value in take.humanize}), edit.quantizes, edit.nudges)
    played = [part for part in (*written, part_of(by_hand)) if part.written.value]
    notes = performed(played, timing, seed=song.title.seed, track=track.name, take=take.number, style=style)
    where = f"arrangement/track {track.name}"
    text = f'instrument {instrument.kind} "{instrument.name}"'
    key, span = f"{where}/instrument", track.instrument_span
    origins = [replace(origin(check, key, span, replace(instrument, plugin=None)), text=text)]
    if instrument.plugin is not None:
        origins += plugin_origins(key, instrument.plugin, span)
    origins += laid_out if played else ()
    origins += clips
    if take.humanize != PLAIN and take.humanize_span is not None:
        key = f"takes/track {track.name}/take {take.number}/humanize"
        origins.append(origin(check, key, take.humanize_span, take.humanize))
    origins += [*quantize_origins(check, edit), *nudge_origins(check, edit)]
    origins += note_origins(check, written)
    name = f"take:{track.name}.{take.number}"
    targets = played_targets(track.played)
    for target in targets:
        origins += moving.origins(check, track.name, target.name)
    return Signal(name, "takes", _moved(instrument, notes, track, targets, moving), (), tuple(origins))


def _moved(
    instrument: Instrument, notes: tuple[Note, ...], track: Track, targets: Sequence[Target], moving: Moving
) -> Perform:
    """The notes on the instrument with the curves of those of its settings that move."""
    if track.played.plugin is not None:
        plugin = moving.plugin(track.name, track.played.plugin, targets)
        return Perform(replace(instrument, plugin=plugin), notes)
    curves = []
    for target in targets:
        value = target.written
        if value is not None and not isinstance(value, str) and moving.moves(track.name, target.name):
            curve = moving.curve(track.name, target.name, value)
            curves += [(target.setting.name, curve)] if curve != Curve.constant(value) else []
    return Perform(instrument, notes, tuple(curves))


def _ends_after_the_form(take: Take, song: Song, timing: Timing) -> Iterator[int]:
    """The frames at which notes of a MIDI file that are held beyond the form have died away."""
    for clip in take.clips:
        for note in clip.notes:
            end = clip.start_beats + note.start_beats + note.length_beats
            if end > timing.timeline.beats:
                yield timing.frame(end) + timing.frames(clip.offset_seconds + song.master.tail_seconds)


def composition_origins(check: Check, song: Song) -> list[Origin]:
    """What moves every note: the tempo, the form, the swing, the seed."""
    composition, timeline = song.composition, song.timeline
    tempo = composition.tempo.span
    tempos = [(t.start, t.end, t.start_bpm, t.end_bpm) for t in timeline.tempos]
    form = [(p.name, p.start, p.bars, str(p.meter), p.semitones) for p in timeline.passages]
    span = composition.form[0].span.to(composition.form[-1].span) if composition.form else composition.span
    found = [
        origin(check, "composition/tempo", tempo if tempo.file in check.sources else composition.span, tempos),
        replace(origin(check, "composition/form", span, form), text="form"),
    ]
    if any(passage.swing is not None for passage in timeline.passages):
        swings = [passage.swing and (passage.swing.unit, passage.swing.amount) for passage in timeline.passages]
        found.append(replace(origin(check, "composition/swing", composition.span, swings), text="swing"))
    if song.title.seed:
        found.append(replace(origin(check, "song/seed", song.title.span, song.title.seed), text="seed"))
    return found
