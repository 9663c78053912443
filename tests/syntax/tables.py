"""The reference's tables, made from the vocabulary."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf

from songc.compiler.arrangement.voicing import VOICINGS
from songc.compiler.composition.events import ARTICULATIONS, DYNAMICS
from songc.compiler.theory import SCALES
from songc.compiler.units import show
from songc.compiler.vocabulary import blocks
from songc.compiler.vocabulary.blocks import BLOCKS
from songc.compiler.vocabulary.effects import EFFECTS
from songc.compiler.vocabulary.grooves import GROOVES
from songc.compiler.vocabulary.instruments import KITS, MODELS, PIECES, PRESETS
from songc.compiler.vocabulary.setting import Kind, Setting
from songc.compiler.vocabulary.writing import WRITING

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


# The statements that take several settings, and what these are.
SETTINGS: dict[str, tuple[Setting, ...]] = {
    "takes: humanize": blocks.HUMANIZE,
    "edits: quantize": blocks.QUANTIZE,
    "edits: tune": blocks.TUNE,
    "edits: align": blocks.ALIGN,
    "edits: de-click": blocks.DECLICK,
    "edits: breaths": (blocks.BREATHS,),
    "edits: strip silence": blocks.STRIP_SILENCE,
    "edits: crossfade": (blocks.CROSSFADE, blocks.CROSSFADE_SEARCH),
    "edits: gain": (blocks.CLIP_GAIN,),
    "mix: gain, pan, send": (blocks.GAIN, blocks.PAN, blocks.SEND),
    "mix: modulate … lfo": blocks.OSCILLATOR,
    "mix: modulate … envelope": blocks.FOLLOWER,
    "master: loudness, ceiling, match, tail": (blocks.LOUDNESS, blocks.CEILING, blocks.MATCH_SPECTRUM, blocks.TAIL),
}

WORDS: dict[str, Iterable[str]] = {
    "dynamics, from the softest": DYNAMICS,
    "articulations": ARTICULATIONS,
    "modes of keys": SCALES,
    "voicings": VOICINGS,
    "grooves": GROOVES,
}


def statements_page() -> str:
    """`statements.md`: every statement of every block, the settings that some take, and the words that others do."""
    lines = [
        *("# Statements", "", NOTE, ""),
        "Every block, and how each of its statements is written. Capitals stand for names and values of your own; what",
        "stands in brackets may be left out.",
    ]
    for block in (WRITING | BLOCKS).values():
        lines += ["", f"## {block.name.replace('/', ': ')}", "", _sentence(block.help)]
        if block.effects:
            lines[-1] += " It may hold any of the [effects](effects.md)."
        lines += ["", "| written | |", "|---|---|"]
        lines += (f"| `{_cell(entry.usage)}` | {_cell(entry.help)} |" for entry in block.entries)
    lines += ["", "## Settings of statements"]
    for name, settings in SETTINGS.items():
        lines += ["", f"### {name}", "", *_table(settings)]
    lines += ["", "## Words", "", "| | |", "|---|---|"]
    lines += (f"| {name} | {', '.join(f'`{word}`' for word in words)} |" for name, words in WORDS.items())
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


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
