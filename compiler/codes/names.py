"""Mistakes in names (E02, W02)."""

from __future__ import annotations

from .record import Code

CODES: tuple[Code, ...] = (
    Code(
        "E0201",
        "a statement that its block cannot hold",
        "Each block knows its own statements: a strip holds effects, `gain`, `pan`, `send` and so on, a take "
        "`humanize` and `file`. `songc explain` and the reference list them.",
        "mix {\n  track bass { gian -4dB }\n}",
        "mix {\n  track bass { gain -4dB }\n}",
    ),
    Code(
        "E0202",
        "a name that nothing has",
        "Tracks, buses, groups, chains, rhythms and variants are named where they are declared, and must be "
        "spelled the same where they are used.",
        "mix {\n  track bass { send hal -12dB }\n  bus hall { reverb }\n}",
        "mix {\n  track bass { send hall -12dB }\n  bus hall { reverb }\n}",
    ),
    Code(
        "E0203",
        "a thing declared or given twice",
        "Within its block a name stands for one thing, and a setting such as `gain` has one value.",
        "mix {\n  track bass { gain -4dB; gain -6dB }\n}",
        "mix {\n  track bass { gain -6dB }\n}",
    ),
    Code(
        "W0201",
        "a chain that nothing uses",
        "A chain does nothing until a strip, another chain or the master names it.",
        "mix {\n  chain warm { highpass 35Hz }\n}",
        "mix {\n  chain warm { highpass 35Hz }\n  track bass { chain warm }\n}",
    ),
    Code(
        "W0202",
        "a bus that hears nothing",
        "A bus hears only what is sent to it.",
        "mix {\n  bus hall { reverb }\n}",
        "mix {\n  bus hall { reverb }\n  track lead { send hall -12dB }\n}",
    ),
    Code(
        "W0203",
        "a group without members",
        "A group joins the channels that it names; without any it is silent.",
        "mix {\n  group rhythm { gain -2dB }\n}",
        "mix {\n  group rhythm { drums bass; gain -2dB }\n}",
    ),
)
