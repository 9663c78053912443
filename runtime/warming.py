"""Compiling of kernels, once on a machine and before the first build that needs them: a few processes share their
modules."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from queue import SimpleQueue
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any

from ..compiler.plan import Channel, Instrument, Perform, Record
from ..compiler.version import VERSION
from ..compiler.vocabulary.instruments import PRESETS
from .effects.registry import REGISTRY
from .events import Listener, Progress
from .steps.audio import MODULES as EDITING
from .steps.channel import curves_of

if TYPE_CHECKING:
    from ..compiler.plan import Plan

RUNTIME = Path(__file__).parent

# The modules that declare kernels: first those that others import, then by the time that they take, so that no process
# waits for another, nor compiles what another is compiling.
MODULES = (
    "levels",
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
    "instruments.white",
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


def warm(plan: Plan, listener: Listener) -> None:
    """Compiles the kernels that a plan needs, unless this machine has them, and tells how far that has come. A process
    that fails is no harm: what it left is compiled when it is needed."""
    mark = _mark()
    used = roots(plan)
    known = _told(mark)
    if used <= known:
        return
    modules = needed(used - known)
    listener(Progress("once", "compiling", 0, len(modules), unit="modules"))
    for done, _ in enumerate(_compiled(modules), 1):
        listener(Progress("once", "compiling", done, len(modules), unit="modules"))
    with suppress(OSError):  # numba keeps nothing there either
        mark.write_text("\n".join(sorted(used | known)), "utf-8")


def roots(plan: Plan) -> frozenset[str]:
    """The modules that make a plan's sound: those that its tasks import by name, those of the desk and of
    the record's end."""
    found = {"levels", "mastering.limiter", "mastering.meters", "mastering.spectrum", "mastering.dither"}
    for signal in plan.signals:
        match signal.step:
            case Perform(Instrument(plugin=None, kind=kind, name=name)):
                found.add(f"instruments.{PRESETS[name].model if kind == 'synth' else kind}")
            case Record():
                found.add("audio.clip")
            case Channel() as channel:
                found.update(f"effects.{REGISTRY[effect.name].module}" for effect in channel.effects)
                found.update("effects.following" for curve in curves_of(channel) if curve.follows)
            case step if type(step) in EDITING:
                found.add(f"editing.{EDITING[type(step)]}")
    return frozenset(found)


def needed(used: Iterable[str]) -> list[str]:
    """The modules with kernels that these import, and what they import, as their sources say."""
    found: set[str] = set()
    left = list(used)
    while left:
        name = left.pop()
        source = RUNTIME.joinpath(*name.split(".")).with_suffix(".py")
        if name in found or not source.exists():
            continue
        found.add(name)
        for node in ast.walk(ast.parse(source.read_bytes())):
            if isinstance(node, ast.ImportFrom) and node.level:
                base = [*name.split(".")[: -node.level], *(node.module or "").split(".")]
                path = ".".join(filter(None, base))
                left += [path, *(f"{path}.{each.name}" for each in node.names)]
    return [name for name in MODULES if name in found]


def _told(mark: Path) -> frozenset[str]:
    """The roots whose kernels this machine has."""
    try:
        return frozenset(mark.read_text("utf-8").split())
    except OSError:
        return frozenset()


@cache
def _mark() -> Path:
    """A file that says for what kernels were compiled; it stands where numba keeps what was, and goes with it: beside
    the sources, or where numba says when it is told of another place or cannot write there."""
    name = f"songc-{VERSION}-{sys.implementation.cache_tag}.warm"
    sources = RUNTIME / "mastering"
    if "NUMBA_CACHE_DIR" not in os.environ and os.access(sources, os.W_OK):
        return sources / "__pycache__" / name
    from .mastering import envelope

    kernel: Any = envelope._ask
    return Path(kernel.stats.cache_path) / name


def _compiled(modules: Iterable[str]) -> Iterator[str]:
    """The modules, as they are done."""
    left = iter(modules)
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
