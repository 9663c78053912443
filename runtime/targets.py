"""Targets: the files that a build is asked for, and the signal that each is made of."""

from __future__ import annotations

from pathlib import PurePosixPath

from ..compiler.frozen import dataclass
from ..compiler.plan import Delivery, Plan
from .audio.encode import FORMATS
from .engine.node import Node
from .project import UsageError
from .request import Request

STAGES = ("takes", "edits", "mix", "master")


@dataclass(frozen=True, slots=True)
class Target:
    """One file: `path` below the song's output folder; `tagged` files carry the record's tags."""

    path: PurePosixPath
    node: Node
    delivery: Delivery
    tagged: bool = True

    @property
    def held_under_ceiling(self) -> bool:
        """Whether it is the record in a lossy format, which must be looked at again once it is encoded."""
        return self.tagged and not self.delivery.bits


def masters(request: Request, plan: Plan, node: Node) -> list[Target]:
    """The finished record in each format. The first of a format has the plain name; others say how they differ."""
    stem = request.project.name + (f"-{request.variant}" if request.variant else "")
    targets: list[Target] = []
    for delivery in plan.finish.deliveries:
        suffix = FORMATS[delivery.format].suffix
        path = PurePosixPath(stem + suffix)
        if any(target.path == path for target in targets):
            path = PurePosixPath(f"{stem}-{_difference(delivery)}{suffix}")
        targets.append(Target(path, node, delivery))
    return targets


def stem_targets(request: Request, plan: Plan, stems: dict[str, Node]) -> list[Target]:
    """The stems, when the song asks for them."""
    if plan.finish.stems is None:
        return []
    folder = PurePosixPath("stems" + (f"-{request.variant}" if request.variant else ""))
    delivery = plan.finish.stems
    return [
        Target(folder / (name + FORMATS[delivery.format].suffix), node, delivery, tagged=False)
        for name, node in stems.items()
    ]


def only(request: Request, plan: Plan, nodes: dict[str, Node]) -> list[Target]:
    """What `--only` asks for: one track or bus as it reaches the mix, or all that a stage made, in 32-bit float.

    Raises UsageError when the song has no such thing."""
    what = request.only or ""
    folder = PurePosixPath("only" + (f"-{request.variant}" if request.variant else ""))
    delivery = Delivery("wav", plan.rate, bits=32)
    if what in ("takes", "edits"):
        prefix = what.removesuffix("s") + ":"
        found = {
            name.removeprefix(prefix): node
            for name, node in nodes.items()
            if name.startswith(prefix) and "/" not in name
        }
        return [Target(folder / what / f"{n}.wav", node, delivery, False) for n, node in found.items()]
    for name in (what if what == "mix" else "", f"strip:{what}", f"bus:{what}", f"group:{what}"):
        if name in nodes:
            return [Target(folder / f"{what}.wav", nodes[name], delivery, False)]
    titles = sorted(name.partition(":")[2] for name in nodes if name.startswith(("strip:", "bus:", "group:")))
    raise UsageError(f"--only knows no `{what}`; this song has {', '.join(titles)}, and the stages {', '.join(STAGES)}")


def _difference(delivery: Delivery) -> str:
    size = f"{delivery.bits}bit" if delivery.bits else f"{delivery.bitrate_kbps}kbps"
    return f"{size}-{delivery.rate / 1000:g}kHz"
