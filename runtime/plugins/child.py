"""This side of a host: it is started for one request and ended when that is done, or when it takes too long."""

from __future__ import annotations

import base64
import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any, BinaryIO, cast

from .protocol import BLOCK, CONTROL, COUNT, PROBLEM, Ended, read_count, read_exactly

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Stereo = NDArray[np.float32]

# `-P` keeps a project's own files out of what the host imports.
COMMAND: tuple[str, ...] = (sys.executable, "-P", "-m", "songc.runtime.plugins.host")

TICK_SECONDS = 0.05  # how late a time limit may be noticed
MOST_LATENCY_SECONDS = 20.0
MOST_OPEN_SECONDS = 86_400  # how long a plugin's window may stay open


class PluginFailed(Exception):
    """A plugin crashed, hung, or gave up; the message says which, beginning after the plugin's name."""


@dataclass
class Child:
    """A running host. Each exchange with it may last `seconds`."""

    process: subprocess.Popen[bytes]
    seconds: float
    requests: BinaryIO
    answers: BinaryIO
    _deadline: float = field(default=float("inf"))
    _over: threading.Event = field(default_factory=threading.Event)
    _late: bool = False

    def watch(self) -> None:
        """Ends the host when an exchange lasts too long. Runs in a thread of its own."""
        while not self._over.wait(TICK_SECONDS):
            if time.monotonic() > self._deadline:
                self._late = True
                self.process.kill()
                return

    def end(self) -> None:
        self._over.set()
        self.process.kill()
        self.process.wait()
        for pipe in (self.requests, self.answers):
            try:
                pipe.close()
            except OSError:  # what was not yet sent has nowhere to go
                continue

    @contextmanager
    def exchange(self) -> Iterator[None]:
        """Something said and its answer. Raises PluginFailed when the host is gone."""
        self._deadline = time.monotonic() + self.seconds
        try:
            yield
        except (Ended, OSError, ValueError):
            raise PluginFailed(self._fate()) from None
        finally:
            self._deadline = float("inf")

    def _fate(self) -> str:
        code = self.process.wait()
        if self._late:
            return f"gave no answer for {self.seconds:g} s"
        if code < 0:
            return f"crashed ({_signal(-code)})"
        return f"ended without an answer (exit code {code})"

    def ask(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """The answer to the request. Raises PluginFailed, also when the plugin gave up."""
        with self.exchange():
            self.requests.write(json.dumps(request).encode() + b"\n")
            self.requests.flush()
            return self._told()

    def _told(self) -> dict[str, Any]:
        """A line of the host's, unless it tells of a problem."""
        line = self.answers.readline()
        if not line.endswith(b"\n"):
            raise Ended
        answer: dict[str, Any] = json.loads(line)
        if "problem" in answer:
            raise PluginFailed(f"gave up: {answer['problem']}")
        return answer

    def send(self, block: Stereo | None, controls: Sequence[NDArray[np.float64]]) -> Stereo:
        """A block of (2, BLOCK) sound, or of none for an instrument, with the values of what moves in it; and what came
        out, (2, n)."""
        import numpy as np

        with self.exchange():
            self.requests.write(COUNT.pack(BLOCK))
            if block is not None:
                self.requests.write(np.ascontiguousarray(block, np.float32).tobytes())
            for values in controls:
                self.requests.write(np.ascontiguousarray(values, np.float64).tobytes())
            self.requests.flush()
            frames = read_count(self.answers)
            if frames == PROBLEM:
                self._told()
            return np.frombuffer(read_exactly(self.answers, 8 * frames), np.float32).reshape(2, frames)


def _signal(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


@contextmanager
def child(seconds: float, command: Sequence[str] | None = None) -> Iterator[Child]:
    """A host of its own, which is gone afterwards."""
    process = subprocess.Popen(
        command or COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    running = Child(process, seconds, _pipe(process.stdin), _pipe(process.stdout))
    threading.Thread(target=running.watch, daemon=True).start()
    try:
        yield running
    finally:
        running.end()


def _pipe(pipe: IO[bytes] | None) -> BinaryIO:
    assert pipe is not None
    return cast("BinaryIO", pipe)


def examine(path: str, plugin: str, seconds: float) -> dict[str, Any]:
    """What a plugin says of itself. Raises PluginFailed."""
    with child(seconds) as running:
        return running.ask({"do": "examine", "path": path, "plugin": plugin, "seconds": seconds})


def opened(path: str, plugin: str, state: str | None) -> bytes:
    """The plugin's state when its user closes its window, which begins with that of a file. Raises PluginFailed."""
    files = [] if state is None else [{"kind": "state", "path": state}]
    with child(MOST_OPEN_SECONDS) as running:
        answer = running.ask(
            {"do": "open", "path": path, "plugin": plugin, "files": files, "seconds": MOST_OPEN_SECONDS}
        )
        return base64.b64decode(answer["state"])


def processed(
    request: Mapping[str, Any], sound: Stereo, controls: Sequence[NDArray[np.float64]], seconds: float
) -> Stereo:
    """`sound` (2, n) through a plugin, aligned with it. `controls` hold for each automated parameter one value a frame.
    Raises PluginFailed."""
    return _made({**request, "do": "process"}, sound.shape[1], sound, controls, seconds)


def played(
    request: Mapping[str, Any],
    strokes: Sequence[Sequence[int]],
    frames: int,
    controls: Sequence[NDArray[np.float64]],
    seconds: float,
) -> Stereo:
    """(2, frames) of a plugin that plays strokes: (first frame, last, key, velocity). `controls` are as those of
    `processed`. Raises PluginFailed."""
    return _made({**request, "do": "play", "strokes": strokes}, frames, None, controls, seconds)


def _made(
    request: Mapping[str, Any],
    frames: int,
    sound: Stereo | None,
    controls: Sequence[NDArray[np.float64]],
    seconds: float,
) -> Stereo:
    """What a plugin makes in so many frames. What it holds back as latency is waited for."""
    import numpy as np

    out = np.empty((2, frames), np.float32)
    done = given = 0
    with child(seconds) as running:
        running.ask({**request, "seconds": seconds})
        while done < frames:
            if given > frames + MOST_LATENCY_SECONDS * request["rate"]:
                raise PluginFailed("gave less sound than it was given")
            moments = np.minimum(np.arange(given, given + BLOCK, CONTROL), frames - 1)
            block = None if sound is None else _block(sound, given)
            made = running.send(block, [values[moments] for values in controls])[:, : frames - done]
            out[:, done : done + made.shape[1]] = made
            done += made.shape[1]
            given += BLOCK
    if not np.isfinite(out).all():
        raise PluginFailed("gave what is no sound (not a number, or infinite)")
    return out


def _block(sound: Stereo, start: int) -> Stereo:
    """BLOCK frames of a sound from `start`, silence after its end."""
    import numpy as np

    block = np.zeros((2, BLOCK), np.float32)
    heard = sound[:, start : start + BLOCK]
    block[:, : heard.shape[1]] = heard
    return block
