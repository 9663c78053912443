"""songc.lock: what shaped the sound, held against reality, merged line by line."""

from __future__ import annotations

import subprocess
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from songc.runtime.lock import Item, differences, read, written

from .conftest import Run

SONG = """\
song "Small" { seed 1 }

composition {
  tempo 240 bpm
  section a 1 bar {
    line lead { | c:4 d e f | }
  }
}

arrangement {
  track lead  { instrument synth "glass-lead";  play lead }
  track voice { instrument audio }
}

takes {
  track voice { take 1 { file "takes/voice.wav" at a } }
}

mix {
  track lead { compressor;  gain -3dB }
}

master { tail 1s }

variant wet { mix { track lead { chorus } } }
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "small"
    (folder / "takes").mkdir(parents=True)
    (folder / "songc.toml").write_text("")
    (folder / "small.song").write_text(SONG)
    soundfile.write(folder / "takes" / "voice.wav", 0.1 * np.sin(np.arange(48_000) / 30), 48_000)
    return folder


def lines_of(project: Path) -> list[str]:
    return [line for line in (project / "songc.lock").read_text().splitlines() if not line.startswith("#")]


def test_lock_names_all_that_shapes_the_sound(project: Path, songc: Run) -> None:
    done = songc("lock", cwd=project)
    assert done.returncode == 0, done.stderr
    lines = lines_of(project)
    assert lines == sorted(lines) and len(lines) == len(set(lines))
    named = {tuple(line.split("\t")[1:3]) for line in lines}
    assert {("file", "takes/voice.wav"), ("effect", "compressor"), ("effect", "chorus")} <= named
    assert {("library", "numpy"), ("library", "pedalboard"), ("songc", "songc"), ("step", "limiter")} <= named
    assert ("instrument", "synth glass-lead") in named and ("setting", "sample-rate") in named
    before = (project / "songc.lock").stat().st_mtime_ns
    assert "as it was" in songc("lock", cwd=project).stdout
    assert (project / "songc.lock").stat().st_mtime_ns == before


def test_a_locked_build_fails_where_reality_differs_and_names_it(project: Path, songc: Run) -> None:
    done = songc("build", "--locked", cwd=project)
    assert done.returncode == 1 and "error[E0903]: there is no songc.lock" in done.stderr
    songc("lock", cwd=project)
    done = songc("build", "--locked", cwd=project)
    assert done.returncode == 0, done.stderr
    assert songc("build", "--locked", cwd=project).stdout.endswith("nothing to do\n")

    take = project / "takes" / "voice.wav"
    good = take.read_bytes()
    soundfile.write(take, 0.2 * np.sin(np.arange(48_000) / 20), 48_000)
    done = songc("build", "--locked", cwd=project)
    assert done.returncode == 1
    assert "error[E0902]: file `takes/voice.wav` is not what songc.lock says" in done.stderr
    assert "--> songc.lock:" in done.stderr and done.stderr.count("error[") == 1
    assert songc("build", cwd=project).returncode == 0  # without the flag, the lock is not asked

    take.write_bytes(good)
    text = (project / "songc.lock").read_text()
    (project / "songc.lock").write_text(text.replace("library\tnumpy\t", "library\tnumpy\t0."))
    done = songc("build", "--locked", cwd=project)
    assert done.returncode == 1 and "library `numpy`" in done.stderr and "install numpy 0." in done.stderr


def test_locking_one_song_leaves_the_lines_of_the_others(project: Path, songc: Run) -> None:
    (project / "other.song").write_text(SONG)
    assert songc("lock", cwd=project).returncode == 0
    both = lines_of(project)
    assert {line.split("\t")[0] for line in both} == {"small.song", "other.song"}
    (project / "other.song").write_text(SONG.replace("compressor;", ""))
    songc("lock", "other.song", cwd=project)
    gone = set(both) - set(lines_of(project))
    assert [line.split("\t")[:3] for line in gone] == [["other.song", "effect", "compressor"]]
    (project / "other.song").unlink()
    songc("lock", "small.song", cwd=project)
    assert {line.split("\t")[0] for line in lines_of(project)} == {"small.song"}


def test_two_branches_merge_line_by_line(project: Path, songc: Run) -> None:
    def git(*words: str) -> None:
        who = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main")
        subprocess.run(["git", *who, *words], cwd=project, check=True, capture_output=True)

    def save(text: str) -> None:
        (project / "small.song").write_text(text)
        assert songc("lock", cwd=project).returncode == 0
        git("add", ".")
        git("commit", "-qm", "a version")

    git("init", "-q")
    assert songc("git-setup", cwd=project).returncode == 0
    save(SONG)
    git("branch", "other")
    save(SONG.replace("compressor;", "compressor;  delay;"))
    git("checkout", "-q", "other")
    save(SONG.replace("{ chorus }", "{ chorus;  saturation }"))
    git("merge", "-q", "main")
    effects = [line.split("\t")[2] for line in lines_of(project) if "\teffect\t" in line]
    assert set(effects) == {"chorus", "compressor", "delay", "saturation"}
    assert songc("build", "--locked", cwd=project).returncode == 0


A = Item("a.song", "file", "takes/a.wav", "sha256:1")


def test_a_merge_that_kept_two_values_is_no_agreement() -> None:
    text = written([A]) + A._replace(value="sha256:2").text + "\n"
    lines, wrong = read(text)
    assert [each.code for each in wrong] == ["E0903"] and "two values for file `takes/a.wav`" in wrong[0].message
    assert text[wrong[0].span.start : wrong[0].span.end].endswith("sha256:2")
    assert [line.item for line in lines] == [A]
    assert [each.code for each in read("a.song file x\n<<<<<<< HEAD\n")[1]] == ["E0903", "E0903"]


def test_differences_are_told_once_for_each_item() -> None:
    lines, _ = read(written([A, A._replace(name="takes/gone.wav")]))
    other = A._replace(value="sha256:2")
    new = Item("a.song", "effect", "delay", "1")
    assert list(differences(lines, [A], "a.song")) == []
    found = list(differences(lines, [other, new], "a.song"))
    assert [each.code for each in found] == ["E0902", "E0902"]
    assert "effect `delay`" in found[0].message and "does not have it" in found[0].message
    assert [each.code for each in differences(lines, [A], "b.song")] == ["E0903"]


names = st.text(st.characters(exclude_categories=["Cs"])) | st.text("#\t\r\n\\tnr", max_size=6)


@given(st.lists(st.tuples(names, names, names, names), unique_by=lambda fields: fields[:3]))
def test_what_is_written_is_read_again(rows: list[tuple[str, str, str, str]]) -> None:
    items = [Item(*row) for row in rows]
    lines, wrong = read(written(items))
    assert wrong == [] and sorted(line.item for line in lines) == sorted(items)
