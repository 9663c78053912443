"""`songc diff` along a history: Harbour Lights as it might have grown, commit by commit, in a git repository."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from songc.compiler.format import format_text
from songc.runtime.main import main

EXAMPLE = Path(__file__).parents[2] / "examples" / "harbour-lights"


@dataclass(frozen=True)
class Commit:
    """A commit: its message, what becomes of the text, and what the diff says of it, a line a change."""

    message: str
    edit: Callable[[str], str]
    told: tuple[str, ...]
    sounds: str | None = ""  # what must stand among what sounds different; None: nothing does


def put(*pairs: tuple[str, str]) -> Callable[[str], str]:
    def edit(text: str) -> str:
        for old, new in pairs:
            assert old in text, old
            text = text.replace(old, new, 1)
        return text

    return edit


def loose(text: str) -> str:
    """The same song as someone types who does not care for layout."""
    text = re.sub(r"(?m)^( *)(.*?) +\|$", r"\1\2|", text)
    return text.replace("  ", "\t")


STRINGS = """\
  track strings {
    instrument synth "warm-pad"
    play chords voicing open range e3..e5
    dynamics p
  }
"""

HISTORY = (
    Commit(
        "the second verse answers the first",
        put(("| b:4. a:8 g:4 b    |", "| b:4. a:8 g:4 d5   |")),
        ("verse, lead, bar 5: b -> d5",),
        "lead: 2 notes new, 2 gone, in verse.1:5, verse.2:5",
    ),
    Commit(
        "a darker turn into the chorus",
        put(("| Am9 | B7sus4 B7 |  //", "| Am9 | B7sus4 B7b9 |  //")),
        ("verse, chords, bar 4: B7 -> B7b9",),
        "keys: ",
    ),
    Commit(
        "the hook lands on the fifth",
        put(("| e:8 g a:4 b:8 a g:4 |", "| e:8 g a:4 b:8 a b:4 |")),
        ("hook, bar 1: g:4 -> b:4",),
        "lead: 7 notes new, 7 gone",
    ),
    Commit("typed in haste", loose, (), None),
    Commit("songc fmt", format_text, (), None),
    Commit(
        "faster, and in another swing",
        put(("tempo 92 bpm", "tempo 96 bpm"), ("92 -> 76", "96 -> 76"), ("1/16 54%", "1/16 57%")),
        ("tempo: 92 bpm -> 96 bpm", "swing: 1/16 54% -> 57%", "outro, tempo: 92 -> 76 bpm -> 96 -> 76 bpm"),
    ),
    Commit(
        "a ghost stroke, and the hats open",
        put(
            ("snare | ---- x--- ---- x--o |", "snare | ---- x--o ---- x--o |"),
            ("x-x- x-x- x-x- x---", "x-x- x-x- x-x- xx--"),
        ),
        ("beat, snare, beat 2.75: ghost stroke added", "lift, hat, beat 4.25: hit added"),
        "drums: ",
    ),
    Commit(
        "once more round before the end",
        put(("form intro verse chorus verse chorus outro", "form intro verse chorus verse chorus*2 outro")),
        ("form, passage 6: chorus added",),
    ),
    Commit("what the intro is for", put(("section intro 4", "// Nobody sings yet.\n  section intro 4")), (), None),
    Commit(
        "strings",
        put(
            ("  track lead {", f"{STRINGS}  track lead {{"),
            ("  track lead { highpass", "  track strings { gain -15dB }\n  track lead { highpass"),
        ),
        (
            'track: strings { instrument synth "warm-pad"; play chords voicing open range e3..e5; dynamics p } added',
            "track: strings { gain -15dB } added",
        ),
        "strings: ",
    ),
    Commit(
        "the lead closer, the hall longer",
        put(
            ("verse.1:1 -5dB", "verse.1:1 -4dB"),
            ("size 70% damping 45%", "size 80% damping 45%"),
            ("send echo -15dB }", "send echo -12dB }"),
        ),
        (
            "lead: send echo -15dB -> -12dB",
            "bus hall: reverb size 70% damping 45% -> 80% damping 45%",
            "automate lead.gain: verse.1:1 -5dB -> -4dB",
        ),
        "to be made anew: lead, bus echo, bus hall, mix, master",
    ),
    Commit(
        "the harmonics come a beat earlier",
        put(("at verse.2:4.3", "at verse.2:4.2"), ("crossfade 40ms", "crossfade 60ms")),
        (
            'guitar, take 2: file "takes/guitar-harmonics.flac" at verse.2:4.3 -> verse.2:4.2',
            "guitar: crossfade 40ms -> 60ms",
        ),
        "to be made anew: guitar, ",
    ),
    Commit(
        "the answer is called the echo",
        lambda text: re.sub(r"\banswer\b", "reply", text),
        ("line answer: called answer -> reply", "track answer: called answer -> reply"),
        "to be made anew: reply, bus echo, bus hall, mix, master",  # the seeds of its performance are others
    ),
    Commit(
        "the verse is called the bay",
        lambda text: re.sub(r"\bverse\b", "bay", text),
        ("section verse: called verse -> bay",),
        "to be made anew: ",
    ),
    Commit(
        "for the radio",
        put(
            ("loudness -14 LUFS\n  ceiling", "loudness -12 LUFS\n  ceiling"),
            ("export mp3 320kbps", "export mp3 192kbps"),
        ),
        ("loudness: -14 LUFS -> -12 LUFS", "export: mp3 320kbps -> 192kbps"),
        "to be made anew: master",
    ),
)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("history") / "harbour-lights"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("build", ".songc"))
    song = folder / "harbour-lights.song"
    git(folder, "init", "-q")
    text = song.read_text("utf-8")
    for message, edit in (("the song", str), *((commit.message, commit.edit) for commit in HISTORY)):
        text = edit(text)
        song.write_text(text, "utf-8")
        git(folder, "add", ".")
        git(folder, "commit", "-qm", message)
    return folder


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=t", "-c", "user.email=t@example.org")
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


def diff(folder: Path, revisions: str, capsys: pytest.CaptureFixture[str]) -> tuple[list[str], list[str]]:
    """The changes as told, without their places, and what sounds different."""
    assert main(["diff", revisions, str(folder)]) == 0
    music, _, sound = capsys.readouterr().out.partition("what sounds different\n")
    return re.findall(r"(?m)^  [-+~] (.*?)  \S+:\d+$", music), [line.strip() for line in sound.splitlines()]


@pytest.mark.parametrize("number", range(len(HISTORY)), ids=[commit.message for commit in HISTORY])
def test_a_commit_is_told_as_a_musician_would(
    number: int, repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commit = HISTORY[number]
    back = len(HISTORY) - number
    told, sounds = diff(repository, f"HEAD~{back}..HEAD~{back - 1}", capsys)
    assert tuple(told) == commit.told
    if commit.sounds is None:
        assert sounds == []
    elif all("called" in line for line in commit.told):
        assert len(sounds) == 1 and sounds[0].startswith(commit.sounds), sounds
    else:
        assert any(line.startswith(commit.sounds) for line in sounds), sounds


def test_the_whole_way_is_told_at_once(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Until names change: what has a new name and is rewritten as well is another thing."""
    assert len(HISTORY) >= 10
    named = next(i for i, commit in enumerate(HISTORY) if any("called" in line for line in commit.told))
    told, _ = diff(repository, f"HEAD~{len(HISTORY)}..HEAD~{len(HISTORY) - named}", capsys)
    assert sorted(told) == sorted(line for commit in HISTORY[:named] for line in commit.told)
    assert diff(repository, "HEAD..HEAD", capsys) == ([], [])
