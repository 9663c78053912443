"""Reading an effect's settings without numpy: constants, words, and the values that automation may reach."""

from __future__ import annotations

from itertools import product

from ...compiler.plan import Effect


def number(effect: Effect, name: str) -> float:
    """The constant value of a numeric setting."""
    value = _value(effect, name)
    if isinstance(value, str):
        raise TypeError(f"{effect.name} {name} is a word, not a number")
    return value


def word(effect: Effect, name: str) -> str:
    value = _value(effect, name)
    if not isinstance(value, str):
        raise TypeError(f"{effect.name} {name} is a number, not a word")
    return value


def _value(effect: Effect, name: str) -> float | str:
    for key, value in effect.settings:
        if key == name:
            return value
    raise KeyError(f"{effect.name} has no setting {name}")


def reach(effect: Effect, name: str) -> tuple[float, ...]:
    """The extreme values a setting takes: one, or the lowest and the highest point of its automation (curves between
    points never pass them)."""
    for key, curve in effect.automation:
        if key == name:
            values = [value for _, value, _ in curve.points]
            return tuple(sorted({min(values), max(values)}))
    return (number(effect, name),)


def corners(effect: Effect, *names: str) -> list[tuple[float, ...]]:
    """Every combination of extreme values of some settings. What grows with each of them is largest in one of these."""
    return list(product(*(reach(effect, name) for name in names)))
