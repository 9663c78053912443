"""Players of chords: voiced chords, roots, basses, arpeggios and degree templates over a progression."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from ..composition.events import PLAIN, SOUNDING, Event
from ..composition.progression import ChordSpan, Progression
from ..composition.strokes import HIT
from ..form.timeline import Passage
from ..frozen import dataclass
from ..harmony import Chord
from ..score import ScoreNote, place_key, row_name
from ..source import Span
from .arpeggio import arpeggio_order
from .music import Music
from .records import Play
from .touch import Touch, event_level, event_swell, scaled, swell
from .voicing import DEFAULT_RANGE, voice
from .walking import walk

DEFAULT_BASS_OCTAVE = 2
DEFAULT_TEMPLATE_OCTAVE = 4
DEFAULT_ARPEGGIO_UNIT = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Attack:
    """A chord struck from `start` for `length` quarter notes. `level` is the rhythm's, None where no rhythm is
    followed."""

    start: Fraction
    length: Fraction
    chord: ChordSpan
    level: float | None
    chance: float
    span: Span


def play_harmony(music: Music, play: Play, passage: Passage, touch: Touch) -> Iterator[ScoreNote]:
    """What a play of chords, roots, bass, an arpeggio or a template sounds in one passage."""
    progression = music.progression(passage)
    if not progression.chords:
        message = f"`{passage.section}` has no chords for `play {play.what}` to follow"
        help = f"write `chords | … |` into `section {passage.section}`, or `in {passage.section} {{ rest }}`"
        music.check.report("W0511", message, play.span, f"silent in `{passage.section}`", help)
        return
    match play.what:
        case "chords":
            yield from _chords(music, play, passage, progression, touch)
        case "arpeggio":
            yield from _arpeggio(music, play, passage, progression, touch)
        case "template":
            yield from _template(music, play, passage, progression, touch)
        case "bass" if play.walk:
            yield from _walking(play, passage, progression, touch)
        case _:
            yield from _bass(music, play, passage, progression, touch)


def attacks(music: Music, play: Play, passage: Passage, progression: Progression) -> list[Attack]:
    """When chords are struck: at the strokes of the rhythm, else once for each chord. A stroke held into the next
    chord is struck again there."""
    if not play.rhythm:
        return [Attack(c.start, c.length, c, None, 1.0, c.span) for c in progression.chords]
    found: dict[Fraction, Attack] = {}
    for stroke in music.strokes(passage, play.rhythm):
        start = stroke.start
        while start < stroke.end:
            chord = progression.at(start)
            until = chord.end if chord is not None else progression.after(start)
            end = stroke.end if until is None else min(stroke.end, until)
            if chord is not None and start not in found:
                found[start] = Attack(start, end - start, chord, stroke.level, float(stroke.chance), chord.span)
            start = end
    return [found[start] for start in sorted(found)]


def voicings(progression: Progression, play: Play) -> dict[Fraction, tuple[int, ...]]:
    """The notes of each chord by its start, led from one to the next. Each passage begins anew, so that an edit
    stays in its own."""
    low, high = _range(play)
    led: dict[Fraction, tuple[int, ...]] = {}
    before: tuple[int, ...] = ()
    for chord in progression.chords:
        before = voice(chord.chord, play.voicing, low, high, before)
        led[chord.start] = before
    return led


def _range(play: Play) -> tuple[int, int]:
    low, high = DEFAULT_RANGE
    if play.low is not None and play.high is not None:
        return play.low, play.high
    if play.octave is not None:
        return 12 * (play.octave + 1), 12 * (play.octave + 1) + 23
    return low, high


def _chords(music: Music, play: Play, passage: Passage, progression: Progression, touch: Touch) -> Iterator[ScoreNote]:
    led = voicings(progression, play)
    for attack in attacks(music, play, passage, progression):
        yield from _struck(passage, touch, attack, led[attack.chord.start], play.what)


def _bass(music: Music, play: Play, passage: Passage, progression: Progression, touch: Touch) -> Iterator[ScoreNote]:
    before: int | None = None
    for attack in attacks(music, play, passage, progression):
        chord = attack.chord.chord
        pitch_class = (chord.bass if play.what == "bass" else chord.root).pitch_class
        before = bass_note(pitch_class, play, before)
        yield _note(passage, touch, attack, before, play.what)


def bass_note(pitch_class: int, play: Play, before: int | None) -> int:
    """In its octave; or, within a range, the nearest to the note before."""
    if play.low is None or play.high is None:
        octave = DEFAULT_BASS_OCTAVE if play.octave is None else play.octave
        return 12 * (octave + 1) + pitch_class
    inside = [note for note in range(play.low, play.high + 1) if note % 12 == pitch_class]
    centre = (play.low + play.high) // 2 if before is None else before
    return min(inside, key=lambda note: (abs(note - centre), note))


def _walking(play: Play, passage: Passage, progression: Progression, touch: Touch) -> Iterator[ScoreNote]:
    octave = DEFAULT_BASS_OCTAVE if play.octave is None else play.octave
    tonic = 12 * (octave + 1)
    low, high = (play.low, play.high) if play.low is not None and play.high is not None else (tonic - 8, tonic + 16)
    for start, length, pitch, chord in walk(progression.chords, passage.key, passage.meter.beat, low, high):
        attack = Attack(start, length, chord, None, 1.0, chord.span)
        yield _note(passage, touch, attack, pitch, play.what)


def _arpeggio(
    music: Music, play: Play, passage: Passage, progression: Progression, touch: Touch
) -> Iterator[ScoreNote]:
    led = voicings(progression, play)
    counts: dict[Fraction, int] = {}
    for attack in _arpeggio_attacks(music, play, passage, progression):
        notes = arpeggio_order(led[attack.chord.start], play.name)
        count = counts.get(attack.chord.start, 0)
        counts[attack.chord.start] = count + 1
        yield _note(passage, touch, attack, notes[count % len(notes)], play.what)


def _arpeggio_attacks(music: Music, play: Play, passage: Passage, progression: Progression) -> Iterator[Attack]:
    if play.rhythm:
        yield from attacks(music, play, passage, progression)
        return
    unit = play.unit or DEFAULT_ARPEGGIO_UNIT
    for chord in progression.chords:
        start = chord.start
        while start < chord.end:
            yield Attack(start, min(unit, chord.end - start), chord, None, 1.0, chord.span)
            start += unit


def _template(
    music: Music, play: Play, passage: Passage, progression: Progression, touch: Touch
) -> Iterator[ScoreNote]:
    reading = music.template(passage, play.rows, play.name or "template")
    total = passage.bars * passage.meter.length
    cycle = reading.bars * passage.meter.length
    for turn in range(int(-(-total // cycle)) if cycle else 0):
        for event in reading.phrase:
            start = event.start + turn * cycle
            chord = progression.at(start) if start < total else None
            if chord is None:
                continue
            attack = Attack(start, event.length, chord, None, float(event.chance), event.span)
            pitches = [_degree_pitch(chord.chord, play, tone.step, tone.alteration) for tone in event.tones]
            for note in _struck(passage, touch, attack, pitches, play.name or "template"):
                yield _touched(note, event, touch)


def _touched(note: ScoreNote, event: Event, touch: Touch) -> ScoreNote:
    """A template's note with the marks that are written on it."""
    articulation = event.articulation or ("legato" if event.slurred else touch.articulation)
    return note._replace(
        velocity=event_level(event, touch, note.start_beats),
        swell=event_swell(event, touch, note.start_beats),
        exact=event.velocity is not None,
        sounding=SOUNDING.get(articulation, PLAIN),
        technique=articulation,
    )


