"""The tables say only what the models understand."""

from __future__ import annotations

import pytest

from songc.compiler.vocabulary.instruments import KITS, MODELS, PIECES, PRESETS, piece_named, resolve
from songc.compiler.vocabulary.instruments.preset import values
from songc.compiler.vocabulary.instruments.trims import KIT_TRIMS, PRESET_TRIMS
from songc.compiler.vocabulary.instruments.voices import KIT
from songc.compiler.vocabulary.setting import Kind, Setting

SOUNDS = [(p.name, p.sound, MODELS[p.model]) for p in PRESETS.values()] + [
    (k.name, k.sound, KIT) for k in KITS.values()
]


@pytest.mark.parametrize(("name", "written", "settings"), SOUNDS, ids=[name for name, _, _ in SOUNDS])
def test_values_are_settings_of_the_model_and_in_range(name: str, written: str, settings: tuple[Setting, ...]) -> None:
    known = {setting.name: setting for setting in settings}
    for word, value in values(written).items():
        setting = known[word]
        if setting.kind is Kind.CHOICE:
            assert value in setting.choices, f"{name}: {word} {value}"
        else:
            assert isinstance(value, float), f"{name}: {word} {value}"
            assert setting.low <= value <= setting.high, f"{name}: {word} {value}"


@pytest.mark.parametrize("model", MODELS)
def test_a_models_defaults_are_in_range_and_explained(model: str) -> None:
    for setting in (*MODELS[model], *KIT):
        assert setting.help.endswith("."), setting.name
        if isinstance(setting.default, float):
            assert setting.low <= setting.default <= setting.high, setting.name
        elif setting.kind is Kind.CHOICE:
            assert setting.default in setting.choices, setting.name


def test_there_are_enough_presets_and_kits() -> None:
    assert len(PRESETS) >= 40
    assert len(KITS) >= 6


@pytest.mark.parametrize("preset", PRESETS.values(), ids=lambda preset: preset.name)
def test_a_preset_says_what_it_is(preset) -> None:  # type: ignore[no-untyped-def]
    assert 10 < len(preset.character) < 80
    assert preset.tags
    assert 0 <= preset.low < preset.high <= 127
    assert preset.high - preset.low >= 24


@pytest.mark.parametrize("kit", KITS.values(), ids=lambda kit: kit.name)
def test_a_kit_has_every_piece(kit) -> None:  # type: ignore[no-untyped-def]
    assert set(kit.strokes) == set(PIECES)


def test_every_instrument_is_trimmed() -> None:
    assert set(PRESET_TRIMS) == set(PRESETS)
    assert set(KIT_TRIMS) == set(KITS)


def test_aliases_name_one_piece_each() -> None:
    aliases = [alias for piece in PIECES.values() for alias in piece.aliases]
    assert len(aliases) == len(set(aliases))
    assert not set(aliases) & set(PIECES)
    for piece in PIECES.values():
        assert all(piece_named(alias) is piece for alias in piece.aliases)
        assert set(piece.chokes) <= set(PIECES)
    assert piece_named("no-such-piece") is None


def test_general_midi_keys_differ() -> None:
    assert len({piece.key for piece in PIECES.values()}) == len(PIECES)


def test_resolving_fills_a_presets_values_in() -> None:
    settings = resolve("synth", "round-bass")
    assert settings is not None
    assert {s.name: s.default for s in settings}["cutoff"] == 420.0
    assert [s.name for s in settings] == [s.name for s in MODELS["subtractive"]]
    assert resolve("synth", "no-such-preset") is None
    assert resolve("piano-roll", "round-bass") is None


@pytest.mark.parametrize(
    ("text", "value"), [("cutoff 2.6kHz", 2600.0), ("cutoff 12cents", 0.12), ("cutoff -3dB", -3.0), ("cutoff 5%", 0.05)]
)
def test_a_sound_is_written_with_units(text: str, value: float) -> None:
    assert values(text)["cutoff"] == value
