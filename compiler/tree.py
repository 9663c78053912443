"""The tree: which stretches of a file's text are statements, blocks and comments, found without reading what they say.

Braces, line ends, semicolons, strings, comments and rows are enough to find every statement's place, so a mistake
inside one cannot reach its neighbours, and a statement whose text did not change is not read again. Comments stay in
the tree for the formatter.
"""

from __future__ import annotations

import re

from .diagnostics import Mistake
from .frozen import dataclass


@dataclass(frozen=True, slots=True)
class Comment:
    """`// …`, from `start` to the line's end. `alone` says that nothing stands before it on its line."""

    start: int
    end: int
    alone: bool


@dataclass(frozen=True, slots=True)
class Branch:
    """One statement: its head and values from `start` to `head_end`, then perhaps a block, and its `end`."""

    start: int
    head_end: int
    end: int
    block: Twigs | None


@dataclass(frozen=True, slots=True)
class Twigs:
    """What stands between braces, whose places are `start` (of `{`) and `end` (after `}`), or in the whole file."""

    start: int
    end: int
    pieces: tuple[Branch | Comment, ...]


DEEPEST = 24  # blocks within blocks; real songs use five

_TOKEN = re.compile(
    r"""
    (?P<comment>//[^\n]*)
  | (?P<string>"(?:[^"\\\n]|\\[^\n])*")
  | (?P<unclosed>"[^\n]*)
  | (?P<row>\|(?:[^\n;{}/]|/(?!/)|(?<=[^\s|])\{[^\n;{}|]*\}?)*)
  | (?P<open>\{)
  | (?P<close>\})
  | (?P<end>[;\n])
  | (?P<words>[^\s{};"|/]+(?:[ ]+[^\s{};"|/]+)*|/)
    """,
    re.VERBOSE,
)
BYTE_ORDER_MARK = "\ufeff"
_BLANK = re.compile(r"[ \t]*")
_STAGE = re.compile(r"(?:song|composition|arrangement|takes|edits|mix|master|variant|expect)\b[^\n]*\{")


class _Open:
    """A block being read."""

    __slots__ = ("brace", "head_end", "head_start", "indent", "pieces")

    def __init__(self, brace: int, head_start: int, head_end: int, indent: int) -> None:
        self.brace = brace
        self.head_start = head_start
        self.head_end = head_end
        self.indent = indent
        self.pieces: list[Branch | Comment] = []


def plain(text: str) -> str:
    """The text with blanks for byte order marks, which some editors put first: places stay as they are."""
    return text.replace(BYTE_ORDER_MARK, " ")


def read_tree(text: str) -> tuple[Twigs, list[Mistake]]:
    """The tree of a file's text, with what is wrong with its braces and strings."""
    tree, mistakes = _Reader(text).read()
    codes = {mistake.code for mistake in mistakes}
    if codes & {"E0101", "E0102"}:
        return _Reader(text, trust_indent=True, too_many="E0102" in codes).read()
    return tree, mistakes


