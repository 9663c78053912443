"""Words on the command line: a parser that tells a mistyped flag by its neighbours, and its help."""

from __future__ import annotations

import argparse
from typing import Any, NoReturn

from ..terminal.style import width

_UNKNOWN = "unrecognized arguments: "
_JOINT = r"(?<=[^\s:])\n(?=\S)"  # within a paragraph
_EXAMPLE = r"( +\S.*? {2,})(\S.*)"


class Help(argparse.RawDescriptionHelpFormatter):
    """argparse's own, with a command's docstring laid out for the terminal: paragraphs are filled, and of an example
    the remark goes on below itself."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=width() - 2)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        import re

        from ..terminal.tables import hanging

        lines: list[str] = []
        for part in re.sub(_JOINT, " ", text).splitlines():
            example = re.fullmatch(_EXAMPLE, part)
            lines += hanging(example[1], example[2], width) if example else hanging("", part, width)
        return "\n".join(lines)


class Parser(argparse.ArgumentParser):
    """argparse's own, with `did you mean` on flags that do not exist."""

    def error(self, message: str) -> NoReturn:
        """Says what is wrong in one line and leaves with exit code 2."""
        from ..terminal.tables import complaint

        if message.startswith(_UNKNOWN):
            message = self._unknown(message.removeprefix(_UNKNOWN).split())
        self.exit(2, complaint(self.prog, f"{message}; `{self.prog} --help` tells more") + "\n")

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """argparse's own check, with the nearest choice."""
        if action.choices is not None and value not in action.choices:
            from difflib import get_close_matches

            known = [str(choice) for choice in action.choices]
            close = get_close_matches(str(value), known, 1)
            hint = f"did you mean `{close[0]}`?" if close else f"it takes {', '.join(known)}"
            what = "/".join(action.option_strings) or action.metavar or action.dest
            self.error(f"{what} does not take `{value}`; {hint}")

    def _unknown(self, words: list[str]) -> str:
        from difflib import get_close_matches

        flag = next((word for word in words if word.startswith("-")), None)
        if flag is None:
            return f"there is no use for `{' '.join(words)}`"
        name = flag.partition("=")[0]
        known = [option for action in self._actions for option in action.option_strings]
        close = get_close_matches(name, known, 1, 0.5)
        return f"there is no flag `{name}`" + (f"; did you mean `{close[0]}`?" if close else "")
