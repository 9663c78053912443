"""`songc diff`: each change named as a musician would, nothing for reformatting."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from songc.compiler import compile_song
from songc.compiler.files import MemoryFiles
from songc.runtime.history.declared import differences
from songc.runtime.history.heard import notes_heard, signals_changed
from songc.runtime.history.outline import outline
from songc.runtime.history.told import _said
from songc.runtime.templates import FOLDER

from .conftest import Run

BAND = (FOLDER / "band" / "band.song").read_text("utf-8")


def told(before: str, after: str, **more: str) -> list[str]:
    """The changes as a person reads them, without their places."""
    old, new = (outline(MemoryFiles({"a.song": text, **more}), "a.song") for text in (before, after))
    return [_said(change) for change in differences(old, new, "a.song")]


def edited(*pairs: tuple[str, str], text: str = BAND) -> str:
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


# What is edited: the words before, the words after, and what is told.
EDITS = {
    "a note": ("c#5:4 e5", "c#5:4 f#5", "verse, voice, bar 1: e5 -> f#5"),
    "notes": ("b:2 r:2", "b:4 c#5 r:2", "verse, voice, bar 2: b:2 r:2 -> b:4 c#5 r:2"),
    "a chord": ("| Bm7 | E |", "| Bm7 | E7 |", "verse, chords, bar 8: E -> E7"),
    "a bar more": ("| e:2. r:4", "| e:2. r:4 | r:1", "verse, voice, bar 9: | r:1 | added"),
    "a motif": ("b4:4 a4 |", "b4:4 e4 |", "call, bar 1: a4 -> e4"),
    "a stroke": ("---- x--- ---- x--- |", "---- x--- ---- x-o- |", "beat, snare, beat 4.5: ghost stroke added"),
    "an accent": ("---- x--- ---- x--- |", "---- X--- ---- x--- |", "beat, snare, beat 2: hit -> accent"),
    "the tempo": ("tempo 104 bpm", "tempo 108 bpm", "tempo: 104 bpm -> 108 bpm"),
    "the form": ("form verse chorus verse chorus", "form verse chorus*2 verse chorus", "form, passage 2: chorus added"),
    "an instrument": ('"finger-bass"', '"pick-bass"', 'bass: instrument synth "finger-bass" -> "pick-bass"'),
    "an override": ("play drive;  dynamics f", "play drive;  dynamics ff", "drums, in chorus: dynamics f -> ff"),
    "a comp": ("1..4 take 2", "1..3 take 2", "guitar: comp chorus.2:1..4 take 2 -> chorus.2:1..3 take 2"),
    "a fader": ("track bass { gain -5dB", "track bass { gain -6dB", "bass: gain -5dB -> -6dB"),
    "a send": ("send room -14dB", "send room -12dB", "drums: send room -14dB -> -12dB"),
    "an effect": ("gain -7dB;  highpass", "gain -7dB;  exciter;  highpass", "voice: exciter added"),
    "a bus": ("size 60% damping", "size 70% damping", "bus plate: reverb size 60% damping 30% -> 70% damping 30%"),
    "automation": ("chorus.1:1 -10dB", "chorus.1:1 -9dB", "automate keys.gain: chorus.1:1 -10dB -> -9dB"),
    "loudness": ("loudness -14 LUFS\n  ceiling", "loudness -12 LUFS\n  ceiling", "loudness: -14 LUFS -> -12 LUFS"),
    "a deliverable": ("export flac\n", "export flac\n  export opus 160kbps\n", "export: opus 160kbps added"),
    "an expectation": ("between 1m and 2m", "between 1m and 3m", "length: between 1m and 2m -> 3m"),
    "a title": ('"Long Way Down"', '"Short Way Up"', 'title: "Long Way Down" -> "Short Way Up"'),
}


@pytest.mark.parametrize("name", EDITS)
def test_a_change_is_told_once_in_the_words_of_music(name: str) -> None:
    before, after, expected = EDITS[name]
    assert told(BAND, edited((before, after))) == [expected]
    assert told(BAND, BAND) == []


def test_a_change_has_the_line_of_the_newer_version() -> None:
    after = edited(("\ncomposition {", "\n// a remark\n\ncomposition {"), ("c#5:4 e5", "c#5:4 f#5"))
    (change,) = differences(
        outline(MemoryFiles({"a.song": BAND}), "a.song"), outline(MemoryFiles({"a.song": after}), "a.song"), "a.song"
    )
    assert "c#5:4 f#5" in after.splitlines()[change.place.line - 1]


def test_reformatting_is_no_change() -> None:
    loose = re.sub(r" {2,}", "   ", BAND).replace("{ ", "{").replace("; ", "\n").replace("| A | A/G#", "|A|A/G#")
    assert loose != BAND
    assert told(BAND, loose) == []
    assert told(BAND, edited(("comp chorus.1 take 1", "comp chorus.1 take 1  // the first one"))) == []


def test_moved_declarations_are_no_change_but_moved_effects_are() -> None:
    lines = BAND.splitlines()
    drums = next(i for i, line in enumerate(lines) if line.startswith("  track drums { gain"))
    lines[drums], lines[drums + 1] = lines[drums + 1], lines[drums]
    assert told(BAND, "\n".join(lines)) == []
    fader_last = edited(("gain -7dB;  highpass 150Hz;", "highpass 150Hz;  gain -7dB;"))
    assert told(BAND, fader_last) == []
    before = "mix { track a { compressor ratio 2:1;  highpass 90Hz } }"
    after = "mix { track a { highpass 90Hz;  compressor ratio 2:1 } }"
    assert told(before, after) == ["a, order: compressor, highpass -> highpass, compressor"]


def test_a_new_name_is_one_change() -> None:
    assert told(BAND, BAND.replace("chorus", "refrain")) == ["section chorus: called chorus -> refrain"]
    assert told(BAND, re.sub(r"\bkeys\b", "piano", BAND)) == ["track keys: called keys -> piano"]
    assert told(BAND, re.sub(r"\bcall\b", "shout", BAND)) == ["motif call: called call -> shout"]


def test_presets_are_told_by_their_names() -> None:
    band = edited(
        ('instrument synth "electric-piano"', "instrument dusk"),
        ("arrangement {", 'arrangement {\n  preset dusk synth "electric-piano" { drive 20% }'),
    )
    assert told(band, edited(("drive 20%", "drive 30%"), text=band)) == ["preset dusk: drive 20% -> 30%"]
    assert told(band, band.replace("dusk", "dim")) == ["preset dusk: called dusk -> dim"]
    assert told(band, BAND) == [
        'keys: instrument dusk -> synth "electric-piano"',
        'preset: dusk synth "electric-piano" { drive 20% } taken out',
    ]


def test_a_line_and_a_track_of_one_name_are_told_apart() -> None:
    """Each may get a new name alone, or both; a track's line may have one in a single section."""
    assert told(BAND, re.sub(r"(line|play|lyrics) voice", r"\1 tune", BAND)) == ["line voice: called voice -> tune"]
    desk = re.sub(r"(track|mute) voice", r"\1 singer", BAND)
    assert told(BAND, desk) == ["track voice: called voice -> singer"]
    both = re.sub(r"\bvoice\b", "singer", BAND)
    assert told(BAND, both) == ["line voice: called voice -> singer", "track voice: called voice -> singer"]
    once = BAND.replace("line voice", "line tune", 1)
    assert told(BAND, once) == ["verse, line voice: called voice -> tune"]


