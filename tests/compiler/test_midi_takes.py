"""MIDI takes: the notes of a file at their place, performed and edited, and what can be wrong with them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import mido
import pytest

from songc.compiler import compile_song
from songc.compiler.files import FolderFiles, MemoryFiles
from songc.compiler.plan import Note
from songc.compiler.takes.midi_file import MidiNote, read_notes
from songc.runtime.inputs import DiskFiles

from .keyboard import BEAT, KEYS, RATE, control, off, on, piano, played, song
from .studio import FILE, MIDI, compiled, with_band

CHORUS = 16  # the beat at which chorus.1 begins


def within(notes: tuple[Note, ...], first_beat: int, end_beat: int) -> list[tuple[float, float, float]]:
    """Start and length in beats, and pitch, of the notes that begin between two beats."""
    return [
        (note.start / BEAT, note.length / BEAT, note.pitch)
        for note in notes
        if first_beat * BEAT <= note.start < end_beat * BEAT
    ]


LINE = [(16, 1, 60), (17.125, 0.5, 64), (20, 1, 67)]


def test_notes_stand_at_their_place_and_the_part_around_it() -> None:
    notes = played(compiled(song(f'"{KEYS}" channel 1 at chorus.1')))
    written = played(compiled(with_band("")))
    assert within(notes, CHORUS, 2 * CHORUS) == LINE
    assert within(notes, 0, CHORUS) == within(written, 0, CHORUS)
    assert within(notes, 2 * CHORUS, 4 * CHORUS) == within(written, 2 * CHORUS, 4 * CHORUS)
    assert [round(note.velocity * 127) for note in notes if CHORUS * BEAT <= note.start < 21 * BEAT] == [127, 64, 90]


def test_a_place_without_a_number_is_every_pass() -> None:
    notes = played(compiled(song(f'"{KEYS}" channel 1 at chorus')))
    again = [(start + 32, length, pitch) for start, length, pitch in LINE]
    assert (within(notes, 16, 32), within(notes, 48, 64)) == (LINE, again)


def test_a_bar_says_where_a_take_begins_and_its_last_note_where_it_ends() -> None:
    found = compiled(song(f'"{KEYS}" channel 1 at chorus.1:2'))
    notes = played(found)
    assert found.diagnostics == ()
    assert within(notes, 20, 25) == [(start + 4, length, pitch) for start, length, pitch in LINE]
    written = played(compiled(with_band("")))
    assert within(notes, 16, 20) == within(written, 16, 20)
    assert within(notes, 25, 32) == within(written, 25, 32)


def test_options_choose_cut_move_and_transpose() -> None:
    notes = played(compiled(song(f'"{KEYS}" track 1 at chorus.1 for 1 bar offset +50ms transpose -12 st')))
    assert within(notes, 16, 20) == [(16.1, 1, 48), (17.225, 0.5, 52)]
    assert within(notes, 20, 21) == within(played(compiled(with_band(""))), 20, 21)
    held = played(compiled(song(f'"{KEYS}" channel 1 at chorus.1 for 1/8')))
    assert within(held, 16, 17)[0] == (16, 0.5, 60)


def test_the_tempo_is_the_song_s() -> None:
    text = song(f'"{KEYS}" channel 1 at chorus.1').replace("tempo 120 bpm", "tempo 60 bpm")
    assert within(played(compiled(text)), 32, 42) == [(2 * start, 2 * length, pitch) for start, length, pitch in LINE]


def test_quantize_and_nudge_move_the_notes() -> None:
    edits = "edits { track lead { quantize 1/8; nudge chorus.1 +10ms } }"
    notes = played(compiled(song(f'"{KEYS}" channel 1 at chorus.1', more=edits)))
    assert within(notes, 16, 21) == [(16.02, 1, 60), (17.02, 0.5, 64), (20.02, 1, 67)]


def test_swing_leaves_a_performance_alone_until_it_is_quantized() -> None:
    notes = (
        MidiNote(Fraction(1, 2), 60, Fraction(1, 4), 90, 1, 1),
        MidiNote(Fraction(5, 8), 64, Fraction(1), 90, 1, 1),
    )

    def starts(more: str) -> list[float]:
        text = song(f'"{KEYS}" at chorus.1', more=more, swing="swing 1/8 66%")
        found = compile_song(FILE, files=MemoryFiles({FILE: text}, {}, {KEYS: notes}))
        return [start for start, _, _ in within(played(found), 16, 18)]

    assert starts("") == [16.5, 16.625]
    assert starts("edits { track lead { quantize 1/8 } }") == pytest.approx([16.66, 16.66], abs=1e-4)


def test_a_take_is_humanized() -> None:
    plain = played(compiled(song(f'"{KEYS}" channel 1 at chorus.1')))
    human = played(compiled(song(f'"{KEYS}" channel 1 at chorus.1; humanize timing 5ms velocity 10%')))
    pairs = [(a, b) for a, b in zip(plain, human, strict=True) if 16 * BEAT <= a.start < 21 * BEAT]
    assert len(pairs) == 3
    assert all(0 < abs(a.start - b.start) < RATE * 0.03 and a.velocity != b.velocity for a, b in pairs[1:])


def test_a_kit_plays_general_midi_drums() -> None:
    notes = played(compiled(song(f'"{KEYS}" channel 10 at chorus.1', "drums")), "drums")
    assert [(note.start // BEAT, note.piece) for note in notes if 16 * BEAT <= note.start < 32 * BEAT] == [
        (16, "kick"),
        (18, "snare"),
    ]


def test_a_track_with_nothing_written_is_played_by_hand() -> None:
    text = song(f'"{KEYS}" channel 1 at chorus.1', "pad").replace(
        "track vocals", 'track pad { instrument synth "glass-lead" }\n  track vocals'
    )
    found = compiled(text)
    assert found.diagnostics == ()
    assert [note.start // BEAT for note in played(found, "pad")] == [16, 17, 20]


def test_a_take_that_runs_on_after_the_form_is_heard_to_its_end() -> None:
    plain, longer = compiled(with_band("")), compiled(song(f'"{KEYS}" channel 1 at chorus.2:4'))
    assert plain.plan is not None and longer.plan is not None
    assert longer.plan.frames == plain.plan.frames + BEAT


@pytest.mark.parametrize(
    ("midi", "track", "codes"),
    [
        ('"takes/none.mid" at chorus.1', "lead", ["E0802"]),
        ('"../keys.mid" at chorus.1', "lead", ["E0801"]),
        ('"takes/broken.wav" at chorus.1', "lead", ["E0807"]),
        (f'"{KEYS}" channel 3 at chorus.1', "lead", ["E0808"]),
        (f'"{KEYS}" track 9 at chorus.1', "lead", ["E0808"]),
        (f'"{KEYS}" channel 17 at chorus.1', "lead", ["E0405"]),
        (f'"{KEYS}" channel two at chorus.1', "lead", ["E0404"]),
        (f'"{KEYS}" transpose 3dB at chorus.1', "lead", ["E0404"]),
        (f'"{KEYS}" offset 1 bar at chorus.1', "lead", ["E0404"]),
        (f'"{KEYS}" channel 1', "lead", ["E0403"]),
        (f'"{KEYS}" at', "lead", ["E0403", "E0403"]),
        (f'"{KEYS}" at chorus.1 gain 3dB', "lead", ["E0406", "E0406"]),
        (f'"{KEYS}" at chorus.1 at chorus.2', "lead", ["E0203"]),
        (f'"{KEYS}" at bridge', "lead", ["E0220"]),
        (f'"{KEYS}" at chorus.1 tempo slow', "lead", ["E0404"]),
        (f'"{KEYS}" at chorus.1 tempo 120 bpm', "lead", ["E0404"]),
        (f'"{KEYS}" at chorus.1', "vocals", ["E0533"]),
        ("at chorus.1", "lead", ["E0404"]),
        (f'"{KEYS}" channel 1 at chorus.1:1..1', "lead", ["W0533"]),
        (f'"{KEYS}" channel 1 transpose +48 st at chorus.1', "drums", ["W0534"]),
    ],
)
def test_mistakes(midi: str, track: str, codes: list[str]) -> None:
    assert [found.code for found in compiled(song(midi, track)).diagnostics] == codes


def test_an_error_says_where_the_notes_are() -> None:
    (found,) = compiled(song(f'"{KEYS}" channel 3 at chorus.1')).diagnostics
    assert "channel 3" in found.message and "`channel 1` and `channel 10`" in found.help


def test_only_notes_that_are_used_change_the_take() -> None:
    text = song(f'"{KEYS}" channel 1 at chorus.1')

    def take(notes: tuple[MidiNote, ...]) -> object:
        found = compile_song(FILE, files=MemoryFiles({FILE: text}, {}, {KEYS: notes}))
        assert found.plan is not None
        signal = next(signal for signal in found.plan.signals if signal.name == "take:lead.1")
        return signal.step, [(origin.key, origin.value) for origin in signal.origins]

    keys = MIDI[KEYS]
    drums = tuple(replace(note, velocity=40) if note.channel == 10 else note for note in keys)
    line = tuple(replace(note, velocity=40) if note.channel == 1 else note for note in keys)
    assert take(keys) == take(keys) == take(drums)
    step, origins = take(line)  # type: ignore[misc]
    before, known = take(keys)  # type: ignore[misc]
    assert step != before
    assert [key for key, value in origins if (key, value) not in known] == ["takes/track lead/take 1/midi 1"]


def write(path: Path, pitch: int = 60) -> Path:
    """A file of two tracks at 480 ticks a quarter note: a frame without notes, then one note on channel 3."""
    file = mido.MidiFile(type=1, ticks_per_beat=480)
    file.tracks.append(mido.MidiTrack([mido.MetaMessage("set_tempo", tempo=400_000)]))
    on = mido.Message("note_on", channel=2, note=pitch, velocity=80, time=720)
    file.tracks.append(mido.MidiTrack([on, mido.Message("note_off", channel=2, note=pitch, time=240)]))
    path.parent.mkdir(parents=True, exist_ok=True)
    file.save(path)
    return path


NOTE = MidiNote(Fraction(3, 2), 60, Fraction(1, 2), 80, 3, 2, seconds=(0.6, 0.8, 0.8))  # at 150 bpm


def test_every_door_to_the_disk_reads_the_same_notes(tmp_path: Path) -> None:
    data = write(tmp_path / "project" / KEYS).read_bytes()
    (tmp_path / "outside.mid").write_bytes(data)
    (tmp_path / "project" / "broken.mid").write_bytes(data[:20])
    assert read_notes(data) == (NOTE,)
    for files in (FolderFiles(tmp_path / "project"), DiskFiles(tmp_path / "project")):
        assert files.midi_notes(KEYS) == (NOTE,)
        assert [files.midi_notes(path) for path in ("broken.mid", "none.mid", "../outside.mid")] == [None] * 3


def test_the_disk_is_an_input_and_a_new_file_is_read_again(tmp_path: Path) -> None:
    write(tmp_path / KEYS)
    files = DiskFiles(tmp_path)
    assert files.midi_notes(KEYS) is not None
    first = files.seen[KEYS]
    files.begin()
    assert files.midi_notes(KEYS) == (NOTE,) and files.seen[KEYS] == first
    write(tmp_path / KEYS, pitch=72)
    files.begin()
    assert files.midi_notes(KEYS) == (replace(NOTE, pitch=72),)
    assert files.seen[KEYS].digest != first.digest


def test_the_pedal_holds_notes_until_it_is_lifted_or_they_are_struck_again() -> None:
    data = piano(
        *(control(64, 127), on(60), on(64), off(60, 240), off(64)),  # both keys let go at half a beat
        *(on(60, 240), off(60, 240)),  # struck again at 1, let go at 1 1/2
        *(control(64, 0, 480), on(67), off(67, 240)),  # lifted at 2 1/2
        *(control(64, 63), on(69), off(69, 240)),  # not yet down
        *(control(64, 100, 10), on(71), off(71, 240), on(72, 240), off(72, 240)),  # never lifted again
    )
    notes = read_notes(data)
    assert notes is not None
    held = [(note.pitch, float(note.length_beats), float(note.pedal_beats)) for note in notes]
    assert held == [
        (60, 0.5, 0.5),
        (64, 0.5, 2.0),
        (60, 0.5, 1.0),
        (67, 0.5, 0.0),
        (69, 0.5, 0.0),
        (71, 0.5, 1.0),
        (72, 0.5, 0.0),
    ]


def held_by_the_pedal(pedal: int, more: str = "") -> tuple[Note, ...]:
    notes = (replace(MIDI[KEYS][0], pedal_beats=Fraction(pedal)), *MIDI[KEYS][1:])
    files = MemoryFiles({FILE: song(f'"{KEYS}" channel 1 at chorus.1 {more}')}, {}, {KEYS: notes})
    found = compile_song(FILE, files=files)
    assert found.diagnostics == ()
    return played(found)


def test_a_note_rings_as_long_as_the_pedal_holds_it_and_no_longer_than_its_take() -> None:
    assert within(held_by_the_pedal(2), 16, 17) == [(16, 3, 60)]
    assert within(held_by_the_pedal(2, "for 1/2"), 16, 17) == [(16, 2, 60)]
    over = within(held_by_the_pedal(20), 16, 17)  # the keys end it, so what rings on is no mistake
    assert over == [(16, 21, 60)]


def test_the_tone_control_is_the_brightness_of_the_notes_after_it() -> None:
    data = piano(on(60), off(60, 480), control(74, 0), on(62), off(62, 480), control(74, 96), on(64), off(64, 480))
    notes = read_notes(data)
    assert notes is not None and [note.tone for note in notes] == [64, 0, 96]
    files = MemoryFiles({FILE: song(f'"{KEYS}" at chorus.1')}, {}, {KEYS: notes})
    assert [note.brightness for note in played(compile_song(FILE, files=files)) if 16 <= note.start / BEAT < 19] == [
        0.0,
        -1.0,
        0.5,
    ]


# A beat at 120 and one at 60; then a note that begins half a second into 240.
RUBATO = piano(
    *(on(60), off(60, 480)),
    *(mido.MetaMessage("set_tempo", tempo=1_000_000), on(62), off(62, 480)),
    *(mido.MetaMessage("set_tempo", tempo=250_000), on(64, 960), control(64, 127), off(64, 480), control(64, 0, 480)),
)


def test_a_tempo_that_is_kept_is_the_file_s() -> None:
    notes = read_notes(RUBATO)
    assert notes is not None
    assert [note.seconds for note in notes] == [(0, 0.5, 0.5), (0.5, 1.5, 1.5), (2.0, 2.25, 2.5)]

    def times(words: str, tempo: str) -> list[tuple[float, float]]:
        text = song(f'"{KEYS}" at chorus.1 {words}').replace("tempo 120 bpm", f"tempo {tempo}")
        found = compile_song(FILE, files=MemoryFiles({FILE: text}, {}, {KEYS: notes}))
        assert found.diagnostics == () and found.song is not None
        timeline = found.song.timeline
        start = timeline.seconds(Fraction(CHORUS))
        inside = [note for note in played(found) if -1e-4 < note.start / RATE - start < 3]
        return [(round(note.start / RATE - start, 3), round(note.length / RATE, 3)) for note in inside][:3]

    kept = [(0.0, 0.5), (0.5, 1.0), (2.0, 0.5)]
    assert times("tempo kept", "120 bpm") == kept
    assert times("tempo kept", "97 bpm") == kept
    assert times("tempo kept", "90 -> 130 bpm") == kept
    followed = [(0.0, 0.5), (0.5, 0.5), (2.0, 1.0)]
    assert times("", "120 bpm") == times("tempo followed", "120 bpm") == followed


def test_a_kept_tempo_reaches_as_far_as_it_lasts() -> None:
    notes = read_notes(RUBATO)
    assert notes is not None

    def starts(words: str) -> list[float]:
        files = MemoryFiles({FILE: song(f'"{KEYS}" at verse.2:1 {words}')}, {}, {KEYS: notes[:2]})
        return [start for start, _, _ in within(played(compile_song(FILE, files=files)), 32, 36)]

    assert starts("") == [32, 33, 34, 35]  # two beats, then what is written
    assert starts("tempo kept") == [32, 33, 35]  # a second and a half, three beats of the song
