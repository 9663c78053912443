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
    """The extreme values a setting takes: one, or the lowest and the highest of its automation."""
    for key, curve in effect.automation:
        if key == name:
            return tuple(sorted(set(curve.reach)))
    return (number(effect, name),)


def most(effect: Effect, *names: str) -> float:
    """The largest value that any of some settings takes."""
    return max(value for name in names for value in reach(effect, name))


def corners(effect: Effect, *names: str) -> list[tuple[float, ...]]:
    """Every combination of extreme values of some settings. What grows with each of them is largest in one of these."""
    return list(product(*(reach(effect, name) for name in names)))


def fixed(effect: Effect, name: str, value: float) -> Effect:
    """The effect with a setting that holds still at `value`."""
    settings = tuple((key, value if key == name else kept) for key, kept in effect.settings)
    return Effect(effect.name, settings, tuple(each for each in effect.automation if each[0] != name))
