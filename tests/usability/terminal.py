"""A terminal of a given width, and what a program wrote to it."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path
from unicodedata import east_asian_width

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
REDRAWN = re.compile(r"[^\n]*\r(?!\n)")  # a line that is written over


def on_terminal(*words: str, cwd: Path, columns: int, environment: dict[str, str] | None = None) -> tuple[int, str]:
    """Runs `songc WORDS…` on a terminal of `columns`; gives its exit code and all that it wrote there."""
    inner, outer = pty.openpty()
    fcntl.ioctl(outer, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    given = {key: value for key, value in os.environ.items() if not key.startswith(("SONGC_", "COLUMNS", "NO_COLOR"))}
    command = [sys.executable, "-m", "songc.runtime", *words]
    env = given | {"TERM": "xterm"} | (environment or {})
    with subprocess.Popen(command, cwd=cwd, env=env, stdin=outer, stdout=outer, stderr=outer) as process:
        os.close(outer)
        written = b""
        while True:
            try:
                block = os.read(inner, 65536)
            except OSError:  # how Linux says that the other side is closed
                block = b""
            if not block:
                break
            written += block
    os.close(inner)
    return process.returncode, written.decode().replace("\r\n", "\n")


def standing(written: str) -> list[str]:
    """The lines that are left standing, without their colours."""
    return REDRAWN.sub("", COLOUR.sub("", written)).replace("\x1b[K", "").splitlines()


def too_long(lines: list[str], columns: int) -> list[str]:
    """The lines that a terminal of `columns` would break, where they could have been broken between words."""
    return [line for line in lines if _wide(line) > columns and " " in line.strip()]


def _wide(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)
