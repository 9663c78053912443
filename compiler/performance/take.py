"""One take of a part, in frames."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from .. import plan
from ..edits.lines import Nudge, Quantize
from ..form.timeline import Timeline
from ..frozen import dataclass
from ..score import ScoreNote
from .chance import Chooser
from .chokes import choked
from .moves import curves
from .ornaments import Stroke, strokes
from .player import STEADY, Humanize, Player
from .timing import begins, ends, nudged, quantized

_QUIETEST = 0.02
_OVERLAP = 0.025  # seconds by which a legato note reaches into the next


@dataclass(frozen=True, slots=True)
class Style:
    """How a take is played and edited: how far the player strays, and the grid and the shifts of the edit.
    Quantizes and nudges without stretches hold everywhere; of several the later one holds."""

    humanize: Humanize = STEADY
    quantizes: tuple[Quantize, ...] = ()
    nudges: tuple[Nudge, ...] = ()


AS_WRITTEN = Style()


def perform(
    notes: Sequence[ScoreNote],
    *,
    timeline: Timeline,
    rate: int,
    seed: int,
    track: str,
    take: int = 1,
    style: Style = AS_WRITTEN,
) -> tuple[plan.Note, ...]:
    """The notes of one take in frames at `rate`, sorted by start. `seed` is the song's."""
    return together(
        [play(notes, timeline=timeline, rate=rate, seed=seed, track=track, take=take, style=style)], rate=rate
    )


def play(
    notes: Iterable[ScoreNote], *, timeline: Timeline, rate: int, seed: int, track: str, take: int, style: Style
) -> tuple[plan.Note, ...]:
    """The notes of a part of a take, each by itself, so that a take can be played part by part.

    A note with a chance is drawn once for all takes, so that takes of a track can be comped."""
    played: list[plan.Note] = []
    player = Player(Chooser(seed, track, take), style.humanize, timeline)
    shared = Chooser(seed, track, 0)
    for note in notes:
        if note.chance < 1 and shared.uniform(note.place, "chance") >= note.chance:
            continue
        played += _played(note, player, timeline, rate, style)
    return tuple(played)


def together(parts: Iterable[Iterable[plan.Note]], *, rate: int) -> tuple[plan.Note, ...]:
    """The parts of a take as one, sorted by start; on a kit, strokes silence those of other parts too."""
    played = [note for part in parts for note in part]
    played.sort(key=lambda note: (note.start, note.pitch, note.piece, note.seed))
    return choked(played, rate) if any(note.piece for note in played) else tuple(played)


def _played(note: ScoreNote, player: Player, timeline: Timeline, rate: int, style: Style) -> Iterator[plan.Note]:
    start, end = _times(note, player, timeline, style)
    velocity = player.velocity(note)
    moves = curves(note, timeline, rate) if note.moves else ()
    for number, stroke in enumerate(strokes(note, start, end, velocity, timeline)):
        yield _note(note, stroke, player, rate, number, moves)


def _times(note: ScoreNote, player: Player, timeline: Timeline, style: Style) -> tuple[float, float]:
    """When the note begins and ends, in seconds."""
    written = begins(note, timeline)
    length = ends(note, timeline) - written
    start = written + player.late(note) + player.onset(note) + player.strum(note, length)
    start = quantized(start, note, timeline, style.quantizes)
    start = max(0.0, nudged(start, note, style.nudges))
    overlap = _OVERLAP if note.technique == "legato" else 0.0
    return start, start + max(0.01, length * player.length(note) + overlap)


def _note(
    note: ScoreNote,
    stroke: Stroke,
    player: Player,
    rate: int,
    number: int,
    moves: tuple[tuple[str, plan.Curve], ...],
) -> plan.Note:
    start = round(stroke.start * rate)
    return plan.Note(
        start=start,
        length=max(1, round(stroke.end * rate) - start),
        pitch=note.pitch + player.tuning(note),
        velocity=min(max(stroke.velocity, _QUIETEST), 1.0),
        seed=player.chooser.seed(note.place, f"note {number}"),
        piece=note.piece,
        glide_from=note.glide_from,
        brightness=note.brightness,
        swell=0.0 if note.piece or note.exact else note.swell,
        moves=moves,
    )
