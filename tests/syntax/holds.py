"""What holds for every text whatever is in it. The properties and the long fuzz run share this."""

from __future__ import annotations

from collections.abc import Sequence

from songc.compiler import compile_song
from songc.compiler.codes import CODES
from songc.compiler.files import MemoryFiles
from songc.compiler.format import format_text
from songc.compiler.memory import forget_all
from songc.compiler.parse import parse
from songc.compiler.rows import read_chords, read_notes, read_steps
from songc.compiler.source import Source
from songc.runtime.terminal.frames import as_github, as_json, render

from ..cases.harness import FILE, find_mistakes, meaning_of


def check_text(text: str) -> None:
    """Reading ends with values; every mistake has a place in the text, and can be shown; the formatter is stable, and
    where the text can be laid out it changes neither what the song says nor its mistakes."""
    source = Source(FILE, text)
    found = find_mistakes(text)
    for mistake in found:
        assert 0 <= mistake.span.start <= mistake.span.end <= len(text), mistake
        assert mistake.message and "\n" not in mistake.message
        for shown in (render(mistake, {FILE: source}, color=True, width=80), as_github(mistake, {FILE: source})):
            shown.encode("utf-8", "strict" if _encodes(text) else "surrogatepass")
        assert as_json(mistake, {FILE: source})["line"] >= 1
    formatted = format_text(text)
    assert format_text(formatted) == formatted
    assert meaning_of(formatted) == meaning_of(text)
    assert {one.code for one in find_mistakes(formatted)} == {one.code for one in found}


def check_row(text: str) -> None:
    """Rows are read whatever they hold, and their mistakes stand inside them."""
    for read in (read_notes, read_chords, read_steps):
        for mistake in read(text)[1]:
            assert 0 <= mistake.at[0] <= mistake.at[1] <= len(text), mistake
    for mistake in read_notes(text, degrees=True)[1]:
        assert mistake.code.startswith("E03")


def check_song(text: str) -> None:
    """Compiling ends with a plan or with mistakes that can be shown, whatever the song says."""
    compiled = compile_song(FILE, files=MemoryFiles({FILE: text}))
    assert compiled.ok or any(found.is_error for found in compiled.diagnostics)
    for found in compiled.diagnostics:
        assert 0 <= found.span.start <= found.span.end <= len(text), found
        assert found.code in CODES
        render(found, compiled.sources, color=False, width=80).encode("utf-8", "surrogatepass")


def check_edits(texts: Sequence[str]) -> None:
    """Compiling one text after another gives what compiling each as the first of a process does."""
    forget_all()
    found = [_all_of(text) for text in texts]
    for text, warm in zip(texts, found, strict=True):
        forget_all()
        for part, cold in _all_of(text).items():
            assert warm[part] == cold, (part, texts)


def _all_of(text: str) -> dict[str, str]:
    """What a text compiles to, its places included."""
    compiled = compile_song(FILE, files=MemoryFiles({FILE: text}))
    return {
        "diagnostics": repr(compiled.diagnostics),
        "score": repr([(track.track, track.notes) for track in compiled.score.tracks] if compiled.score else None),
        "syllables": repr(compiled.score.syllables if compiled.score else None),
        "plan": repr(compiled.plan),
    }


def check_right(text: str) -> None:
    assert find_mistakes(text) == []
    assert parse(Source(FILE, format_text(text)))[1] == []


def _encodes(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
