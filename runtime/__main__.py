"""The process: `songc`, or `python -m songc.runtime`."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import NoReturn

from .main import main


def run() -> NoReturn:
    """Runs the command line and leaves at once: to take apart what a build made of numbers and kernels, as Python does
    in the end, takes a quarter of a second, and the system frees all of it in no time."""
    code = main()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # nobody reads on, or it is closed
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    run()
