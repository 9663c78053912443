"""Every line that `--json` prints is held to its schema, and every schema is met by a line."""

from __future__ import annotations

import json
import re
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import mido
import numpy as np
import pytest
import soundfile
from jsonschema import Draft202012Validator

from songc.runtime import build, config
from songc.runtime.building import Saved, build_in
from songc.runtime.commands import COMMANDS, parser_of
from songc.runtime.commands.schema import FOLDER
from songc.runtime.main import main
from songc.runtime.project import locate
from songc.runtime.request import Request
from songc.runtime.studio import open_studio
from songc.runtime.terminal.reporter import print_json

SCHEMAS = {path.stem: json.loads(path.read_text("utf-8")) for path in FOLDER.glob("*.json")}

SONG = """\
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

expect {
  loudness -14 LUFS within 0.5
  length   above 5s
}
"""

MISTAKES = SONG.replace("d e f", "d e f g").replace(
    "track lead {", 'track lead { instrument synth "glas-lead" }\n  track lead {'
)


def _strict(value: Any) -> Any:
    """A schema with no room for fields that it does not name."""
    if isinstance(value, list):
        return [_strict(each) for each in value]
    if not isinstance(value, dict):
        return value
    found = {key: _strict(each) for key, each in value.items()}
    return {"additionalProperties": False} | found if "properties" in found and "required" in found else found


VALIDATORS = {name: Draft202012Validator(_strict(schema)) for name, schema in SCHEMAS.items()}


@pytest.mark.parametrize("name", SCHEMAS)
def test_schemas_are_schemas_that_let_new_fields_in(name: str) -> None:
    schema = SCHEMAS[name]
    Draft202012Validator.check_schema(schema)
    assert "additionalProperties" not in schema and schema["title"]
    assert name == "report" or schema["properties"]["event"] == {"const": name}


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=t", "-c", "user.email=t@example.org")
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "small"
    (folder / "session").mkdir(parents=True)
    git(folder, "init", "-q")
    (folder / "small.song").write_text(SONG.replace("d e f", "d e g"))
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "a version")
    (folder / "small.song").write_text(SONG)
    soundfile.write(folder / "session" / "voice.wav", 0.1 * np.sin(np.arange(24_000) / 30), 48_000)
    (folder / "session" / "bad.wav").write_bytes(b"no sound")
    midi = mido.MidiFile()
    track = mido.MidiTrack()
    midi.tracks.append(track)
    for key in (36, 38, 81):
        track.append(mido.Message("note_on", channel=9, note=key, velocity=90))
        track.append(mido.Message("note_off", channel=9, note=key, time=240))
    midi.save(folder / "beat.mid")
    (folder / "bad").mkdir()
    (folder / "bad" / "bad.song").write_text(MISTAKES)
    monkeypatch.chdir(folder)
    for name in ("SONGC_CACHE", "SONGC_SAMPLE_RATE", "SONGC_JOBS"):
        monkeypatch.delenv(name, raising=False)
    return folder


RUNS = (
    ("build", "--json", "small.song"),
    ("build", "--json", "-n", "small.song"),
    ("build", "--json", "--only", "lead", "small.song"),
    ("album", "--json"),
    ("build", "--json", "bad"),
    ("check", "--json", "small.song", "bad"),
    ("why", "--json", "small.song"),
    ("test", "--json", "small.song"),
    ("graph", "--format", "json", "small.song"),
    ("tree", "--json", "small.song"),
    ("diff", "--json", "--build", "small.song"),
    ("diff", "--json", "HEAD..HEAD", "small.song"),
    ("measure", "--json", "session/voice.wav"),
    ("cache", "stats", "--json", "small.song"),
    ("cache", "verify", "--json", "small.song"),
    ("cache", "gc", "--json", "small.song"),
    ("doctor", "--json", "small.song"),
    ("export", "midi", "--json", "small.song"),
    ("import", "--json", "beat.mid"),
    ("import-stems", "--json", "session"),
    ("plot", "--json", "small.song"),
    ("lock", "--json", "small.song"),
    ("cache", "clear", "--json", "small.song"),
)


def lines(out: str) -> Iterator[dict[str, Any]]:
    for line in out.splitlines():
        event = json.loads(line)
        VALIDATORS[event["event"]].validate(event)
        yield event


def test_all_that_is_printed_is_as_its_schema_says(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seen: set[str] = set()
    for words in RUNS:
        main(list(words))
        found = list(lines(capsys.readouterr().out))
        assert found, words
        seen |= {event["event"] for event in found}
    seen |= _watched(capsys)
    report = build("small.song")
    assert report == json.loads((project / "build" / "small" / "report.json").read_text("utf-8"))
    VALIDATORS["report"].validate(report)
    assert seen == set(SCHEMAS) - {"report"}


def _watched(capsys: pytest.CaptureFixture[str]) -> set[str]:
    """The events of a build that a save asked for."""
    project = locate("small.song")
    with open_studio(Request(project, config.load(project.root))) as studio:
        assert build_in(studio, print_json, saved=Saved(time.monotonic(), Event())) is not None
    found = list(lines(capsys.readouterr().out))
    assert {"first_chunk_ms", "files_ms"} <= found[-1].keys()
    return {event["event"] for event in found}


def test_every_command_with_json_is_run_here() -> None:
    with_json = {name for name in COMMANDS if re.search(r"^  --json|text,json", parser_of(name).format_help(), re.M)}
    assert with_json - {"watch"} == {words[0] for words in RUNS}


def test_schema_on_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "done"]) == 0
    assert json.loads(capsys.readouterr().out) == SCHEMAS["done"]
    assert main(["schema"]) == 0
    assert {line.split()[0] for line in capsys.readouterr().out.splitlines()} == set(SCHEMAS)
    assert main(["schema", "don"]) == 2
    assert "did you mean `done`?" in capsys.readouterr().err
