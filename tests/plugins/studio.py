"""Projects with pretended plugins, built in this process."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from songc.compiler.diagnostics import Diagnostic
from songc.runtime import build
from songc.runtime.events import Diagnosed, Done, SignalDone
from songc.runtime.plugins import child

HOST = Path(__file__).with_name("pretended.py")

SONG = """song "Plugged" {{ seed 1 }}
composition {{
  tempo 120 bpm
  section verse {bars} bars {{ line lead octave 4 {{ | d:4 e f g | {held}}} }}
  form verse
}}
arrangement {{ track lead {{ instrument {instrument}; play lead }} }}
mix {{ track lead {{ {chain} }}
{more} }}
master {{ loudness off; tail 0s }}
"""


def pretend(patch: pytest.MonkeyPatch) -> None:
    """Has the pretended host run in place of the real one."""
    patch.setattr(child, "COMMAND", (sys.executable, str(HOST)))


@dataclass
class Project:
    """A project that allows the plugin `Hall`, which stands beside it."""

    folder: Path
    heard: list[object] = field(default_factory=list)

    @property
    def root(self) -> Path:
        return self.folder / "project"

    @property
    def bundle(self) -> Path:
        return self.folder / "machine" / "Hall.vst3"

    def plugin(self, **ways: Any) -> Path:
        self.bundle.mkdir(parents=True, exist_ok=True)
        (self.bundle / "plugin").write_text(json.dumps(ways), "utf-8")
        return self.bundle

    def allow(self, *entries: str, seconds: int = 30) -> None:
        self.root.mkdir(parents=True, exist_ok=True)
        text = f"plugins = {json.dumps(list(entries))}\nplugin-seconds = {seconds}\n"
        (self.root / "songc.toml").write_text(text, "utf-8")

    def write(self, chain: str, more: str = "", instrument: str = 'synth "glass-lead"', bars: int = 2) -> None:
        self.root.mkdir(parents=True, exist_ok=True)
        held = "a:1 | " * (bars - 1)
        text = SONG.format(chain=chain, more=more, instrument=instrument, bars=bars, held=held)
        (self.root / "song.song").write_text(text, "utf-8")

    def build(self, only: str | None = "lead") -> bool:
        """Whether it was built. What was told of it is in `heard`."""
        self.heard = []
        return build(self.root, only=only, listener=self.heard.append) is not None

    @property
    def ran(self) -> int:
        return next(event.chunks_ran for event in self.heard if isinstance(event, Done))

    @property
    def reasons(self) -> set[str]:
        """Why what ran did."""
        return {event.reason for event in self.heard if isinstance(event, SignalDone) and event.ran}

    @property
    def again(self) -> dict[str, int]:
        """How many chunks ran of each signal of which any did."""
        return {event.signal: event.ran for event in self.heard if isinstance(event, SignalDone) and event.ran}

    @property
    def mistakes(self) -> list[Diagnostic]:
        return [event.diagnostic for event in self.heard if isinstance(event, Diagnosed)]

    def sound(self) -> np.ndarray[Any, np.dtype[np.float64]]:
        """What the track's strip makes."""
        (path,) = (self.root / "build").rglob("lead.wav")
        return np.asarray(soundfile.read(path, always_2d=True)[0].T)
