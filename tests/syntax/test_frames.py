"""Code frames stay right with tabs, wide characters, long lines and places that span lines."""

from __future__ import annotations

import re

import pytest

from songc.compiler.diagnostics import Diagnostic
from songc.compiler.source import Source, Span
from songc.runtime.terminal.frames import as_github, as_json, render
from songc.runtime.terminal.layout import columns

FILE = "a.song"


def show(text: str, what: str, *, width: int = 80, color: bool = False, label: str = "", help: str = "") -> str:
    start = text.index(what)
    diagnostic = Diagnostic("E0113", "wrong", Span(FILE, start, start + len(what)), label, help)
    return render(diagnostic, {FILE: Source(FILE, text)}, color=color, width=width)


def width_of(text: str) -> int:
    return sum(map(columns, text))


def marked(frame: str) -> str:
    """What stands above the carets, told by columns as a terminal counts them."""
    lines = frame.splitlines()
    at = next(index for index, line in enumerate(lines) if re.search(r"\| *\^", line))
    left = lines[at].index("^")
    right = lines[at].rindex("^") + 1
    taken, column = "", 0
    for char in lines[at - 1]:
        if left <= column < right:
            taken += char
        column += columns(char)
    return taken


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("mix { gain = 4 }", "= 4"),
        ("\tmix {\tgain\t= 4 }", "= 4"),
        ('name "漢字かな" = 4', "= 4"),
        ('name "é̄e" = 4', "= 4"),
        ('name "🎹🎸" = 4', "= 4"),
        ("a" * 300 + " = 4 " + "b" * 300, "= 4"),
        ("漢" * 100 + " = 4 " + "字" * 100, "= 4"),
    ],
)
def test_carets_stand_below_the_place(text: str, what: str) -> None:
    assert marked(show(text, what)) == what


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("text", ["x" * 500 + " bad " + "y" * 500, "漢字" * 200 + " bad " + "漢字" * 200, "bad " * 200])
def test_lines_fit_the_terminal(text: str, width: int) -> None:
    frame = show(text, "bad", width=width, label="a label that is rather long " * 1, help="words " * 40)
    assert max(width_of(line) for line in frame.splitlines()) <= width


def test_a_place_of_several_lines() -> None:
    text = "mix {\n  a\n  b\n  c\n  d\n}\n"
    lines = show(text, text.rstrip(), label="all of it").splitlines()
    assert lines[1:] == [" --> a.song:1:1", "  |", "1 | mix {", "  | ^^^^^", "  | …", "6 | }", "  | ^ all of it"]


def test_a_place_that_ends_with_its_line_shows_one_line() -> None:
    assert show("a b\nc d\n", "b\n").splitlines()[3:] == ["1 | a b", "  |   ^"]


def test_the_end_of_the_text_has_a_place() -> None:
    diagnostic = Diagnostic("E0101", "open", Span(FILE, 6, 6))
    assert "  |       ^" in render(diagnostic, {FILE: Source(FILE, "mix { ")}, color=False, width=80)


def test_related_places_and_help() -> None:
    source = Source(FILE, "mix { }\nmix { }\n")
    related = ((Span(FILE, 0, 3), "the first one is here"),)
    diagnostic = Diagnostic("E0110", "second", Span(FILE, 8, 11), "", "put both into one", related)
    lines = render(diagnostic, {FILE: source}, color=False, width=80).splitlines()
    assert "  = help: put both into one" in lines
    assert lines[-5:] == ["note: the first one is here", " --> a.song:1:1", "  |", "1 | mix { }", "  | ^^^"]


def test_a_file_that_was_not_read_is_named() -> None:
    diagnostic = Diagnostic("E0801", "missing", Span("takes/vox.wav", 0, 0))
    assert render(diagnostic, {}, color=False, width=80).splitlines()[1] == " --> takes/vox.wav"


def test_quoted_code_is_not_broken() -> None:
    frame = show("a = 4", "=", width=44, help="this must be written as `compressor threshold -20dB` here")
    assert "`compressor threshold -20dB`" in frame


def test_colors_can_be_taken_off() -> None:
    plain = show("mix { gain = 4 }", "=", label="here", help="do not")
    colored = show("mix { gain = 4 }", "=", label="here", help="do not", color=True)
    assert re.sub(r"\x1b\[[\d;]*m", "", colored) == plain
    assert colored != plain


def test_a_song_cannot_steer_the_terminal() -> None:
    diagnostic = Diagnostic("E0113", "`\x1b[2J` is wrong", Span(FILE, 5, 6), "\x07", "\x1b]0;x\x07")
    frame = render(diagnostic, {FILE: Source(FILE, "gain \x1b[2J\x07 \r x")}, color=False, width=80)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", frame)


def test_json_counts_characters_from_one() -> None:
    text = "mix {\n\t漢 = 4\n}"
    place = Span(FILE, text.index("="), text.index("4"))
    found = as_json(Diagnostic("W0113", "wrong", place, "", "help"), {FILE: Source(FILE, text)})
    assert (found["line"], found["column"], found["end_line"], found["end_column"]) == (2, 4, 2, 6)
    assert (found["code"], found["severity"], found["help"], found["file"]) == ("W0113", "warning", "help", FILE)


def test_github_annotations_are_escaped() -> None:
    diagnostic = Diagnostic("E0113", "100%: wrong\nhere", Span("a,b.song", 0, 3))
    line = as_github(diagnostic, {"a,b.song": Source("a,b.song", "mix")})
    assert line == ("::error file=a%2Cb.song,line=1,col=1,endLine=1,endColumn=4,title=E0113::100%25: wrong%0Ahere")
