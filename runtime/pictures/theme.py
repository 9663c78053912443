"""Colours, once for light surroundings and once for dark ones; the viewer's preference chooses."""

from __future__ import annotations

FONT = "ui-sans-serif, system-ui, -apple-system, 'Segoe UI', 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif"

# Eight hues that can be told apart beside each other, for tracks in turn: (light, dark).
HUES = (
    ("#2f62c4", "#80a8ff"),
    ("#c0501c", "#ff9f70"),
    ("#26824f", "#6fd29b"),
    ("#8347b8", "#c79ff2"),
    ("#9a7209", "#e4bd58"),
    ("#bd2f60", "#ff8bb1"),
    ("#16808f", "#62d0de"),
    ("#666a22", "#bbc06c"),
)

# Class: (property, light, dark).
_COLOURS = {
    "page": ("fill", "#fdfdfc", "#15171b"),
    "band": ("fill", "#f1f2f4", "#1d2026"),
    "rule": ("stroke", "#e2e4e7", "#2c3038"),
    "strong": ("stroke", "#b9bdc4", "#4a505b"),
    "target": ("stroke", "#bd2f60", "#ff8bb1"),
    "ink": ("fill", "#1b1d20", "#eceae6"),
    "soft": ("fill", "#636871", "#a2a8b1"),
    "warn": ("fill", "#bd2f60", "#ff8bb1"),
    "box": ("fill", "#ffffff", "#20242b"),
    "made": ("fill", "#fbe3d5", "#4a2c1c"),
    "made-edge": ("stroke", "#c0501c", "#ff9f70"),
    "kept-edge": ("stroke", "#b9bdc4", "#4a505b"),
}

_FIXED = f"""text {{ font-family: {FONT}; font-size: 11px }}
.title {{ font-size: 16px; font-weight: 600 }}
.small {{ font-size: 10px }}
.rule, .strong {{ stroke-width: 1 }}
.target {{ stroke-width: 1.2; stroke-dasharray: 5 4 }}
.faint {{ stroke: #fff; stroke-opacity: 0.22 }}
.edge {{ fill: none; stroke-width: 1.2 }}
.trace {{ fill: none; stroke-width: 1.6; stroke-linejoin: round }}
"""


def style() -> str:
    """The rules of every picture."""
    return _FIXED + _rules(0) + "@media (prefers-color-scheme: dark) {\n" + _rules(1) + "}\n"


def hue(index: int) -> str:
    """The class of a track's colour."""
    return f"hue-{index % len(HUES)}"


def _rules(scheme: int) -> str:
    rules = [f".{name} {{ {prop}: {(light, dark)[scheme]} }}" for name, (prop, light, dark) in _COLOURS.items()]
    for index, pair in enumerate(HUES):
        rules.append(f".hue-{index} {{ fill: {pair[scheme]} }} .line-{index} {{ stroke: {pair[scheme]} }}")
    return "\n".join(rules) + "\n"
