"""Amplifier and loudspeaker."""

from __future__ import annotations

import math

from . import svf
from .butterworth import qualities
from .curves import soft, tube
from .job import Job, Stereo
from .oversampling import shaped
from .tables import AMP_LOWEST_HZ, AMPS, CABINETS

# Between the stages: a valve's own roll-off, which also keeps what lies above the audible from mixing down in the next
# one.
_TOP_HZ = 8500.0


def amp(job: Job) -> Stereo:
    """Low cut, a tube stage, what couples it, a power stage, the tone controls."""
    least, most, cut = AMPS[job.word("type")]
    gain = 10.0 ** ((least + (most - least) * job.value("gain")) / 40.0)  # half of it in each stage
    sound = svf.run(job.audio, svf.highpass_6(svf.warped(cut, job.rate)))
    sound = shaped(sound * gain, 8, tube)
    top = svf.warped(_TOP_HZ, job.rate)
    between = (svf.lowpass(top, q) for q in qualities(4))
    sound = svf.run(sound, svf.highpass_6(svf.warped(AMP_LOWEST_HZ, job.rate)), *between)
    sound = shaped(sound * gain, 8, soft)
    tone = (
        svf.low_shelf(svf.warped(120.0, job.rate), math.sqrt(0.5), job.value("bass")),
        svf.bell(svf.warped(650.0, job.rate), 0.7, job.value("middle")),
        svf.high_shelf(svf.warped(2500.0, job.rate), math.sqrt(0.5), job.value("treble")),
    )
    return svf.run(sound, *tone) * (0.5 * job.gain("output"))


def cabinet(job: Job) -> Stereo:
    sections = [_section(part, job.rate) for part in CABINETS[job.word("type")]]
    return job.blend(svf.run(job.audio, *sections))


def _section(part: tuple[str, float, float, float], rate: int) -> svf.Section:
    shape, frequency, q, gain = part
    g = svf.warped(frequency, rate)
    if shape == "bell":
        return svf.bell(g, q, gain)
    return svf.highpass(g, q) if shape == "highpass" else svf.lowpass(g, q)


TABLE = {"amp": amp, "cabinet": cabinet}
