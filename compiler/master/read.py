"""The master block: the chain, loudness and ceiling, fades, and the files to deliver."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ..check import Check, alternatives, missing, need_text, no_block, no_more, unknown_statement
from ..edits.lines import FADE_SHAPES, read_curve, read_direction
from ..form.lengths import Length, read_length
from ..frozen import dataclass
from ..mix.inserts import Chains, Insert, InsertReader
from ..plan import Delivery
from ..settings import read_one, read_settings
from ..source import Span
from ..suggest import did_you_mean
from ..syntax import Statement, Word
from ..takes.recordings import audio_of
from ..vocabulary.blocks import CEILING, GAIN, LOUDNESS, MASTER, MATCH_SPECTRUM, TAIL
from ..vocabulary.delivery import TARGETS
from ..vocabulary.effects import EFFECTS
from .deliveries import DEFAULT_EXPORT, read_delivery


@dataclass(frozen=True, slots=True)
class RecordFade:
    """A fade over the first or the last `length` of the record."""

    length: Length
    shape: str
    span: Span


@dataclass(frozen=True, slots=True)
class Reference:
    """A record of the project to match: its file, the sha256 of its bytes, its length; the spectrum by a share of the
    way, and its loudness where asked."""

    file: str
    digest: str
    seconds: float
    amount: float
    loudness: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Master:
    """Spans of what is not written are None. `loudness_lufs` None leaves the level as it was mixed."""

    span: Span
    inserts: tuple[Insert, ...] = ()
    gain_db: float = 0.0
    gain_span: Span | None = None
    loudness_lufs: float | None = float(LOUDNESS.default)
    loudness_span: Span | None = None
    ceiling_dbtp: float = float(CEILING.default)
    ceiling_span: Span | None = None
    tail_seconds: float = float(TAIL.default)
    tail_span: Span | None = None
    fade_in: RecordFade | None = None
    fade_out: RecordFade | None = None
    exports: tuple[Delivery, ...] = ()
    stems: Delivery | None = None
    stems_span: Span | None = None
    match: Reference | None = None


def read_master(
    check: Check, statement: Statement | None, chains: Chains, listened: tuple[str, ...], rate: int
) -> Master:
    """The mastering. Without a block the record has the loudness and the ceiling that streaming services ask for, in
    one WAV file."""
    lines = statement.block.statements if statement is not None and statement.block is not None else ()
    inserts = InsertReader(check, chains, listened, {}, "the master", on_bus=False)
    master = Master(statement.head.span if statement is not None else Span("", 0, 0))
    target_ceiling: float | None = None
    for line in lines:
        if line.head.text == "loudness":
            master, target_ceiling = _read_loudness(check, line, master)
        elif reader := _READERS.get(line.head.text):
            master = reader(check, line, master)
        elif line.head.text == "export":
            export = read_delivery(check, line, rate)
            master = _add_export(check, line, master, export) if export is not None else master
        elif line.head.text == "stems":
            if _is_first(check, line, master.stems_span):
                master = replace(master, stems=read_delivery(check, line, rate), stems_span=line.span)
        elif not inserts.read(line):
            unknown_statement(check, line, "the master", MASTER.heads, EFFECTS)
    if target_ceiling is not None and master.ceiling_span is None:
        master = replace(master, ceiling_dbtp=target_ceiling)
    for insert in inserts.inserts:
        if insert.key_span is not None:
            message = "the master hears the whole record, and nothing beside it"
            check.report("E0702", message, insert.key_span, "cannot listen to this", "put the effect into the mix")
    kept = tuple(replace(insert, key="", key_span=None) for insert in inserts.inserts)
    exports = master.exports or (replace(DEFAULT_EXPORT, rate=rate),)
    return replace(master, inserts=kept, exports=exports)


def _read_loudness(check: Check, line: Statement, master: Master) -> tuple[Master, float | None]:
    """A figure, a platform's name (which also sets the ceiling), or `off`."""
    no_block(check, line)
    if not _is_first(check, line, master.loudness_span):
        return master, None
    word = line.values[0] if line.values else None
    if not isinstance(word, Word):
        level = float(read_one(check, line, LOUDNESS))
        return replace(master, loudness_lufs=level, loudness_span=line.span), None
    if word.text == "off":
        return replace(master, loudness_lufs=None, loudness_span=line.span), None
    target = TARGETS.get(word.text)
    if target is None:
        known = (*TARGETS, "off")
        help = did_you_mean(word.text, known) or f"write a figure, as `loudness -14 LUFS`, or {alternatives(known)}"
        check.report("E0701", f"`{word.text}` is no platform whose loudness is known", word.span, "not known", help)
        return replace(master, loudness_span=line.span), None
    return replace(master, loudness_lufs=target.loudness_lufs, loudness_span=line.span), target.ceiling_dbtp


