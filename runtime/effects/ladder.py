"""The transistor ladder, which is pedalboard's: driven, resonant, and bit for bit the same from window to window."""

from __future__ import annotations

import numpy as np
from pedalboard import LadderFilter

from .job import Job, Stereo

_MODES = {
    "lowpass24": LadderFilter.Mode.LPF24,
    "lowpass12": LadderFilter.Mode.LPF12,
    "highpass24": LadderFilter.Mode.HPF24,
    "highpass12": LadderFilter.Mode.HPF12,
    "bandpass24": LadderFilter.Mode.BPF24,
    "bandpass12": LadderFilter.Mode.BPF12,
}


def ladder(job: Job) -> Stereo:
    made = LadderFilter(
        mode=_MODES[job.word("type")],
        cutoff_hz=min(job.number("frequency"), 0.45 * job.rate),
        resonance=job.number("resonance"),
        drive=10.0 ** (job.number("drive") / 20.0),
    )
    # pedalboard tells channels from frames by their number, so there must be more frames than channels.
    padded = np.zeros((2, job.frames + 3), np.float32)
    padded[:, : job.frames] = job.audio
    out = made.process(padded, job.rate, reset=True)
    return np.asarray(out[:, : job.frames], dtype=np.float64)


TABLE = {"ladder": ladder}
