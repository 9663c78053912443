"""Performance: score notes become notes in frames, with the timing, touch and chance of one take.

A note is drawn (its chance), timed (swing, strum, the player's stray, the editor's quantize and nudge), touched
(velocity, length, tuning), spelled out (rolls, flams) and, on a kit, choked by the stroke that stops it.

Every random choice is a hash of the song's seed, the track, the take and the place of the note, so that a take
never changes by itself and an edit of one bar leaves the performance of all others as it was.
"""

from __future__ import annotations

from .player import Humanize
from .take import Style, perform, play, together

__all__ = ["Humanize", "Style", "perform", "play", "together"]