class _Reader:
    """One pass over the text. With `trust_indent`, which a second pass uses when braces do not match, a closing brace
    that begins its line closes the block that is indented like it, a stage at the margin ends every block before it,
    and a line that is not indented any deeper ends a block that began with statements on its own line."""

    def __init__(self, text: str, trust_indent: bool = False, too_many: bool = False) -> None:
        self.text = text
        self.trust_indent = trust_indent
        self.too_many = too_many
        self.stack = [_Open(0, 0, 0, -1)]
        self.mistakes: list[Mistake] = []
        self.start = self.stop = -1  # the statement being read

    def read(self) -> tuple[Twigs, list[Mistake]]:
        position = 0
        while match := _TOKEN.search(self.text, position):
            kind, at = match.lastgroup, match.start()
            position = match.end()
            if kind == "end":
                self.end_statement()
            elif kind == "comment":
                alone = self.begins_line(at)
                self.end_statement()
                self.stack[-1].pieces.append(Comment(at, match.end(), alone))
            elif kind == "open":
                self.open_block(at)
            elif kind == "close":
                self.end_statement()
                self.close_block(at)
            elif kind == "unclosed":
                position = at + len(match[0].rstrip(" \t\r;{}"))  # what ends a statement was hardly meant as text
                message = "this text in quotes does not end on its line"
                self.mistakes.append(Mistake("E0103", message, (at, position), "opened here", 'close it with `"`'))
                self.extend(at, position)
            else:
                self.extend(at, at + len(match[0].rstrip()))
        self.end_statement()
        end = len(self.text.rstrip())
        while len(self.stack) > 1:
            if len(self.stack) <= DEEPEST:  # what is nested too deep is one mistake
                self.report_open(self.stack[-1])
            self.pop(end)
        return Twigs(0, len(self.text), tuple(self.stack[0].pieces)), sorted(self.mistakes, key=lambda m: m.at)

    def extend(self, at: int, end: int) -> None:
        if self.start < 0:
            self.start = at
            if self.trust_indent and self.begins_line(at):
                ended = not self.indent(at) and _STAGE.match(self.text, at)
                while len(self.stack) > 1 and (ended or self.was_for_one_line(self.stack[-1], at)):
                    self.report_open(self.stack[-1])
                    self.pop(len(self.text[:at].rstrip()))
        self.stop = end

    def end_statement(self) -> None:
        if self.start >= 0:
            self.stack[-1].pieces.append(Branch(self.start, self.stop, self.stop, None))
            self.start = -1

    def open_block(self, at: int) -> None:
        if self.start < 0:
            self.take_back_head(at, report=len(self.stack) <= DEEPEST)
        if len(self.stack) == DEEPEST:
            self.mistakes.append(Mistake("E0107", "blocks are nested too deep here", (at, at + 1)))
        self.stack.append(_Open(at, self.start, self.stop, self.indent(at)))
        self.start = -1

    def take_back_head(self, at: int, report: bool) -> None:
        """A brace with nothing before it on its line belongs to the statement above, if that has no block."""
        pieces = self.stack[-1].pieces
        before = pieces[-1] if pieces else None
        if isinstance(before, Branch) and before.block is None and not self.text[before.end : at].strip():
            pieces.pop()
            self.start, self.stop = before.start, before.head_end
            message = "the brace of a block stands on the line of the statement that it belongs to"
            help_ = f"write `{self.text[self.start : self.stop]} {{` on one line"
        else:
            self.start = self.stop = at
            message, help_ = "this block has no name", "write what it is before `{`, as in `mix {`"
        if report:
            self.mistakes.append(Mistake("E0104", message, (at, at + 1), help=help_))

    def close_block(self, at: int) -> None:
        if self.trust_indent and self.begins_line(at):
            indent = self.indent(at)
            if any(block.indent == indent for block in self.stack[1:]):
                while self.stack[-1].indent > indent:
                    self.report_open(self.stack[-1])
                    self.pop(len(self.text[:at].rstrip()))
            elif len(self.stack) > 1 and self.stack[-1].indent < indent:
                self.report_close(at)
                return
        elif self.too_many and 0 < self.stack[-1].brace < self.line_start(at):
            self.report_close(at)  # a block of several lines ends on a line of its own
            return
        if len(self.stack) == 1:
            self.report_close(at)
        else:
            self.pop(at + 1)

    def pop(self, end: int) -> None:
        block = self.stack.pop()
        twigs = Twigs(block.brace, end, tuple(block.pieces))
        if len(self.stack) < DEEPEST:
            self.stack[-1].pieces.append(Branch(block.head_start, block.head_end, end, twigs))

    def report_open(self, block: _Open) -> None:
        name = self.text[block.head_start : block.head_end].split("{")[0].strip() or "this block"
        self.mistakes.append(
            Mistake(
                "E0101",
                f"the block of `{name}` is never closed",
                (block.brace, block.brace + 1),
                "opened here",
                "close it with `}`",
            )
        )

    def report_close(self, at: int) -> None:
        self.mistakes.append(
            Mistake("E0102", "there is no block for this brace to close", (at, at + 1), help="remove it")
        )

    def was_for_one_line(self, block: _Open, at: int) -> bool:
        """Whether a block began with statements on its own line, and the line at hand stands no deeper."""
        began = self.text[block.brace + 1 : self.text.find("\n", block.brace)].partition("//")[0].strip()
        return bool(began) and block.brace < self.line_start(at) and self.indent(at) <= block.indent

    def begins_line(self, at: int) -> bool:
        return not self.text[self.line_start(at) : at].strip()

    def line_start(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1

    def indent(self, at: int) -> int:
        """Columns of blank before the line that holds `at`; a tab counts as four."""
        blank = _BLANK.match(self.text, self.line_start(at))
        return len(blank[0].expandtabs(4)) if blank else 0
