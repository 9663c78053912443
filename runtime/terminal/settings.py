"""Settings of an instrument or an effect as a table: name, default, range, help. Printed from the vocabulary."""

from __future__ import annotations

import math
from collections.abc import Iterable

from ...compiler.vocabulary.setting import Kind, Setting


def shown(kind: Kind, value: float | str) -> str:
    """A resolved value as a song would write it."""
    if isinstance(value, str):
        return value or '""'
    if math.isinf(value):
        return "-inf" if value < 0 else "inf"
    match kind:
        case Kind.PROPORTION:
            return f"{value * 100:.4g}%"
        case Kind.TIME:
            return f"{value * 1000:.4g}ms" if abs(value) < 1 else f"{value:.4g}s"
        case Kind.FREQUENCY:
            return f"{value / 1000:.4g}kHz" if abs(value) >= 1000 else f"{value:.4g}Hz"
        case Kind.RATIO:
            return f"{value:.4g}:1"
        case _:
            return f"{value:.5g}{kind.value}"


def table(settings: Iterable[Setting]) -> list[str]:
    """One line a setting, in columns."""
    rows = [
        (setting.name, shown(setting.kind, setting.default), _range(setting), _help(setting)) for setting in settings
    ]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(3)]
    return ["  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[3]]) for row in rows]


def _range(setting: Setting) -> str:
    if setting.choices:
        return " ".join(setting.choices)
    if math.isinf(setting.low) or math.isinf(setting.high):
        return ""
    return f"{shown(setting.kind, setting.low)}..{shown(setting.kind, setting.high)}"


def _help(setting: Setting) -> str:
    return setting.help + (" (automatable)" if setting.moves else "")
