"""SVG as text: tags, paths, documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape


def tag(name: str, *content: str, **attributes: str | float | None) -> str:
    """One element. `class_` is the attribute `class`, underscores are hyphens, and None leaves an attribute out."""
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(shown(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    inner = "".join(content)
    return f"<{name}{given}>{inner}</{name}>" if inner else f"<{name}{given}/>"


def shown(value: str | float) -> str:
    """A coordinate to a tenth of a pixel, or a text as it is."""
    return value if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")


def text(words: str, x: float, y: float, class_: str, anchor: str | None = None) -> str:
    return tag("text", escape(words, quote=False), x=x, y=y, class_=class_, text_anchor=anchor)


def line(x1: float, y1: float, x2: float, y2: float, class_: str) -> str:
    return tag("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=class_)


def rect(x: float, y: float, width: float, height: float, class_: str, **more: str | float | None) -> str:
    return tag("rect", x=x, y=y, width=max(width, 0.5), height=max(height, 0.5), class_=class_, **more)


def points(xs: Sequence[float], ys: Sequence[float]) -> str:
    """Corners of a path's data, without its first letter."""
    return " ".join(f"{shown(x)} {shown(y)}" for x, y in zip(xs, ys, strict=True))


def document(width: float, height: float, style: str, title: str, body: Iterable[str]) -> str:
    """A whole picture. `title` is what a screen reader says."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {shown(width)} {shown(height)}" '
        f'width="{shown(width)}" height="{shown(height)}" role="img">'
        f"<title>{escape(title, quote=False)}</title><style>{style}</style>\n" + "\n".join(body) + "\n</svg>\n"
    )
