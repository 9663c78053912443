"""The finished songs of `examples`: no mistakes, laid out, with a form, and every player is heard."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from songc.compiler import compile_song
from songc.compiler.compiled import Compiled
from songc.compiler.format import format_text
from songc.compiler.plan import Perform
from songc.runtime.inputs import DiskFiles
from songc.runtime.instruments import found_on_disk, render

EXAMPLES = Path(__file__).parents[2] / "examples"
FINISHED = ("glass-elevator", "half-past-payday", "porch-light")
RATE = 48000
LONGEST_WAIT = RATE  # frames of one stroke that are listened to


def compiled_from(folder: Path) -> Compiled:
    (song,) = folder.glob("*.song")
    return compile_song(song.name, files=DiskFiles(folder))


@pytest.mark.parametrize(
    "folder", sorted(path.parent for path in EXAMPLES.glob("*/*.song")), ids=lambda path: path.name
)
def test_an_example_has_no_mistakes_and_is_laid_out(folder: Path) -> None:
    assert compiled_from(folder).diagnostics == ()
    text = (folder / f"{folder.name}.song").read_text(encoding="utf-8")
    assert format_text(text) == text


@pytest.mark.parametrize("name", FINISHED)
def test_a_song_has_a_form_and_lasts(name: str) -> None:
    song = compiled_from(EXAMPLES / name).song
    assert song is not None
    passages = [passage.section for passage in song.timeline.passages]
    assert len(passages) >= 8 and len(set(passages)) >= 5
    assert (passages[0], passages[-1]) == ("intro", "outro")
    assert song.timeline.seconds(song.timeline.beats) >= 90


@pytest.mark.parametrize("name", FINISHED)
def test_a_song_goes_through_all_six_stages(name: str) -> None:
    compiled = compiled_from(EXAMPLES / name)
    song, plan = compiled.song, compiled.plan
    assert song is not None and plan is not None
    assert any(len(takes.takes) > 1 for takes in song.takes.values())
    assert any(edit.comps for edit in song.edits.values()) and len(song.edits) >= 4
    assert song.mix.automations and any(strip.kind == "bus" for strip in song.mix.strips.values())
    assert any(signal.step.automation for signal in plan.signals if isinstance(signal.step, Perform))
    assert len(song.expectations) >= 8


def test_the_songs_play_what_arranging_offers() -> None:
    """Fills, walking basses, comping templates, broken chords, pedal, strum, doubles; flams, rolls, ghosts, chances."""
    arranged, techniques, chances = set(), set(), False
    for name in FINISHED:
        compiled = compiled_from(EXAMPLES / name)
        assert compiled.song is not None and compiled.score is not None
        for track in compiled.song.arrangement.tracks:
            parts = (track.part, *(override.part for override in track.overrides))
            for part in parts:
                arranged |= {play.what for play in part.plays or ()} | {
                    "walk" for play in part.plays or () if play.walk
                }
                arranged |= {word for word in ("fills", "doubles", "groove", "strum", "pedal") if getattr(part, word)}
        for played in compiled.score.tracks:
            techniques |= {note.technique for note in played.notes}
            chances |= any(note.chance < 1 for note in played.notes)
    assert arranged >= {
        "walk",
        "fills",
        "doubles",
        "groove",
        "strum",
        "pedal",
        "template",
        "arpeggio",
        "chords",
        "bass",
    }
    assert techniques >= {"ghost", "flam", "roll", "legato"} and chances


@pytest.mark.parametrize("name", FINISHED)
def test_every_player_of_a_song_is_heard(name: str) -> None:
    compiled = compiled_from(EXAMPLES / name)
    assert compiled.plan is not None and compiled.song is not None
    heard = set()
    for signal in compiled.plan.signals:
        if isinstance(signal.step, Perform):
            assert signal.step.notes, signal
            note = replace(signal.step.notes[0], start=0)
            instrument, _ = found_on_disk(signal.step.instrument, EXAMPLES / name)
            sound = render(instrument, [note], LONGEST_WAIT, RATE)
            assert np.abs(sound).max() > 0.003, signal
            heard.add(signal.name.removeprefix("take:").rpartition(".")[0])
    assert heard == {track.name for track in compiled.song.arrangement.tracks}
