"""What the instruments play in these tests: single notes, and the standard phrase that levels are compared on."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from songc.compiler.plan import Instrument, Note
from songc.compiler.vocabulary.instruments import KITS, PRESETS, resolve
from songc.runtime.instruments import render, tail_seconds

RATE = 48000

Sound = NDArray[np.float32]

KIT_BAR = (
    ("kick", "x---x---x-x-x---"),
    ("snare", "----x-------x---"),
    ("hat", "x-x-x-x-x-x-x-x-"),
)


def instrument(kind: str, name: str, **changes: float | str) -> Instrument:
    settings = resolve(kind, name)
    assert settings is not None, name
    given = {key.replace("_", "-"): value for key, value in changes.items()}
    return Instrument(kind, name, tuple((s.name, given.get(s.name, s.default)) for s in settings))


def note(pitch: float, velocity: float = 0.8, seconds: float = 0.5, start: float = 0.0, seed: int = 1) -> Note:
    return Note(round(start * RATE), round(seconds * RATE), pitch, velocity, seed)


def stroke(piece: str, velocity: float = 0.8, start: float = 0.0, seed: int = 1, choke: int = -1) -> Note:
    return Note(round(start * RATE), round(0.1 * RATE), 0.0, velocity, seed, piece=piece, choke=choke)


def sound(player: Instrument, *notes: Note, seconds: float = 0.0) -> Sound:
    """The notes to the end of their tails, or for `seconds`."""
    end = max(n.start + n.length + int(RATE * tail_seconds(player, n)) + 1 for n in notes)
    return render(player, notes, round(seconds * RATE) or end, RATE)


def middle(name: str) -> int:
    """A note in the middle of a preset's range."""
    return (PRESETS[name].low + PRESETS[name].high) // 2


@cache
def phrase(kind: str, name: str) -> Sound:
    """Four notes of a second and a chord of two, or two bars of a plain beat; six seconds."""
    if kind == "kit":
        player = instrument(kind, name)
        hits = tuple(
            stroke(piece, 0.8 if step % 4 == 0 else 0.7, bar * 2.0 + step * 0.125, 100 * bar + step)
            for bar in range(2)
            for piece, steps in KIT_BAR
            for step, mark in enumerate(steps)
            if mark == "x" and piece in KITS[name].strokes
        )
        return sound(player, *hits, seconds=5.0)
    player = instrument(kind, name)
    root = middle(name) - 3
    tune = [note(root + step, 0.75 + 0.02 * n, 0.95, n, n + 1) for n, step in enumerate((0, 3, 7, 5))]
    chord = [note(root + step, 0.75, 1.9, 4.0, 9 + step) for step in (0, 3, 7)]
    if player.name in ("riser", "downer", "impact", "wind"):
        return sound(player, note(root, 0.8, 5.0), seconds=6.0)
    return sound(player, *tune, *chord, seconds=6.0)