def _degree_pitch(chord: Chord, play: Play, step: int, alteration: int) -> int:
    """Chord degree `step` + 1 above the root, which stands in the play's octave (or nearest to the middle of its
    range)."""
    octaves, place = divmod(step, 7)
    if play.low is not None and play.high is not None:
        root = bass_note(chord.root.pitch_class, play, None)
    else:
        octave = DEFAULT_TEMPLATE_OCTAVE if play.octave is None else play.octave
        root = 12 * (octave + 1) + chord.root.pitch_class
    if place + 1 in (2, 4, 6) and octaves > 0:
        return root + chord.tone(place + 8) + 12 * (octaves - 1) + alteration
    return root + chord.tone(place + 1) + 12 * octaves + alteration


def _struck(passage: Passage, touch: Touch, attack: Attack, pitches: Sequence[int], what: str) -> Iterator[ScoreNote]:
    """The notes of a chord, from the first on. They differ in pitch and rank only."""
    if not pitches:
        return
    first = _note(passage, touch, attack, pitches[0], what)._replace(chord=len(pitches))
    yield first
    for index, pitch in enumerate(pitches[1:], 1):
        place = place_key(passage, attack.start, index)
        yield first._replace(pitch=float(pitch + passage.semitones), place=place, strum=index)


def _note(passage: Passage, touch: Touch, attack: Attack, pitch: int, what: str) -> ScoreNote:
    beats = passage.start + attack.start
    level = scaled(HIT if attack.level is None else attack.level, touch, beats)
    bar, _ = passage.meter.place(attack.start)
    return ScoreNote(
        start_beats=beats,
        length_beats=attack.length,
        pitch=float(pitch + passage.semitones),
        velocity=level,
        swell=swell(touch, beats, attack.length),
        place=place_key(passage, attack.start, 0),
        span=attack.span,
        row=row_name(f"{what} over `{attack.chord.chord.spelling}`", passage, bar),
        sounding=SOUNDING.get(touch.articulation, PLAIN),
        chance=attack.chance,
        technique=touch.articulation,
    )
