"""Declarations compared, stage by stage. Order matters where it does in the song: among effects, bars and the form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from .changes import Change, appeared, compared, vanished
from .outline import Node, Place
from .partners import NAMED, pairs
from .renames import Rename, settled
from .written import Bar, bars, bars_of, steps

WRITTEN = ("line", "motif")
# Stages whose statements are found by what they name; in the others the order is the sound's.
_OF_KIND = {"track": "", "bus": "bus ", "group": "group ", "vca": "vca ", "chain": "chain ", "variant": "variant "}


def differences(before: dict[str, Node], after: dict[str, Node], song: str) -> list[Change]:
    """All changes of a song and the files that it uses, in the order of the stages. Files that only one version has are
    changes of the `use` statements, not of their declarations."""
    return compared_outlines(before, after, song)[0]


def compared_outlines(before: dict[str, Node], after: dict[str, Node], song: str) -> tuple[list[Change], list[Rename]]:
    """The `differences`, and those of them that are new names."""
    found: list[Change] = []
    names: list[Rename] = []
    for path in after:
        if path in before:
            called, was = settled(before[path], after[path])
            names += called
            found += (rename.change for rename in called)
            found += _file(was, after[path], "" if path == song else f"{path}: ")
    return found, names


def _file(before: Node, after: Node, prefix: str) -> Iterator[Change]:
    for pair in pairs(before.inner, after.inner):
        was, now = pair
        match pair.node.head:
            case "song":
                yield from _song(was, now)
            case "composition":
                yield from _composition(was, now, prefix)
            case "variant":
                yield from _named("variant", was, now, "")
            case "use":
                yield from _one("song", "modules", was, now)
            case stage:
                yield from _inner(stage, was, now, prefix)


def _song(was: Node | None, now: Node | None) -> Iterator[Change]:
    if was is not None and now is not None and was.words != now.words:
        yield compared("song", "title", " ".join(was.words), " ".join(now.words), was.place, now.place)
    yield from _inner("song", was, now, "")


# The composition ------------------------------------------------------------------------------------------------------


def _composition(was: Node | None, now: Node | None, prefix: str) -> Iterator[Change]:
    yield from _form(was, now, prefix)
    yield from _music("composition", was, now, prefix)


def _music(area: str, was: Node | None, now: Node | None, subject: str) -> Iterator[Change]:
    """What stands in a composition or in one of its sections."""
    old_rows, new_rows = _all(was, "chords"), _all(now, "chords")
    yield from _rows(area, f"{subject}chords", old_rows, new_rows)
    left = [node for node in _nodes(was) if node.head not in ("chords", "form")]
    right = [node for node in _nodes(now) if node.head not in ("chords", "form")]
    for pair in pairs(left, right):
        match pair.node.head:
            case "section":
                yield from _section(area, *pair, subject)
            case "line" | "motif":
                yield from _written(area, *pair, subject)
            case "rhythm":
                yield from _rhythm(area, *pair, subject)
            case head:
                yield from _one(area, f"{subject}{head}", *pair)


def _section(area: str, was: Node | None, now: Node | None, subject: str) -> Iterator[Change]:
    if was is None or now is None:
        yield from _whole(area, was, now, subject)
        return
    name = f"{subject}{now.words[0]}"
    if was.words != now.words:
        called = was.words[0] != now.words[0]
        yield compared(
            area, "section" if called else name, _rest(was, called), _rest(now, called), was.place, now.place
        )
    yield from _music(area, was, now, f"{name}, ")


def _rest(node: Node, whole: bool) -> str:
    return " ".join(node.words if whole else node.words[1:])


def _written(area: str, was: Node | None, now: Node | None, subject: str) -> Iterator[Change]:
    if was is None or now is None:
        yield from _whole(area, was, now, subject)
        return
    name = f"{subject}{now.words[0]}"
    yield from _head(area, subject, was, now)
    yield from bars(area, name, bars_of(was), bars_of(now), was.place, now.place)


def _head(area: str, subject: str, was: Node, now: Node) -> Iterator[Change]:
    """What stands before the block of a line, a motif or a rhythm: its name, and how it is written."""
    old, new = was.words[0], now.words[0]
    if old != new:
        yield compared(area, f"{subject}{now.head} {old}", f"called {old}", f"called {new}", was.place, now.place)
    if was.words[1:] != now.words[1:]:
        before, after = " ".join(was.words[1:]), " ".join(now.words[1:])
        yield compared(area, f"{subject}{new}", before, after, was.place, now.place)


def _rhythm(area: str, was: Node | None, now: Node | None, subject: str) -> Iterator[Change]:
    if was is None or now is None:
        yield from _whole(area, was, now, subject)
        return
    name = f"{subject}{now.words[0]}"
    yield from _head(area, subject, was, now)
    old, new = _lanes(was), _lanes(now)
    for piece in dict.fromkeys((*old, *new)):
        subject_of_piece = f"{name}, {piece}" if piece else name
        yield from steps(area, subject_of_piece, old.get(piece, []), new.get(piece, []), was.place, now.place)


def _lanes(node: Node) -> dict[str, list[Bar]]:
    """The bars of each drum piece; those of the rhythm itself under an empty name."""
    lanes: dict[str, list[Bar]] = {}
    if node.bars:
        lanes[""] = [Bar(" ".join(node.bars), node.place)]
    for row in node.inner:
        option = f"{' '.join(row.words)} " if row.words else ""
        lanes.setdefault(f"{row.head}{' ' + option.strip() if option else ''}", []).append(
            Bar(" ".join(row.bars), row.place)
        )
    return lanes


def _rows(area: str, subject: str, before: Sequence[Node], after: Sequence[Node]) -> Iterator[Change]:
    old = [bar for node in before for bar in bars_of(node)]
    new = [bar for node in after for bar in bars_of(node)]
    nowhere = Place("", 0)
    places = (before[0].place if before else nowhere, after[0].place if after else nowhere)
    yield from bars(area, subject, old, new, *places)


def _form(was: Node | None, now: Node | None, prefix: str) -> Iterator[Change]:
    old, new = _passes(was), _passes(now)
    if old == new or not (old or new):
        return
    places = [next((form.place for form in _all(node, "form")), node.place) for node in (was, now) if node is not None]
    subject = f"{prefix}form"
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    for kind, a, a_end, b, b_end in matcher.get_opcodes():
        if kind != "equal":
            yield compared(
                "composition", _nth(subject, b), " ".join(old[a:a_end]), " ".join(new[b:b_end]), places[0], places[-1]
            )


def _nth(subject: str, index: int) -> str:
    return f"{subject}, passage {index + 1}"


def _passes(node: Node | None) -> list[str]:
    """The form with its repeats written out."""
    words = [word for form in _all(node, "form") for word in _spoken(form)]
    passes: list[str] = []
    index = 0
    while index < len(words):
        if words[index] == "*" and index + 1 < len(words) and words[index + 1].isdigit() and passes:
            passes += passes[-1:] * (int(words[index + 1]) - 1)
            index += 2
            continue
        if words[index][0] in "+-" and passes:
            passes[-1] += f" {words[index]}"
        else:
            passes.append(words[index])
        index += 1
    return passes


def _spoken(form: Node) -> list[str]:
    return [*form.words, *(word for line in form.inner for word in (line.head, *line.words))]


# Any block ------------------------------------------------------------------------------------------------------------


def _inner(area: str, was: Node | None, now: Node | None, subject: str) -> Iterator[Change]:
    """The statements of a block, each against its partner."""
    for pair in pairs(_nodes(was), _nodes(now)):
        if pair.node.head in NAMED and pair.node.inner:
            yield from _named(area, *pair, subject)
        else:
            yield from _one(area, subject.removesuffix(", ") or pair.node.head, *pair)
    yield from _order(area, was, now, subject)


def _named(area: str, was: Node | None, now: Node | None, subject: str) -> Iterator[Change]:
    """A block with a name: a track, a bus, an override."""
    if was is None or now is None:
        yield from _whole(area, was, now, subject)
        return
    name = f"{subject}{_OF_KIND.get(now.head, now.head + ' ')}{' '.join(now.words[:1])}"
    if was.words != now.words:
        yield compared(area, name, " ".join(was.words), " ".join(now.words), was.place, now.place)
    yield from _inner(area, was, now, f"{name}, ")


def _whole(area: str, was: Node | None, now: Node | None, subject: str) -> Iterator[Change]:
    """Something that came or went with all that it holds."""
    if now is not None:
        yield appeared(area, subject.removesuffix(", ") or now.head, now, _shown(now))
    elif was is not None:
        yield vanished(area, subject.removesuffix(", ") or was.head, was, _shown(was))


def _shown(node: Node) -> str:
    """A declaration in a few words: its head and, in short, its block."""
    inner = "; ".join(each.text for each in node.inner)
    text = f"{node.text} {{ {inner} }}" if inner else node.text
    return text if len(text) <= 100 else node.text


def _one(area: str, subject: str, was: Node | None, now: Node | None) -> Iterator[Change]:
    """A statement that is its own line; settings in its block are told one by one."""
    if was is None or now is None:
        yield from _whole(area, was, now, subject)
        return
    if (was.words, was.bars) != (now.words, now.bars):
        yield compared(area, subject, was.text, now.text, was.place, now.place)
    if was.inner or now.inner:
        yield from _inner(area, was, now, f"{subject}, {now.head}, " if subject != now.head else f"{subject}, ")


def _order(area: str, was: Node | None, now: Node | None, subject: str) -> Iterator[Change]:
    """Statements that only changed places, where their order is heard: the effects of a channel."""
    if was is None or now is None or area not in ("mix", "master"):
        return
    old = [node.head for node in was.inner if node.head not in _UNORDERED]
    new = [node.head for node in now.inner if node.head not in _UNORDERED]
    if old != new and sorted(old) == sorted(new):
        yield compared(area, f"{subject}order".removeprefix(", "), ", ".join(old), ", ".join(new), was.place, now.place)


_UNORDERED = (
    *(
        "gain",
        "pan",
        "send",
        "mute",
        "solo",
        "track",
        "bus",
        "group",
        "vca",
        "automate",
        "modulate",
        "loudness",
        "ceiling",
    ),
    *("tail", "fade", "export", "stems"),
)


def _nodes(node: Node | None) -> Sequence[Node]:
    return node.inner if node is not None else ()


def _all(node: Node | None, head: str) -> list[Node]:
    return [inner for inner in _nodes(node) if inner.head == head]
