"""Sequences of edits: after each, a build that pays only for the edit delivers what a clean one does, bit for bit.

A sequence is told by its seed alone. Its studio lives on, as that of `songc watch`, and now and then gives way to a new
process; meanwhile saves are broken, files go and come back, builds are cancelled, and the store loses what it holds. In
every third sequence it holds but a part of the song's sound, and memory little of it.
"""

from __future__ import annotations

import random
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from threading import Event

from songc.runtime.building import Saved, build_in
from songc.runtime.config import Config
from songc.runtime.engine import collect
from songc.runtime.engine.node import Grid
from songc.runtime.engine.schedule import Cancelled
from songc.runtime.events import Progress
from songc.runtime.idle import nothing_to_do
from songc.runtime.project import locate
from songc.runtime.request import Request
from songc.runtime.studio import MEMORY_BYTES, Studio, open_studio

from .clean import Builder
from .folder import MISSING, RECORDINGS, SONG, Source, deliverables, save, wipe
from .song import edited, random_choices

GRIDS = (Grid(1 << 15, 1 << 12), Grid(1 << 15, 1 << 12), Grid(1 << 14, 1 << 11), Grid())
LONGEST = 8  # edits

# What the store and memory hold where they are tight, in bytes.
TIGHT_CACHE = 10**7
TIGHT_MEMORY = 32 << 20

# What may happen between two builds, and how often.
OFTEN = {
    "edit": 10,
    "file": 4,
    "back": 2,
    "broken": 2,
    "cancel": 3,
    "reopen": 2,
    "process": 2,
    "lost": 1,
    "nothing": 1,
}


class Unsound(AssertionError):
    """A build differs from a clean one. The message tells the sequence and the files."""


class Sequence:
    """One project under edit."""

    def __init__(self, seed: int, folder: Path, builder: Builder) -> None:
        self.seed = seed
        self.folder = folder
        self.builder = builder
        self.chance = random.Random(seed)
        self.grid = self.chance.choice(GRIDS)
        self.variant = self.chance.choice((None, None, None, "thin"))
        self.only = self.chance.choice((None, None, None, None, None, "mix", "edits"))
        self.source = Source(random_choices(self.chance))
        self.history = [self.source]
        self.told: list[str] = []
        self._studio: Studio | None = None
        self._open = ExitStack()

    def run(self) -> int:
        """Runs the sequence; gives the number of builds that were held against a clean one. Raises Unsound."""
        wipe(self.folder)
        try:
            self._save(self.source)
            self._build_and_compare()
            events = self.chance.choices(list(OFTEN), list(OFTEN.values()), k=self.chance.randint(2, LONGEST))
            for event in events:
                self.told.append(event)
                self._happen(event)
                self._build_and_compare()
            return 1 + len(events)
        finally:
            self._close()

    def _happen(self, event: str) -> None:
        match event:
            case "edit" | "cancel" | "process":
                self._change(replace(self.source, choices=edited(self.source.choices, self.chance)))
                if event == "cancel":
                    self._build(self.chance.randint(0, 60))
                    self._change(replace(self.source, choices=edited(self.source.choices, self.chance)))
                if event == "process":
                    self._close()
                    self.builder.build(self.folder, self.grid, self.variant, self.only)
            case "file":
                path = self.chance.choice(RECORDINGS)
                content = self.chance.choice([c for c in (0, 1, 2, MISSING) if c != self.source.contents[path]])
                self._change(replace(self.source, contents={**self.source.contents, path: content}))
            case "back":
                self._change(self.chance.choice(self.history))
            case "broken":
                text = (self.folder / SONG).read_text()
                at = self.chance.randrange(len(text))
                (self.folder / SONG).write_text(text[:at] + self.chance.choice(("{", "| q |", '"', "}")) + text[at:])
                self._build()
                (self.folder / SONG).write_text(text)
            case "reopen":
                self._close()
            case "lost":
                self._lose()

    def _change(self, source: Source) -> None:
        changed = [key for key, value in source.choices.items() if self.source.choices[key] != value]
        self.told[-1:] = [f"{self.told[-1]} {changed or dict(source.contents)}"]
        self._save(source)

    def _save(self, source: Source) -> None:
        self.source = source
        self.history.append(source)
        save(self.folder, source.files(), self.chance)

    def _lose(self) -> None:
        """Some chunks go, as a collector of another process takes them, or all."""
        store = self.folder / ".songc"
        if self._studio is not None and self.chance.random() < 0.3:
            collect.clear(self._studio.engine.store)
        for path in sorted((store / "chunks").rglob("*")):
            if path.is_file() and self.chance.random() < 0.3:
                path.unlink()
        if self._studio is not None:
            self._studio.engine.store.forget()

    def _build(self, cancel_after: int | None = None) -> bool:
        """A build in the living studio, stopped after so many cells if that is asked. A song with errors must leave the
        last finished files as they are."""
        if self._studio is None:
            tight = self.seed % 3 == 2
            config = Config(cache_bytes=TIGHT_CACHE) if tight else Config()
            request = Request(locate(self.folder / SONG), config, self.only, self.variant)
            if cancel_after is None and nothing_to_do(request, lambda event: None):
                return True
            memory = TIGHT_MEMORY if tight else MEMORY_BYTES
            self._studio = self._open.enter_context(open_studio(request, grid=self.grid, memory=memory))
        cancel = Event()
        heard = 0
        before = deliverables(self.folder)

        def hear(event: object) -> None:
            nonlocal heard
            heard += isinstance(event, Progress)
            if cancel_after is not None and heard > cancel_after:
                cancel.set()

        try:
            if build_in(self._studio, hear, cancel=cancel, saved=Saved(None, Event())) is not None:
                return True
        except Cancelled:
            return False
        if deliverables(self.folder) != before:
            raise Unsound(f"{self}: a song with errors changed the finished files")
        return False

    def _close(self) -> None:
        self._studio = None
        self._open.close()

    def _build_and_compare(self) -> None:
        ok = self._build()
        expected = self.builder.clean(self.source.files(), self.grid, self.variant, self.only)
        if ok != (expected is not None):
            raise Unsound(f"{self}: the song {'builds' if ok else 'has errors'}, and otherwise in a clean build")
        found = deliverables(self.folder)
        if expected is not None and found != expected:
            different = [name for name in sorted({*found, *expected}) if found.get(name) != expected.get(name)]
            raise Unsound(f"{self}: {', '.join(different)} differ from a clean build")

    def __str__(self) -> str:
        return f"sequence {self.seed} ({self.grid}, variant {self.variant}, only {self.only}): {' > '.join(self.told)}"
