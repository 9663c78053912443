"""The host, `python -m songc.runtime.plugins.host`: loads one native plugin and serves one request.

A plugin may crash, hang, print or never give back its memory; all of that ends with this process. It ends itself when a
step takes longer than it may, so that it never outlives a parent that was killed."""

from __future__ import annotations

import base64
import json
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Any, BinaryIO

from .protocol import BLOCK, CONTROL, COUNT, PROBLEM, Ended, read_count, read_exactly

# Words for one parameter's values past this number mean that the plugin writes figures in a way that cannot be read.
MOST_CHOICES = 128

# What plugins call the parameter that chooses one of their presets.
PROGRAM_NAMES = ("program", "current program", "preset", "patch")

GRACE_SECONDS = 10  # how much longer than its parent it waits for the plugin
WARM_SECONDS = 5.0  # how long an instrument may take until it sounds; samplers load in the background

SEARCH_STEPS = 1000  # into how many steps pedalboard cuts a parameter to learn what the plugin calls them


def main() -> None:
    requests, answers = sys.stdin.buffer, _own_output()
    serving = False
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        request = json.loads(requests.readline())
        limit = int(request["seconds"]) + GRACE_SECONDS
        _limit(limit)
        if request["do"] == "examine":
            _say(answers, _facts(_loaded(request["path"], request["plugin"], 0.0)))
        elif request["do"] == "open":
            _say(answers, _shown(_loaded(request["path"], request["plugin"], 0.0), request["files"]))
        else:
            warm = min(WARM_SECONDS, request["seconds"] / 4)
            plugin = _loaded(request["path"], request["plugin"], warm)
            _set_up(plugin, request)
            _say(answers, {"ready": True})
            serving = True
            _serve(plugin, request, requests, answers, limit)
    except Ended:
        pass
    except Exception as problem:
        if serving:
            answers.write(COUNT.pack(PROBLEM))
        _say(answers, {"problem": str(problem).strip().splitlines()[0] if str(problem).strip() else repr(problem)})
    answers.flush()
    os._exit(0)  # plugins are at their worst when they are unloaded


def _own_output() -> BinaryIO:
    """The way to the parent, out of reach of plugins that print."""
    kept = os.dup(1)
    os.dup2(2, 1)
    return os.fdopen(kept, "wb")


def _limit(seconds: int) -> None:
    """Ends this process after so many seconds, whatever it does then."""
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)


def _say(answers: BinaryIO, what: Mapping[str, Any]) -> None:
    answers.write(json.dumps(what).encode() + b"\n")
    answers.flush()


def _loaded(path: str, name: str, warm_seconds: float) -> Any:
    """The plugin. An instrument is played a key until it sounds, for so long at most."""
    import pedalboard

    return pedalboard.load_plugin(  # type: ignore[attr-defined]
        path, plugin_name=name or None, initialization_timeout=warm_seconds
    )


# What a plugin says of itself -----------------------------------------------------------------------------------------


def _facts(plugin: Any) -> dict[str, Any]:
    found = [_parameter(plugin, key, parameter) for key, parameter in plugin.parameters.items()]
    program = next((each for each in found if each["choices"] and each["name"].lower() in PROGRAM_NAMES), None)
    return {
        "instrument": bool(plugin.is_instrument),
        "parameters": [each for each in found if each is not program],
        "programs": program["choices"] if program else [],
        "program_key": program["key"] if program else "",
    }


