"""What is played on the notes of a MIDI file: expression, a ridden volume, the bend, and what no instrument plays."""

from __future__ import annotations

from math import log10

import mido
import pytest

from songc.compiler import compile_song
from songc.compiler.compiled import Compiled
from songc.compiler.files import MemoryFiles
from songc.compiler.plan import Curve, Note
from songc.compiler.planning.text import plan_text
from songc.compiler.takes.midi_file import MidiNote, read_notes

from .keyboard import BEAT, KEYS, RATE, control, off, on, piano, played, song, wheel
from .studio import FILE, PLUGINS

HALVED = 40 * log10(1 / 2)  # -12.04 dB
START = 16 * BEAT  # of chorus.1
Shape = list[tuple[float, float]]  # (beats from the onset, value)


def notes_of(*messages: mido.Message | mido.MetaMessage) -> tuple[MidiNote, ...]:
    notes = read_notes(piano(*messages))
    assert notes is not None
    return notes


def shapes(note: MidiNote) -> dict[str, Shape]:
    return {setting: [(float(point.beats), point.value) for point in points] for setting, points in note.moves}


def take(data: bytes, more: str = "at chorus.1", track: str = "lead") -> Compiled:
    notes = read_notes(data)
    assert notes is not None
    return compile_song(FILE, files=MemoryFiles({FILE: song(f'"{KEYS}" {more}', track)}, {}, {KEYS: notes}))


def first(found: Compiled) -> Note:
    return next(note for note in played(found) if note.start >= START)


def codes(found: Compiled) -> list[str]:
    return [each.code for each in found.diagnostics]


def test_the_expression_pedal_is_a_level_from_each_notes_onset() -> None:
    before, during, after = notes_of(
        *(control(11, 64), on(60), off(60, 480)),
        *(control(11, 127), on(62), control(11, 32, 240), control(11, 0, 120), control(11, 0, 10), off(62, 110)),
        *(control(11, 127), on(64), off(64, 480)),
    )
    assert shapes(before) == {"level": [(0, pytest.approx(-11.905, abs=1e-3))]}
    assert shapes(during) == {"level": [(0, 0), (0.5, pytest.approx(-23.946, abs=1e-3)), (0.75, -120)]}
    assert after.moves == ()


def test_a_volume_that_stands_still_is_the_mixs_and_one_that_is_ridden_is_played() -> None:
    still = notes_of(control(7, 50), on(60), off(60, 480), control(7, 127), control(11, 127), wheel(0))
    assert [note.moves for note in still] == [()]
    loud, ridden, soft = notes_of(
        *(control(7, 100), on(60), off(60, 480), on(62), control(7, 50, 240), off(62, 240)),
        *(control(11, 64), on(64), off(64, 480), control(7, 127, 10)),  # after the last note no volume is heard
    )
    assert loud.moves == ()
    assert shapes(ridden) == {"level": [(0, 0), (0.5, pytest.approx(HALVED))]}
    assert shapes(soft) == {"level": [(0, pytest.approx(HALVED + 40 * log10(64 / 127)))]}


def test_the_wheel_bends_by_two_semitones_or_as_far_as_the_file_says() -> None:
    (usual,) = notes_of(wheel(-8192), on(60), wheel(4096, 240), off(60, 240))
    assert shapes(usual) == {"tune": [(0, -2), (0.5, 1)]}
    octave = (control(101, 0), control(100, 0), control(6, 12), control(38, 50))  # RPN 0
    (wide,) = notes_of(*octave, on(60), wheel(4096, 240), off(60, 240))
    assert shapes(wide) == {"tune": [(0, 0), (0.5, 6.25)]}
    for others in ((control(101, 127), control(100, 127)), (control(99, 0), control(98, 0)), (control(100, 2),)):
        (same,) = notes_of(*octave[:3], *others, control(6, 24), on(60), wheel(4096, 240), off(60, 240))
        assert shapes(same) == {"tune": [(0, 0), (0.5, 6)]}
    (changed,) = notes_of(wheel(4096), *octave[:2], on(60), control(6, 7, 240), off(60, 240))
    assert shapes(changed) == {"tune": [(0, 1), (0.5, 3.5)]}


def test_a_reset_takes_all_back_but_the_volume() -> None:
    before = (control(11, 10), control(64, 127), control(1, 9), wheel(4096), control(7, 100))
    loud, reset = notes_of(*before, on(60), off(60, 480), control(7, 50), control(121, 0), on(62), off(62, 480))
    assert dict(loud.moves).keys() == {"level", "tune"} and loud.unplayed == ("modulation wheel",)
    assert shapes(reset) == {"level": [(0, pytest.approx(HALVED))]} and reset.unplayed == ()
    assert reset.pedal_beats == 0


def test_channels_keep_to_themselves() -> None:
    notes = notes_of(control(11, 64, channel=1), on(60), on(60, channel=1), off(60, 480), off(60, channel=1))
    assert [(note.channel, bool(note.moves)) for note in notes] == [(1, False), (2, True)]


