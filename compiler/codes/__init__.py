"""Every diagnostic code: what `songc explain` prints, and what the tests hold the compiler to.

To add a code, add one entry to the table of its range: `text` E01, `names` and `places` E02,
`notation` (rows) and `composition` (bars, motifs, chords) E03, `settings` E04, `parts` (who plays what) and
`arrangement` (takes) E05, `mixing` E06 (edits and mix), `mastering` E07 (master and expect), `files`
E08, `project` and `plugins` E09. Warnings use the same ranges with a `W`. Numbers are never used again for another
mistake.
"""

from __future__ import annotations

from . import (
    arrangement,
    composition,
    files,
    mastering,
    mixing,
    names,
    notation,
    parts,
    places,
    plugins,
    project,
    settings,
    text,
)
from .record import Code

_TABLES = (
    *(text, names, places, notation, composition, settings, parts, arrangement),
    *(mixing, mastering, files, project, plugins),
)

CODES: dict[str, Code] = {
    entry.code: entry
    for entry in sorted(
        (entry for table in _TABLES for entry in table.CODES), key=lambda entry: (entry.code[1:3], entry.code)
    )
}

__all__ = ["CODES", "Code"]
