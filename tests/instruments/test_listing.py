"""`songc instruments`: what it lists, and what it says of one."""

from __future__ import annotations

import pytest

from songc.compiler.vocabulary.instruments import KITS, PIECES, PRESETS
from songc.runtime.main import main


def shown(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["instruments", *words]) == 0
    return capsys.readouterr().out


def test_all_are_listed_with_range_and_character(capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys)
    for each in (*PRESETS.values(), *KITS.values()):
        assert any(each.name in line and each.character in line for line in text.splitlines()), each.name
    assert "c1..c4   Deep and round" in text


@pytest.mark.parametrize("name", [*PRESETS, *KITS])
def test_one_has_its_tags_its_settings_and_a_snippet(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = PRESETS[name] if name in PRESETS else KITS[name]
    text = shown(capsys, name)
    assert found.character in text and ", ".join(found.tags) in text
    assert f'example: instrument {"synth" if name in PRESETS else "kit"} "{name}" {{ ' in text
    assert "Loudness of the" in text


def test_a_sort_lists_those_that_are_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys, "jazz")
    assert all(name in text for name in ("upright-bass", "vibraphone", "brush"))
    assert "warm-pad" not in text


def test_the_kit_page_names_every_piece_and_its_other_names(capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys, "kit")
    for piece in PIECES.values():
        assert piece.help in text
        assert all(f"`{alias}`" in text for alias in piece.aliases)


def test_a_slip_is_answered_with_its_neighbour(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["instruments", "warm-pud"]) != 0
    assert "`warm-pad`" in capsys.readouterr().err
