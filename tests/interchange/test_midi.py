"""MIDI files there and back: every note's pitch, onset and length, within a tick."""

from __future__ import annotations

import json
import random
from pathlib import Path

import mido
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from songc.compiler import compile_song
from songc.compiler.compiled import Compiled
from songc.compiler.files import MemoryFiles
from songc.compiler.format import format_text
from songc.compiler.vocabulary.instruments import PIECES, PRESETS
from songc.compiler.vocabulary.instruments.percussion import BY_KEY, NEAREST
from songc.runtime.interchange.faithful import compare
from songc.runtime.interchange.midi_in import MidiNote, MidiPart, MidiSong, UnreadableMidi, read_midi
from songc.runtime.interchange.midi_out import write_midi
from songc.runtime.interchange.programs import BY_PROGRAM, program_of
from songc.runtime.interchange.source import source_of
from songc.runtime.main import main

QUARTER = 480
BAR = 4 * QUARTER


def part(name: str, *notes: tuple[int, int, int], program: int = 0, channel: int = 0, velocity: int = 80) -> MidiPart:
    """Notes as (start, length, pitch)."""
    found = tuple(sorted(MidiNote(start, pitch, length, velocity) for start, length, pitch in notes))
    return MidiPart(name, channel, program, found)


def compiled(text: str) -> Compiled:
    return compile_song("tune.song", files=MemoryFiles({"tune.song": text}))


def faithful(song: MidiSong) -> str:
    """The source of a song, after checking that it is right, formatted, and plays every note."""
    text = source_of(song, "Tune")
    found = compiled(text)
    assert [each.message for each in found.diagnostics if each.is_error] == [], text
    assert found.score is not None
    comparison = compare(song, found.score)
    assert comparison.exact, f"{comparison}\n{text}"
    assert format_text(text) == text
    return text


def test_note_values_dots_ties_and_chords() -> None:
    text = faithful(
        MidiSong(
            QUARTER,
            (
                part("Flute", (0, 240, 74), (240, 720, 76), (960, 1440, 79), (2400, 480, 77), program=73),
                part("Piano", *((0, BAR, pitch) for pitch in (50, 53, 57)), *((BAR, BAR, p) for p in (55, 58, 62))),
            ),
            keys=((0, "Dm"),),
        )
    )
    assert "line flute octave 5 unit 1/8" in text and "| d e:4. g:2~ | g:4 f r:2 |" in text
    assert "<d f a> | <g bb d4>" in text
    assert 'instrument synth "flute"' in text


def test_chords_are_told_where_they_are_clear() -> None:
    chords = ((50, 53, 57), (55, 58, 62), (48, 52, 55, 58), (53, 60, 65, 69))
    notes = [(bar * BAR, BAR, pitch) for bar, chord in enumerate(chords) for pitch in chord]
    assert "chords | Dm | Gm | C7 | F |" in faithful(MidiSong(QUARTER, (part("Piano", *notes),), keys=((0, "F"),)))
    noise = [(bar * BAR, BAR, pitch) for bar in range(4) for pitch in (48, 49, 50, 51)]
    assert "chords" not in faithful(MidiSong(QUARTER, (part("Piano", *noise),)))


def test_triplets_are_groups() -> None:
    notes = [(BAR * bar + 160 * step, 160, (60, 62, 64)[step % 3]) for bar in range(2) for step in range(12)]
    assert "[c d e] [c d e]" in faithful(MidiSong(QUARTER, (part("Piano", *notes),)))


def test_uneven_triplets_have_weights() -> None:
    notes = [note for beat in range(8) for note in ((480 * beat, 320, 60), (480 * beat + 320, 160, 62))]
    assert "[c@2 d] [c@2 d]" in faithful(MidiSong(QUARTER, (part("Piano", *notes),)))


