"""Mistakes with native plugins (E091)."""

from __future__ import annotations

from .record import Code

CODES: tuple[Code, ...] = (
    Code(
        "E0911",
        "a plugin that is not allowed",
        "A plugin is a program that runs with your rights, so a song cannot make it run: you allow each one by its "
        'name, once, in songc.toml: `plugins = ["Large Hall"]`.',
        'mix {\n  track lead { plugin "Strange" }\n}',
        'mix {\n  track lead { plugin "Large Hall" }\n}',
    ),
    Code(
        "E0912",
        "a plugin that is not installed",
        "The plugin is allowed, but stands in none of the folders where this machine keeps plugins. `songc plugins` "
        "lists these folders and what is in them.",
        'mix {\n  track lead { plugin "Missing Hall" }\n}',
        'mix {\n  track lead { plugin "Large Hall" }\n}',
    ),
    Code(
        "E0913",
        "a plugin that does not load",
        "The plugin crashed, hung or gave up when it was asked what it is. It ran in a process of its own, so nothing "
        "else was lost.",
        'mix {\n  track lead { plugin "Broken Hall" }\n}',
        'mix {\n  track lead { plugin "Large Hall" }\n}',
    ),
    Code(
        "E0914",
        "a plugin in the wrong place",
        "Instruments play tracks, and effects stand on channels of the mix.",
        'mix {\n  track lead { plugin "Grand" }\n}',
        'arrangement {\n  track drums { instrument kit "studio"; play beat }\n'
        '  track lead { instrument plugin "Grand"; play lead }\n}',
    ),
    Code(
        "E0915",
        "a preset that a plugin does not have",
        "`preset` names a preset that the plugin brings, or a .vstpreset file of the project.",
        'mix {\n  track lead { plugin "Large Hall" { preset "Chapel" } }\n}',
        'mix {\n  track lead { plugin "Large Hall" { preset "Cathedral" } }\n}',
    ),
    Code(
        "E0916",
        "a plugin that failed while it played",
        "The plugin crashed, gave no answer within the time limit, or gave what is no sound. It ran in a process of "
        "its own; all else that was built is kept. `plugin-seconds` in songc.toml sets the limit.",
    ),
)
