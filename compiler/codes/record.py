"""What the table says about one diagnostic code."""

from __future__ import annotations

from ..frozen import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of mistake. `code` never changes its meaning. `wrong` is a whole small song that raises it, `right` the
    same song mended; both are empty where a file on disk or the command line is at fault."""

    code: str
    title: str
    explanation: str
    wrong: str = ""
    right: str = ""
