"""Broken versions of a whole song: each gives the right diagnostic at the right place, and no other error."""

from __future__ import annotations

from pathlib import Path

import pytest

from .studio import compiled

WHOLE = (Path(__file__).parent / "whole.song").read_text(encoding="utf-8")

# What is replaced, by what, the code it gives, and the text that the diagnostic points at.
BROKEN = [
    ("track bass   { chain warm;", "track bas    { chain warm;", "E0202", "bas"),
    ("| a:2 r:2   |", "| a:2 r:4   |", "E0307", "a:2 r:4"),
    ("highpass 200Hz", "highpass 200dB", "E0406", "200dB"),
    ("use take 2;", "use take 3;", "E0601", "use take 3"),
    ("takes/vox-1.wav", "takes/vox-9.wav", "E0802", '"takes/vox-9.wav"'),
    ("send hall -14dB", "send hal -14dB", "E0202", "hal"),
    ("ratio 2:1 }", "ratio 2:1 treshold -3dB }", "E0407", "treshold"),
    ("loudness spotify", "loudness -140 LUFS", "E0405", "-140 LUFS"),
    ("export flac", "export flacc", "E0703", "flacc"),
    ("form verse chorus verse chorus", "form verse corus verse chorus", "E0", "corus"),
    ('instrument synth "glass-lead"', 'instrument synth "glas-lead"', "E0502", '"glas-lead"'),
    ("bus hall     { reverb", "bus hall     { sidechain lead; send hall; reverb", "E0624", "send hall"),
    ("comp verse.2 take 2", "comp verse.3 take 2", "E0221", "verse.3"),
    ("fade out 4s", "fade out 4dB", "E0404", "4dB"),
    ("chain kits.bright", "chain kits.brigt", "E0202", "kits.brigt"),
    ("seed   7", "seed   seven", "E0404", "seven"),
]


def test_the_whole_song_is_right() -> None:
    assert compiled(WHOLE).diagnostics == ()


@pytest.mark.parametrize(("right", "wrong", "code", "place"), BROKEN, ids=[wrong for _, wrong, _, _ in BROKEN])
def test_one_mistake_gives_one_error(right: str, wrong: str, code: str, place: str) -> None:
    assert WHOLE.count(right) == 1
    song = WHOLE.replace(right, wrong)
    found = compiled(song)
    errors = [one for one in found.diagnostics if one.is_error]
    assert [song[one.span.start : one.span.end] for one in errors] == [place]
    assert errors[0].code.startswith(code)
    assert errors[0].help
    assert found.plan is None


def test_all_mistakes_are_found_in_one_run() -> None:
    song = WHOLE
    for right, wrong, _, _ in BROKEN:
        song = song.replace(right, wrong)
    codes = [one.code for one in compiled(song).diagnostics if one.is_error]
    assert len(codes) >= len(BROKEN) - 1  # the take that is not there hides that its number is not
