"""Compiling after an edit: the same as compiling anew, and no more work than the edit asks for."""

from __future__ import annotations

from hypothesis import HealthCheck, example, given, settings

from songc.compiler.compiled import Compiled
from songc.compiler.memory import Memory
from songc.compiler.rows import read_notes

from ..syntax.holds import check_edits
from ..syntax.songs import EXAMPLES, SENSIBLE, edited_songs
from .studio import ARRANGEMENT, COMPOSITION, compiled

SONG = COMPOSITION + ARRANGEMENT
FEW = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None)


@FEW
@given(edited_songs([*EXAMPLES, *SENSIBLE]))
@example((SONG, "// moved\n" + SONG, SONG.replace("d:4 e f g", "d:4 e f a"), SONG))
@example((SONG, SONG.replace("verse 4 bars", "verse 6 bars"), SONG.replace("form verse chorus", "form chorus")))
@example((SONG, SONG.replace("form verse", "form verse +2 st"), SONG.replace("120 bpm", "120 -> 90 bpm")))
@example((EXAMPLES[0], "\n" + EXAMPLES[0].replace("Dm", "Dm9", 1)))
def test_compiling_after_edits_gives_what_compiling_anew_does(texts: tuple[str, ...]) -> None:
    check_edits(texts)


def composed(result: Compiled) -> dict[tuple[str, str], object]:
    """What was composed for each track and passage: itself, so that what was kept can be told from what is equal."""
    assert result.song is not None and result.score is not None
    names = [passage.name for passage in result.song.timeline.passages]
    return {
        (track.track, name): part.written
        for track in result.score.tracks
        for name, part in zip(names, track.parts, strict=True)
    }


def anew(before: Compiled, after: Compiled) -> set[tuple[str, str]]:
    kept = composed(before)
    return {place for place, written in composed(after).items() if written is not kept[place]}


def test_a_note_composes_its_passages_of_its_track_and_no_others() -> None:
    before = compiled(SONG)
    after = compiled(SONG.replace("d:4 e f g", "d:4 e f a"))
    assert anew(before, after) == {("lead", "verse.1"), ("lead", "verse.2")}


def test_a_chord_composes_what_plays_chords() -> None:
    assert anew(compiled(SONG), compiled(SONG.replace("| Bb |", "| Gm |"))) == {
        ("bass", "chorus.1"),
        ("bass", "chorus.2"),
    }


def test_what_only_moved_is_not_composed_again_and_stands_where_it_is_now() -> None:
    moved = "// a comment\n\n" + SONG
    before, after = compiled(SONG), compiled(moved)
    assert anew(before, after) == set()
    assert before.score is not None and after.score is not None
    for old, new in zip(before.score.notes("lead"), after.score.notes("lead"), strict=True):
        assert new.span.start == old.span.start + len(moved) - len(SONG)


def test_an_edit_reads_the_row_that_it_changed_and_no_others() -> None:
    compiled(SONG)
    misses = read_notes.cache_info().misses
    compiled("// a comment\n" + SONG.replace("d:4 e f g", "d:4 f# f# d"))
    assert read_notes.cache_info().misses == misses + 1


def test_a_gain_performs_nothing_again() -> None:
    before, after = (
        compiled(SONG + "mix { track lead { gain -3dB } }"),
        compiled(SONG + "mix { track lead { gain -4dB } }"),
    )
    assert before.plan is not None and after.plan is not None
    takes = {signal.name: signal.step for signal in before.plan.signals if signal.stage == "takes"}
    again = {signal.name: signal.step for signal in after.plan.signals if signal.stage == "takes"}
    assert takes.keys() == again.keys()
    assert all(getattr(again[name], "notes", None) is getattr(takes[name], "notes", None) for name in takes)


def test_what_was_not_used_for_long_is_forgotten() -> None:
    memory: Memory[int] = Memory()
    memory.keep("often", 1)
    memory.keep("once", 2)
    for turn in range(64):
        compiled(f"// {turn}")
        memory.get("often")
    assert (memory.get("often"), memory.get("once")) == (1, None)
