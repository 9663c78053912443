"""The finished record as samples, for pictures and for listening."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...compiler.frozen import dataclass
from ..project import EnvironmentLack
from .frame import Sections

READABLE = ("wav", "flac", "aiff", "ogg", "opus", "mp3")


@dataclass(frozen=True, slots=True)
class Sound:
    """`samples` are (2, frames); `sections` are in seconds."""

    title: str
    rate: int
    samples: NDArray[np.float32]
    sections: Sections
    figures: dict[str, Any]

    @property
    def seconds(self) -> float:
        return float(self.samples.shape[1] / self.rate)


def load(report: dict[str, Any], folder: Path) -> Sound:
    """The master (or what `--only` made) that a build's report names. Raises EnvironmentLack when it is not there."""
    import soundfile

    files = [each for each in report["deliverables"] if not each["path"].startswith("stems/")]
    files.sort(key=lambda each: READABLE.index(each["format"]) if each["format"] in READABLE else len(READABLE))
    path = folder / files[0]["path"]
    try:
        samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
    except (OSError, soundfile.LibsndfileError) as problem:
        raise EnvironmentLack(f"{path} cannot be read: {problem}; `songc build` makes it anew") from None
    stereo = np.ascontiguousarray(samples[:, [0, -1]].T)
    sections = [(each["name"], each["start_seconds"], each["end_seconds"]) for each in report["sections"]]
    title = report["tags"].get("title") or Path(report["song"]).stem
    return Sound(title, rate, stereo, sections, report.get("master", {}))
