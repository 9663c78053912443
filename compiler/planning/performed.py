"""Performances, remembered: what was played from the same notes in the same way is not worked out again.

A compilation after an edit plays only the passages whose notes or whose playing changed. The keys hold all that `play`
depends on, without the places in the text, so that a note that only moved in the file is the same note.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..memory import Memory, Tokens
from ..performance import Style, play, together
from ..plan import Note
from ..score import PassagePart
from .timing import Timing

_PLAYING = Tokens()
_PARTS: Memory[tuple[Note, ...]] = Memory()
_TAKES: Memory[tuple[Note, ...]] = Memory()


def performed(
    written: Sequence[PassagePart], timing: Timing, *, seed: int, track: str, take: int, style: Style
) -> tuple[Note, ...]:
    """The notes of one take."""
    playing = _PLAYING((timing, seed, track, take, style))

    def played(part: PassagePart) -> tuple[Note, ...]:
        return _PARTS.recall(
            (part.written, playing),
            lambda: play(
                part.notes, timeline=timing.timeline, rate=timing.rate, seed=seed, track=track, take=take, style=style
            ),
        )

    key = (tuple(part.written for part in written), playing)
    return _TAKES.recall(key, lambda: together(map(played, written), rate=timing.rate))
