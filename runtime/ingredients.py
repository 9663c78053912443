"""Ingredients: what shapes the sound of a song besides its text, for songc.lock."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version as installed
from pathlib import PurePath

from ..compiler.plan import Channel, Edit, Instrument, Perform, Plan, Plugin, Process, Record
from ..compiler.version import VERSION
from .contents import Input
from .engine.node import Task
from .lock import NAME, Item
from .project import CONFIG_NAME
from .request import Request

SONG_SUFFIX = ".song"
LIBRARIES = ("numba", "numpy", "pedalboard", "soundfile")


def ingredients(request: Request, plan: Plan, inputs: dict[str, Input]) -> list[Item]:
    """The items of the request's song, which reads `inputs` and means `plan`."""
    song = request.project.song
    found = {*_files(inputs), *_versions(plan), *_libraries()}
    found.add(("setting", "sample-rate", str(request.config.sample_rate)))
    found.add(("songc", "songc", VERSION))
    return [Item(song, *each) for each in sorted(found)]


def _files(inputs: dict[str, Input]) -> Iterator[tuple[str, str, str]]:
    """Recordings, MIDI files, samples and banks. Songs and settings are text, and in git themselves; a file outside the
    project is told by its name, since it lies elsewhere on another machine."""
    for name, found in inputs.items():
        path = PurePath(name)
        if found.digest and path.suffix != SONG_SUFFIX and name not in (NAME, CONFIG_NAME):
            yield "file", path.name if path.is_absolute() else name, f"sha256:{found.digest}"


def _versions(plan: Plan) -> Iterator[tuple[str, str, str]]:
    """What makes each signal, by its version."""
    from .effects import version as effect_version
    from .instruments import version as instrument_version
    from .steps.audio import AudioTask, editing
    from .steps.channel import ChannelTask
    from .steps.edit import EditTask
    from .steps.perform import PerformTask
    from .steps.play import PlayTask
    from .steps.process import ProcessTask, host_version
    from .steps.record import RecordTask

    yield from _finish(plan)
    for signal in plan.signals:
        match signal.step:
            case Perform(Instrument(plugin=Plugin() as plugin)):
                yield "plugin", plugin.name, f"sha256:{plugin.digest}"
                yield "step", "plugin-host", host_version()
                task: type[Task] = PlayTask
            case Perform(instrument):
                yield "instrument", f"{instrument.kind} {instrument.name}", instrument_version(instrument)
                task = PerformTask
            case Record():
                from .audio import clip

                yield "step", "reading", clip.VERSION
                task = RecordTask
            case Edit():
                task = EditTask
            case Process(plugin):
                yield "plugin", plugin.name, f"sha256:{plugin.digest}"
                yield "step", "plugin-host", host_version()
                task = ProcessTask
            case Channel() as channel:
                yield from (("effect", effect.name, effect_version(effect)) for effect in channel.effects)
                task = ChannelTask
            case audio:
                yield "edit", type(audio).__name__.lower(), editing(audio).VERSION
                task = AudioTask
        yield "step", task.NAME, task.VERSION


def _finish(plan: Plan) -> Iterator[tuple[str, str, str]]:
    """What makes the finished record of the master's chain."""
    from .audio import encode
    from .mastering import convert, dither, limiter, matching, meters, solve, spectrum
    from .steps.finish import LimitTask, MatchTask, MeasureTask, QuantiseTask, SpectrumTask, TrialTask

    for task in (LimitTask, MeasureTask, TrialTask, SpectrumTask, QuantiseTask):
        yield "step", task.NAME, task.VERSION
    yield "step", "bands", spectrum.VERSION
    if plan.finish.match is not None:
        yield "step", MatchTask.NAME, MatchTask.VERSION
        yield "step", "matching", matching.VERSION
    yield "step", "limiter", limiter.VERSION
    yield "step", "meters", meters.VERSION
    yield "step", "dither", dither.VERSION
    yield "step", "files", encode.VERSION
    if plan.finish.loudness_lufs is not None:
        yield "step", "loudness", solve.VERSION
    if any(delivery.rate != plan.rate for delivery in plan.finish.deliveries):
        yield "step", "rate", convert.VERSION


def _libraries() -> Iterator[tuple[str, str, str]]:
    import soundfile

    yield from (("library", name, installed(name)) for name in LIBRARIES)
    yield "library", "libsndfile", soundfile.__libsndfile_version__
