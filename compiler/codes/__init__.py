"""Every diagnostic code: what `songc explain` prints, and what the tests hold the compiler to.

To add a code, add one entry to the table of its range: `text` E01, `names` E02, `notation` E03, `settings` E04,
`arrangement` E05 (arrangement and takes), `mixing` E06 (edits and mix), `mastering` E07 (master and expect), `files`
E08, `project` E09. Warnings use the same ranges with a `W`. Numbers are never used again for another mistake.
"""

from __future__ import annotations

from . import arrangement, files, mastering, mixing, names, notation, project, settings, text
from .record import Code

CODES: dict[str, Code] = {
    entry.code: entry
    for table in (text, names, notation, settings, arrangement, mixing, mastering, files, project)
    for entry in table.CODES
}

__all__ = ["CODES", "Code"]
