"""Voice leading: chord symbols become notes that move as little as they can within a range.

Each voicing is a way to stack a chord's tones; of all its inversions that fit the range, the one whose voices travel
least from the chord before is taken, a little weighted towards the middle of the range so that long progressions do not
drift out of it.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product

from .harmony import Chord

VOICINGS = ("close", "open", "drop2", "drop3", "shell", "spread", "power")
DEFAULT_RANGE = (53, 76)  # f3..e5
_DRIFT = 0.15  # semitones of cost for each semitone that the chord's middle strays from the range's

# Which tones go first when a voicing has fewer voices than the chord has tones: what tells the chord apart stays.
_PRIORITY = (3, 7, 4, 2, 13, 9, 11, 6, 5, 1)


def voice(
    chord: Chord, kind: str, low: int, high: int, before: tuple[int, ...] = (), *, rootless: bool = False
) -> tuple[int, ...]:
    """The notes of a chord, lowest first, between `low` and `high` (both inclusive, as far as the chord fits at all),
    led from the notes `before`. With `rootless` the bass plays the root, and a chord of five or more tones leaves it
    out."""
    candidates = _candidates(chord, kind, low, high, rootless)
    return min(candidates, key=lambda notes: (_cost(notes, before, low, high), notes))


def _cost(notes: tuple[int, ...], before: tuple[int, ...], low: int, high: int) -> float:
    middle = sum(notes) / len(notes)
    stray = abs(middle - (low + high) / 2)
    outside = sum(max(low - note, 0) + max(note - high, 0) for note in notes)
    if not before:
        return stray + 100.0 * outside
    return movement(before, notes) + _DRIFT * stray + 100.0 * outside


def movement(before: tuple[int, ...], notes: tuple[int, ...]) -> float:
    """Semitones that the voices travel. Chords of one size move voice by voice; of two sizes, each note from its
    nearest."""
    if len(before) == len(notes):
        return float(sum(abs(a - b) for a, b in zip(before, notes, strict=True)))
    there = sum(min(abs(a - b) for b in notes) for a in before)
    back = sum(min(abs(a - b) for a in before) for b in notes)
    return (there + back) * max(len(before), len(notes)) / (len(before) + len(notes))


@lru_cache(maxsize=4096)
def _candidates(chord: Chord, kind: str, low: int, high: int, rootless: bool) -> tuple[tuple[int, ...], ...]:
    stacks = _stacks(chord, kind, rootless)
    root = chord.root.pitch_class
    found = set()
    for stack in stacks:
        lowest = low + (root + stack[0] - low) % 12
        for bottom in range(lowest, max(high, lowest + 1), 12):
            found.add(tuple(bottom + tone - stack[0] for tone in stack))
    inside = [notes for notes in found if notes[-1] <= high]
    return tuple(sorted(inside or found))


def _stacks(chord: Chord, kind: str, rootless: bool) -> list[tuple[int, ...]]:
    """The inversions of a voicing as semitones above the root, each ascending."""
    tones = _reduced(chord, rootless, 4 if kind in ("drop2", "drop3") else 5)
    match kind:
        case "power":
            fifth = next((s for n, s in chord.tones if n == 5), 7)
            return [(0, fifth), (0, fifth, 12)]
        case "shell":
            return _shells(chord)
        case "spread":
            return [_spread(inversion) for inversion in _inversions(tones)]
        case "open":
            return [_lift_second(inversion) for inversion in _inversions(tones)]
        case "drop2":
            return [_drop(inversion, 2) for inversion in _inversions(tones)]
        case "drop3":
            return [_drop(inversion, 3) for inversion in _inversions(tones)]
    return _inversions(tones)


def _reduced(chord: Chord, rootless: bool, most: int) -> list[int]:
    """At most `most` tones as pitch classes above the root, each once, in the order of the chord."""
    tones = {semitones % 12: number for number, semitones in reversed(chord.tones)}
    keep = sorted(tones, key=lambda semitones: _rank(tones[semitones], rootless and len(tones) >= 5))
    altered_fifth = [s for s in tones if tones[s] == 5 and s != 7]
    kept = (altered_fifth + [s for s in keep if s not in altered_fifth])[:most]
    if rootless and len(tones) >= 5 and len(kept) < len(tones):
        kept = [s for s in kept if s != 0] or kept
    return sorted(kept)


def _rank(number: int, rootless: bool) -> int:
    if number == 1 and not rootless:
        return -1
    return _PRIORITY.index(number) if number in _PRIORITY else len(_PRIORITY)


def _inversions(tones: list[int]) -> list[tuple[int, ...]]:
    return [tuple(tones[i:] + [tone + 12 for tone in tones[:i]]) for i in range(len(tones))]


def _drop(stack: tuple[int, ...], voice: int) -> tuple[int, ...]:
    """The `voice`th note from the top an octave lower."""
    if len(stack) < voice:
        return stack
    dropped = stack[-voice] - 12
    rest = [tone for index, tone in enumerate(stack) if index != len(stack) - voice]
    return tuple(sorted([dropped, *rest]))


def _lift_second(stack: tuple[int, ...]) -> tuple[int, ...]:
    """Open position: every second note of the close chord an octave higher."""
    return tuple(sorted(tone + 12 * (index % 2) for index, tone in enumerate(stack)))


def _spread(stack: tuple[int, ...]) -> tuple[int, ...]:
    """The lowest note an octave below the others' close position, the next ones opened."""
    return tuple(sorted((stack[0] - 12, *(tone + 12 * (index % 2) for index, tone in enumerate(stack[1:])))))


def _shells(chord: Chord) -> list[tuple[int, ...]]:
    """Root, third and seventh (or sixth, or fifth): the guide tones, in either order above the root."""
    by_number = {number: semitones % 12 for number, semitones in reversed(chord.tones)}
    third = next((by_number[n] for n in (3, 4, 2) if n in by_number), 7)
    seventh = next((by_number[n] for n in (7, 6, 5) if n in by_number), 7)
    uppers = [[third, third + 12], [seventh, seventh + 12]]
    return sorted({tuple(sorted({0, a, b})) for a, b in product(*uppers)})
