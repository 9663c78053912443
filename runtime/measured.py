"""The figures of an audio file: what it holds, how loud it is (ITU-R BS.1770-5, EBU R 128), how high it reaches."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .project import UsageError
from .terminal.style import clock
from .terminal.tables import unbroken

# Of the thirds of an octave, those that are told to people.
OCTAVES = ("31.5", "63", "125", "250", "500", "1000", "2000", "4000", "8000", "16000")

_UNITS = {
    "loudness_lufs": ("loudness", "LUFS"),
    "range_lu": ("range", "LU"),
    "true_peak_dbtp": ("true peak", "dBTP"),
    "sample_peak_dbfs": ("sample peak", "dBFS"),
    "rms_dbfs": ("rms", "dBFS"),
    "correlation": ("correlation", ""),
}


def measured(path: Path) -> dict[str, Any]:
    """The figures by name, with their units in it; None for what silence or a very short file does not have. Of more
    than two channels the first and the last are measured. Raises UsageError for what is no audio."""
    import numpy as np
    import soundfile

    from .mastering.meters import combine, measure, measure_window
    from .mastering.spectrum import combine as combine_spectrum
    from .mastering.spectrum import measure as measure_spectrum
    from .report import bands

    try:
        info = soundfile.info(str(path))
        samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
    except soundfile.LibsndfileError as problem:
        raise UsageError(f"{path} holds no audio that can be read: {problem}") from None
    window = measure_window(rate)
    stereo = np.ascontiguousarray(np.pad(samples[:, [0, -1]].T, ((0, 0), (window.lookback, window.lookahead))))
    spectrum = combine_spectrum([measure_spectrum(np.ascontiguousarray(samples[:, [0, -1]].T), rate=rate)])
    found = combine([measure(stereo, rate=rate, start=0, frames=len(samples))])
    return {
        "format": f"{info.format} {info.subtype}",
        "sample_rate": rate,
        "channels": info.channels,
        "length_seconds": round(len(samples) / rate, 4),
        "loudness_lufs": _level(found.integrated_lufs),
        "range_lu": _level(found.range_lu),
        "true_peak_dbtp": _level(found.true_peak_dbtp),
        "sample_peak_dbfs": _level(found.sample_peak_dbfs),
        "rms_dbfs": _level(found.rms_dbfs),
        "correlation": _level(found.correlation),
        "spectrum_dbfs": bands(spectrum),
    }


def shown(figures: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The figures for people, each with its name: what `git diff` compares of two recordings."""
    channels = {1: "mono", 2: "stereo"}.get(figures["channels"], f"{figures['channels']} channels")
    yield "format", f"{figures['format']}, {figures['sample_rate']} Hz, {channels}"
    yield "length", clock(figures["length_seconds"])
    for name, (label, unit) in _UNITS.items():
        if figures[name] is not None:
            yield label, f"{figures[name]:.2f} {unit}".rstrip()
    octaves = [(name, figures["spectrum_dbfs"][name]) for name in OCTAVES if name in figures["spectrum_dbfs"]]
    told = [unbroken(f"{_hertz(name)} {level:.1f}") for name, level in octaves if level is not None]
    if told:
        yield "spectrum", f"{', '.join(told)} dBFS"


def _hertz(name: str) -> str:
    return f"{float(name) / 1000:g}k" if float(name) >= 1000 else name


def _level(value: float) -> float | None:
    return round(value, 2) if math.isfinite(value) else None
