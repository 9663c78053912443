"""Compiling of kernels, once on a machine and before its first build: two processes share their modules."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any

from ..compiler.version import VERSION
from .events import Listener, Progress

# The modules that declare kernels, for each process: what they import from one another stands on one side, and both
# sides take about as long.
SIDES = (
    (
        "instruments.analog",
        "instruments.oscillators",
        "instruments.operators",
        "instruments.strings",
        "instruments.modes",
        "instruments.room",
        "instruments.shaping",
        "instruments.playback",
        "mastering.kweighting",
        "mastering.envelope",
        "mastering.dither",
        "audio.resample",
        "editing.pitch",
        "editing.tune",
        "editing.sinc",
    ),
    (
        "effects.reverb",
        "effects.envelope",
        "effects.oversampling",
        "effects.curves",
        "effects.svf",
        "effects.echo",
        "effects.taps",
        "effects.spring",
        "effects.vocoder",
        "effects.shift",
        "effects.flanger",
        "effects.phaser",
        "mastering.limiter",
        "mastering.truepeak",
        "editing.clicks",
    ),
)
# What each process runs: it tells of every module that is done. Python's collector would take a fifth of the time, and
# tidying up in the end most of a second; the system frees all of it at once.
CODE = """
import gc, importlib, os, sys
gc.disable()
for name in sys.argv[2:]:
    importlib.import_module(f"{sys.argv[1]}.{name}")
    print(name, flush=True)
os._exit(0)
"""


def warm(listener: Listener) -> None:
    """Compiles all kernels unless this machine has them, and tells how far that has come. A process that fails is no
    harm: what it left is compiled when it is needed."""
    mark = _mark()
    if mark.exists():
        return
    modules = sum(map(len, SIDES))
    listener(Progress("once", "compiling", 0, modules, unit="modules"))
    for done, _ in enumerate(_compiled(), 1):
        listener(Progress("once", "compiling", done, modules, unit="modules"))
    try:
        mark.touch()
    except OSError:
        return  # numba keeps nothing there either


@cache
def _mark() -> Path:
    """A file that says that all was compiled; it stands where numba keeps what was, and goes with it: beside the
    sources, or where numba says when it is told of another place or cannot write there."""
    name = f"songc-{VERSION}-{sys.implementation.cache_tag}.warm"
    sources = Path(__file__).parent / "mastering"
    if "NUMBA_CACHE_DIR" not in os.environ and os.access(sources, os.W_OK):
        return sources / "__pycache__" / name
    from .mastering import envelope

    kernel: Any = envelope._brightness
    return Path(kernel.stats.cache_path) / name


def _compiled() -> Iterator[str]:
    """The modules, as they are done."""
    told: SimpleQueue[str | None] = SimpleQueue()

    def run(side: tuple[str, ...]) -> None:
        words = [sys.executable, "-c", CODE, __package__, *side]
        with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
            for line in process.stdout or ():
                told.put(line.strip())
        told.put(None)

    for side in SIDES:
        Thread(target=run, args=(side,), daemon=True).start()
    for _ in SIDES:
        yield from iter(told.get, None)
