"""Presets: instruments under a name, with their settings and those that a track puts over them."""

from __future__ import annotations

from songc.compiler.plan import Instrument, Perform

from .studio import COMPOSITION, compiled

MODULE = """
arrangement {
  preset dusk synth "electric-piano" { drive 20%; release 900ms }
  preset midnight dusk { drive 30% }
}
"""


def instrument(arrangement: str, use: str = "", variant: str | None = None, **texts: str) -> Instrument:
    """What the track `keys` plays on."""
    result = compiled(f"{use}{COMPOSITION}arrangement {{ {arrangement} }}", variant, **texts)
    assert result.plan is not None, result.diagnostics
    assert [found.code for found in result.diagnostics if found.code != "W0204"] == []
    step = next(signal.step for signal in result.plan.signals if signal.name == "take:keys.1")
    assert isinstance(step, Perform)
    return step.instrument


def written(text: str) -> Instrument:
    return instrument(f"track keys {{ instrument {text}; play chords }}")


def test_a_preset_is_the_instrument_that_it_names() -> None:
    named = 'preset dusk synth "electric-piano" drive 20%; track keys { instrument dusk; play chords }'
    assert instrument(named) == written('synth "electric-piano" { drive 20% }')


def test_a_track_and_another_preset_put_settings_over_it() -> None:
    named = """
      preset dusk synth "electric-piano" { drive 20%; release 900ms }
      preset midnight dusk { drive 30%; tremolo 10% }
      track keys { instrument midnight tremolo 40%; play chords }
    """
    assert instrument(named) == written('synth "electric-piano" { drive 30%; release 900ms; tremolo 40% }')


def test_a_module_brings_its_presets() -> None:
    use = 'use "lib/dusk.song" as lib\n'
    named = "track keys { instrument lib.midnight; play chords }"
    found = instrument(named, use, **{"lib/dusk.song": MODULE})
    assert found == written('synth "electric-piano" { drive 30%; release 900ms }')


def test_a_file_of_a_preset_is_looked_for_beside_the_file_that_names_it() -> None:
    module = 'arrangement { preset vox sampler "../takes/vox-1.wav" { level -6dB } }'
    named = "track keys { instrument lib.vox; play chords }"
    found = instrument(named, 'use "lib/vox.song" as lib\n', **{"lib/vox.song": module})
    assert [sound.file for sound in found.sounds] == ["takes/vox-1.wav"]
    assert dict(found.settings)["level"] == -6.0


def test_a_variant_says_a_preset_otherwise() -> None:
    song = """
      preset dusk synth "electric-piano"; preset dawn synth "warm-pad"
      track keys { instrument dusk; play chords }
    }
    variant other { arrangement { preset dusk synth "glass-lead" }
    """
    assert instrument(song).name == "electric-piano"
    assert instrument(song, variant="other").name == "glass-lead"
