"""Words on the command line: a parser that tells a mistyped flag by its neighbours."""

from __future__ import annotations

import argparse
from typing import NoReturn

_UNKNOWN = "unrecognized arguments: "


class Parser(argparse.ArgumentParser):
    """argparse's own, with `did you mean` on flags that do not exist."""

    def error(self, message: str) -> NoReturn:
        """Says what is wrong in one line and leaves with exit code 2."""
        if message.startswith(_UNKNOWN):
            message = self._unknown(message.removeprefix(_UNKNOWN).split())
        self.exit(2, f"{self.prog}: {message}; `{self.prog} --help` tells more\n")

    def _unknown(self, words: list[str]) -> str:
        from difflib import get_close_matches

        flag = next((word for word in words if word.startswith("-")), None)
        if flag is None:
            return f"there is no use for `{' '.join(words)}`"
        name = flag.partition("=")[0]
        known = [option for action in self._actions for option in action.option_strings]
        close = get_close_matches(name, known, 1, 0.5)
        return f"there is no flag `{name}`" + (f"; did you mean `{close[0]}`?" if close else "")
