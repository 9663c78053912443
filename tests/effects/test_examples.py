"""The table's examples are songs' lines: each compiles, and means what it says."""

from __future__ import annotations

import pytest

from songc.compiler import compile_song
from songc.compiler.files import AudioInfo, MemoryFiles
from songc.compiler.plan import Channel, Effect
from songc.compiler.vocabulary.effects import EFFECTS

SONG = """
song "Example" { seed 1 }
composition {
  tempo 120 bpm
  meter 4/4
  key C major
  section verse 1 bars { line lead octave 4 { | c:1 | } }
  form verse
}
arrangement {
  track lead   { instrument synth "glass-lead"; play lead }
  track drums  { instrument synth "glass-lead"; play lead }
  track vocals { instrument synth "glass-lead"; play lead }
}
"""


def compiled(mix: str) -> dict[str, Effect]:
    """The effects of a mix, by name."""
    files = MemoryFiles(
        texts={"example.song": SONG + mix},
        audio={"impulses/church.wav": AudioInfo(48000, 2, 96000, "digest")},
    )
    made = compile_song("example.song", files=files)
    assert made.plan is not None, [diagnostic.message for diagnostic in made.diagnostics]
    channels = [signal.step for signal in made.plan.signals if isinstance(signal.step, Channel)]
    return {effect.name: effect for channel in channels for effect in channel.effects}


@pytest.mark.parametrize("name", sorted(EFFECTS))
def test_example_compiles(name: str) -> None:
    spec = EFFECTS[name]
    made = compiled(f"mix {{ track lead {{ {spec.example} }} }}")[name]
    settings = [setting.name for setting in spec.settings]
    assert [key for key, _ in made.settings][: len(settings)] == settings
    assert [key for key, _ in made.settings][len(settings) :] == (["digest", "seconds"] if spec.takes_file else [])


def test_on_a_bus_reverbs_are_wet() -> None:
    text = 'mix { track lead { send hall -6dB; reverb hall }  bus hall { convolution "impulses/church.wav" } }'
    made = compiled(text)
    assert dict(made["convolution"].settings)["mix"] == 1.0
    assert dict(made["reverb"].settings)["mix"] == 0.25


def test_a_missing_impulse_is_reported() -> None:
    for line, code in (('convolution "nowhere.wav"', "E0802"), ("convolution mix 20%", "E0403")):
        text = SONG + f"mix {{ track lead {{ {line} }} }}"
        made = compile_song("example.song", files=MemoryFiles(texts={"example.song": text}))
        assert [diagnostic.code for diagnostic in made.diagnostics] == [code]
