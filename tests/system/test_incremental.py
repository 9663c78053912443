"""What an edit runs, and that the result is what a clean build makes, bit for bit."""

import shutil
from pathlib import Path

import pytest

from .conftest import Project, Result, make_project

MASTER = {"master"}


@pytest.fixture
def copy(built: tuple[Project, Result], tmp_path: Path) -> Project:
    """The project as the cold build left it, to be edited."""
    shutil.copytree(built[0].folder, tmp_path / "copy")
    copy = Project(tmp_path / "copy")
    copy.build()  # the files' times are new, their contents are not
    return copy


def same_as_clean(project: Project, folder: Path) -> bool:
    clean = project.clean_copy(folder)
    clean.build()
    return clean.deliverables() == project.deliverables()


def test_a_second_build_runs_nothing_and_loads_no_audio(built: tuple[Project, Result]) -> None:
    project = built[0]
    before = project.deliverables()
    result = project.build()
    assert result.ran == {}
    (done,) = result.of("done")
    assert (done["ok"], done["chunks_ran"]) == (True, 0)
    assert project.deliverables() == before
    loaded = project.songc("build", python=("-X", "importtime")).err
    names = {line.rpartition("|")[2].strip() for line in loaded.splitlines()}
    assert "songc.runtime.idle" in names
    heavy = {"numpy", "lark", "soundfile", "numba", "watchdog", "sqlite3", "songc.compiler.parse"}
    assert not names & (heavy | {"dataclasses", "hashlib", "shutil"})  # of 60 ms in all, these would take 15


EDITS = [
    ("shelf high 9kHz +1dB", "shelf high 9kHz +2dB", MASTER),
    ("loudness -16 LUFS", "loudness -15 LUFS", MASTER),
    ("lowpass 3kHz;  gain -5dB", "lowpass 3kHz;  gain -4dB", {"strip:bass", "mix", *MASTER}),
    (
        "| c5:2 a           |",
        "| c5:2 b           |",
        {"score", "take:lead.1", "strip:lead", "bus:room", "mix", *MASTER},
    ),
    ("fade out chorus:4 1 bar", "fade out chorus:4 2 beats", {"edit:voice", "strip:voice", "mix", *MASTER}),
    ("reverb size 20%", "reverb size 30%", {"bus:room", "mix", *MASTER}),
    ("room -14dB", "room -20dB", {"bus:room", "mix", *MASTER}),
]


@pytest.mark.parametrize(("old", "new", "signals"), EDITS, ids=[old.strip("| ") for old, _, _ in EDITS])
def test_an_edit_runs_what_it_feeds_and_equals_a_clean_build(
    copy: Project, tmp_path: Path, old: str, new: str, signals: set[str]
) -> None:
    copy.edit(old, new)
    result = copy.build()
    assert set(result.ran) - {"score"} == signals - {"score"}
    assert same_as_clean(copy, tmp_path / "clean")
    line = 1 + copy.song.read_text()[: copy.song.read_text().index(new)].count("\n")
    assert f"small.song:{line}" in copy.songc("why").out


def test_one_note_runs_only_the_chunks_it_sounds_in(copy: Project) -> None:
    copy.edit("| c:4 e c a4 |", "| c:4 e c b4 |")
    result = copy.build()
    (lead,) = (each for each in result.of("signal") if each["signal"] == "take:lead.1")
    assert lead["chunks"] >= 4
    assert lead["ran"] <= 2
    assert result.ran["mix"] < lead["chunks"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("tempo 120 bpm", "tempo 120 bpm  // unhurried"),
        ("{ lowpass 3kHz;  gain -5dB }", "{\n  lowpass   3kHz\n  gain -5dB\n }"),
        ("\ncomposition", "\n\n\n// a remark\n\ncomposition"),
    ],
)
def test_what_changes_no_sound_runs_nothing(copy: Project, old: str, new: str) -> None:
    before = copy.deliverables()
    copy.edit(old, new)
    result = copy.build()
    assert result.ran == {}
    assert all(not each["changed"] for each in result.of("deliverable"))
    assert copy.deliverables() == before


def test_a_take_that_is_replaced_is_heard(copy: Project, tmp_path: Path) -> None:
    voice = copy.folder / "takes" / "voice.wav"
    data = bytearray(voice.read_bytes())
    data[5000:40_000] = bytes(35_000)  # the same size, silent in part
    voice.write_bytes(data)
    result = copy.build()
    assert set(result.ran) == {"take:voice.1", "edit:voice", "strip:voice", "mix", *MASTER}
    assert same_as_clean(copy, tmp_path / "clean")


def test_a_lost_or_broken_store_is_rebuilt_alike(copy: Project) -> None:
    before = copy.deliverables()
    store = copy.folder / ".songc"
    for index, path in enumerate(sorted(path for path in store.rglob("*") if path.is_file())):
        if index % 3 == 0:
            path.unlink()
        elif index % 3 == 1:
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    shutil.rmtree(copy.output)
    copy.build()
    assert copy.deliverables() == before


def test_what_would_run_is_told_and_nothing_changes(copy: Project) -> None:
    copy.edit("gain -5dB", "gain -4dB")
    before = copy.deliverables()
    result = copy.build("-n")
    assert set(result.ran) == {"strip:bass", "mix", *MASTER}
    assert copy.deliverables() == before
    assert set(copy.build().ran) == {"strip:bass", "mix", *MASTER}


def test_two_songs_in_one_project_keep_apart(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    other = project.folder / "other.song"
    other.write_text(project.song.read_text().replace('"Small"', '"Other"').replace("120 bpm", "140 bpm"))
    (project.folder / "songc.toml").write_text("jobs = 1\n")
    project.build("small.song")
    before = project.deliverables()
    project.build("other.song")
    assert project.deliverables() == before
    assert (project.folder / "build" / "other" / "other.wav").is_file()


def test_two_projects_share_a_store_and_keep_apart(tmp_path: Path) -> None:
    """Songs of one name: each knows its own last build, and takes the sound of the other's where it is the same."""
    one, two, store = make_project(tmp_path / "one"), make_project(tmp_path / "two"), tmp_path / "store"
    assert sum(one.build(store=store).ran.values()) > 20
    assert two.build(store=store).ran == {}
    for each in (one, two):
        each.edit("stems wav 24bit\n", "")
        each.build(store=store)
        assert not (each.output / "stems").exists()
    assert one.deliverables() == two.deliverables()
    assert one.songc("why", store=store).code == 0