def test_sections_and_tracks_come_and_go_whole() -> None:
    bridge = "  section bridge 4 bars {\n    chords | F#m | D | A | E |\n  }\n\n  form verse"
    after = edited(("  form verse", bridge), ("verse chorus\n}", "verse bridge chorus\n}"))
    assert told(BAND, after) == [
        "form, passage 4: bridge added",
        "section: bridge 4 bars { chords | F#m | D | A | E | } added",
    ]
    assert told(after, BAND) == [
        "form, passage 4: bridge taken out",
        "section: bridge 4 bars { chords | F#m | D | A | E | } taken out",
    ]


def test_changes_of_used_files_name_the_file() -> None:
    song = 'use "lib.song" as lib\nmix { track a { chain lib.warm } }'
    old, new = (
        outline(MemoryFiles({"a.song": song, "lib.song": f"mix {{ chain warm {{ highpass {hz}Hz }} }}"}), "a.song")
        for hz in (80, 90)
    )
    (change,) = differences(old, new, "a.song")
    assert change.place.file == "lib.song" and _said(change) == "lib.song: chain warm: highpass 80Hz -> 90Hz"


def test_what_sounds_different_is_told_by_track_and_bar() -> None:
    text = edited(text=BAND)
    text = re.sub(r"takes \{.*?\n\}\n", "", text, count=1, flags=re.S)  # the recordings are not here
    text = re.sub(r"edits \{.*?\n\}\n", "", text, count=1, flags=re.S)
    old = compile_song("a.song", files=MemoryFiles({"a.song": text}))
    after = edited(
        ("c#5:4 e5", "c#5:4 f#5"), ("snare | ---- x--- ---- x--- |", "snare | ---- x--- ---- x-o- |"), text=text
    )
    new = compile_song("a.song", files=MemoryFiles({"a.song": after}))
    assert old.score and new.score and old.plan and new.plan, new.diagnostics
    drums, voice = notes_heard(old.score, new.score)
    assert (voice.track, voice.added, voice.removed, voice.places) == ("voice", 2, 2, ("verse.1:1", "verse.2:1"))
    assert drums.places == ("verse.1:1..7", "verse.2:1..7") and drums.removed == 0
    changed = signals_changed(old.plan, new.plan)
    assert {"take:voice.1", "strip:drums", "mix", "master"} <= set(changed)
    assert not {"strip:keys", "take:bass.1"} & set(changed)
    assert signals_changed(old.plan, old.plan) == ()


