"""What a build held in memory is let go: a watch that builds all day must not hold each build it made."""

from __future__ import annotations

import gc
from threading import Event

from songc.runtime import config
from songc.runtime.building import Run, Saved, build_in
from songc.runtime.project import locate
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
