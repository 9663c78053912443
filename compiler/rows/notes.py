"""Note rows: text to bars of notes."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from ..diagnostics import At, Mistake
from .after import After, read_after
from .bars import cut, empty, inner
from .brackets import explain_brackets, without_brackets, word_around
from .foreign import explain_degree, explain_note
from .records import Bar, Degree, Element, Group, Legato, MotifCall, Note, NoteRow, Pitch, Rest

if TYPE_CHECKING:
    from lark import Token, Tree

    Child = Token | Tree[Token]

_ALTERATIONS = {"##": 2, "#": 1, "": 0, "b": -1, "bb": -2}
_PITCH = re.compile(r"(?P<letter>[a-g])(?P<alteration>##?|bb?)?(?P<octave>-?\d)?")
_DEGREE = re.compile(r"(?P<alteration>##?|bb?)?(?P<number>\d+)(?P<octaves>'{1,4}|,{1,4})?")
_CALL = re.compile(r"([^\W\d][\w-]*)(?:\(([^()]*)\))?")


class _Read(NamedTuple):
    element: Element
    after: After | None = None


def read_note_row(text: str, degrees: bool) -> tuple[NoteRow, tuple[Mistake, ...]]:
    """The bars of a note row and what is wrong with it. A bar with a mistake holds what could be read of it."""
    bars, repeats, mistakes = cut(text)
    reader = _Reader(text, degrees)
    row = NoteRow(tuple(reader.bar(at) for at in bars), repeats)
    return row, tuple(sorted((*mistakes, *reader.mistakes), key=lambda mistake: mistake.at))


class _Reader:
    """Reads the bars of one row, and gathers its mistakes. `base` is where a bar's text begins in the row's."""

    def __init__(self, text: str, degrees: bool) -> None:
        self.text = text
        self.degrees = degrees
        self.mistakes: list[Mistake] = []

    def wrong(self, code: str, message: str, at: At, help: str = "") -> None:
        self.mistakes.append(Mistake(code, message, at, help=help))

    def bar(self, at: At) -> Bar:
        from lark.exceptions import UnexpectedInput

        from ...grammar import parser

        place = inner(self.text, at)
        text = self.text[at[0] : at[1]]
        if not text.strip():
            self.mistakes.append(empty(at, "write `r` for a rest, or `%` to repeat the bar before"))
            return Bar((), False, at)
        if text.strip() == "%":
            return Bar((), True, place)
        try:
            tree = parser().parse(text, start="note_bar")
        except UnexpectedInput as error:
            self.broken(text, error.pos_in_stream, at[0])
            return Bar((), False, place)
        read = self.elements(tree.children, at[0])
        for one in read:
            if one.after and one.after.weight:
                help_ = "a length follows a colon: `c5:8`"
                self.wrong("E0303", "only what stands in a group `[…]` has a weight", one.element.at, help_)
        return Bar(tuple(one.element for one in read), False, place)

    def broken(self, text: str, stop: int | None, base: int) -> None:
        """Says why the grammar could not read a bar's text past `stop`, and what else is wrong in the bar."""
        from lark.exceptions import UnexpectedInput

        from ...grammar import parser

        before = len(self.mistakes)
        self.mistakes += explain_brackets(text, base)
        try:
            tree = parser().parse(without_brackets(text), start="note_bar")
            self.elements(tree.children, base)
        except UnexpectedInput as error:
            start, end = word_around(text, error.pos_in_stream)
            self.mistakes.append(explain_note(text[start:end], (base + start, base + end), self.degrees))
        if len(self.mistakes) == before:
            start, end = word_around(text, stop)
            self.mistakes.append(explain_note(text[start:end], (base + start, base + end), self.degrees))

    def elements(self, children: list[Child], base: int) -> list[_Read]:
        read = (self.element(child, base) for child in children)
        return [one for one in read if one is not None]

    def element(self, child: Child, base: int) -> _Read | None:
        if not isinstance(child, str):
            return self.nested(child, base)
        start = base + (child.start_pos or 0)
        at = (start, start + len(child))
        match child.type:
            case "NOTE":
                pitch, end = self.pitch(child, start)
                after = read_after(child[end:], start + end, self.mistakes)
                if pitch is None:
                    return None
                return _Read(Note((pitch,), after.duration, after.tie, after.marks, at), after)
            case "REST":
                after = read_after(child[1:], start + 1, self.mistakes)
                return _Read(Rest(after.duration, at), after)
            case "MOTIF":
                name, *transforms = [(name, _arguments(written)) for name, written in _CALL.findall(child)]
                return _Read(MotifCall(*name, tuple(transforms), at))
            case "REPEAT_BAR":
                self.wrong("E0301", "`%` repeats a whole bar, so it stands alone between bar lines", at)
            case _:
                self.mistakes.append(explain_note(child, at, self.degrees))
        return None

    def nested(self, tree: Tree[Token], base: int) -> _Read | None:
        opening, *children, closing = tree.children
        assert isinstance(opening, str) and isinstance(closing, str)
        end = base + (closing.start_pos or 0)
        after = read_after(closing[1:], end + 1, self.mistakes)
        at = (base + (opening.start_pos or 0), end + len(closing))
        if tree.data == "chord":
            pitches = [self.chord_pitch(child, base) for child in children if isinstance(child, str)]
            found = tuple(pitch for pitch in pitches if pitch is not None)
            return _Read(Note(found, after.duration, after.tie, after.marks, at), after) if found else None
        read = self.elements(children, base)
        elements = tuple(one.element for one in read)
        if after.tie:
            self.wrong("E0306", "a tie stands after a note, not after a bracket", (end, at[1]))
        if tree.data == "legato":
            return _Read(Legato(elements, after.marks, at))
        for one in read:
            if one.after and one.after.duration is not None:
                help_ = "give it a share with `@`, as in `[c5@2 d5]:4`, and the length after the bracket"
                self.wrong("E0303", "what stands in a group shares the group's length", one.element.at, help_)
        weights = tuple(one.after.weight or Fraction(1) if one.after else Fraction(1) for one in read)
        return _Read(Group(elements, weights, after.duration, after.marks, at), after)

    def chord_pitch(self, token: Token, base: int) -> Pitch | Degree | None:
        start = base + (token.start_pos or 0)
        if token.type == "CHORD_PITCH":
            return self.pitch(token, start)[0]
        self.mistakes.append(explain_note(token, (start, start + len(token)), self.degrees))
        return None

    def pitch(self, text: str, start: int) -> tuple[Pitch | Degree | None, int]:
        """The pitch or scale degree that `text` begins with, and where it ends. `b7` is a note, or a degree where
        degrees stand."""
        letters, numbers = _PITCH.match(text), _DEGREE.match(text)
        found = numbers if numbers and (self.degrees or not letters) else letters
        assert found, text
        at = (start, start + found.end())
        alteration = _ALTERATIONS[found["alteration"] or ""]
        if (found is numbers) is not self.degrees:
            self.mistakes.append(explain_degree(text, at, self.degrees))
            return None, found.end()
        if found is letters:
            octave = int(found["octave"]) if found["octave"] else None
            return Pitch(found["letter"], alteration, octave, at), found.end()
        if len(found["number"]) > 2 or found["number"].strip("0") == "":
            self.wrong("E0301", f"`{found['number']}` is not a scale degree", at, "degrees count from 1")
            return None, found.end()
        octaves = len(found["octaves"] or "") * (-1 if "," in found[0] else 1)
        return Degree(int(found["number"]), alteration, octaves, at), found.end()


def _arguments(written: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in written.split(",")) if written.strip() else ()
