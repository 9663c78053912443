"""Settings of an instrument or an effect as rows: name, default, range, help. Printed from the vocabulary."""

from __future__ import annotations

import math
from collections.abc import Iterable

from ...compiler.vocabulary.setting import Kind, Setting
from .tables import table


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


def told(settings: Iterable[Setting], room: int | None) -> list[str]:
    """A row for each setting, and what may be done with all of them."""
    found = tuple(settings)
    rows = [(each.name, shown(each.kind, each.default), _range(each), _help(each)) for each in found]
    still = ", ".join(each.name for each in found if each.fixed and each.kind not in (Kind.CHOICE, Kind.TEXT))
    numbers = ("a song may automate every number" + f" but {still}" * bool(still)) * any(each.moves for each in found)
    return [*table(rows, room, indent=2), *(("", f"  {numbers}") if numbers else ())]


def _range(setting: Setting) -> str:
    if math.isinf(setting.low) or math.isinf(setting.high):
        return ""
    return f"{shown(setting.kind, setting.low)}..{shown(setting.kind, setting.high)}"


def _help(setting: Setting) -> str:
    return setting.help + f" ({', '.join(setting.choices)})" * bool(setting.choices)
