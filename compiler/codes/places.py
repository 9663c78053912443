"""Mistakes in places of the form, and declarations without use (E022, W0204)."""

from __future__ import annotations

from .record import Code


def _override(place: str) -> str:
    section = "  section verse 2 bars { line lead repeat { | c:1 | } }\n  form verse*2"
    track = f'  track lead {{ instrument synth "glass-lead"; in {place} {{ dynamics f }} }}'
    return f"composition {{\n{section}\n}}\narrangement {{\n{track}\n}}"


def _unused(form: str) -> str:
    sections = "  section verse 1 bar { line lead { | c:1 | } }\n  section bridge 1 bar { line lead { | d:1 | } }"
    track = '  track lead { instrument synth "glass-lead" }'
    return f"composition {{\n{sections}\n  form {form}\n}}\narrangement {{\n{track}\n}}"


CODES: tuple[Code, ...] = (
    Code(
        "E0220",
        "a place in a section that the form does not play",
        "A place begins with the name of a section of the form: `verse` is every verse, `verse.2` the second one.",
        _override("vers"),
        _override("verse"),
    ),
    Code(
        "E0221",
        "a pass that the form does not play",
        "`verse.2` is the second time that the form plays `verse`. Passes count from 1.",
        _override("verse.3"),
        _override("verse.2"),
    ),
    Code(
        "E0222",
        "bars that the section does not have",
        "Bars count from 1 within their section, and a stretch such as `verse:1..2` includes both ends.",
        _override("verse:2..3"),
        _override("verse:1..2"),
    ),
    Code(
        "E0223",
        "a beat that the bar does not have",
        "Beats count from 1 in the written meter: a bar of 6/8 has six. `verse:2.2.5` lies halfway to the third beat.",
        _override("verse:2.5"),
        _override("verse:2.4"),
    ),
    Code(
        "E0224",
        "something that is no place",
        "Places are `verse`, `verse.2`, `verse.2:5`, `verse.2:5.3`, `verse.2:5..8`, and clock time as `1m12.5s`.",
        _override("4/4"),
        _override("verse"),
    ),
    Code(
        "W0204",
        "something written that nothing plays",
        "A line or a rhythm sounds when a track plays it, a motif when a line quotes it, a section when the form "
        "names it.",
        _unused("verse"),
        _unused("verse bridge"),
    ),
)
