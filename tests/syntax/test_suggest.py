"""Did you mean."""

from __future__ import annotations

import pytest

from songc.compiler.suggest import closest, did_you_mean, distance


@pytest.mark.parametrize(
    ("word", "known", "found"),
    [
        ("chrous", ["verse", "chorus"], "chorus"),
        ("Verse", ["verse", "chorus"], "verse"),
        ("resonanse", ["cutoff", "resonance"], "resonance"),
        ("xyz", ["cutoff", "resonance"], None),
        ("a", ["b"], None),
        ("bas", ["bass", "bus"], "bass"),
    ],
)
def test_closest(word: str, known: list[str], found: str | None) -> None:
    assert closest(word, known) == found


def test_distance_counts_slips() -> None:
    assert [distance("gain", other) for other in ("gain", "gian", "gan", "gainn", "pain", "pan")] == [0, 1, 1, 1, 1, 2]


def test_did_you_mean_says_nothing_when_nothing_is_near() -> None:
    assert did_you_mean("verze", ["verse"]) == "did you mean `verse`?"
    assert did_you_mean("verze", ["mix"]) == ""
