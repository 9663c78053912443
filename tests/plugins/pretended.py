"""A host whose plugins are pretended: what a bundle's file says, in JSON, is how its plugin behaves.

gain_db, latency   the sound: a level and a delay that the host compensates
grown              the delay once it has played, told when it is prepared again
on_load, on_play   `crash`, `hang`, `raise`, `print` or `nan` instead

What pedalboard does with a real plugin is pretended with it: it cuts a parameter into a thousand steps, prepares a
plugin when blocks grow, takes off an effect's latency once, places MIDI on the frame that a time falls into, and makes
an instrument anew when that is reset, with the parameters that it remembers. VST3's hosts do not learn of a state that
was not taken."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from songc.runtime.plugins import host


@dataclass
class Parameter:
    """A parameter as pedalboard shows one: figures `low..high` told by text, or a choice."""

    name: str
    label: str = ""
    low: float = 0.0
    high: float = 1.0
    valid_values: tuple[str, ...] = ()
    raw_value: float = 0.0
    is_automatable: bool = True

    @property
    def type(self) -> type:
        return str if self.valid_values else float

    @property
    def min_value(self) -> float | None:
        return None if self.valid_values else self.low

    @property
    def max_value(self) -> float | None:
        return None if self.valid_values else self.high

    @property
    def string_value(self) -> str:
        return self.valid_values[round(self.raw_value * (len(self.valid_values) - 1))]

    @property
    def value(self) -> float:
        return self.low + self.raw_value * (self.high - self.low)

    def get_raw_value_for(self, value: float | str) -> float:
        if isinstance(value, str):
            return self.valid_values.index(value) / (len(self.valid_values) - 1)
        return round((value - self.low) / (self.high - self.low), 3)

    def get_raw_value_for_text(self, text: str) -> float:
        """Mind that this plugin reads no whole numbers of a quality."""
        return 0.0 if self.name == "Quality" else (float(text) - self.low) / (self.high - self.low)


class Plugin:
    def __init__(self, path: str, name: str, warm_seconds: float) -> None:
        self.ways: dict[str, Any] = json.loads((Path(path) / "plugin").read_text("utf-8"))
        self.is_instrument = self.ways.get("instrument", False)
        self.parameters = {
            "output_db": Parameter("Output Gain", "dB", -60.0, 12.0, raw_value=60 / 72),
            "width": Parameter("Width", "%", 0.0, 100.0, raw_value=1.0),
            "mode": Parameter("Mode", valid_values=("Clean", "Warm Tube", "1/4 D")),
            "program": Parameter("Program", valid_values=("Plain", "Quiet Hall")),
            "quality": Parameter("Quality", low=1.0, high=4.0, is_automatable=False),
        }
        self.program = 0.0
        self.latency = self.ways.get("latency", 0)
        self.provided = self.block = 0
        self.prepare(1)
        act(self.ways.get("on_load", ""))

    def __getattr__(self, key: str) -> float:
        return self.parameters[key].value

    @property
    def raw_state(self) -> bytes:
        return f"state {self.parameters['output_db'].value:.3f} ".encode()

    @raw_state.setter
    def raw_state(self, state: bytes) -> None:
        if state.startswith(b"state "):
            self.parameters["output_db"].raw_value = (float(state.split()[1]) + 60.0) / 72.0

    @property
    def preset_data(self) -> bytes:
        return b"VST3 " + self.raw_state

    @preset_data.setter
    def preset_data(self, preset: bytes) -> None:
        if not preset.startswith(b"VST3 "):
            raise RuntimeError("Failed to set preset data for plugin: /a/long/path")
        self.raw_state = preset.removeprefix(b"VST3 ")

    def show_editor(self) -> None:
        """Its user turns it down by 12 dB and closes the window."""
        self.parameters["output_db"].raw_value -= 12 / 72

    def reset(self) -> None:
        if self.is_instrument:
            self.play_program()
        self.provided = self.block = 0

    def prepare(self, block: int) -> None:
        if block > self.block:
            self.block = block
            self.reported_latency_samples = self.latency
            self.keys: dict[int, float] = {}
            self.held = np.zeros((2, self.latency), np.float32)

    def play_program(self) -> None:
        self.program = self.parameters["program"].raw_value
        self.parameters["output_db"].raw_value = 40 / 72 if self.program else 60 / 72

    def __call__(
        self,
        messages: list[tuple[bytes, float]],
        seconds: float,
        rate: float,
        num_channels: int,
        buffer_size: int,
        reset: bool,
    ) -> Any:
        """An instrument: each key that is down is a level, by its velocity and its place on the keyboard."""
        act(self.ways.get("on_play", ""))
        self.prepare(buffer_size)
        if self.parameters["program"].raw_value != self.program:
            self.play_program()
        frames = round(seconds * rate)
        out = np.zeros((num_channels, frames), np.float32)
        now = 0
        for data, at in [*messages, (b"", seconds)]:
            place = int(at * rate) if data else frames
            out[:, now:place] = sum(self.keys.values())
            now = place
            if data and data[0] == 0x90:
                self.keys[data[1]] = data[2] / 127 * data[1] / 1000
            elif data:
                self.keys.pop(data[1], None)
        return self.delayed(out * 10.0 ** (self.parameters["output_db"].value / 20.0))

    def process(self, sound: Any, rate: float, buffer_size: int, reset: bool) -> Any:
        act(self.ways.get("on_play", ""))
        self.prepare(min(buffer_size, sound.shape[1]))
        if self.parameters["program"].raw_value != self.program:
            self.play_program()
        gain = 10.0 ** ((self.ways.get("gain_db", 0.0) + self.parameters["output_db"].value) / 20.0)
        if self.parameters["mode"].string_value == "Warm Tube":
            gain *= 2.0
        if self.ways.get("on_play") == "nan":
            gain = float("nan")
        out = self.delayed(sound * gain)
        withheld = max(self.reported_latency_samples - self.provided, 0)
        self.provided += out.shape[1]
        self.latency = self.ways.get("grown", self.latency)
        return out[:, withheld:]

    def delayed(self, sound: Any) -> Any:
        heard = np.concatenate((self.held, sound), axis=1).astype(np.float32)
        self.held = heard[:, sound.shape[1] :]
        return heard[:, : sound.shape[1]]


def act(way: str) -> None:
    match way:
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "hang":
            time.sleep(3600)
        case "raise":
            raise RuntimeError("no licence was found")
        case "print":
            print("a plugin that talks " * 1000, flush=True)


if __name__ == "__main__":
    host._loaded = Plugin
    sys.exit(host.main())
