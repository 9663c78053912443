"""Voice leading: chord symbols become notes that move as little as they can within a range.

A voicing is a way to stack a chord's tones. Of all its inversions that fit the range, the one is taken whose voices
travel least from the chord before, with a little weight on what sounds clear (few seconds, no close thirds in the
bass) and on the middle of the range, so that long progressions do not drift out of it.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise, product

from ..harmony import Chord

VOICINGS = ("close", "open", "drop2", "drop3", "shell", "spread", "power")
DEFAULT_RANGE = (53, 77)  # f3..f5
_DRIFT = 0.25  # cost of each semitone that the chord's middle strays from the range's
_SEMITONE, _TONE = 4.0, 1.0  # cost of neighbouring voices a second apart
_MUD = 1.5  # cost of voices closer than a fourth below c3
_LOW = 48
_OUTSIDE = 100.0

# Which tones go first when a voicing has fewer voices than the chord has tones: what tells the chord apart stays.
_PRIORITY = (3, 7, 4, 2, 13, 9, 11, 6, 5, 1)


def voice(chord: Chord, kind: str, low: int, high: int, before: tuple[int, ...] = ()) -> tuple[int, ...]:
    """The notes of a chord, lowest first, between `low` and `high` (both inclusive, as far as it fits at all), led
    from the notes `before`."""
    candidates = _candidates(chord, kind, low, high)
    return min(candidates, key=lambda notes: (_cost(notes, before, low, high), notes))


def movement(before: tuple[int, ...], notes: tuple[int, ...]) -> float:
    """Semitones that the voices travel. Chords of one size move voice by voice; of two sizes, each note from its
    nearest."""
    if len(before) == len(notes):
        return float(sum(abs(a - b) for a, b in zip(before, notes, strict=True)))
    there = sum(min(abs(a - b) for b in notes) for a in before)
    back = sum(min(abs(a - b) for a in before) for b in notes)
    return (there + back) * max(len(before), len(notes)) / (len(before) + len(notes))


def _cost(notes: tuple[int, ...], before: tuple[int, ...], low: int, high: int) -> float:
    middle = sum(notes) / len(notes)
    stray = abs(middle - (low + high) / 2)
    outside = sum(max(low - note, 0) + max(note - high, 0) for note in notes)
    travel = movement(before, notes) if before else stray
    return travel + _DRIFT * stray + _clash(notes) + _OUTSIDE * outside


def _clash(notes: tuple[int, ...]) -> float:
    cost = 0.0
    for lower, upper in pairwise(notes):
        cost += _SEMITONE if upper - lower == 1 else _TONE if upper - lower == 2 else 0.0
        cost += _MUD if lower < _LOW and upper - lower < 5 else 0.0
    return cost


@lru_cache(maxsize=4096)
def _candidates(chord: Chord, kind: str, low: int, high: int) -> tuple[tuple[int, ...], ...]:
    found = set()
    for stack in _stacks(chord, kind):
        lowest = low + (chord.root.pitch_class + stack[0] - low) % 12
        for bottom in range(lowest, max(high, lowest + 1), 12):
            found.add(tuple(bottom + tone - stack[0] for tone in stack))
    inside = [notes for notes in found if notes[-1] <= high]
    return tuple(sorted(inside or found))


def _stacks(chord: Chord, kind: str) -> list[tuple[int, ...]]:
    """The inversions of a voicing as semitones above the root, each ascending."""
    match kind:
        case "power":
            fifth = next((s for n, s in chord.tones if n == 5), 7)
            return [(0, fifth), (0, fifth, 12)]
        case "shell":
            return _shells(chord)
        case "spread":
            return [_spread(inversion) for inversion in _inversions(_kept(chord, 5))]
        case "open":
            return [_open(inversion) for inversion in _inversions(_kept(chord, 5))]
        case "drop2" | "drop3":
            return [_drop(inversion, int(kind[-1])) for inversion in _inversions(_kept(chord, 4))]
    kept = _kept(chord, 5)
    thirds = tuple(sorted({s for _, s in chord.tones if s % 12 in kept}))
    return [*_inversions(kept), *([thirds] if len(thirds) == len(kept) else [])]


def _kept(chord: Chord, most: int) -> list[int]:
    """At most `most` tones as pitch classes above the root, ascending. Four voices of a taller chord leave out its
    root, as the bass plays it; altered fifths stay."""
    numbers = {semitones % 12: number for number, semitones in reversed(chord.tones)}
    with_root = most > 4 or len(numbers) <= most

    def rank(semitones: int) -> int:
        number = numbers[semitones]
        if (number == 1 and with_root) or (number == 5 and semitones != 7):
            return -1
        return _PRIORITY.index(number) if number in _PRIORITY else len(_PRIORITY)

    return sorted(sorted(numbers, key=lambda semitones: (rank(semitones), semitones))[:most])


def _inversions(tones: list[int]) -> list[tuple[int, ...]]:
    return [tuple(tones[i:] + [tone + 12 for tone in tones[:i]]) for i in range(len(tones))]


def _drop(stack: tuple[int, ...], voice: int) -> tuple[int, ...]:
    """The `voice`th note from the top an octave lower; a triad is filled up with its lowest note first."""
    full = stack if len(stack) > 3 else (*stack, stack[0] + 12)
    dropped = len(full) - voice
    return tuple(sorted(tone - 12 if index == dropped else tone for index, tone in enumerate(full)))


def _open(stack: tuple[int, ...]) -> tuple[int, ...]:
    """Every second note of the close chord an octave higher."""
    return tuple(sorted(tone + 12 * (index % 2) for index, tone in enumerate(stack)))


def _spread(stack: tuple[int, ...]) -> tuple[int, ...]:
    """The lowest note an octave below the others."""
    return (stack[0] - 12, *stack[1:])


def _shells(chord: Chord) -> list[tuple[int, ...]]:
    """Root, third and seventh (or sixth, or fifth), the upper two in either order."""
    by_number = {number: semitones % 12 for number, semitones in reversed(chord.tones)}
    third = next((by_number[n] for n in (3, 4, 2) if n in by_number), 7)
    seventh = next((by_number[n] for n in (7, 6, 5) if n in by_number), 7)
    return sorted({tuple(sorted({0, a, b})) for a, b in product((third, third + 12), (seventh, seventh + 12))})
