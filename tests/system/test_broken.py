"""Broken versions of the example: each gives the right diagnostic, exit code 1 and untouched deliverables, and no
traceback."""

from pathlib import Path

import pytest

from .conftest import Project

EXAMPLE = Path(__file__).parents[2] / "examples" / "harbour-lights"

# What is replaced, by what; the code, and a word that the message must hold.
BROKEN = [
    ("| e:2 r:4 [g a b]:4 |", "| e:2 r:2 [g a b]:4 |", "E0307", "bar 2"),
    ("| f#:4. e:8 d:2   |", "| fis:4. e:8 d:2   |", "", "fis"),
    ("chords | Em | D | Cmaj7 | B7 |", "chords | Em | D | Hmaj7 | B7 |", "", "Hmaj7"),
    ("send echo -14dB", "send ecko -14dB", "", "ecko"),
    ("lowpass 4kHz", "lowpass 4dB", "", "dB"),
    ("form intro verse chorus", "form intro verse chorsu", "", "chorsu"),
    ('instrument synth "glass-lead";  play lead }', 'instrument synth "glas-lead";  play lead }', "", "glas-lead"),
    ('file "takes/guitar-em9.flac" at intro', 'file "takes/guitar-em8.flac" at intro', "", "guitar-em8.flac"),
    ("use take 2;", "use take 3;", "", "3"),
    ("comp intro:4 take 2", "comp intro:9 take 2", "", "9"),
    ("ceiling -1 dBTP", "ceiling +6 dBTP", "", "ceiling"),
    ("automate lead.gain {", "automate leed.gain {", "", "leed"),
    ("// 5. Mixing.\nmix {", "// 5. Mixing.\nmix {{", "", ""),
    ("humanize timing 5ms velocity 6%", "humanise timing 5ms velocity 6%", "", "humanise"),
]


@pytest.fixture
def example(tmp_path: Path) -> Project:
    project = Project(tmp_path)
    (tmp_path / "takes").mkdir()
    for take in (EXAMPLE / "takes").glob("*.flac"):
        (tmp_path / "takes" / take.name).write_bytes(take.read_bytes())
    project.song.write_text((EXAMPLE / "harbour-lights.song").read_text())
    project.output.mkdir(parents=True)
    (project.output / "small.wav").write_bytes(b"the last good master")
    return project


@pytest.mark.parametrize(("old", "new", "code", "word"), BROKEN, ids=[new.strip() for _, new, _, _ in BROKEN])
def test_a_broken_song_is_told_and_leaves_the_files(example: Project, old: str, new: str, code: str, word: str) -> None:
    example.edit(old, new)
    result = example.songc("build", "--json")
    assert result.code == 1, result.err
    assert "Traceback" not in result.err
    errors = [each for each in result.of("diagnostic") if each["code"].startswith("E")]
    assert errors, result.out
    first = errors[0]
    assert first["code"].startswith(code)
    assert any(word in f"{each['message']} {each['help']}" for each in errors)
    text = example.song.read_text()
    line = text[: text.index(new)].count("\n") + 1
    assert any(line <= each["line"] <= line + new.count("\n") for each in errors)
    assert example.deliverables() == {"small.wav": b"the last good master"}
    assert result.of("done")[0]["ok"] is False


def test_the_example_itself_is_without_a_mistake(example: Project) -> None:
    result = example.songc("check", "--json")
    assert (result.code, result.out) == (0, "")
