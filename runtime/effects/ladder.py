"""The transistor ladder, which is pedalboard's: driven, resonant, oversampled, since it bends what it is given."""

from __future__ import annotations

import numpy as np
from pedalboard import LadderFilter

from .job import Job, Stereo
from .oversampling import raised

_MODES = {
    "lowpass24": LadderFilter.Mode.LPF24,
    "lowpass12": LadderFilter.Mode.LPF12,
    "highpass24": LadderFilter.Mode.HPF24,
    "highpass12": LadderFilter.Mode.HPF12,
    "bandpass24": LadderFilter.Mode.BPF24,
    "bandpass12": LadderFilter.Mode.BPF12,
}


# The most drive, in dB, at which so many times the rate keep aliases below -60 dBFS; beyond the last it is eight.
_RATES = ((6.0, 2), (12.0, 4))


def ladder(job: Job) -> Stereo:
    factor = next((factor for most, factor in _RATES if job.number("drive") <= most), 8)
    made = LadderFilter(
        mode=_MODES[job.word("type")],
        cutoff_hz=min(job.number("frequency"), 0.45 * job.rate),
        resonance=job.number("resonance"),
        drive=10.0 ** (job.number("drive") / 20.0),
    )

    def work(sound: Stereo) -> Stereo:
        out = made.process(sound.astype(np.float32), job.rate * factor, reset=True)
        return np.ascontiguousarray(out, dtype=np.float64)

    return raised(job.audio, factor, work)


TABLE = {"ladder": ladder}
