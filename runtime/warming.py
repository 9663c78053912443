"""Compiling of kernels, once on a machine and before its first build: a few processes share their modules."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any

from ..compiler.version import VERSION
from .events import Listener, Progress

# The modules that declare kernels: first those that others import, then by the time that they take, so that no process
# waits for another, nor compiles what another is compiling.
MODULES = (
    "effects.svf",
    "mastering.truepeak",
    "instruments.analog",
    "effects.reverb",
    "effects.envelope",
    "mastering.envelope",
    "editing.pitch",
    "editing.sinc",
    "editing.tune",
    "effects.echo",
    "instruments.shaping",
    "mastering.dither",
    "effects.oversampling",
    "mastering.limiter",
    "editing.clicks",
    "effects.curves",
    "instruments.strings",
    "instruments.oscillators",
    "instruments.operators",
    "instruments.room",
    "effects.vocoder",
    "mastering.kweighting",
    "audio.resample",
    "instruments.playback",
    "effects.shift",
    "instruments.modes",
    "effects.phaser",
    "effects.spring",
    "effects.flanger",
    "effects.taps",
)
PROCESSES = min(os.cpu_count() or 1, 4)
# What each process runs: it asks for a module when it has done one. Python's collector would take a fifth of the time,
# and tidying up in the end most of a second; the system frees all of it at once.
CODE = """
import gc, importlib, os, sys
gc.disable()
for name in map(str.strip, sys.stdin):
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
    listener(Progress("once", "compiling", 0, len(MODULES), unit="modules"))
    for done, _ in enumerate(_compiled(), 1):
        listener(Progress("once", "compiling", done, len(MODULES), unit="modules"))
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
    left = iter(MODULES)
    lock = Lock()
    told: SimpleQueue[str | None] = SimpleQueue()

    def run() -> None:
        words = [sys.executable, "-c", CODE, __package__]
        with (
            suppress(BrokenPipeError),
            subprocess.Popen(
                words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
            ) as process,
        ):
            assert process.stdin is not None and process.stdout is not None
            while True:
                with lock:
                    name = next(left, None)
                if name is None:
                    break
                print(name, file=process.stdin, flush=True)
                done = process.stdout.readline().strip()
                if not done:
                    break
                told.put(done)
        told.put(None)

    for _ in range(PROCESSES):
        Thread(target=run, daemon=True).start()
    for _ in range(PROCESSES):
        yield from iter(told.get, None)
