"""Variants: what they put in the place of the song's own, and what they leave."""

from __future__ import annotations

from pathlib import Path

import pytest

from songc.compiler.plan import Channel, Perform, Plan, Signal

from .studio import compiled

WHOLE = (Path(__file__).parent / "whole.song").read_text(encoding="utf-8")


def plan_of(block: str) -> Plan:
    result = compiled(WHOLE + f"\nvariant other {{ {block} }}\n", variant="other")
    assert result.plan is not None, result.diagnostics
    return result.plan


def signal(plan: Plan, name: str) -> Signal:
    return next(each for each in plan.signals if each.name == name)


def channel(plan: Plan, name: str) -> Channel:
    step = signal(plan, name).step
    assert isinstance(step, Channel)
    return step


def test_mute_leaves_tracks_out() -> None:
    plan = plan_of("mute vocals lead")
    assert signal(plan, "mix").inputs == ("bus:hall", "group:rhythm")
    assert signal(plan, "bus:hall").inputs == ()


def test_mute_of_a_group_and_a_bus() -> None:
    assert signal(plan_of("mute rhythm hall"), "mix").inputs == ("strip:lead", "strip:vocals")


def test_solo_leaves_all_others_out() -> None:
    plan = plan_of("solo bass")
    assert signal(plan, "group:rhythm").inputs == ("strip:bass",)
    assert signal(plan, "mix").inputs == ("bus:hall", "group:rhythm")


def test_a_setting_replaces_the_one_there() -> None:
    plan = plan_of("mix { track lead { gain -3dB; send hall -20dB; send hall -20dB }; track bass { gain -1dB } }")
    assert channel(plan, "strip:bass").gain_db.points == ((0, -1.0, "step"),)
    assert channel(plan, "bus:hall").sends[0].points[0][1] == -20.0


def test_exports_and_fades_join_or_replace() -> None:
    finish = plan_of("master { loudness -9 LUFS; export wav 16bit; export aiff }").finish
    assert finish.loudness_lufs == -9.0
    assert [(each.format, each.bits) for each in finish.deliveries] == [
        ("wav", 16),
        ("flac", 24),
        ("mp3", 0),
        ("aiff", 24),
    ]
    slow, quick = plan_of("master { fade out 8s }"), plan_of("master { loudness -9 LUFS }")
    assert channel(slow, "master/chain").gain_db.points[0][0] < channel(quick, "master/chain").gain_db.points[0][0]


def test_rows_are_replaced_as_a_whole() -> None:
    step = signal(plan_of("composition { section chorus { line lead { | a:1 | } } }"), "take:lead.1").step
    assert isinstance(step, Perform)
    chorus = [note.pitch for note in step.notes if 8 * 48000 <= note.start < 16 * 48000]
    assert chorus == [81.0]


def test_tempo_title_and_form() -> None:
    plan = plan_of(
        'song "Slow" { artist "B" }; composition { tempo 60 bpm; form chorus verse chorus*2 verse }; master { tail 1s }'
    )
    assert [name for name, _, _ in plan.sections] == ["chorus.1", "verse.1", "chorus.2", "chorus.3", "verse.2"]
    assert plan.sections[0][2] == 16 * 48000
    assert plan.finish.tags[:2] == (("title", "Slow"), ("artist", "B"))


@pytest.mark.parametrize("variant", [None, "instrumental", "loud"])
def test_the_song_itself_stays(variant: str | None) -> None:
    result = compiled(WHOLE, variant=variant)
    assert result.diagnostics == ()
    assert result.plan is not None
    assert result.plan.finish.loudness_lufs == (-9.0 if variant == "loud" else -14.0)


def test_what_only_a_variant_uses_is_used() -> None:
    """A rhythm, a chain and a bus of which the song itself has no need, and one of each that nothing needs."""
    song = """
composition {
  section verse 2 bars { chords | Dm | C | }
  rhythm spare | x--- |
  rhythm idle | x--- |
}
arrangement { track bass { instrument synth "round-bass"; play roots } }
mix { chain warm { highpass 30Hz }; chain cold { highpass 30Hz }; bus hall { reverb }; bus attic { reverb } }
variant full {
  arrangement { track drums { instrument kit "studio"; play spare } }
  mix { track bass { chain warm; send hall -9dB } }
}
"""
    said = [found.message for found in compiled(song).diagnostics]
    assert said == [
        "nothing uses the rhythm `idle`",
        "nothing uses the chain `cold`",
        "nothing is sent to the bus `attic`",
    ]
    assert compiled(song, variant="full").diagnostics == ()
