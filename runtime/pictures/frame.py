"""What pictures over time share: the title, the sections as bands, the clock below, the scale at the left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...compiler.frozen import dataclass
from .svg import document, line, rect, text
from .theme import style

LEFT, RIGHT, TOP, BOTTOM = 72, 16, 62, 30
WIDTH = 1200
NARROWEST_LABEL = 6.4  # pixels a letter takes, about

Sections = Sequence[tuple[str, float, float]]  # name, start and end


@dataclass(frozen=True, slots=True)
class Frame:
    """A picture's plot area: `width` by `height` pixels at (LEFT, TOP), `span` units of time wide."""

    width: float
    height: float
    span: float

    @property
    def right(self) -> float:
        return LEFT + self.width

    @property
    def bottom(self) -> float:
        return TOP + self.height

    def x(self, at: float) -> float:
        return LEFT + self.width * at / self.span

    def y(self, share: float) -> float:
        """The height of a share of the scale: 0 is the bottom, 1 the top."""
        return TOP + self.height * (1 - share)


def picture(
    frame: Frame, title: str, remark: str, sections: Sections, body: Sequence[str], *, clock: bool = True
) -> str:
    """The whole SVG: `body` over the sections' bands."""
    width, height = LEFT + frame.width + RIGHT, TOP + frame.height + BOTTOM
    parts = [
        rect(0, 0, width, height, "page", rx=8),
        text(title, LEFT, 26, "ink title"),
        text(remark, width - RIGHT, 26, "soft", "end"),
        *_bands(frame, sections),
        *body,
        *(_clock(frame) if clock else ()),
    ]
    return document(width, height, style(), f"{title}: {remark}", parts)


def _bands(frame: Frame, sections: Sections) -> Iterator[str]:
    for index, (name, start, end) in enumerate(sections):
        x, width = frame.x(start), frame.x(end) - frame.x(start)
        if index % 2 == 0:
            yield rect(x, TOP - 20, width, frame.height + 20, "band")
        yield line(x, TOP - 20, x, frame.bottom, "rule")
        if width > len(name) * NARROWEST_LABEL:
            yield text(name, x + 5, TOP - 6, "soft")
        elif width > 12:
            yield text(f"{name[: int(width / NARROWEST_LABEL) - 1]}…", x + 4, TOP - 6, "soft small")


def _clock(frame: Frame) -> Iterator[str]:
    """Times below the plot, as far apart as their labels need."""
    steps = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1200)
    step = next((step for step in steps if frame.width * step / frame.span >= 56), steps[-1])
    at = 0
    while at <= frame.span + 1e-6:
        x = frame.x(at)
        yield line(x, frame.bottom, x, frame.bottom + 4, "strong")
        yield text(f"{at // 60}:{at % 60:02d}", x, frame.bottom + 18, "soft", "middle")
        at += step


def scale(frame: Frame, marks: Sequence[tuple[float, str]], rule: str = "rule") -> Iterator[str]:
    """Rules across the plot with labels at the left: (share of the height, label)."""
    for share, label in marks:
        y = frame.y(share)
        yield line(LEFT, y, frame.right, y, rule)
        yield text(label, LEFT - 7, y + 3.5, "soft", "end")
