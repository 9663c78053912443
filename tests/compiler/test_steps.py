"""What an edit of the text changes in the plan: the steps of the signals it is heard in, and nothing else.

The tests compare whole songs with an edited one, signal by signal."""

from __future__ import annotations

from pathlib import Path

import pytest

from songc.compiler.memory import forget_all
from songc.compiler.plan import Plan, Step

from .studio import compiled

WHOLE = (Path(__file__).parent / "whole.song").read_text(encoding="utf-8")

# What is replaced, by what, and the signals whose own steps change.
EDITS = [
    ("tempo 120 bpm", "tempo 120 bpm   // steady", set()),
    ('artist "The Examples"', 'artist "Somebody"', set()),
    ("loudness spotify", "loudness -16 LUFS", set()),
    ("rhythm beat", "rhythm   beat", set()),
    ("chain warm {", "\n\n\n  chain warm {", set()),
    ("take 1 { humanize timing 6ms velocity 8% }", "take 1 { humanize timing 60ms }", set()),
    ("gain -4dB;", "gain -5dB;", {"strip:bass"}),
    ("pan 15% right", "pan 15% left", {"strip:lead"}),
    ("bell 250Hz -3dB", "bell 250Hz -4dB", {"strip:bass"}),
    ("send hall -14dB", "send hall -10dB", {"bus:hall"}),
    ("reverb size 70%", "reverb size 75%", {"bus:hall"}),
    ("chorus.1:1 -5dB curve smooth", "chorus.1:1 -4dB curve smooth", {"strip:lead"}),
    ("chorus.1 -8dB over 1 bar", "chorus.1 -9dB over 1 bar", {"bus:hall"}),
    ("ratio 2:1", "ratio 2.5:1", {"group:rhythm"}),
    ("shelf high 10kHz +1.5dB", "shelf high 10kHz +2dB", {"master/chain"}),
    ("fade out 4s", "fade out 5s", {"master/chain"}),
    ("use take 2;", "use take 1;", {"take:drums.1", "take:drums.2"}),
    ("strength 60%", "strength 70%", {"take:drums.2"}),
    ("nudge chorus.1 -5ms", "nudge chorus.1 -6ms", {"take:drums.2"}),
    ("gain verse.2 +2dB", "gain verse.2 +3dB", {"edit:vocals/2"}),
    ("crossfade 20ms", "crossfade 30ms", {"edit:vocals/1"}),
    ("fade out verse.2:4 1 bar", "fade out verse.2:4 2 beats", {"edit:vocals"}),
    ("offset -20ms", "offset -25ms", {"take:vocals.2"}),
    ("cutoff 420Hz", "cutoff 430Hz", {"take:bass.1"}),
    ("| a:2 r:2   |", "| a:2 b:2   |", {"take:lead.1"}),
    ("| d:4 e f g |\n    }\n  }\n  form", "| d:4 e f a |\n    }\n  }\n  form", {"take:lead.1"}),
    ("instrument audio }\n}", "instrument audio }\n}\n", set()),
]


def plan_of(song: str) -> Plan:
    plan = compiled(song).plan
    assert plan is not None
    return plan


def steps(plan: Plan) -> dict[str, tuple[Step, tuple[str, ...]]]:
    return {signal.name: (signal.step, signal.inputs) for signal in plan.signals}


@pytest.mark.parametrize(("before", "after", "changed"), EDITS, ids=[after for _, after, _ in EDITS])
def test_an_edit_changes_what_it_is_heard_in(before: str, after: str, changed: set[str]) -> None:
    assert WHOLE.count(before) == 1
    old, new = steps(plan_of(WHOLE)), steps(plan_of(WHOLE.replace(before, after)))
    inputs_only = {name for name in old.keys() & new.keys() if old[name][0] == new[name][0]}
    assert {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)} - inputs_only == changed


@pytest.mark.parametrize(("before", "after", "changed"), EDITS, ids=[after for _, after, _ in EDITS])
def test_origins_name_what_changed(before: str, after: str, changed: set[str]) -> None:
    """A signal whose step changes has an origin whose value changed; of a signal that stays no origin changes."""
    old = {signal.name: signal for signal in plan_of(WHOLE).signals}
    new = {signal.name: signal for signal in plan_of(WHOLE.replace(before, after)).signals}
    for name in old.keys() & new.keys():
        was = {origin.key: origin.value for origin in old[name].origins}
        now = {origin.key: origin.value for origin in new[name].origins}
        moved = old[name].inputs != new[name].inputs
        assert (was != now) == (name in changed) or moved, name


def test_names_do_not_reach_the_sound() -> None:
    """Renaming what only groups or labels sounds leaves every step as it was."""
    renamed = WHOLE
    for old, new in (
        ("hall", "cathedral"),
        ("warm", "cosy"),
        ("rhythm {", "engine {"),
        ("rhythm beat", "rhythm groove"),
    ):
        renamed = renamed.replace(old, new)
    renamed = renamed.replace("play beat", "play groove").replace("bus cathedral    ", "bus cathedral ")
    steps_of = [[signal.step for signal in plan_of(song).signals] for song in (WHOLE, renamed)]
    assert steps_of[0] == steps_of[1]


def test_origins_point_at_their_text() -> None:
    result = compiled(WHOLE)
    assert result.plan is not None
    keys = set()
    for signal in result.plan.signals:
        assert len({origin.key for origin in signal.origins}) == len(signal.origins)
        for origin in signal.origins:
            text = result.sources[origin.span.file].text
            assert 0 <= origin.span.start < origin.span.end <= len(text), origin
            keys.add(origin.key)
    assert {
        "mix/track bass/gain",
        "mix/track lead/shelf",
        "composition/tempo",
        "takes/track drums/take 2/humanize",
    } <= keys


def test_signals_stand_after_what_they_hear() -> None:
    known: set[str] = set()
    for signal in plan_of(WHOLE).signals:
        assert set(signal.inputs) <= known
        known.add(signal.name)


def test_remembered_performances_are_those_of_a_fresh_compilation() -> None:
    kept = [steps(plan_of(WHOLE.replace(before, after))) for before, after, _ in EDITS]
    for (before, after, _), known in zip(EDITS, kept, strict=True):
        forget_all()
        assert steps(plan_of(WHOLE.replace(before, after))) == known
