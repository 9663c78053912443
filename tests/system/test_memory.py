"""What a build held in memory is let go: a watch that builds all day must not hold each build it made. And what a cache
that holds next to nothing says."""

from __future__ import annotations

import gc
from threading import Event

import pytest

from songc.runtime import config
from songc.runtime.building import Run, Saved, build_in
from songc.runtime.engine import schedule
from songc.runtime.project import EnvironmentLack, locate
from songc.runtime.request import Request
from songc.runtime.studio import Studio, open_studio

from .conftest import Project


def held(kind: type) -> int:
    gc.collect()
    return sum(type(each) is kind for each in gc.get_objects())


def test_builds_and_studios_do_not_pile_up(project: Project) -> None:
    runs, studios = held(Run), held(Studio)
    place = locate(str(project.song))
    with open_studio(Request(place, config.load(place.root))) as studio:
        for old, new in (("gain -5dB", "gain -7dB"), ("gain -7dB", "gain -4dB"), ("loudness -16", "loudness -15")):
            project.edit(old, new)
            assert build_in(studio, lambda event: None, saved=Saved(None, Event())) is not None
        assert held(Run) == runs
    del studio
    assert held(Studio) == studios


def test_a_cache_that_loses_all_that_is_made_is_named(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedule, "LOSSES", 0)
    place = locate(str(project.song))
    settings = config.Config(cache_bytes=1)
    with (
        open_studio(Request(place, settings), memory=0) as studio,
        pytest.raises(EnvironmentLack, match="cache-size-gb"),
    ):
        build_in(studio, lambda event: None)
    monkeypatch.undo()
    with open_studio(Request(place, settings)) as studio:
        assert build_in(studio, lambda event: None) is not None, "with memory at hand even such a cache will do"
