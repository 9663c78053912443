"""The TextMate grammar: as the vocabulary is now, and at home in real songs."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from songc.compiler.vocabulary.blocks import BLOCKS
from songc.compiler.vocabulary.effects import EFFECTS
from songc.runtime.templates import FOLDER

from .textmate import grammar

PATH = Path(__file__).parents[2] / "grammar" / "vscode" / "syntaxes" / "song.tmLanguage.json"


def test_the_grammar_is_that_of_the_vocabulary(request: pytest.FixtureRequest) -> None:
    text = json.dumps(grammar(), indent=2, ensure_ascii=False) + "\n"
    if request.config.getoption("--update"):
        PATH.write_text(text, "utf-8")
    assert PATH.read_text("utf-8") == text, "run `python -m pytest tests/editors --update`"


def found(text: str, rule: str) -> list[str]:
    """What a rule of the file captures in a line of a song: its first group, or all of it."""
    pattern = re.compile(json.loads(PATH.read_text("utf-8"))["repository"][rule]["match"], re.MULTILINE)
    return [match[1] if pattern.groups else match[0] for match in pattern.finditer(text)]


def test_every_statement_and_effect_is_known() -> None:
    for effect in EFFECTS:
        assert found(f"  {effect} 3dB", "effect") == [effect]
    for block in BLOCKS.values():
        for head in block.heads:
            rules = ("statement", "declaration", "stage", "effect")
            assert any(found(f"{{ {head} name", rule) == [head] for rule in rules), head


@pytest.mark.parametrize(
    ("rule", "text", "expected"),
    [
        ("quantity", "threshold -20dB ratio 3:1 attack 8ms at 92 bpm 1/16", ["-20", "3:1", "8", "92", "1/16"]),
        ("place", "comp verse.1:5..8 take 2; in chorus:3", ["verse.1:5..8", "chorus:3"]),
        ("note", "| d5:8 f# <a4 c> bb~ |", ["d", "f#", "a", "c", "bb"]),
        ("steps", "| x--- --xX o=== |", ["x---", "--xX", "o==="]),
        ("chord", "| Dm9 | A7sus4 A7 | N.C. | bVII |", ["Dm9", "A7sus4", "A7", "N.C.", "bVII"]),
        ("motif", "| @hook.up(2).reverse | @lib.hook |", ["@hook.up(2).reverse", "@lib.hook"]),
        (
            "value",
            "dynamics mf; lfo 2Hz sine; instrument synth",
            ["mf", "sine", "synth"],
        ),
        ("option", "line tune octave 5 repeat", ["octave", "repeat"]),
        ("ending", "2nd: play tune", ["2nd:"]),
        ("declaration", 'preset dusk synth "warm-pad"', ["preset"]),
        ("effect", 'plugin "Large Hall"', ["plugin"]),
        ("comment", "gain -3dB // the fader", ["// the fader"]),
    ],
)
def test_rules_find_what_they_are_for(rule: str, text: str, expected: list[str]) -> None:
    assert found(text, rule) == expected


def test_every_line_of_a_song_begins_with_something_known() -> None:
    """Rows and closing braces apart."""
    text = (FOLDER / "band" / "band.song").read_text("utf-8")
    rules = ("comment", "stage", "declaration", "effect", "statement", "piece")
    for line in filter(str.strip, text.splitlines()):
        if line.strip()[0] not in "|}":
            assert any(found(line, rule) for rule in rules), line


def test_the_extension_names_its_files() -> None:
    folder = PATH.parents[1]
    package: dict[str, Any] = json.loads((folder / "package.json").read_text("utf-8"))
    for entry in package["contributes"]["grammars"]:
        assert (folder / entry["path"]).is_file() and entry["scopeName"] == "source.song"
    for language in package["contributes"]["languages"]:
        assert json.loads((folder / language["configuration"]).read_text("utf-8"))["comments"] == {"lineComment": "//"}
