"""Filters and equalisers."""

from __future__ import annotations

from . import svf
from .butterworth import order_of, qualities
from .job import Job, Stereo, decibels


def highpass(job: Job) -> Stereo:
    return svf.run(job.audio, *_pass(job, svf.highpass, svf.highpass_6))


def lowpass(job: Job) -> Stereo:
    return svf.run(job.audio, *_pass(job, svf.lowpass, svf.lowpass_6))


def _pass(job: Job, second: svf.SecondOrder, first: svf.FirstOrder) -> list[svf.Section]:
    """The sections of a Butterworth filter; resonance lifts its sharpest one."""
    g = svf.warped(job.value("frequency"), job.rate)
    order = order_of(job.number("slope"))
    flat = qualities(order)
    sections = [first(g)] if order % 2 else []
    sections += [second(g, q) for q in flat[:-1]]
    if flat:
        sections.append(second(g, flat[-1] * decibels(job.value("resonance"))))
    return sections


def bell(job: Job) -> Stereo:
    g = svf.warped(job.value("frequency"), job.rate)
    return svf.run(job.audio, svf.bell(g, job.value("q"), job.value("gain")))


def shelf(job: Job) -> Stereo:
    g = svf.warped(job.value("frequency"), job.rate)
    shape = svf.high_shelf if job.word("side") == "high" else svf.low_shelf
    return svf.run(job.audio, shape(g, job.value("q"), job.value("gain")))


def bandpass(job: Job) -> Stereo:
    return svf.run(job.audio, svf.bandpass(svf.warped(job.value("frequency"), job.rate), job.value("q")))


def notch(job: Job) -> Stereo:
    return svf.run(job.audio, svf.notch(svf.warped(job.value("frequency"), job.rate), job.value("q")))


def tilt(job: Job) -> Stereo:
    """A wide high shelf, lowered by half its gain."""
    g = svf.warped(job.value("frequency"), job.rate)
    gain = job.value("gain")
    return svf.run(job.audio, svf.high_shelf(g, 0.5, gain)) * decibels(-0.5 * gain)


TABLE = {
    "highpass": highpass,
    "lowpass": lowpass,
    "bell": bell,
    "shelf": shelf,
    "bandpass": bandpass,
    "notch": notch,
    "tilt": tilt,
}
