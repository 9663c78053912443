"""Real music: every pitch, onset and duration of an example is that of an independent encoding (see the README)."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest

from songc.compiler import compile_song
from songc.compiler.format import format_text

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples"
PIECES = {"bwv-772": EXAMPLES / "two-part-invention" / "two-part-invention.song"}

Facts = list[tuple[Fraction, Fraction, float]]


def read_facts(table: str) -> dict[str, Facts]:
    """Onset and duration in quarter notes, and MIDI pitch, of each note, by voice."""
    voices = json.loads((HERE / f"{table}.json").read_text(encoding="utf-8"))
    return {
        voice: sorted((Fraction(onset), Fraction(duration), float(pitch)) for onset, duration, pitch in notes)
        for voice, notes in voices.items()
    }


@pytest.mark.parametrize("table", PIECES)
def test_every_note_is_that_of_the_encoding(table: str) -> None:
    compiled = compile_song(PIECES[table])
    assert compiled.score is not None
    played = {
        part.track: sorted((note.start_beats, note.length_beats, note.pitch) for note in part.notes)
        for part in compiled.score.tracks
    }
    facts = read_facts(table)
    assert played.keys() == facts.keys()
    for voice, notes in facts.items():
        assert len(notes) > 200
        assert played[voice] == notes


@pytest.mark.parametrize("song", PIECES.values(), ids=PIECES)
def test_a_piece_has_no_mistakes_and_is_laid_out(song: Path) -> None:
    assert compile_song(song).diagnostics == ()
    text = song.read_text(encoding="utf-8")
    assert format_text(text) == text
