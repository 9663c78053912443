"""A MIDI take in a project on the disk: it is rebuilt when its file is another, and only then."""

from __future__ import annotations

import os
from pathlib import Path

import mido

from .conftest import SONG, make_project

TAKES = 'takes {\n  track lead { take 1 { midi "takes/keys.mid" at chorus } }\n'


def write(path: Path, *pitches: int) -> None:
    """Half notes one after another, on channel 1."""
    track = mido.MidiTrack()
    for pitch in pitches:
        track.append(mido.Message("note_on", note=pitch, velocity=90))
        track.append(mido.Message("note_off", note=pitch, time=960))
    mido.MidiFile(type=0, ticks_per_beat=480, tracks=[track]).save(path)


def test_replacing_the_file_rebuilds_what_it_feeds(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", SONG.replace("takes {\n", TAKES))
    keys = project.folder / "takes" / "keys.mid"
    write(keys, 64, 67, 71)
    project.build()
    assert project.build().ran == {}
    os.utime(keys, (1, 1))
    assert project.build().ran == {}
    before = project.deliverables()
    write(keys, 64, 67, 72)
    result = project.build()
    assert set(result.ran) - {"edit:lead"} == {"take:lead.1", "strip:lead", "bus:room", "mix", "master"}
    assert project.deliverables() != before
    line = 1 + project.song.read_text().split("midi ")[0].count("\n")
    assert f"small.song:{line}" in project.songc("why").out