SMALL = """\
song "Small" { seed 1 }

composition {
  tempo 240 bpm
  section a 1 bar {
    line lead { | c:4 d e f | }
  }
}

arrangement {
  track lead { instrument synth "glass-lead";  play lead }
}

master {
  tail 1s
  stems wav 16bit
}
"""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A song with two commits: the second has another note."""
    folder = tmp_path / "project"
    folder.mkdir()
    git(folder, "init", "-q")
    for text in (SMALL, SMALL.replace("d e f", "d e g")):
        (folder / "small.song").write_text(text)
        git(folder, "add", ".")
        git(folder, "commit", "-qm", "a version")
    return folder


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=t", "-c", "user.email=t@example.org")
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


def test_diff_on_the_command_line(repository: Path, songc: Run) -> None:
    done = songc("diff", "HEAD~1..HEAD", "--json", cwd=repository)
    assert done.returncode == 0, done.stderr
    events = [json.loads(line) for line in done.stdout.splitlines()]
    assert [each["event"] for each in events] == ["change", "heard", "diff"]
    assert events[0]["subject"] == "a, lead, bar 1" and (events[0]["before"], events[0]["after"]) == ("f", "g")
    assert (events[0]["file"], events[0]["line"]) == ("small.song", 6)
    assert events[2]["signals"][-2:] == ["mix", "master"] and events[2]["figures_after"] is None
    assert "- a, lead, bar 1: `f` -> `g` (small.song:6)" in songc("diff", "HEAD~1", "--md", cwd=repository).stdout
    assert "nothing changed" in songc("diff", cwd=repository).stdout


def test_diff_refuses_in_one_line(repository: Path, songc: Run, tmp_path: Path) -> None:
    done = songc("diff", "v9..v10", cwd=repository)
    assert done.returncode == 2 and "git knows no revision `v9`" in done.stderr
    (tmp_path / "small.song").write_text(SMALL)
    done = songc("diff", cwd=tmp_path)
    assert done.returncode == 2 and "not in a git repository" in done.stderr


def test_diff_builds_both_versions_and_keeps_their_figures(repository: Path, songc: Run) -> None:
    (repository / "small.song").write_text(SMALL.replace("tempo 240", "tempo 120"))
    done = songc("diff", "HEAD~1", "--build", cwd=repository)
    assert done.returncode == 0, done.stderr
    assert "length: 0:02.0 -> 0:03.0" in done.stdout
    assert re.search(r"master: .*LUFS", done.stdout)
    kept = list((repository / ".songc" / "builds" / "history").glob("small@*.json"))
    assert len(kept) == 1 and json.loads(kept[0].read_text())["tracks"]["lead"]["loudness_lufs"] < 0
    assert "length: 0:02.0 -> 0:03.0" in songc("diff", "HEAD~1", cwd=repository).stdout
    assert songc("build", cwd=repository).stdout.endswith("nothing to do\n")  # the project's own record stands
