"""Play a song: the master, a track or a stage; all of it, or from one place to another.

What changed is built first. Needs an audio device and the package sounddevice: python -m pip install sounddevice

examples:
  songc play
  songc play --from chorus.2               from there to the end
  songc play --at verse.1:5..8 --loop      four bars, again and again
  songc play --only bass --at chorus
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from ...compiler.frozen import dataclass
from ..project import EnvironmentLack, UsageError
from . import add_song

if TYPE_CHECKING:
    from ...compiler.form.timeline import Timeline
    from ..request import Request


@dataclass(frozen=True, slots=True)
class Span:
    """What is played, in seconds; an `end` of None is that of the record."""

    start: float = 0.0
    end: float | None = None


def add(parser: argparse.ArgumentParser) -> None:
    add_song(parser)
    parser.add_argument("--only", metavar="WHAT", help="a track or a stage instead of the master")
    parser.add_argument("--variant", metavar="NAME", help="a variant that the song declares")
    parser.add_argument("--at", metavar="PLACE", help="one place: chorus.2, verse.1:5..8")
    parser.add_argument("--from", dest="start", metavar="PLACE", help="where to begin")
    parser.add_argument("--to", dest="end", metavar="PLACE", help="the last place to be heard")
    parser.add_argument("--loop", action="store_true", help="again and again, until ctrl-c")


def run(options: argparse.Namespace) -> int:
    from .. import config
    from ..focus import played
    from ..latest import latest_report
    from ..project import locate
    from ..request import Request

    if options.at and (options.start or options.end):
        raise UsageError("--at is one place by itself; --from and --to are for stretches")
    device = _device()
    project = locate(options.song)
    request = Request(project, config.load(project.root), options.only, options.variant)
    span = _span(request, options)
    report = latest_report(request) if span is not None else None
    if span is None or report is None:
        return 1
    from ..pictures.sound import load
    from ..terminal.style import clock

    sound = load(report, project.output)
    first = round(span.start * sound.rate)
    last = sound.samples.shape[1] if span.end is None else round(span.end * sound.rate)
    samples = sound.samples[:, first:last]
    print(f"playing {options.only or sound.title}, {clock(span.start)} to {clock(last / sound.rate)}; ctrl-c stops")
    played(project, span.start)
    _listen(device, samples, sound.rate, loop=options.loop)
    return 0


def _device() -> Any:
    """The package that plays. Raises EnvironmentLack where there is none, or no device to play on."""
    try:
        import sounddevice
    except ImportError:
        help = "python -m pip install sounddevice"
        raise EnvironmentLack(f"`songc play` needs the package sounddevice; get it with: {help}") from None
    except OSError:  # the package is there, and the library that it speaks to is not
        raise EnvironmentLack("`songc play` needs PortAudio; on Debian or Ubuntu: apt install libportaudio2") from None
    try:
        sounddevice.query_devices(kind="output")
    except (sounddevice.PortAudioError, ValueError):
        raise EnvironmentLack(
            "there is no audio device to play on; `songc build` makes files to take elsewhere"
        ) from None
    return sounddevice


def _listen(device: Any, samples: Any, rate: int, *, loop: bool) -> None:
    try:
        device.play(samples.T, rate, loop=loop)
        device.wait()
    except KeyboardInterrupt:
        device.stop()
    except device.PortAudioError as problem:
        raise EnvironmentLack(f"the audio device cannot play: {problem}") from None


def _span(request: Request, options: argparse.Namespace) -> Span | None:
    """The stretch that the options name; None when the song has mistakes, which have been told."""
    if not (options.at or options.start or options.end):
        return Span()
    from .compiled import compiled_or_told

    written = compiled_or_told(request.project, request.variant)
    if written is None:
        return None
    timeline = written.song.timeline
    start = _stretch(options.at or options.start, timeline)[0] if options.at or options.start else 0.0
    end = _stretch(options.at or options.end, timeline)[1] if options.at or options.end else None
    if end is not None and end <= start:
        raise UsageError(f"{options.end} ends before {options.start} begins")
    return Span(start, end)


def _stretch(text: str, timeline: Timeline) -> tuple[float, float]:
    """The seconds from a place's start to its end; of several passes the first."""
    from ...compiler.check import Check
    from ...compiler.files import MemoryFiles, Recorded
    from ...compiler.form.places import read_place
    from ...compiler.parse import parse
    from ...compiler.source import Source

    check = Check(Recorded(MemoryFiles()))
    file, found = parse(Source("place", f"master {{ at {text}\n}}"))
    values = file.statements[0].block.statements[0].values if not found and file.statements[0].block else ()
    place = read_place(values[0], check) if len(values) == 1 else None
    stretches = timeline.resolve(place, check) if place is not None else ()
    if not stretches:
        known = ", ".join(passage.name for passage in timeline.passages[:6])
        reason = check.diagnostics[0].message if check.diagnostics else f"`{text}` is no place in the song"
        raise UsageError(f"{reason}; places are such as {known}, verse.1:5..8, 1m12s")
    return timeline.seconds(stretches[0].start), timeline.seconds(stretches[0].end)