def _parameter(plugin: Any, key: str, parameter: Any) -> dict[str, Any]:
    facts = {
        "key": key,
        "name": parameter.name,
        "unit": parameter.label or "",
        "choices": [],
        "choice": "",
        "low": 0.0,
        "high": 1.0,
        "value": float(parameter.raw_value),
        "is_share": False,
        "automatable": bool(parameter.is_automatable),
    }
    if parameter.type is bool:
        return facts | {"choices": ["off", "on"], "choice": "on" if parameter.raw_value >= 0.5 else "off"}
    if parameter.type is str and len(parameter.valid_values) <= MOST_CHOICES:
        return facts | {"choices": list(parameter.valid_values), "choice": parameter.string_value}
    low, high = parameter.min_value, parameter.max_value
    if parameter.type is float and low is not None and high is not None and low < high:
        value = round(min(max(float(getattr(plugin, key)), low), high), 5)  # plugins tell -1e-06 for 0
        return facts | {"low": float(low), "high": float(high), "value": value}
    return facts | {"unit": "", "is_share": True}


def _shown(plugin: Any, files: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """The state in which the plugin is when its window is closed."""
    for file in files:
        _load(plugin, file["kind"], file["path"])
    forgiving = _forgiving_x()
    plugin.show_editor()
    del forgiving
    return {"state": base64.b64encode(plugin.raw_state).decode()}


def _forgiving_x() -> Any:
    """Has X11's errors ignored, for as long as the answer is held. JUCE does that in programs of its own only, and
    elsewhere a window that is not there yet would end the process."""
    import ctypes

    if sys.platform != "linux":
        return None
    ignoring = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)(lambda display, error: 0)
    try:
        ctypes.CDLL("libX11.so.6").XSetErrorHandler(ignoring)
    except OSError:
        return None
    return ignoring


# Setting it up --------------------------------------------------------------------------------------------------------


def _set_up(plugin: Any, request: Mapping[str, Any]) -> None:
    """Files first, then the parameters in their order; a preset among them sounds before what follows is set.

    `plugin.reset()` makes an instrument anew and sets it as pedalboard remembers it, which is not always how it was
    set last; so it comes before the parameters. Then it waits again until what was loaded sounds."""
    for file in request["files"]:
        _load(plugin, file["kind"], file["path"])
    if request["files"] and plugin.is_instrument:
        plugin.reset()
    for key, value in request["parameters"]:
        parameter = plugin.parameters[key]
        parameter.raw_value = _raw(parameter, value)
        if parameter.name.lower() in PROGRAM_NAMES:
            _run_in(plugin, request["rate"])
    _run_in(plugin, request["rate"])


def _load(plugin: Any, kind: str, path: str) -> None:
    """Has the plugin load a file. Raises ValueError when it does not take it: hosts are told so of presets only, and a
    state that was not taken leaves everything as it was."""
    called = os.path.basename(path)  # noqa: PTH119 (one import less in a process that starts often)
    with open(path, "rb") as file:  # noqa: PTH123
        content = file.read()
    if kind == "preset":
        try:
            plugin.preset_data = content
        except RuntimeError:
            raise ValueError(f"`{called}` is no preset of this plugin") from None
        return
    before = plugin.raw_state
    plugin.raw_state = content
    if plugin.raw_state == before != content:
        raise ValueError(f"`{called}` is no state of this plugin")


