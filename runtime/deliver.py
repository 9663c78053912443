"""Deliver: the files of a build, each made of its signal's cells and replaced when it is complete.

A file is known by the key of what it is made from; one that stands as the last build left it, with the same key, is
left alone.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from ..compiler.frozen import dataclass
from ..compiler.plan import Plan
from . import record
from .contents import digest_of, held, stamp_of
from .engine.evaluation import Evaluation
from .engine.keys import canonical
from .engine.node import Node
from .engine.schedule import Cancelled
from .finish import Evaluate, quantised
from .pressing import Pressings, Shape, cells_of
from .project import Project
from .publish import publish
from .request import Request
from .targets import Target

if TYPE_CHECKING:
    from .audio.encode import Release
    from .audio.wav import Broadcast
    from .mastering.meters import Measures

# Frames resampled at a time for a file at another rate than the song's.
STRETCH_FRAMES = 1 << 18
# Encodings of a lossy file until it is under its ceiling: what one overshoots, the next one is lowered by.
ENCODINGS = 4


@dataclass(frozen=True, slots=True)
class Made:
    """A deliverable, and when this build put it in its place (monotonic seconds), or None where it stood already."""

    deliverable: record.Deliverable
    placed: float | None


def deliver(
    targets: list[Target],
    plan: Plan,
    measures: Measures | None,
    request: Request,
    known: record.Record | None,
    evaluate: Evaluate,
    pressings: Pressings,
    cancel: Event | None = None,
) -> Iterator[Made]:
    """Makes the targets, several at once, and tells of each when it is its turn: first the record's WAV files, with
    nothing beside them; then the record's other files, while what the stems are made of is made; then the stems.
    `measures` are the master's. `pressings` has the WAV files that were last written; new ones are entered. Raises
    EnvironmentLack when a file cannot be written, and Cancelled between two cells once `cancel` is set."""
    before = {made.path: made for made in known.deliverables} if known else {}

    def make(target: Target, node: Node, evaluation: Evaluation) -> Made:
        key = _key(target, plan, measures, evaluation, node)
        path = request.project.output / target.path
        name = path.relative_to(request.project.root).as_posix()
        last = before.get(name)
        if last is not None and last.key == key and last.stamp == stamp_of(path):
            return Made(last, placed=None)
        writer = _Writer(target, plan, measures, request.project.root, evaluation, node, cancel)
        if writer.is_pressed:
            standing = pressings.press(path, writer.shape(), writer.cell)
            placed = time.monotonic()
            sha256, stamp = standing.take(writer.going_on), standing.pressing.stamp
        else:
            sha256, stamp = publish(path, writer)
            placed = time.monotonic()
        return Made(record.Deliverable(name, target.delivery.format, sha256, key, stamp), placed)

    made_from = list(zip(targets, sources(targets, plan), strict=True))
    pool = ThreadPoolExecutor(request.config.jobs, "songc-write")

    def begun(part: list[tuple[Target, Node]]) -> list[Future[Made]]:
        if not part:
            return []
        evaluation = evaluate([node for _, node in part])  # all at once, so that no worker waits
        return [pool.submit(make, target, node, evaluation) for target, node in part]

    try:
        for made in begun([each for each in made_from if _turn(each[0]) == 0]):
            yield made.result()
        rest = [made for turn in (1, 2) for made in begun([each for each in made_from if _turn(each[0]) == turn])]
        for made in rest:
            yield made.result()
    finally:
        pool.shutdown(cancel_futures=True)


def _turn(target: Target) -> int:
    if not target.tagged:
        return 2
    return 0 if target.delivery.format == "wav" else 1


def withdraw(project: Project, earlier: Iterable[record.Deliverable], made: list[Made]) -> None:
    """Removes the files that the last build made and this one does not, where they stand as they were left, and the
    folders that this leaves empty."""
    kept = {each.deliverable.path for each in made}
    for old in earlier:
        path = project.root / old.path
        if old.path in kept or stamp_of(path) != old.stamp:
            continue
        path.unlink(missing_ok=True)
        for folder in path.parents:
            if folder == project.output or any(folder.iterdir()):
                break
            folder.rmdir()


def sources(targets: list[Target], plan: Plan) -> Iterator[Node]:
    """The node that each file is written from: PCM where cells of samples become the file's samples one for one, else
    the sound itself. Files of the same samples share one."""
    from .audio.encode import word_length

    found: dict[tuple[str, int, bool], Node] = {}
    for target in targets:
        bits = word_length(target.delivery.format, target.delivery.bits)
        as_it_is = bits == 32 or target.delivery.rate != plan.rate
        shaped = target.delivery.shaped
        key = (target.node.name, 0, False) if as_it_is else (target.node.name, bits, shaped)
        if key not in found:
            found[key] = target.node if as_it_is else quantised(target.node, bits=bits, seed=plan.seed, shaped=shaped)
        yield found[key]


def _key(target: Target, plan: Plan, measures: Measures | None, evaluation: Evaluation, node: Node) -> str:
    from .audio import encode

    names = (plan.finish.tags, plan.finish.cover) if target.tagged else ((), None)
    asked = canonical((encode.VERSION, target.delivery, *names, plan.rate, plan.frames))
    if target.delivery.broadcast:
        asked += canonical(_broadcast(target, plan, measures))
    if target.held_under_ceiling:
        asked += canonical(plan.finish.ceiling_dbtp)
    if target.delivery.rate != plan.rate:
        from .mastering import convert, dither

        asked += canonical((convert.VERSION, dither.VERSION, plan.finish.ceiling_dbtp, plan.seed))
    return hashlib.sha256(asked + b"".join(evaluation.digests(node))).hexdigest()


@dataclass(frozen=True, slots=True)
class _Writer:
    target: Target
    plan: Plan
    measures: Measures | None
    root: Path
    evaluation: Evaluation
    node: Node
    cancel: Event | None

    @property
    def is_pressed(self) -> bool:
        """Whether it is a WAV file whose samples are the signal's, cell by cell."""
        return self.target.delivery.format == "wav" and self.target.delivery.rate == self.plan.rate

    def shape(self) -> Shape:
        """Of such a file."""
        from .audio.encode import around_samples, word_length

        delivery = self.target.delivery
        frame_bytes = 2 * word_length(delivery.format, delivery.bits) // 8
        cells = cells_of(self.evaluation.digests(self.node), self.plan.frames, self.evaluation.grid.cell, frame_bytes)
        return Shape(*around_samples(self._release(self.plan.frames)), cells)

    def __call__(self, path: Path) -> str:
        """Writes the file and gives its sha256. What a lossy format makes of the sound may rise above the ceiling; it
        is encoded once more that much quieter then."""
        from .audio.decoded import true_peak_dbtp
        from .audio.encode import write

        delivery = self.target.delivery
        frames = self.plan.frames
        if delivery.rate != self.plan.rate:
            frames = -(-frames * delivery.rate // self.plan.rate)
        release = self._release(frames)
        gain_db = 0.0
        for _ in range(ENCODINGS):
            pcm = self._resampled(frames) if delivery.rate != self.plan.rate else self._cells()
            write(path, release, self._unless_cancelled(_quieter(pcm, gain_db)))
            if not self.target.held_under_ceiling:
                break
            over = true_peak_dbtp(path) - self.plan.finish.ceiling_dbtp
            if over <= 0.0:
                break
            gain_db -= over + 0.02
        return digest_of(path)

    def _release(self, frames: int) -> Release:
        from .audio.encode import Release

        delivery = self.target.delivery
        return Release(
            format=delivery.format,
            rate=delivery.rate,
            frames=frames,
            bits=delivery.bits,
            bitrate_kbps=delivery.bitrate_kbps,
            tags=self.plan.finish.tags if self.target.tagged else (),
            cover=self._cover(),
            broadcast=_broadcast(self.target, self.plan, self.measures),
        )

    def _cover(self) -> bytes | None:
        if self.plan.finish.cover is None or not self.target.tagged:
            return None
        name, digest = self.plan.finish.cover
        with held(self.root / name, digest):
            return (self.root / name).read_bytes()

    def going_on(self) -> None:
        """Raises Cancelled once the build is to stop."""
        if self.cancel is not None and self.cancel.is_set():
            raise Cancelled

    def _unless_cancelled(self, pcm: Iterator[bytes]) -> Iterator[bytes]:
        for piece in pcm:
            self.going_on()
            yield piece

    def _cells(self) -> Iterator[bytes]:
        return map(self.cell, range(len(self.evaluation.digests(self.node))))

    def cell(self, cell: int) -> bytes:
        """The samples of a cell, of the file's word length, or 32-bit float."""
        import numpy as np

        self.going_on()
        made = self.evaluation.read(self.node, cell)
        if isinstance(made, bytes):
            return made
        if made is None:
            cell_frames = self.evaluation.grid.cell
            return bytes(8 * min(cell_frames, self.plan.frames - cell * cell_frames))
        return np.ascontiguousarray(made.T, "<f4").tobytes()

    def _resampled(self, frames: int) -> Iterator[bytes]:
        """The sound at the file's own rate, under the record's ceiling there, and dithered there."""
        from .audio.encode import word_length
        from .mastering.convert import converted
        from .mastering.dither import quantise

        delivery = self.target.delivery
        bits = word_length(delivery.format, delivery.bits)
        for first in range(0, frames, STRETCH_FRAMES):
            length = min(STRETCH_FRAMES, frames - first)
            made = converted(
                lambda start, stop: self.evaluation.read_frames(self.node, start, stop),
                from_rate=self.plan.rate,
                to_rate=delivery.rate,
                first=first,
                frames=length,
                ceiling_dbtp=self.plan.finish.ceiling_dbtp if self.target.tagged else None,
            )
            yield quantise(made, bits=bits, seed=self.plan.seed, start=first, shaped=delivery.shaped)


def _quieter(pcm: Iterator[bytes], gain_db: float) -> Iterator[bytes]:
    """32-bit float samples at a gain."""
    import numpy as np

    for piece in pcm:
        yield (np.frombuffer(piece, "<f4") * np.float32(10.0 ** (gain_db / 20.0))).tobytes() if gain_db else piece


def _broadcast(target: Target, plan: Plan, measures: Measures | None) -> Broadcast | None:
    """The `bext` chunk's fields; loudness is told to the hundredth of what the chunk can say."""
    from .audio.wav import Broadcast

    if not target.delivery.broadcast or measures is None:
        return None
    tags = dict(plan.finish.tags)
    return Broadcast(
        description=tags.get("title", ""),
        originator=tags.get("artist", ""),
        reference=tags.get("isrc", "").replace("-", ""),
        integrated_lufs=round(measures.integrated_lufs, 2),
        range_lu=round(measures.range_lu, 2),
        true_peak_dbtp=round(measures.true_peak_dbtp, 2),
        momentary_max_lufs=round(measures.momentary_max_lufs, 2),
        short_term_max_lufs=round(measures.short_term_max_lufs, 2),
    )
