"""Samplers and SoundFonts in a song: what a file's name says, what is heard, what is told when a file is wrong."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from songc.compiler import compile_song
from songc.compiler.arrangement.sample_names import Told, told
from songc.compiler.arrangement.sfz import regions
from songc.compiler.compiled import Compiled
from songc.compiler.files import GENERAL_MIDI
from songc.compiler.plan import Instrument, Perform
from songc.runtime.contents import unchanged
from songc.runtime.inputs import DiskFiles
from songc.runtime.instruments import fonts, found_on_disk, render, tail_seconds, version

from ..instruments.banks import sine, write_bank
from ..instruments.measures import cents_off, rms_db
from ..instruments.phrases import RATE, note

PITCHES = "section verse { line lead { | c4:2 r:2 | } }"
DRUMS = "rhythm lead { kick | x--- | }  section verse 1 bar { }"


def tone(hertz: float, seconds: float = 1.0, rate: int = RATE) -> NDArray[np.float64]:
    return 0.5 * np.sin(2.0 * np.pi * hertz * np.arange(int(seconds * rate)) / rate)


def write(folder: Path, name: str, sound: NDArray[np.float64], rate: int = RATE) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(path, sound, rate, subtype="FLOAT" if path.suffix == ".wav" else None)
    return path


def song(folder: Path, instrument: str, music: str = PITCHES) -> tuple[Compiled, DiskFiles]:
    text = f"composition {{ {music} }}\narrangement {{ track keys {{ instrument {instrument}; play lead }} }}\n"
    (folder / "a.song").write_text(text)
    files = DiskFiles(folder)
    return compile_song("a.song", files=files), files


def codes(folder: Path, instrument: str, music: str = PITCHES) -> list[str]:
    return [found.code for found in song(folder, instrument, music)[0].diagnostics]


def player(folder: Path, instrument: str, music: str = PITCHES) -> Instrument:
    compiled, _ = song(folder, instrument, music)
    assert compiled.plan is not None, compiled.diagnostics
    step = compiled.plan.signals[0].step
    assert isinstance(step, Perform) and step.notes
    return found_on_disk(step.instrument, folder)[0]


@pytest.mark.parametrize(
    ("stem", "says"),
    [
        ("c4", Told(key=60)),
        ("Piano-F#3-p", Told(key=54, velocity=0.42)),
        ("pad_bb2", Told(key=46)),
        ("60", Told(key=60)),
        ("bell-c5", Told(key=72)),
        ("kick", Told("kick")),
        ("Kick01", Told("kick")),
        ("closed-hat-v127", Told("hat", velocity=1.0)),
        ("my snare soft 2", Told("snare", velocity=0.4)),
        ("crash-2", Told("crash-2")),
        ("riser", Told()),
        ("200", Told()),
    ],
)
def test_names_say_what_a_sample_holds(stem: str, says: Told) -> None:
    assert told(stem) == says


@pytest.mark.parametrize("rate", [44100, 48000, 96000])
def test_a_folder_plays_at_every_pitch(tmp_path: Path, rate: int) -> None:
    write(tmp_path, "keys/c4.wav", tone(261.6256, rate=rate), rate)
    write(tmp_path, "keys/c5.wav", tone(523.2511, rate=rate), rate)
    keys = player(tmp_path, 'sampler "keys"')
    assert [(sound.low, sound.high) for sound in keys.sounds] == [(0, 66), (67, 127)]
    for pitch in (55, 60, 66, 67, 72, 76):
        heard = render(keys, [note(pitch, 0.8, 0.4)], RATE // 2, RATE)
        assert cents_off(heard, pitch) == pytest.approx(0.0, abs=1.0)


def test_a_sample_at_its_own_pitch_is_the_file(tmp_path: Path) -> None:
    sound = np.stack([tone(300.0), tone(451.0)], axis=1)
    write(tmp_path, "pad.wav", sound)
    pad = player(tmp_path, 'sampler "pad.wav" { velocity 0%; hold whole }')
    heard = render(pad, [note(60, 1.0, 0.1)], RATE, RATE)
    assert np.abs(heard.T - sound)[:-200].max() < 1e-3


def test_a_dull_note_of_a_sample_loses_its_treble(tmp_path: Path) -> None:
    write(tmp_path, "pad.wav", 0.5 * tone(200.0) + 0.5 * tone(9000.0))
    pad = player(tmp_path, 'sampler "pad.wav" { velocity 0% }')
    plain, dull = (
        np.abs(np.fft.rfft(render(pad, [replace(note(60, 1.0, 1.0), brightness=by)], RATE, RATE)[0]))
        for by in (0.0, -1.0)
    )
    assert dull[200] == pytest.approx(plain[200], rel=0.02)
    assert 20.0 * np.log10(dull[9000] / plain[9000]) == pytest.approx(-12.0, abs=3.0)  # 5 kHz, 12 dB an octave


def test_a_looped_sample_swells_and_a_plain_one_does_not(tmp_path: Path) -> None:
    write(tmp_path, "c4.wav", tone(261.6256))
    for opcodes, grows in (("loop_mode=loop_continuous loop_start=4800 loop_end=43199", True), ("", False)):
        (tmp_path / "a.sfz").write_text(f"<region> sample=c4.wav key=c4 {opcodes}")
        keys = player(tmp_path, 'sampler "a.sfz"')
        plain, growing = (render(keys, [replace(note(60, 0.4, 0.9), swell=by)], RATE, RATE) for by in (0.0, 0.5))
        end = slice(int(0.8 * RATE), int(0.89 * RATE))
        assert (rms_db(growing[:, end]) - rms_db(plain[:, end]) > 4.0) == grows
        assert grows or np.array_equal(plain, growing)


def test_softer_samples_play_softer_notes_and_twins_take_turns(tmp_path: Path) -> None:
    for name, hertz in (("kick-soft", 60), ("kick-hard-1", 120), ("kick-hard-2", 240)):
        write(tmp_path, f"kit/{name}.wav", tone(hertz, 0.5))
    kit = player(tmp_path, 'sampler "kit"', DRUMS)
    assert {len(sound.pieces) for sound in kit.sounds} == {1}

    def heard_hertz(velocity: float, seed: int) -> float:
        stroke = note(0, velocity, 0.05).__class__(0, 4800, 36.0, velocity, seed, piece="kick")
        heard = render(kit, [stroke], RATE // 2, RATE)[0]
        return float(np.argmax(np.abs(np.fft.rfft(heard))) * 2)

    assert {heard_hertz(0.3, seed) for seed in range(4)} == {60.0}
    assert {heard_hertz(0.9, seed) for seed in range(12)} == {120.0, 240.0}


def test_a_note_ends_when_its_tail_says(tmp_path: Path) -> None:
    write(tmp_path, "c4.wav", tone(261.6256, 2.0))
    keys = player(tmp_path, 'sampler "c4.wav" { release 100ms }')
    played = note(60, 1.0, 0.3)
    heard = render(keys, [played], RATE, RATE)
    end = played.length + int(np.ceil(tail_seconds(keys, played) * RATE))
    assert not heard[:, end:].any()
    assert tail_seconds(keys, played) == pytest.approx(0.1, abs=0.01)
    assert np.array_equal(
        heard[:, 5000:], render(keys, [note(60, 1.0, 0.3).__class__(-5000, played.length, 60.0, 1.0, played.seed)],
                               RATE - 5000, RATE)
    )  # fmt: skip


def test_an_sfz_loops_layers_and_tunes(tmp_path: Path) -> None:
    write(tmp_path, "sfz/a.wav", tone(480.0, 0.25))
    (tmp_path / "sfz/a.sfz").write_text(
        "// a comment\n<control> default_path=\n<group> volume=-6 ampeg_release=0.05\n"
        "<region> sample=a.wav lokey=0 hikey=71 pitch_keycenter=b4 tune=50 loop_mode=loop_continuous loop_start=100 "
        "loop_end=10099\n<region> sample=a.wav key=72 hivel=64\n<region> sample=a.wav key=72 lovel=65 volume=0\n"
    )
    keys = player(tmp_path, 'sampler "sfz/a.sfz" { velocity 0% }')
    held = render(keys, [note(71, 0.9, 0.9)], RATE, RATE)
    own = 69.0 + 12.0 * np.log2(480.0 / 440.0)
    assert cents_off(held, own) == pytest.approx(50.0, abs=1.0)
    assert np.abs(np.diff(held[0, : int(0.85 * RATE)], 2)).max() < 0.002  # no seam at the loop
    assert rms_db(held[:, 4800:9600]) == pytest.approx(rms_db(held[:, 30000:34800]), abs=0.1)
    soft, hard = (render(keys, [note(72, velocity, 0.2)], 9600, RATE) for velocity in (0.3, 0.9))
    assert rms_db(hard) - rms_db(soft) == pytest.approx(6.0, abs=0.1)


def test_sfz_headers_hand_down_opcodes() -> None:
    text = "#define $k 60\n<global>a=1<group> b=2 <region> sample=my piano.wav key=$k\n<region> b=3\n<group><region>c=4"
    assert list(regions(text)) == [
        {"a": "1", "b": "2", "sample": "my piano.wav", "key": "60"},
        {"a": "1", "b": "3"},
        {"a": "1", "c": "4"},
    ]


def test_the_shipped_bank_plays_pitches_and_drums(tmp_path: Path) -> None:
    violin = player(tmp_path, 'soundfont "gm" { program "violin" }')
    assert cents_off(render(violin, [note(69, 0.8, 1.0)], RATE, RATE)[:, 12000:], 69) == pytest.approx(0.0, abs=8.0)
    by_number = player(tmp_path, 'soundfont "gm" { program "40" }')
    assert violin == by_number
    assert "libsndfile" in version(violin)
    drums = player(tmp_path, 'soundfont "gm" { program "Standard" }', DRUMS)
    assert dict(drums.settings)["bank"] == 128
    stroke = note(36, 0.9, 0.2).__class__(0, 9600, 36.0, 0.9, 1, piece="kick")
    assert render(drums, [stroke], RATE // 2, RATE).any()


def test_a_drum_set_is_known_by_its_name_where_no_bank_is_looked_into(tmp_path: Path) -> None:
    song(tmp_path, 'soundfont "gm" { program "Standard" }', DRUMS)
    assert compile_song(tmp_path / "a.song").diagnostics == ()


def test_no_path_enters_the_instrument(tmp_path: Path) -> None:
    from songc.runtime.engine.keys import canonical

    write(tmp_path, "one/c4.wav", tone(262.0, 0.1))
    write(tmp_path, "two/c4.wav", tone(262.0, 0.1))
    assert canonical(player(tmp_path, 'sampler "one"')) == canonical(player(tmp_path, 'sampler "two"'))


def test_a_change_of_a_file_or_a_folder_is_seen(tmp_path: Path) -> None:
    write(tmp_path, "keys/c4.wav", tone(262.0, 0.1))
    _, files = song(tmp_path, 'sampler "keys"')
    assert {"keys", "keys/c4.wav"} <= set(files.seen)
    later = 1 << 62
    assert all(unchanged(tmp_path, known, later) for known in files.seen.values())
    write(tmp_path, "keys/c5.wav", tone(523.0, 0.1))
    assert not unchanged(tmp_path, files.seen["keys"], later)
    write(tmp_path, "keys/c4.wav", tone(263.0, 0.1))
    assert not unchanged(tmp_path, files.seen["keys/c4.wav"], later)


def test_the_bank_is_an_input_of_the_build(tmp_path: Path) -> None:
    bank = write_bank(tmp_path / "a.sf2", [(sine(441.0, 2000), 1000, 1500, 69)], [[(53, 0)]])
    before, files = song(tmp_path, 'soundfont "a.sf2"')
    assert "a.sf2" in files.seen
    write_bank(bank, [(sine(882.0, 2000), 1000, 1500, 69)], [[(53, 0)]])
    after, _ = song(tmp_path, 'soundfont "a.sf2"')
    assert before.plan is not None and after.plan is not None and before.plan != after.plan
    shipped = fonts.find(GENERAL_MIDI, tmp_path)
    assert str(shipped) in song(tmp_path, 'soundfont "gm"')[1].seen


@pytest.mark.parametrize("opcode", ["tune=1e99", "volume=nan", "offset=inf", "pitch_keycenter=9e9", "pan=left"])
def test_an_sfz_number_beyond_reason_is_told(tmp_path: Path, opcode: str) -> None:
    write(tmp_path, "c4.wav", tone(262.0, 0.1))
    (tmp_path / "wild.sfz").write_text(f"<region> sample=c4.wav {opcode}")
    assert codes(tmp_path, 'sampler "wild.sfz"') == ["E0810"]


@pytest.mark.parametrize("edge", ["offset=99999999", "end=-1", "loop_mode=loop_continuous loop_start=90 loop_end=5"])
def test_an_sfz_region_at_the_edge_is_played_or_silent(tmp_path: Path, edge: str) -> None:
    write(tmp_path, "c4.wav", tone(262.0, 0.1))
    (tmp_path / "edge.sfz").write_text(f"<region> sample=c4.wav {edge}")
    assert np.isfinite(render(player(tmp_path, 'sampler "edge.sfz"'), [note(60, 1.0, 0.1)], RATE, RATE)).all()


@pytest.mark.parametrize(
    ("instrument", "expected"),
    [
        ('soundfont "none.sf2"', ["E0802"]),
        ('soundfont "../none.sf2"', ["E0801"]),
        ('soundfont "text.txt"', ["E0811"]),
        ('soundfont "gm" { program "Violon" }', ["E0502"]),
        ('sampler "nowhere"', ["E0802"]),
        ('sampler "../up"', ["E0801"]),
        ('sampler "text.txt"', ["E0803"]),
        ('sampler "unnamed"', ["E0809"]),
        ('sampler "mixed"', ["W0802"]),
        ('sampler "bad.sfz"', ["E0810"]),
        ('sampler "lost.sfz"', ["E0802"]),
        ('sampler "filtered.sfz"', ["W0803"]),
        ("sampler", ["E0403"]),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, instrument: str, expected: list[str]) -> None:
    for name in ("unnamed/riser.wav", "mixed/c4.wav", "mixed/riser.wav"):
        write(tmp_path, name, tone(262.0, 0.1))
    (tmp_path / "text.txt").write_text("not a sound")
    (tmp_path / "bad.sfz").write_text("<region> sample=mixed/c4.wav key=60 volume=loud")
    (tmp_path / "lost.sfz").write_text("<region> sample=gone.wav key=60")
    (tmp_path / "filtered.sfz").write_text("<region> sample=mixed/c4.wav key=60 cutoff=900")
    assert codes(tmp_path, instrument) == expected


def test_a_stroke_on_a_missing_piece_is_told(tmp_path: Path) -> None:
    write(tmp_path, "kit/snare.wav", tone(200.0, 0.1))
    assert codes(tmp_path, 'sampler "kit"', DRUMS) == ["W0804"]


def test_without_a_bank_it_is_told_how_to_get_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_SHIPPED", tmp_path / "none.sf3")
    monkeypatch.setattr(fonts, "_FOLDERS", (str(tmp_path / "nowhere"),))
    (found,) = song(tmp_path, 'soundfont "gm" { program "Violin" }')[0].diagnostics
    assert found.code == "E0812"
    assert "apt install fluidr3mono-gm-soundfont" in found.help and "bank.sf2" in found.help


def test_a_bank_of_the_system_is_found_in_its_usual_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sample = (sine(441.0, 2000), 1000, 1500, 69)
    folder = tmp_path / "sounds"
    folder.mkdir()
    write_bank(folder / "Aardvark.sf2", [sample], [[(53, 0)]])
    system = write_bank(folder / "TimGM6mb.sf2", [sample], [[(53, 0)]], name="Grand")
    monkeypatch.setattr(fonts, "_SHIPPED", tmp_path / "none.sf3")
    monkeypatch.setattr(fonts, "_FOLDERS", (str(tmp_path / "nowhere"), str(folder)))
    assert fonts.find(GENERAL_MIDI, tmp_path) == system  # before one of an unknown name
    keys = player(tmp_path, 'soundfont "gm" { program "Grand" }')
    assert np.abs(render(keys, [note(69, 0.8, 0.2)], 4800, RATE)).max() > 0.01