def test_what_moves_is_a_curve_from_the_onset_in_the_songs_time() -> None:
    """Values up to 50 ms apart are one movement; others hold."""
    scoop = piano(on(60), wheel(4096, 240), wheel(8191, 24), wheel(0, 480), off(60, 216))  # 25 ms, then half a second
    found = take(scoop)
    assert codes(found) == []
    ((setting, curve),) = first(found).moves
    assert setting == "tune"
    assert curve.points == (
        (0, 0.0, "step"),
        (BEAT // 2, 1.0, "linear"),
        (BEAT // 2 + BEAT // 20, pytest.approx(2.0, abs=1e-3), "step"),
        (BEAT // 2 + BEAT // 20 + BEAT, 0.0, "step"),
    )
    assert first(found).pitch == 60.0
    lowered = take(piano(wheel(-4096), on(60), off(60, 480)))
    assert first(lowered).moves == (("tune", Curve.constant(-1.0)),)
    assert lowered.plan is not None and "60 at 8.0000 for 0.5000 velocity 0.630, tune -1" in plan_text(
        lowered.plan, notes=99
    )


def test_a_kept_tempo_is_the_curves_too_and_edits_take_them_along() -> None:
    slow = piano(mido.MetaMessage("set_tempo", tempo=1_000_000), on(60), wheel(8191, 240), off(60, 240))
    ((_, followed),) = first(take(slow)).moves
    ((_, kept),) = first(take(slow, "at chorus.1 tempo kept")).moves
    assert [curve.points[1][0] for curve in (followed, kept)] == [BEAT // 2, BEAT]
    late = first(take(slow, "at chorus.1 offset +50ms"))
    assert late.start == START + RATE // 20 and late.moves == first(take(slow)).moves


def test_what_moves_after_the_take_has_cut_a_note_is_not_played() -> None:
    data = piano(on(60), wheel(4096, 120), wheel(8191, 240), off(60, 120))
    ((_, curve),) = first(take(data, "at chorus.1 for 1/8")).moves
    assert [value for _, value, _ in curve.points] == [0.0, 1.0]


def test_a_take_without_controllers_has_notes_as_before() -> None:
    found = take(piano(control(7, 90), control(10, 20), control(91, 40), on(60), off(60, 480)))
    assert codes(found) == []
    assert all(note.moves == () for note in played(found))


def test_what_was_played_on_a_note_is_part_of_what_the_take_is() -> None:
    def value(data: bytes) -> str:
        found = take(data)
        assert found.plan is not None
        signal = next(signal for signal in found.plan.signals if signal.name == "take:lead.1")
        return next(origin.value for origin in signal.origins if origin.key.endswith("/midi 1"))

    plain, soft = (value(piano(control(11, level), on(60), off(60, 480))) for level in (127, 64))
    assert plain != soft


BENT = piano(wheel(4096), on(38), wheel(0, 240), off(38, 240))


def test_what_an_instrument_does_not_play_is_told_once_for_a_take() -> None:
    pressed = piano(
        *(on(60), mido.Message("aftertouch", value=9, time=240), off(60, 240), mido.Message("aftertouch", value=0)),
        *(on(62), mido.Message("polytouch", note=62, value=9, time=240), off(62, 240)),
        *(on(64), mido.Message("polytouch", note=60, value=9, time=240), off(64, 240)),  # on a key that is not held
        *(control(1, 0), control(67, 127), on(65), off(65, 480)),
    )
    found = take(pressed, "at chorus")
    assert codes(found) == ["W0535"]
    assert found.diagnostics[0].message.endswith("holds: aftertouch (2 notes), soft pedal (1 note)")
    assert codes(take(pressed, "at chorus for 1 bar")) == ["W0535"]
    assert take(pressed, "at chorus.1 for 1/4").diagnostics[0].message.endswith("holds: aftertouch (1 note)")


@pytest.mark.parametrize(
    ("instrument", "told", "tunes"),
    [
        ('synth "glass-lead"', "", 2),
        ('synth "vibraphone"', "movement of the pitch bend within notes (1 note)", 1),
        ('synth "jazz-organ"', "movement of the pitch bend within notes (1 note)", 1),
        ('kit "studio"', "pitch bend (1 note)", 0),
        ('plugin "Grand"', "pitch bend (1 note)", 0),
    ],
)
def test_the_bend_is_played_as_far_as_the_instrument_can(instrument: str, told: str, tunes: int) -> None:
    text = song(f'"{KEYS}" at chorus.1', "bass")
    text = text.replace('instrument synth "round-bass"; play roots octave 2', f"instrument {instrument}")
    notes = read_notes(BENT)
    assert notes is not None and instrument in text
    found = compile_song(FILE, files=MemoryFiles({FILE: text}, {}, {KEYS: notes}, {}, PLUGINS))
    message = next((each.message for each in found.diagnostics if each.code == "W0535"), "")
    assert message.endswith(told) and bool(message) == bool(told), found.diagnostics
    note = next(note for note in played(found, "bass") if note.start >= START)
    assert sum(len(curve.points) for _, curve in note.moves) == tunes
    assert [setting for setting, _ in note.moves] == ["tune"] * bool(tunes)
