"""Lyrics: syllables under the notes of their line."""

from __future__ import annotations

from collections.abc import Iterator

from ..composition.records import Lyrics
from ..form.timeline import Passage, Timeline
from ..score import Syllable
from .lines import repeated
from .music import Music


def set_lyrics(music: Music, timeline: Timeline) -> tuple[Syllable, ...]:
    """Every passage's words in order of time."""
    found = [
        syllable
        for passage in timeline.passages
        for lyrics in _lyrics(music, passage)
        for syllable in _under(music, passage, lyrics)
    ]
    return tuple(sorted(found, key=lambda syllable: (syllable.start_beats, syllable.line)))


def _lyrics(music: Music, passage: Passage) -> Iterator[Lyrics]:
    """A passage's own words; a second `lyrics` of one line is the second pass's, and so on."""
    own = music.section(passage.section).lyrics or music.composition.lyrics
    for line in dict.fromkeys(lyrics.line for lyrics in own):
        verses = [lyrics for lyrics in own if lyrics.line == line]
        yield verses[min(passage.number, len(verses)) - 1]


def _under(music: Music, passage: Passage, lyrics: Lyrics) -> Iterator[Syllable]:
    found = music.line(passage, lyrics.line)
    if found is None:
        known = [line.name for line in (*music.section(passage.section).lines, *music.composition.lines)]
        music.check.unknown("line", lyrics.line, lyrics.span, known)
        return
    line, reading = found
    events = list(repeated(reading, line, passage))
    if len(lyrics.syllables) > len(events):
        extra = len(lyrics.syllables) - len(events)
        message = f"the words have {extra} syllable{'s' if extra > 1 else ''} more than `{line.name}` has notes"
        help = "hyphens part syllables, and `_` holds one over another note"
        music.check.report("W0340", message, lyrics.span, f"{len(lyrics.syllables)} for {len(events)} notes", help)
    for text, event in zip(lyrics.syllables, events, strict=False):
        if text != "_":
            yield Syllable(passage.start + event.start, event.length, text, line.name, lyrics.span)