def _run_in(plugin: Any, rate: int) -> None:
    """Silence, until the plugin has taken in what was set, which many do only when they process, and its latency has
    passed. The blocks are smaller than any that follow, whereupon pedalboard prepares the plugin once more: so it
    begins from nothing, and tells a latency that goes with how it is set."""
    import numpy as np

    if plugin.is_instrument:
        plugin([], BLOCK / rate, rate, num_channels=2, buffer_size=CONTROL // 2, reset=False)
        return
    silence = np.zeros((2, BLOCK), np.float32)
    while plugin.process(silence, rate, buffer_size=CONTROL // 2, reset=False).shape[1] < BLOCK:
        continue


def _raw(parameter: Any, value: float | str) -> float:
    """A value in the plugin's unit as how far the parameter is turned up, 0 to 1."""
    if parameter.type is bool:
        return 1.0 if value == "on" else 0.0
    if isinstance(value, str):
        return float(parameter.get_raw_value_for(value))
    if parameter.type is float and parameter.min_value is not None and parameter.min_value < parameter.max_value:
        return _turned(parameter, min(max(value, parameter.min_value), parameter.max_value))
    return min(max(value, 0.0), 1.0)


def _turned(parameter: Any, value: float) -> float:
    """How far a parameter is turned up for a figure, as the plugin itself reads that. Where it reads nonsense, the step
    of pedalboard's nearest to it, which is up to half a step off."""
    near = float(parameter.get_raw_value_for(value))
    own = float(parameter.get_raw_value_for_text(str(value)))
    return own if abs(own - near) <= 2 / SEARCH_STEPS else near


# Sound ----------------------------------------------------------------------------------------------------------------


def _serve(plugin: Any, request: Mapping[str, Any], requests: BinaryIO, answers: BinaryIO, limit: int) -> None:
    """Sound block for block. An automated parameter has one value for each CONTROL frames."""
    import numpy as np

    moved = [plugin.parameters[key] for key in request["automated"]]
    known: list[dict[float, float]] = [{} for _ in moved]
    make = _player(plugin, request) if request["do"] == "play" else _processor(plugin, request)
    aligned = _aligned(plugin, make)
    while frames := read_count(requests):
        sound = None
        if request["do"] == "process":
            sound = np.frombuffer(read_exactly(requests, 8 * frames), np.float32).reshape(2, frames)
        steps = -(-frames // CONTROL)
        values = np.frombuffer(read_exactly(requests, 8 * steps * len(moved))).reshape(len(moved), steps)
        _limit(limit)
        made = []
        stride = CONTROL if moved else frames
        for first in range(0, frames, stride):
            for parameter, row, raws in zip(moved, values, known, strict=True):
                value = float(row[first // CONTROL])
                if value not in raws:
                    raws[value] = _raw(parameter, value)
                parameter.raw_value = raws[value]
            last = min(first + stride, frames)
            made.append(aligned(None if sound is None else sound[:, first:last], last - first))
        out = np.ascontiguousarray(np.concatenate(made, axis=1), dtype=np.float32)
        answers.write(COUNT.pack(out.shape[1]))
        answers.write(out.tobytes())
        answers.flush()


def _aligned(plugin: Any, make: Callable[[Any, int], Any]) -> Callable[[Any, int], Any]:
    """The same without the plugin's latency, which is known for sure once the first frames were made. What pedalboard
    holds back itself (of effects, and only what it did not in the run-in) counts."""
    late = None

    def aligned(sound: Any, frames: int) -> Any:
        nonlocal late
        out = make(sound, frames)
        if late is None:
            late = plugin.reported_latency_samples
        late -= frames - out.shape[1]
        early = min(max(late, 0), out.shape[1])
        late -= early
        return out[:, early:]

    return aligned


def _processor(plugin: Any, request: Mapping[str, Any]) -> Callable[[Any, int], Any]:
    """What makes the next frames of an effect from those that went in."""
    return lambda sound, frames: plugin.process(sound, request["rate"], buffer_size=BLOCK, reset=False)


def _player(plugin: Any, request: Mapping[str, Any]) -> Callable[[Any, int], Any]:
    """What makes the next frames of an instrument. Of what falls on one frame, keys are let go before others are
    struck. Times are a little late, since pedalboard takes the frame that they fall into."""
    rate = request["rate"]
    events = [(first, 1, [0x90, key, velocity]) for first, _, key, velocity in request["strokes"]]
    events += [(stop, 0, [0x80, key, 0]) for _, stop, key, _ in request["strokes"]]
    waiting = deque(sorted(events))
    now = 0

    def make(_: Any, frames: int) -> Any:
        nonlocal now
        messages = []
        while waiting and waiting[0][0] < now + frames:
            at, _, message = waiting.popleft()
            messages.append((bytes(message), (at - now + 0.25) / rate))
        now += frames
        return plugin(messages, frames / rate, rate, num_channels=2, buffer_size=BLOCK, reset=False)

    return make


if __name__ == "__main__":
    main()
