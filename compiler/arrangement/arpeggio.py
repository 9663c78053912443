"""Arpeggios: the order in which a chord's notes are broken."""

from __future__ import annotations


def arpeggio_order(notes: tuple[int, ...], direction: str) -> tuple[int, ...]:
    """One round of an arpeggio: `up`, `down`, `updown` and `downup` (which turn without repeating the ends), or
    `inside-out`."""
    up = tuple(sorted(notes))
    down = up[::-1]
    match direction:
        case "down":
            return down
        case "updown":
            return up + down[1:-1]
        case "downup":
            return down + up[1:-1]
        case "inside-out":
            middle = len(up) // 2
            return tuple(sorted(up, key=lambda note: (abs(up.index(note) - middle), note)))
    return up
