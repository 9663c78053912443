"""`songc watch` as a process: saves by renaming, a broken save, the next good one."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from queue import Queue
from typing import Any

import pytest

from .conftest import Project

PATIENCE_SECONDS = 60


class Watch:
    def __init__(self, project: Project) -> None:
        self.project = project
        command = [sys.executable, "-m", "songc.runtime", "watch", "--json", str(project.song)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.events: Queue[dict[str, Any]] = Queue()
        self.thread = threading.Thread(target=self._read, daemon=True)
        self.thread.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.events.put(json.loads(line))

    def until_done(self) -> list[dict[str, Any]]:
        found = []
        while not found or found[-1]["event"] != "done":
            found.append(self.events.get(timeout=PATIENCE_SECONDS))
        return found

    def save(self, text: str) -> None:
        """As editors save: a new file, renamed over the old."""
        temporary = self.project.folder / ".small.song.swp"
        temporary.write_text(text)
        temporary.replace(self.project.song)


@pytest.fixture
def watch(project: Project) -> Iterator[Watch]:
    found = Watch(project)
    yield found
    found.process.terminate()
    found.process.wait(10)


def test_a_save_is_rebuilt_a_broken_one_keeps_the_files_and_the_next_recovers(watch: Watch, project: Project) -> None:
    assert watch.until_done()[-1]["ok"] is True
    good = project.song.read_text()
    first = project.deliverables()

    watch.save(good.replace("gain -5dB", "gain -3dB"))
    events = watch.until_done()
    assert events[-1]["ok"] is True
    assert {e["signal"] for e in events if e["event"] == "signal" and e["ran"]} == {"strip:bass", "mix", "master"}
    assert any(event["event"] == "chunk" and event["signal"] == "master" for event in events)
    assert 0 < events[-1]["first_chunk_ms"] <= events[-1]["files_ms"]
    second = project.deliverables()
    assert second["small.wav"] != first["small.wav"]

    watch.save(good.replace("| d:1              |", "| d:1 e:4 |"))
    events = watch.until_done()
    assert events[-1]["ok"] is False
    assert [event["code"] for event in events if event["event"] == "diagnostic"] == ["E0307"]
    assert project.deliverables() == second

    watch.save(good)
    events = watch.until_done()
    assert events[-1]["ok"] is True
    assert project.deliverables() == first


def test_a_take_that_appears_is_noticed(watch: Watch, project: Project) -> None:
    watch.until_done()
    voice = project.folder / "takes" / "voice.wav"
    data = voice.read_bytes()
    voice.unlink()
    assert watch.until_done()[-1]["ok"] is False
    voice.write_bytes(data)
    assert watch.until_done()[-1]["ok"] is True
