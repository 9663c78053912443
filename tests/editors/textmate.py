"""The TextMate grammar of songs, written from the vocabulary. Rows are told from their look: their language depends on
the statement that they stand in, which a TextMate grammar does not know."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from songc.compiler.arrangement.instrument import KINDS
from songc.compiler.arrangement.play import DIRECTIONS, HARMONIES, OPTIONS
from songc.compiler.arrangement.voicing import VOICINGS
from songc.compiler.composition.events import ARTICULATIONS, DYNAMICS
from songc.compiler.edits.lines import FADE_SHAPES
from songc.compiler.header import FORMS
from songc.compiler.mix.automation import SHAPES
from songc.compiler.theory import SCALES
from songc.compiler.units import UNITS
from songc.compiler.vocabulary.blocks import BLOCKS
from songc.compiler.vocabulary.effects import EFFECTS
from songc.compiler.vocabulary.instruments import PIECES
from songc.compiler.vocabulary.writing import ARRANGEMENT_IN, ARRANGEMENT_TRACK, COMPOSITION, SECTION

DECLARING = (
    "section",
    "track",
    "bus",
    "group",
    "chain",
    "line",
    "rhythm",
    "motif",
    "take",
    "variant",
    "in",
    "automate",
    "modulate",
    "vca",
    "preset",
)
SMALL_WORDS = (
    "as",
    "at",
    "from",
    "for",
    "every",
    "lfo",
    "envelope",
    "curve",
    "over",
    "pre",
    "within",
    "below",
    "above",
    "between",
    "and",
    "by",
)
IN_CHAINS = (*EFFECTS, "plugin")
OF_LINES = ("octave", "unit", "degrees", "repeat", "pickup", "with")
VALUES = (*HARMONIES, *DIRECTIONS, *VOICINGS, *ARTICULATIONS, *DYNAMICS, *SCALES, *SHAPES, *FADE_SHAPES, *KINDS)
CHOICES = {choice for effect in EFFECTS.values() for each in effect.settings for choice in each.choices}
MORE_UNITS = ("LU", "bars", "bar", "beat", "cent")
_START = r"(?:(?<=[{;])|^)\s*"
_NAME = r"[a-z][\w#-]*"


def grammar() -> dict[str, Any]:
    """The grammar as JSON holds it."""
    return {
        "$schema": "https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json",
        "name": "Song",
        "scopeName": "source.song",
        "fileTypes": ["song"],
        "patterns": [{"include": f"#{name}"} for name in _PARTS],
        "repository": {**_PARTS, **_IN_ROWS, "row": _row()},
    }


def heads() -> list[str]:
    """Every word that may begin a statement, effects apart."""
    written = (COMPOSITION, SECTION, ARRANGEMENT_TRACK, ARRANGEMENT_IN, *BLOCKS.values())
    blocks = (head for block in written for head in block.heads)
    return sorted(set(blocks) - set(DECLARING) - set(IN_CHAINS) - set(FORMS))


def _one_of(words: Iterable[str]) -> str:
    """Any of the words, longer ones first, each whole."""
    return f"(?:{'|'.join(sorted(set(words), key=lambda word: (-len(word), word)))})(?![\\w-])"


def _units() -> str:
    units = {unit for each in UNITS.values() for unit in each if unit and unit not in ("note", ":1")} | set(MORE_UNITS)
    return "|".join(sorted(units, key=lambda unit: (-len(unit), unit)))


def _match(pattern: str, *scopes: str, name: str = "") -> dict[str, Any]:
    """A pattern with the scope of all of it, or those of its groups in order."""
    rule: dict[str, Any] = {"match": pattern}
    if name:
        rule["name"] = f"{name}.song"
    if scopes:
        rule["captures"] = {str(number): {"name": f"{scope}.song"} for number, scope in enumerate(scopes, 1)}
    return rule


def _row() -> dict[str, Any]:
    return {
        "name": "meta.row.song",
        "begin": r"\|:?",
        "beginCaptures": {"0": {"name": "punctuation.separator.bar.song"}},
        "end": r"(?=[;}]|//)|(?<!\|)$|$",
        "patterns": [{"include": f"#{name}"} for name in _IN_ROWS],
    }


_PARTS: dict[str, dict[str, Any]] = {
    "comment": _match(r"//.*$", name="comment.line.double-slash"),
    "string": {
        "name": "string.quoted.double.song",
        "begin": '"',
        "end": '"|$',
        "patterns": [_match(r"\\.", name="constant.character.escape")],
    },
    "row": {},
    "stage": _match(rf"{_START}({_one_of(FORMS)})", "keyword.control.stage"),
    "declaration": _match(rf"{_START}({_one_of(DECLARING)})\s+([\w.#:-]+)", "storage.type", "entity.name.type"),
    "effect": _match(rf"{_START}({_one_of(IN_CHAINS)})", "support.function.effect"),
    "statement": _match(rf"{_START}({_one_of(heads())})", "keyword.other.statement"),
    "piece": _match(rf"{_START}({_one_of(PIECES)})(?=\s*\|)", "entity.name.tag.piece"),
    "option": _match(
        rf"\b({_one_of((*SMALL_WORDS, *OF_LINES, *(option for options in OPTIONS.values() for option in options)))})",
        "keyword.operator.word",
    ),
    "value": _match(rf"\b({_one_of((*VALUES, *CHOICES))})", "constant.language"),
    "ending": _match(rf"{_START}(\d+(?:st|nd|rd|th):)", "storage.type"),
    "place": _match(rf"\b{_NAME}(?:\.\d+)?:\d+(?:\.\.\d+|\.\d+(?:\.\d+)?)?(?![\w.])", name="constant.other.place"),
    "quantity": _match(
        rf"(?<![\w.#])([+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[/:]\d+(?:\.\d+)?)?)\s*({_units()})?(?![\w#])",
        "constant.numeric",
        "keyword.other.unit",
    ),
    "operator": _match(r"->|\*|\.\.|,", name="keyword.operator"),
    "setting": _match(rf"\b({_NAME})(?=\s+[+-]?\.?\d)", "variable.parameter"),
}

_IN_ROWS: dict[str, dict[str, Any]] = {
    "bar-line": _match(r":?\|+:?(?:\*\d+)?", name="punctuation.separator.bar"),
    "motif": _match(r"@[^\W\d][\w.-]*(?:\([^()]*\))?(?:\.[a-z]+(?:\([^()]*\))?)*", name="entity.name.function.motif"),
    "steps": _match(r"(?<=[\s|])[xXofr=\-1-9?]{3,}(?=[\s|]|$)", name="string.unquoted.steps"),
    "euclid": _match(r"\b(euclid)(?=\()", "support.function"),
    "rest": _match(r"\br(?=[\s:@|\])]|$)", name="comment.block.rest"),
    "note": _match(
        r"(?<![\w#])([a-g](?:##?|bb?)?)(-?\d)?(?=[\s:@~'>_^!{\])|]|$)",
        "constant.language.note",
        "constant.numeric.octave",
    ),
    "duration": _match(r":\d+(?:/\d+|\.+)?", name="constant.numeric.duration"),
    "chord": _match(
        r"(?<![\w#])(?:[A-G][#b]?|[b#]?(?:VII|VI|IV|V|III|II|I|vii|vi|iv|v|iii|ii|i))[^\s|:]*|N\.C\.",
        name="support.constant.chord",
    ),
    "mark": _match(r"![a-z]+(?:[<>][a-z]+)?|[~'>_^]|%", name="keyword.operator.mark"),
    "note-settings": _match(r"\{[^{}|]*\}?", name="variable.parameter"),
}
