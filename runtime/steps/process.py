"""Process: one input through a native plugin, in one piece, since nobody knows how long a plugin remembers. Further
inputs are signals whose levels move its parameters."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from ...compiler.frozen import dataclass
from ...compiler.plan import Plugin
from ..contents import FileChanged, held
from ..curves import cut, values
from ..engine.node import WHOLE
from ..plugins.rack import Place, digest
from ..window import Window

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray


def host_version() -> str:
    """What shapes a plugin's sound besides the plugin."""
    from importlib.metadata import version

    from ..plugins.protocol import VERSION

    return f"{VERSION} pedalboard {version('pedalboard')}"


@dataclass(frozen=True)
class ProcessTask:
    """The whole signal. Where the plugin and its files stand, and how long it may take, is no part of the sound."""

    NAME: ClassVar[str] = "process"
    VERSION: ClassVar[str] = "1"

    plugin: Plugin
    host_version: str
    frames: int
    rate: int
    place: Place = field(compare=False)
    root: Path = field(compare=False)
    seconds: float = field(compare=False)

    def run(self, inputs: Sequence[NDArray[np.float32] | None]) -> NDArray[np.float32]:
        """Raises PluginFailed, and FileChanged when the plugin is another by now."""
        import numpy as np

        from ..effects.following import followed
        from ..plugins.child import processed

        sound = inputs[0] if inputs[0] is not None else np.zeros((2, self.frames), np.float32)
        curves = [
            values(curve, self.frames, followed(curve, inputs, self.frames, self.rate))
            for _, curve in self.plugin.automation
        ]
        with set_up(self.plugin, self.rate, self.place, self.root) as request:
            return processed(request, sound, curves, self.seconds)


def moved(plugin: Plugin, start: int, frames: int) -> Plugin:
    """A plugin with the parts of its curves that shape so many frames from `start`."""
    moving = tuple((key, cut(curve, start, start + frames)) for key, curve in plugin.automation)
    return replace(plugin, automation=moving)


@contextmanager
def set_up(plugin: Plugin, rate: int, place: Place, root: Path) -> Iterator[dict[str, Any]]:
    """The part of a request that says which plugin it is and how it is set, while its files hold still. Raises
    FileChanged when they do not."""
    if digest(place.path) != plugin.digest:
        raise FileChanged(f"the plugin {plugin.name} changed while it was read")
    paths = [root / file.file for file in plugin.files]
    with ExitStack() as files:
        for file, path in zip(plugin.files, paths, strict=True):
            files.enter_context(held(path, file.digest))
        yield {
            "path": str(place.path),
            "plugin": place.name,
            "rate": rate,
            "files": [{"kind": f.kind, "path": str(path)} for f, path in zip(plugin.files, paths, strict=True)],
            "parameters": plugin.parameters,
            "automated": [key for key, _ in plugin.automation],
        }


@dataclass(frozen=True)
class ProcessStep:
    plugin: Plugin
    rate: int
    place: Place = field(compare=False)
    root: Path = field(compare=False)
    seconds: float = field(compare=False)
    inputs: int = 1

    silent_in_silent_out: ClassVar[bool] = False

    def windows(self) -> tuple[Window, ...]:
        return (WHOLE,) * self.inputs

    def task(self, start: int, frames: int) -> ProcessTask:
        plugin = moved(self.plugin, start, frames)
        return ProcessTask(plugin, host_version(), frames, self.rate, self.place, self.root, self.seconds)