def _read_ceiling(check: Check, line: Statement, master: Master) -> Master:
    if not _is_first(check, line, master.ceiling_span):
        return master
    return replace(master, ceiling_dbtp=float(read_one(check, line, CEILING)), ceiling_span=line.span)


def _read_tail(check: Check, line: Statement, master: Master) -> Master:
    if not _is_first(check, line, master.tail_span):
        return master
    return replace(master, tail_seconds=float(read_one(check, line, TAIL)), tail_span=line.span)


def _read_gain(check: Check, line: Statement, master: Master) -> Master:
    if not _is_first(check, line, master.gain_span):
        return master
    return replace(master, gain_db=float(read_one(check, line, GAIN)), gain_span=line.span)


def _read_fade(check: Check, line: Statement, master: Master) -> Master:
    no_block(check, line)
    example = "fade out 4s"
    direction = read_direction(check, line, example)
    if direction is None:
        return master
    if len(line.values) < 2:
        missing(check, line, "a length", example, at=1)
        return master
    length = read_length(check, line.values[1], "a fade", f"fade {direction} 4s")
    shape = read_curve(check, line, line.values[2:], FADE_SHAPES, "smooth")
    if length is None:
        return master
    fade = RecordFade(length, shape, line.span)
    earlier = master.fade_in if direction == "in" else master.fade_out
    if not _is_first(check, line, earlier.span if earlier is not None else None):
        return master
    return replace(master, fade_in=fade) if direction == "in" else replace(master, fade_out=fade)


def _read_match(check: Check, line: Statement, master: Master) -> Master:
    """`match "refs/record.wav" spectrum 60% loudness`."""
    no_block(check, line)
    path = need_text(check, line, "the path of a finished record", 'match "refs/record.wav" spectrum 60%')
    if path is None or not _is_first(check, line, master.match.span if master.match is not None else None):
        return master
    words = [value for value in line.values[1:] if isinstance(value, Word) and value.text == "loudness"]
    rest = tuple(value for value in line.values[1:] if value not in words)
    given = dict(read_settings(check, "match", rest, None, (MATCH_SPECTRUM,)))
    no_more(check, line, tuple(words[1:]))
    if words and master.loudness_span is not None:
        related = ((master.loudness_span, "and here as a figure"),)
        help = "leave one of them out"
        check.report("E0203", "the loudness is asked for twice", words[0].span, "from the reference", help, related)
    found = audio_of(check, path)
    if found is None:
        return master
    file, info = found
    return replace(
        master,
        match=Reference(file, info.digest, info.seconds, float(given["spectrum"]), bool(words), line.span),
    )


def _add_export(check: Check, line: Statement, master: Master, export: Delivery) -> Master:
    if export in master.exports:
        check.report("W0701", "this file is exported already", line.span, "asked for again", "take it out")
        return master
    return replace(master, exports=(*master.exports, export))


def _is_first(check: Check, line: Statement, earlier: Span | None) -> bool:
    if earlier is None:
        return True
    related = ((earlier, "first given here"),)
    help = "leave one of them out"
    check.report("E0203", f"`{line.head.text}` is given twice", line.span, "given again", help, related)
    return False


_READERS: dict[str, Callable[[Check, Statement, Master], Master]] = {
    "ceiling": _read_ceiling,
    "tail": _read_tail,
    "gain": _read_gain,
    "fade": _read_fade,
    "match": _read_match,
}
