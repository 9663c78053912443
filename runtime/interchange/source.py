"""A MIDI file as a song's source.

draft     sections that come again, parts in voices (`clock`, `bars`, `sections`, `voices`)
rows      bars spelled by key and note value, repeats as `%`, what comes again as motifs (`spelling`, `rows`)
drums     step rows
chart     chords, where they are clear
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import groupby
from typing import TypeVar

from ...compiler.format import format_text
from ...compiler.frozen import dataclass
from ...compiler.theory import Key, Meter
from . import drums
from .chart import chart
from .draft import Draft, Line, Part, Section, draft_of
from .midi_in import MidiSong
from .names import distinct
from .programs import preset_for
from .rows import Motifs, Written, pack, rows, unit_words
from .spelling import Style, bar_text, style_of
from .voices import Content, silent

WIDEST_FORM = 80

Shared = TypeVar("Shared", Meter, Key)


@dataclass(frozen=True, slots=True)
class _Frame:
    """What the composition declares for all sections that do not say otherwise."""

    tempo: Fraction
    meter: Meter
    key: Key


def source_of(song: MidiSong, title: str) -> str:
    """The text of a `.song` file, formatted, that plays what the MIDI file plays."""
    draft = draft_of(song)
    frame = _Frame(
        tempo=draft.sections[0].tempo,
        meter=_commonest(section.meter for section in draft.sections for _ in section.bars),
        key=_commonest(section.key for section in draft.sections for _ in section.bars),
    )
    styles = _styles(draft)
    motifs = Motifs()
    for section in draft.sections:
        for line in section.lines:
            motifs.count(_written(line, styles[line.name, section.key]))
    beat = distinct([*(part.name for part in draft.parts), "drums"])[-1] if draft.beaten else ""
    common = _commonest_groove(draft, frame.meter) if draft.beaten else None
    sections = [
        line for section in draft.sections for line in _section(section, frame, draft, styles, motifs, beat, common)
    ]
    text = title.replace("\\", "\\\\").replace('"', '\\"')
    lines = [f'song "{text}"', "", "composition {", f"tempo {_number(frame.tempo)} bpm", f"meter {frame.meter}"]
    lines += [f"key {frame.key}", "", *motifs.statements()]
    if common is not None:
        lines += _rhythm(beat, *common)
    lines += [*sections, "", *_form(draft), "}", "", "arrangement {"]
    for part in draft.parts:
        lines.append(_track(part, draft))
    if beat:
        lines += _drum_track(beat, draft, common)
    return format_text("\n".join([*lines, "}", ""]))


def _commonest(values: Iterable[Shared]) -> Shared:
    return Counter(values).most_common(1)[0][0]


def _number(value: Fraction) -> str:
    return f"{float(value):.10g}"


# Lines ----------------------------------------------------------------------------------------------------------------


def _styles(draft: Draft) -> dict[tuple[str, Key], Style]:
    """How each line is written, in each key that it meets: one octave and one unit through the whole song."""
    contents: dict[str, list[Content]] = {}
    met: dict[str, tuple[Part, list[Key]]] = {}
    for section in draft.sections:
        for line in section.lines:
            contents.setdefault(line.name, []).extend(line.bars)
            met.setdefault(line.name, (line.part, []))[1].append(section.key)
    return {
        (name, key): style_of(contents[name], part.dynamic, key) for name, (part, keys) in met.items() for key in keys
    }


def _written(line: Line, style: Style) -> list[Written]:
    """The bars of a line as text, up to its last note."""
    last = max(index for index, content in enumerate(line.bars) if not silent(content))
    return [Written(style.octave, style.unit, bar_text(content, style)) for content in line.bars[: last + 1]]


# Sections -------------------------------------------------------------------------------------------------------------


def _section(
    section: Section,
    frame: _Frame,
    draft: Draft,
    styles: dict[tuple[str, Key], Style],
    motifs: Motifs,
    beat: str,
    common: tuple[list[drums.Strokes], Meter] | None,
) -> Iterator[str]:
    pickup = section.bars[0].pickup
    whole = section.bars[1:] if pickup else section.bars
    yield from ("", f"section {section.name} {len(whole)} bars {{")
    if section.tempo != frame.tempo:
        yield f"tempo {_number(section.tempo)} bpm"
    if section.meter != frame.meter:
        yield f"meter {section.meter}"
    if section.key != frame.key:
        yield f"key {section.key}"
    yield from _chords(draft, section)
    for line in section.lines:
        style = styles[line.name, section.key]
        bars = _written(line, style)
        picks_up = bool(pickup) and not silent(line.bars[0])
        if pickup and not picks_up:
            bars = bars[1:]
        options = f" octave {style.octave}{unit_words(style.unit)}"
        if picks_up:
            options += f" pickup {_number(pickup / section.meter.beat)} beats"
        yield from (f"line {line.name}{options} {{", *rows(bars, line.name, motifs, picks_up), "}")
    if beat and any(section.strokes):
        groove = _groove(section)
        if groove != common:
            yield from _rhythm(beat, *groove)
    yield "}"


def _chords(draft: Draft, section: Section) -> Iterator[str]:
    whole = [bar for bar in section.bars if not bar.pickup]
    start, end = whole[0].start, whole[-1].end
    inside = [tone for tone in draft.sounding if tone.start < end and tone.end > start]
    found = chart(inside, whole, section.key)
    if found is None or set(found) == {"N.C."}:
        return
    texts = ["%" if index and found[index - 1] == text else text for index, text in enumerate(found)]
    packed = pack(texts)
    yield from [f"chords {packed[0]}"] if len(packed) == 1 else ["chords {", *packed, "}"]


def _form(draft: Draft) -> Iterator[str]:
    words = []
    for name, passes in groupby(stretch.name for stretch in draft.form):
        count = len(list(passes))
        words.append(name if count == 1 else f"{name}*{count}")
    row = ""
    for each in words:
        if row and len(row) + len(each) > WIDEST_FORM:
            yield f"form{row}"
            row = ""
        row += f" {each}"
    yield f"form{row}"


# Drums ----------------------------------------------------------------------------------------------------------------

Groove = tuple[list[drums.Strokes], Meter]


def _groove(section: Section) -> Groove:
    """The bars of strokes that come round again through the section."""
    return section.strokes[: drums.period(section.strokes)], section.meter


def _commonest_groove(draft: Draft, meter: Meter) -> Groove | None:
    """The groove of most sections, when it is that of more than one."""
    grooves = [_groove(section) for section in draft.sections if section.meter == meter and any(section.strokes)]
    counts = [(sum(other == groove for other in grooves), -index) for index, groove in enumerate(grooves)]
    count, negative = max(counts, default=(0, 0))
    return grooves[-negative] if count > 1 else None


def _rhythm(name: str, bars: list[drums.Strokes], meter: Meter) -> Iterator[str]:
    length = "" if len(bars) == 1 else f" {len(bars)} bars"
    yield from (f"rhythm {name}{length} {{", *drums.lanes(bars, meter), "}")


# The arrangement ------------------------------------------------------------------------------------------------------


def _track(part: Part, draft: Draft) -> str:
    pitches = [tone.pitch for tone in part.tones]
    preset = preset_for(part.source.program, min(pitches), max(pitches))
    names = dict.fromkeys(line.name for section in draft.sections for line in section.lines if line.part is part)
    plays = "; ".join(f"play {name}" for name in names)
    dynamics = "" if part.dynamic == "mf" else f"; dynamics {part.dynamic}"
    return f'track {part.name} {{ instrument synth "{preset}"; {plays}{dynamics} }}'


def _drum_track(name: str, draft: Draft, common: Groove | None) -> Iterator[str]:
    yield from (f"track {name} {{", 'instrument kit "studio"', f"play {name}")
    if common is not None:
        for section in draft.sections:
            if not any(section.strokes):
                yield f"in {section.name} {{ rest }}"
    yield "}"