def test_notes_a_tick_late_or_short_are_read_as_meant() -> None:
    """As many programs write them; where ticks are coarse, one is a length of its own."""
    starts = range(0, 2 * BAR, 240)
    late = [(start + 1, 239, 60 + step) for step, start in enumerate(starts)]
    short = [(start, 239, 60 + step) for step, start in enumerate(starts)]
    for notes in (late, short):
        text = faithful(MidiSong(QUARTER, (part("Flute", *notes, program=73),)))
        assert "unit 1/8" in text and "/1920" not in text and "r" not in text.partition("{ |")[2].split()
    coarse = [(start // 20, 11, 60 + step) for step, start in enumerate(starts)]
    assert ":11/96" in faithful(MidiSong(24, (part("Flute", *coarse, program=73),)))


def test_one_key_struck_twice_a_tick_apart_is_struck_twice() -> None:
    faithful(MidiSong(QUARTER, (part("Piano", (480, 1, 60), (481, 239, 60), (961, 1, 62), (962, 2, 62)),)))


def test_voices_that_overlap_become_lines() -> None:
    text = faithful(MidiSong(QUARTER, (part("Piano", (0, BAR, 48), (0, 480, 72), (480, 480, 74), (960, 960, 76)),)))
    assert "play piano;  play piano-v2" in text


def test_two_equal_notes_at_once_both_sound() -> None:
    faithful(MidiSong(QUARTER, (part("Piano", (0, 480, 60), (0, 480, 60), (480, 480, 62)),)))


def test_bars_that_come_again_are_motifs_and_sections() -> None:
    phrase = [(0, 240), (240, 240), (480, 480), (960, 720), (1680, 240)]
    a = [[60, 64, 67, 72, 71], [62, 65, 69, 74, 72], [60, 64, 67, 72, 71], [67, 65, 64, 62, 60]]
    b = [[60, 64, 67, 72, 71], [69, 67, 65, 64, 62], [60, 64, 67, 72, 71], [72, 71, 69, 67, 65]]
    notes = [
        (bar * BAR + start, length, pitch)
        for bar, pitches in enumerate(a + b + a)
        for (start, length), pitch in zip(phrase, pitches, strict=True)
    ]
    text = faithful(MidiSong(QUARTER, (part("Lead", *notes),)))
    assert "form a b a" in text
    assert "motif lead-a octave 4 unit 1/8 | c e g:4 c5:4. b:8 |" in text
    assert text.count("@lead-a") == 4


def test_bars_that_stay_are_repeat_signs() -> None:
    notes = [(bar * BAR + beat * QUARTER, QUARTER, 60 + beat) for bar in range(3) for beat in range(4)]
    assert "| c db d eb | % | % |" in faithful(MidiSong(QUARTER, (part("Piano", *notes),), keys=((0, "Cm"),)))


def test_a_pickup_stands_before_the_first_bar() -> None:
    notes = [(0, 480, 67)]
    for bar in range(6):
        start = 480 + bar * BAR
        notes += [(start, 960, 72), (start + 960, 480, 71), (start + 1440, 480, 67)]
    crossing = [(480 + bar * BAR, BAR, 48) for bar in range(6)]
    text = faithful(MidiSong(QUARTER, (part("Flute", *notes), part("Bass", *crossing))))
    assert "pickup 1 beat" in text and "section a 6 bars" in text
    assert "play bass-line" in text and "track bass " in text


def test_meters_and_tempos_begin_sections() -> None:
    notes = [(480 * beat, 480, 60 + beat % 5) for beat in range(8 + 9)]
    song = MidiSong(
        QUARTER,
        (part("Piano", *notes),),
        tempos=((0, 500_000), (2 * BAR, 600_000)),
        meters=((0, 4, 4), (2 * BAR, 3, 4)),
    )
    text = faithful(song)
    found = compiled(text).song
    assert found is not None
    assert [str(passage.meter) for passage in found.timeline.passages] == ["4/4", "3/4"]
    assert [float(segment.start_bpm) for segment in found.timeline.tempos] == [120, 100]


def test_a_meter_waits_until_no_note_is_cut() -> None:
    notes = [(0, 480, 60), (480, 3 * BAR, 64), (480 + 3 * BAR, 480, 65), (4 * BAR, BAR, 60)]
    faithful(MidiSong(QUARTER, (part("Piano", *notes),), meters=((0, 4, 4), (BAR, 3, 4), (3 * BAR, 5, 8))))


def test_a_played_file_keeps_its_timing() -> None:
    draw = random.Random(5)
    notes, at = [], 0
    for _ in range(60):
        notes.append((at + draw.randrange(30), draw.randrange(20, 700), draw.randrange(40, 90)))
        at += draw.choice((120, 240, 480))
    faithful(MidiSong(QUARTER, (part("Piano", *notes),)))


def test_drums_are_steps() -> None:
    strokes = [(bar * BAR + 240 * eighth, 240, 42) for bar in range(8) for eighth in range(8)]
    strokes += [(bar * BAR + 960 * half, 240, 36) for bar in range(8) for half in range(2)]
    strokes += [(bar * BAR + 480 + 960 * half, 240, 38) for bar in range(8) for half in range(2)]
    text = faithful(MidiSong(QUARTER, (part("Kit", *strokes, channel=9),)))
    assert "kick  | x--- x--- |" in text and "hat   | xxxx xxxx |" in text
    assert text.count("rhythm drums") == 1


def test_held_strokes_and_triplets_on_drums() -> None:
    strokes = [(0, 480, 49), (480, 160, 38), (640, 160, 38), (800, 160, 38), (960, 960, 46)]
    text = faithful(MidiSong(QUARTER, (part("Kit", *strokes, channel=9),)))
    assert "crash   | x" in text and "=" in text


def test_a_drum_key_without_a_piece_is_told() -> None:
    song = MidiSong(QUARTER, (part("Kit", (0, 480, 35), (480, 480, 36), (960, 480, 40), channel=9),))
    found = compiled(source_of(song, "Tune"))
    assert found.score is not None
    assert compare(song, found.score).replaced == ((35, "kick"), (40, "snare"))


def test_every_name_of_the_tables_exists() -> None:
    assert len(BY_PROGRAM) == 128 and set(BY_PROGRAM) <= set(PRESETS)
    assert set(NEAREST.values()) <= set(PIECES) and not set(NEAREST) & set(BY_KEY)
    assert BY_PROGRAM[program_of("harp")] == "harp"


MOMENTS = st.integers(0, 12 * QUARTER)
NOTES = st.tuples(MOMENTS, st.integers(1, 3 * QUARTER), st.integers(30, 100))


@settings(max_examples=25, deadline=None)
@given(
    parts=st.lists(st.lists(NOTES, min_size=1, max_size=12, unique_by=lambda n: (n[0], n[2])), min_size=1, max_size=2),
    meters=st.lists(st.tuples(MOMENTS, st.integers(1, 7), st.sampled_from((2, 4, 8))), max_size=2),
)
def test_any_notes_come_back(parts: list[list[tuple[int, int, int]]], meters: list[tuple[int, int, int]]) -> None:
    made = tuple(part(f"Part {index}", *notes, channel=index) for index, notes in enumerate(parts))
    faithful(MidiSong(QUARTER, made, meters=tuple(sorted(meters))))


def test_export_writes_the_score(tmp_path: Path) -> None:
    text = source_of(
        MidiSong(
            QUARTER, (part("Flute", (0, 320, 74), (320, 160, 76), program=73), part("Kit", (0, 480, 38), channel=9))
        ),
        "Tune",
    )
    found = compiled(text)
    assert found.song is not None and found.score is not None
    assert write_midi(found.song, found.score, tmp_path / "tune.mid") == 3
    file = mido.MidiFile(str(tmp_path / "tune.mid"))
    assert [track.name for track in file.tracks] == ["Tune", "flute", "drums"]
    meta = {message.type for message in file.tracks[0]}
    assert {"set_tempo", "time_signature", "key_signature", "marker"} <= meta
    assert [m.program for m in file.tracks[1] if m.type == "program_change"] == [73]
    assert all(m.channel == 9 for m in file.tracks[2] if m.type == "note_on")
    again = read_midi(tmp_path / "tune.mid")
    assert [(n.pitch, n.start / again.ticks, n.length / again.ticks) for n in again.parts[0].notes] == [
        (74, 0.0, pytest.approx(2 / 3, abs=1e-4)),
        (76, pytest.approx(2 / 3, abs=1e-4), pytest.approx(1 / 3, abs=1e-4)),
    ]


def test_import_and_export_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    song = MidiSong(QUARTER, (part("Flute", (0, 480, 74), (480, 480, 76)),))
    found = compiled(source_of(song, "Tune"))
    assert found.song is not None and found.score is not None
    write_midi(found.song, found.score, tmp_path / "tune.mid")
    assert main(["import", str(tmp_path / "tune.mid"), "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert record["event"] == "imported" and record["notes"] == record["same"] == 2
    assert main(["import", str(tmp_path / "tune.mid")]) == 2
    assert "--force" in capsys.readouterr().err
    assert main(["export", "midi", str(tmp_path / "tune.song")]) == 0
    assert (tmp_path / "build" / "tune" / "tune.mid").is_file()


def test_what_a_score_has_no_words_for_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "hands.mid"
    file = mido.MidiFile(ticks_per_beat=QUARTER)
    pressed = mido.Message("aftertouch", value=80)
    on, off = (mido.Message(kind, note=60, time=QUARTER) for kind in ("note_on", "note_off"))
    bend, pedal = mido.Message("pitchwheel", pitch=900), mido.Message("control_change", control=11, value=70)
    file.tracks.append(mido.MidiTrack([on, off, bend, on, off, pedal, on, pressed, off]))
    file.save(path)
    assert main(["import", str(path), "--json"]) == 0
    unwritten = {"pitch bend": 2, "expression and volume": 1, "aftertouch": 1}
    record = json.loads(capsys.readouterr().out)
    assert record["unwritten"] == [{"what": what, "notes": count} for what, count in unwritten.items()]
    assert main(["import", str(path), "--force"]) == 0
    told = " ".join(capsys.readouterr().err.split())
    assert "pitch bend (2 notes), expression and volume (1 note), aftertouch (1 note); a take plays it" in told


@pytest.mark.parametrize(
    "data", [b"", b"MThd", b"RIFF....WAVE", b"MThd\0\0\0\6\0\1\0\1\1\xe0MTrk\0\0\0\4\xff\xff\xff\xff"]
)
def test_a_broken_file_is_refused_in_one_line(data: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "broken.mid"
    path.write_bytes(data)
    with pytest.raises(UnreadableMidi):
        read_midi(path)
    assert main(["import", str(path)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
