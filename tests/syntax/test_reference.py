"""The language reference is executed: every example on it compiles, and the tables of effects and instruments are those
of the vocabulary (`--update` rewrites them)."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest

from songc import grammar
from songc.compiler import compile_song
from songc.compiler.diagnostics import Diagnostic
from songc.compiler.files import AudioInfo, BankInfo, MemoryFiles
from songc.compiler.format import format_text
from songc.compiler.plugins.facts import ParameterFacts, PluginInfo
from songc.compiler.source import Source
from songc.compiler.takes.midi_file import MidiNote
from songc.compiler.vocabulary.delivery import FORMATS, TARGETS
from songc.runtime.album.order import read_order
from songc.runtime.terminal.frames import render

from .tables import effects_page, instruments_page, statements_page

FOLDER = Path(grammar.__file__).parent
README = (FOLDER / "README.md").read_text(encoding="utf-8")
SNIPPETS = re.findall(r"^```song([^\n]*)\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
STAGES = {
    "composition": """
  rhythm beat { kick | x--- x--- | }
  rhythm roll { snare | xxxx xxxx | }
  rhythm stabs | x--x --x- |
  section verse 4 bars {
    chords | Dm | Bb | Gm | A7 |
    line lead octave 4 { | d:1 | f:1 | g:1 | a:1 | }
  }
  section chorus 4 bars { chords | Bb | C | Dm | Dm | }
  form verse chorus verse chorus
""",
    "arrangement": """
  track drums { instrument kit "studio";  play beat }
  track bass { instrument synth "round-bass";  play roots octave 2 }
  track lead { instrument synth "glass-lead";  play lead }
  track keys { instrument plugin "Grand";  play chords }
  track vocals { instrument audio }
""",
    "takes": """
  track drums { take 1 { humanize timing 4ms }  take 2 { humanize timing 9ms } }
  track vocals { take 1 { file "takes/vox-1.wav" at verse.1 }  take 2 { file "takes/vox-2.wav" at verse.1 } }
""",
}
LIBRARY = """
composition { rhythm four { kick | x--- x--- x--- x--- | } }
arrangement { preset dusk synth "electric-piano" { drive 20% } }
mix { chain clean { highpass 90Hz } }
"""
FILES = {f"takes/vox-{number}.wav": AudioInfo(48000, 1, 48000 * 10, f"{number}" * 64) for number in (1, 2)}
MIDI = {"takes/keys.mid": tuple(MidiNote(Fraction(n), 60, Fraction(1), 90, n, 1) for n in (1, 10))}

FILES |= {f"samples/{name}.wav": AudioInfo(48000, 1, 9600, name) for name in ("kit/kick", "kit/snare", "piano/c4")}
HALL = (
    ParameterFacts("decay", "Decay", "s", 0.1, 10.0, 2.0),
    ParameterFacts("low_cut", "Low Cut", "kHz", 0.01, 1.0, 0.02),
    ParameterFacts("mix", "Mix", "%", 0.0, 100.0, 50.0),
    ParameterFacts("mode", "Mode", choices=("Clean", "Warm Tube", "1/4 D"), choice="Clean"),
)
GRAND = (
    ParameterFacts("brightness", "Brightness", value=0.5, is_share=True),
    ParameterFacts("width", "Stereo Width", "%", 0.0, 100.0, 50.0),
)
PLUGINS = {
    "Large Hall": PluginInfo("6" * 64, False, HALL, ("Room", "Cathedral"), "program"),
    "Grand": PluginInfo("7" * 64, True, GRAND, ("Concert",), "program"),
}
BANKS = {"gm": BankInfo("5" * 64, ((0, 0, "Grand"), (0, 40, "Violin"), (128, 0, "Standard")))}


def whole_song(info: str, snippet: str) -> str:
    """A song with the snippet in its place."""
    if info == "line":
        info, snippet = "composition", f"section verse {{ line lead octave 5 {{\n{snippet}}} }}"
    if not info or info.startswith("wrong"):
        return snippet
    if info == "composition" and "section" not in snippet:
        snippet += "section verse { chords | C | }\n"
    needed = {"composition": (), "arrangement": ("composition",), "edits": tuple(STAGES)}
    stages = {stage: STAGES[stage] for stage in needed.get(info, ("composition", "arrangement"))}
    stages[info] = f"\n{snippet}"
    return "".join(f"{stage} {{{text}}}\n" for stage, text in stages.items())


def compile_text(text: str) -> tuple[tuple[Diagnostic, ...], str]:
    """The diagnostics of a song, and how they look."""
    files = MemoryFiles({"a.song": text, "lib/kits.song": LIBRARY}, FILES, MIDI, BANKS, PLUGINS)
    compiled = compile_song("a.song", files=files)
    shown = (render(found, compiled.sources, color=False, width=100) for found in compiled.diagnostics)
    return compiled.diagnostics, "\n\n".join(shown)


@pytest.mark.parametrize(("info", "snippet"), [(info.strip(), text) for info, text in SNIPPETS])
def test_example(info: str, snippet: str) -> None:
    found, shown = compile_text(whole_song(info, snippet))
    errors = {one.code for one in found if one.is_error}
    assert errors == ({info.split()[1]} if info.startswith("wrong") else set()), shown


@pytest.mark.parametrize(("info", "snippet"), [(info.strip(), text) for info, text in SNIPPETS])
def test_example_means_the_same_when_formatted(info: str, snippet: str) -> None:
    song = whole_song(info, snippet)
    formatted = format_text(song)
    assert {one.code for one in compile_text(formatted)[0]} == {one.code for one in compile_text(song)[0]}
    assert format_text(formatted) == formatted
    assert Source("a.song", formatted).text.endswith("}\n")


def test_platforms_and_formats_are_told_as_they_are() -> None:
    for target in TARGETS.values():
        figures = f"{target.loudness_lufs:g} LUFS | {target.ceiling_dbtp:g} dBTP | {target.date}"
        assert f"| `{target.name}` | {figures} |" in README
    for form in FORMATS.values():
        (row,) = (
            line for line in README.splitlines() if line.startswith("|") and f"`{form.name}`" in line.split("|")[1]
        )
        assert ", ".join(map(str, form.bits or form.bitrates_kbps)) in row


def test_the_album_in_the_reference_is_one(tmp_path: Path) -> None:
    (written,) = (text for text in re.findall(r"^```toml\n(.*?)^```", README, re.M | re.S) if "[album]" in text)
    (tmp_path / "songc.toml").write_text(written)
    for name in re.findall(r"[\w-]+\.song", written):
        (tmp_path / name).write_text("")
    order = read_order(tmp_path)
    assert (order.title, [place.gap_seconds for place in order.places]) == ("Tides", [0.0, 3.5])


def test_every_stage_has_an_example() -> None:
    infos = " ".join(info for info, _ in SNIPPETS)
    assert {stage for stage in ("composition", "arrangement", "takes", "edits", "mix", "master") if stage in infos} == {
        *("composition", "arrangement", "takes", "edits", "mix", "master")
    }


PAGES = [("effects.md", effects_page), ("instruments.md", instruments_page), ("statements.md", statements_page)]


@pytest.mark.parametrize(("name", "page"), PAGES)
def test_tables_are_the_vocabulary(name: str, page: object, request: pytest.FixtureRequest) -> None:
    path = FOLDER / name
    made = page()  # type: ignore[operator]
    if request.config.getoption("--update"):
        path.write_text(made, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == made
