"""The reference's tables, made from the vocabulary."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf

from songc.compiler.units import show
from songc.compiler.vocabulary.effects import EFFECTS
from songc.compiler.vocabulary.instruments import KITS, MODELS, PIECES, PRESETS
from songc.compiler.vocabulary.setting import Kind, Setting

NOTE = "<!-- Made from the vocabulary by tests/syntax/test_reference.py --update. -->"


def effects_page() -> str:
    """`effects.md`: every effect, an example, its settings."""
    lines = [
        *("# Effects", "", NOTE, ""),
        "The name of a setting that stands in brackets may be left out; its unit tells it. Every number",
        "may be automated: those marked ~ frame by frame, others by crossfades between renderings.",
    ]
    for spec in EFFECTS.values():
        lines += ["", f"## {spec.name}", "", f"{_sentence(spec.help)} `{spec.example}`"]
        if spec.takes_key or spec.needs_key:
            lines += ["", "It may listen to another channel: `key drums`."]
        if spec.settings:
            lines += ["", *_table(spec.settings)]
    return "\n".join(lines) + "\n"


AUTOMATED = (
    "Every number can be automated (`automate lead.cutoff`): those marked ~ move while notes sound, others are read as "
    "a note begins."
)


def instruments_page() -> str:
    """`instruments.md`: presets, kits, drum pieces, and the settings of each voice model."""
    lines = [
        "# Instruments",
        "",
        NOTE,
        "",
        "## Presets",
        "",
        "| `instrument synth …` | sound | model |",
        "|---|---|---|",
    ]
    lines += (f"| `{preset.name}` | {preset.character} | {preset.model} |" for preset in PRESETS.values())
    lines += ["", "## Kits", "", "| `instrument kit …` | sound |", "|---|---|"]
    lines += (f"| `{kit.name}` | {kit.character} |" for kit in KITS.values())
    lines += ["", "## Drum pieces", "", "| lane | also | |", "|---|---|---|"]
    for piece in PIECES.values():
        also = ", ".join(f"`{alias}`" for alias in piece.aliases)
        lines.append(f"| `{piece.name}` | {also} | {piece.help} |")
    lines += [
        "",
        "## Settings",
        "",
        "A preset is values over its model's settings; a song may change each of them.",
        AUTOMATED,
    ]
    for name, settings in MODELS.items():
        lines += ["", f"### {name}", "", *_table(settings)]
    return "\n".join(lines) + "\n"


def _table(settings: Iterable[Setting]) -> list[str]:
    rows = [f"| {_name(one)} | {_values(one)} | {show(one.default, one.kind)} | {one.help} |" for one in settings]
    return ["| setting | values | default | |", "|---|---|---|---|", *rows]


def _name(setting: Setting) -> str:
    name = f"[`{setting.name}`]" if setting.bare else f"`{setting.name}`"
    return f"{name} ~" if setting.automatable else name


def _values(setting: Setting) -> str:
    if setting.choices:
        return ", ".join(f"`{choice}`" for choice in setting.choices)
    if setting.kind in (Kind.NAME, Kind.TEXT):
        return "a name" if setting.kind is Kind.NAME else "a text"
    if setting.low == -inf and setting.high == inf:
        return setting.kind.value or "a number"
    return f"{show(setting.low, setting.kind)} to {show(setting.high, setting.kind)}"


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:].rstrip('.')}."
