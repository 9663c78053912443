"""No text makes the compiler raise: damaged songs, words in the wrong place, and files that are not there."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from songc.compiler.codes import CODES

from .studio import compiled

WHOLE = (Path(__file__).parent / "whole.song").read_text(encoding="utf-8")
PIECES = re.findall(r'"[^"\n]*"|[\w#.:/%-]+|[{};|\n]', WHOLE)
WORDS = sorted(
    {*PIECES, "-3dB", "0", "9/0", "verse.2:5..8", "1m2.0s", "a..b", "->", "@", "|", "kits.", "lead.send.", "mix"}
)
LIMITED = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


def holds(song: str) -> None:
    """Compiles, and checks what holds for every compilation."""
    result = compiled(song)
    for found in result.diagnostics:
        assert found.code in CODES, found
        text = result.sources[found.span.file].text
        assert 0 <= found.span.start <= found.span.end <= len(text), found
        assert found.message
    assert (result.plan is None) == any(found.is_error for found in result.diagnostics)


@LIMITED
@given(st.lists(st.tuples(st.integers(0, len(PIECES) - 1), st.sampled_from(WORDS)), min_size=1, max_size=6))
def test_words_put_for_others(swaps: list[tuple[int, str]]) -> None:
    pieces = list(PIECES)
    for index, word in swaps:
        pieces[index] = word
    holds(" ".join(pieces))


@LIMITED
@given(st.lists(st.tuples(st.integers(0, len(PIECES) - 1), st.integers(1, 4)), min_size=1, max_size=4))
def test_words_left_out(cuts: list[tuple[int, int]]) -> None:
    pieces = list(PIECES)
    for index, length in sorted(cuts, reverse=True):
        del pieces[index : index + length]
    holds(" ".join(pieces))


@LIMITED
@given(st.integers(0, len(WHOLE)), st.integers(0, 200), st.text(max_size=8))
def test_text_cut_and_pasted(start: int, length: int, pasted: str) -> None:
    holds(WHOLE[:start] + pasted + WHOLE[start + length :])


@LIMITED
@given(st.lists(st.sampled_from(WORDS), max_size=12), st.sampled_from(["takes", "edits", "mix", "master", "expect"]))
def test_words_in_any_order_in_a_block(words: list[str], stage: str) -> None:
    block = re.search(rf"(?m)^{stage} \{{$.*?^\}}$", WHOLE, re.DOTALL)
    assert block is not None
    holds(WHOLE.replace(block.group(0), f"{stage} {{ {' '.join(words)} }}"))


def test_nothing_at_all() -> None:
    for song in ("", "\n", "//", "song", "{", "}", "mix {", 'song "A"', "\ufeff", "composition { form }"):
        holds(song)


def test_a_song_that_is_not_there() -> None:
    from songc.compiler import compile_song
    from songc.compiler.files import MemoryFiles

    result = compile_song("gone.song", files=MemoryFiles())
    assert [found.code for found in result.diagnostics] == ["E0802"]
    assert result.inputs == ("gone.song",)
