"""The tree that editors may use: every node inside its parent, nothing left out, and one for a broken text too."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from songc.compiler.nodes import Node, nodes
from songc.compiler.source import Source
from songc.runtime.main import main
from songc.runtime.templates import FOLDER

SONGS = sorted([*FOLDER.glob("*/**/*.song"), *(Path(__file__).parents[2] / "examples").glob("*/*.song")])
SAYING = {"head", "word", "text", "quantity", "place", "symbol", "comment", "row"}

SONG = """\
song "A" { seed 1 }
composition { // hello
  section a 2 bars {
    chords | Am7 G:2 | % |
    line l degrees { | 1:4 [2 3]:8 (4 5) @m.up(2) r | }
    rhythm b { kick | x-X? | euclid(3,8) | }
  }
}
arrangement { track l { in a.1:3 { rest }; play l range c3..c5 } }
"""


def walk(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from walk(child)


def check_places(node: Node) -> None:
    at = node.start
    for child in node.children:
        assert at <= child.start <= child.end <= node.end, child
        check_places(child)
        at = child.end


@pytest.mark.parametrize("path", SONGS, ids=lambda path: path.stem)
def test_all_that_a_song_says_is_in_its_tree(path: Path) -> None:
    text = path.read_text("utf-8")
    tree = nodes(Source(path.name, text))
    check_places(tree)
    left = list(text)
    for node in walk(tree):
        if node.kind in SAYING:
            left[node.start : node.end] = " " * (node.end - node.start)
    assert set("".join(left)) <= set(" \n{};.")  # what is left are braces, ends of statements, and `..` of ranges


def test_a_broken_text_has_a_tree() -> None:
    text = (FOLDER / "band" / "band.song").read_text("utf-8")
    for end in range(0, len(text), 97):
        for broken in (text[:end], text[end:], text[:end] + "}" + text[end:], text[:end] + '"' + text[end:]):
            check_places(nodes(Source("broken.song", broken)))
    whole = [node.kind for node in walk(nodes(Source("song", SONG.replace("| % |", "| [ |"))))]
    assert whole.count("statement") == 14 and "note" in whole


def test_kinds_and_texts() -> None:
    found = [(node.kind, SONG[node.start : node.end]) for node in walk(nodes(Source("song", SONG)))]
    for each in (
        ("comment", "// hello"),
        ("text", '"A"'),
        ("quantity", "2 bars"),
        ("chord", "G:2"),
        ("note", "1:4"),
        ("group", "[2 3]:8"),
        ("legato", "(4 5)"),
        ("motif", "@m.up(2)"),
        ("rest", "r"),
        ("step", "X?"),
        ("step", "euclid(3,8)"),
        ("place", "a.1:3"),
        ("range", "c3..c5"),
    ):
        assert found.count(each) == 1, each


def test_tree_on_the_command_line(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(SONG.encode())))
    assert main(["tree", "--json", "-"]) == 0
    song = json.loads(capsys.readouterr().out)["nodes"][0]
    assert song["kind"] == "statement" and (song["end_line"], song["end_column"]) == (1, 20)
    place = {"line": 1, "column": 1, "end_line": 1, "end_column": 5}
    assert song["children"][0] == {"kind": "head", **place, "text": "song"}
    assert main(["tree", str(FOLDER / "band" / "band.song")]) == 0
    comment, statement, head, *_ = capsys.readouterr().out.splitlines()
    assert comment.startswith("comment 1:1-1:") and comment.endswith("put together in the edit.")
    assert (statement, head) == ("statement 3:1-6:2", "  head 3:1-3:5  song")
    assert main(["tree", "nowhere.song"]) == 2
    assert "nowhere.song cannot be read" in capsys.readouterr().err
