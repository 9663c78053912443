"""Songs made up by hypothesis: right ones from the grammar's forms, and wrong ones by damage to right ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from hypothesis import strategies as st

from songc.compiler.codes import CODES

ROOT = Path(__file__).parents[2]
EXAMPLES = [path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("examples/*/*.song"))]
# Short songs that make sense: those of the cases, and the wrong and right examples of the codes.
SENSIBLE = [
    *(path.read_text(encoding="utf-8").split("\n--- ")[0] for path in sorted(ROOT.glob("tests/cases/*/*.case"))),
    *(song for code in CODES.values() for song in (code.wrong, code.right) if song),
]

names = st.sampled_from(["verse", "lead", "round-bass", "a", "kits.studio", "chorus.2", "c#4", "true-peak", "été"])
numbers = st.sampled_from(["0", "1", "-4", "+1.5", ".5", "92", "0.25"])
units = st.sampled_from(["", "dB", " dB", "%", " bpm", "bpm", "ms", " bars", " bar", "Hz", "LUFS", " cents", "st"])
quantities = st.one_of(st.builds("{}{}".format, numbers, units), st.sampled_from(["1/16", "6/8", "3:1", "1.5:1"]))
places = st.sampled_from(["verse:5", "verse.2:5..8", "verse.2:5.3", "chorus.1:1.2.5", "1m12.5s"])
texts = st.sampled_from(['"a"', '"// {no} | comment;"', '"\\"q\\" \\\\ \\u00e9"', '"漢字"', '""'])
ranges = st.builds("{}..{}".format, names, names)
symbols = st.sampled_from(["->", "*", ","])

durations = st.sampled_from(["", ":4", ":8.", ":3/16", ":16"])
marks = st.sampled_from(["", "'", ">", "_", "~", "!mf", "!p<f", "{+20 cents}", "{ chance 50% , velocity 80% }"])
pitches = st.sampled_from(["c", "d#5", "bb3", "f##", "a-1", "g4"])
notes = st.one_of(
    st.builds("{}{}{}".format, pitches, durations, marks),
    st.builds("r{}".format, durations),
    st.sampled_from(["@hook", "@hook.up( 2 ).reverse", "@turn(d,4)", "<c  e g>:4", "< d4 f >:2>"]),
)
grouped = st.builds("{}{}".format, pitches, st.sampled_from(["", "@2", "'"]))
groups = st.builds("[ {} ]{}".format, st.lists(grouped, min_size=1, max_size=4).map("  ".join), durations)
slurs = st.builds("({})".format, st.lists(notes, min_size=1, max_size=3).map(" ".join))
note_bars = st.lists(st.one_of(notes, groups, slurs), min_size=1, max_size=5).map("  ".join)
chord_bars = st.lists(
    st.sampled_from(["Dm9", "A7:3", "CM7", "C-7", "N.C.", "V7/V", "bVII", "C6/9:1.5", "Bbmaj7/D", "F#m7b5"]),
    min_size=1,
    max_size=3,
).map(" ".join)
step_bars = st.lists(
    st.sampled_from(["x---", "X-o-", "==r1", "f9x?", "x?30%--", "euclid(3,8)"]), min_size=1, max_size=4
).map(" ".join)


def row(bars: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def join(parts: list[str], lines: list[str]) -> str:
        return "|" + "".join(f" {part} {lines[index % len(lines)]}" for index, part in enumerate(parts))

    bar = st.one_of(bars, bars, bars, st.just("%")) if bars is not step_bars else bars
    lines = st.lists(st.sampled_from(["|", "|", "||"]), min_size=1, max_size=3)
    plain = st.builds(join, st.lists(bar, min_size=1, max_size=4), lines)
    return plain if bars is step_bars else st.one_of(plain, plain.map(lambda text: f"|:{text[1:-1].rstrip('|')}:|*3"))


ends = st.sampled_from(["\n", "\n", ";", ";\n", "\n\n\n", "  // c; } |\n", "\n  // alone\n"])


@st.composite
def statements(draw: st.DrawFn, depth: int = 2) -> str:
    kind = draw(st.integers(0, 5 if depth else 1))
    if kind <= 1:
        values = st.lists(st.one_of(names, quantities, places, texts, ranges), max_size=4)
        return draw(names) + "".join(f" {value}" for value in draw(values))
    if kind == 2:
        head, bars = draw(st.sampled_from([("chords", chord_bars), ("kick", step_bars), ("rhythm beat", step_bars)]))
        return f"{head} {draw(row(bars))}"
    if kind == 3:
        rows = draw(st.lists(row(note_bars), min_size=1, max_size=4))
        first = draw(st.sampled_from(["line lead {", "motif hook octave 5 {", "line a {  // c\n"]))
        return f"{first}\n" + "\n".join(rows) + "\n}"
    return f"{draw(names)} {draw(blocks(depth - 1))}"


@st.composite
def blocks(draw: st.DrawFn, depth: int) -> str:
    inner = draw(st.lists(st.tuples(statements(depth), ends), max_size=3))
    return "{" + draw(st.sampled_from(["", " ", "\n", " // c\n"])) + "".join(map("".join, inner)) + "}"


stages = st.sampled_from(["composition", "arrangement", "takes", "edits", "mix", "master", "expect"])


@st.composite
def right_songs(draw: st.DrawFn) -> str:
    """Songs without mistakes in their text or rows (what they say makes no sense)."""
    used = draw(st.lists(stages, unique=True, max_size=3))
    items = [f"{stage} {draw(blocks(2))}{draw(ends)}" for stage in used]
    return draw(st.sampled_from(["", 'song "A"\n', 'use "a.song" as a // c\n', "\n// first\n\n"])) + "".join(items)


_SHARDS = ["{", "}", '"', "|", "//", ";", "\n", "[", "]", "<", ">", "(", ")", ":", "..", "\\", "%", "@", "'", "~", "\t"]
shards = st.one_of(
    st.sampled_from(_SHARDS), st.text(max_size=3), st.sampled_from(["é", "\u2028", "\x00", "\ufeff", "🎹"])
)


@st.composite
def damaged_songs(draw: st.DrawFn) -> str:
    """Songs with a few stretches taken out, doubled or overwritten."""
    return _damaged(draw, draw(st.one_of(right_songs(), st.sampled_from(EXAMPLES))))


@st.composite
def damaged_examples(draw: st.DrawFn) -> str:
    """Songs that make sense, damaged: words of other places in them, other numbers, stretches taken out or doubled."""
    text = draw(st.sampled_from(SENSIBLE))
    for _ in range(draw(st.integers(0, 3))):
        words = list(re.finditer(r"[\w.#%:+/-]+", text))
        if not words:
            break
        old, new = draw(st.sampled_from(words)), draw(st.sampled_from(words))
        by = draw(st.one_of(st.just(new[0]), numbers, quantities, names, places))
        text = text[: old.start()] + by + text[old.end() :]
    return _damaged(draw, text) if draw(st.booleans()) else text


@st.composite
def edited_songs(draw: st.DrawFn, songs: Sequence[str]) -> tuple[str, ...]:
    """One of the songs, and what it is after each of a few edits, the last one undone at times."""
    texts = [draw(st.sampled_from(songs))]
    for _ in range(draw(st.integers(1, 4))):
        texts.append(_edited(draw, draw(st.sampled_from(texts[-2:]))))
    return tuple(texts)


def _edited(draw: st.DrawFn, text: str) -> str:
    """The text with a line more or less, two lines the other way round, or a word of another place in it."""
    lines = text.split("\n")
    at = draw(st.integers(0, len(lines) - 1))
    kind = draw(st.sampled_from(["add", "copy", "remove", "swap", "word", "word", "word"]))
    if kind == "add":
        lines.insert(
            at, draw(st.sampled_from(["", "// é", "  chords | Dm | C |", "  line lead octave 4 { | d e f g | }"]))
        )
    elif kind == "copy":
        lines.insert(at, draw(st.sampled_from(lines)))
    elif kind == "remove":
        del lines[at]
    elif kind == "swap":
        lines[at - 1 : at + 1] = reversed(lines[at - 1 : at + 1])
    else:
        words = list(re.finditer(r"[\w.#%:+/@-]+", text))
        if words:
            old = draw(st.sampled_from(words))
            by = draw(st.one_of(st.sampled_from(words).map(lambda word: word[0]), pitches, quantities))
            return text[: old.start()] + by + text[old.end() :]
    return "\n".join(lines)


def _damaged(draw: st.DrawFn, text: str) -> str:
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(start + draw(st.sampled_from([0, 1, 2, 10, 100])), len(text))
        piece = draw(st.one_of(shards, st.just(""), st.just(text[start:end] * 2)))
        text = text[:start] + piece + text[end:]
    return text


any_songs = st.one_of(damaged_songs(), damaged_songs(), right_songs(), st.text())
any_rows = st.one_of(
    st.builds("|{}|".format, st.lists(shards, max_size=12).map(" ".join)),
    st.builds("|{}|".format, st.text(alphabet="abcdefgr#12348:.~'>_^!<>[](){}@%|,+-x=?* ", max_size=40)),
    row(note_bars),
    row(chord_bars),
    row(step_bars),
).map(lambda text: text.replace("\n", " "))  # a row ends with its line
