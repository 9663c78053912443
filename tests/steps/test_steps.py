"""Steps: cells made alone are the signal made whole, and tasks say no more than their cell can tell."""

from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import pytest
from numpy.typing import NDArray

from songc.compiler.plan import Channel, Clip, Curve, Effect, Follow, Instrument, Note, Region, Wave
from songc.compiler.vocabulary.effects import EFFECTS
from songc.compiler.vocabulary.instruments import resolve
from songc.runtime.contents import digest_of
from songc.runtime.curves import cut, values
from songc.runtime.steps.channel import ChannelStep, panned
from songc.runtime.steps.edit import EditStep
from songc.runtime.steps.perform import PerformStep
from songc.runtime.steps.record import RecordStep

RATE = 48_000
CELL = 1 << 14


def noise(frames: int, seed: int = 1) -> NDArray[np.float32]:
    return (np.random.default_rng(seed).standard_normal((2, frames)) * 0.1).astype(np.float32)


def effect(name: str, **settings: float | str) -> Effect:
    spec = EFFECTS[name]
    return Effect(name, tuple((s.name, settings.get(s.name, s.default)) for s in spec.settings))


def channel_cells(step: ChannelStep, sound: NDArray[np.float32], cell: int) -> NDArray[np.float32]:
    """The channel's output over the sound's length, cell by cell, each from its own window only."""
    before, after = step.window
    wide = np.pad(sound, ((0, 0), (before, after + cell)))
    parts = []
    for start in range(0, sound.shape[1], cell):
        heard = wide[:, start : start + before + cell + after].copy()
        made = step.task(start, cell).run([heard])
        assert made is not None
        parts.append(made)
    return np.concatenate(parts, axis=1)[:, : sound.shape[1]]


def test_notes_in_cells_are_the_notes_in_one_piece() -> None:
    settings = resolve("synth", "round-bass")
    assert settings is not None
    bass = Instrument("synth", "round-bass", tuple((s.name, s.default) for s in settings))
    notes = tuple(Note(3000 + i * 5000, 6000, 40.0 + i, 0.8, i) for i in range(8))
    whole = PerformStep(bass, "1", notes, RATE, 1 << 17).task(0, 1 << 17)
    step = PerformStep(bass, "1", notes, RATE, CELL)
    tasks = [step.task(start, CELL) for start in range(0, 1 << 17, CELL)]
    silence = np.zeros((2, CELL), np.float32)
    parts = [silence if task is None else task.run([]) for task in tasks]
    assert whole is not None
    np.testing.assert_array_equal(np.concatenate(parts, axis=1), whole.run([]))
    assert np.abs(parts[0]).max() > 0.01


def test_a_note_is_told_only_to_the_cells_it_crosses() -> None:
    settings = resolve("synth", "round-bass")
    assert settings is not None
    bass = Instrument("synth", "round-bass", tuple((s.name, s.default) for s in settings))
    early, late = Note(100, 2000, 40.0, 0.8, 1), Note(20 * CELL, 2000, 43.0, 0.8, 2)
    both = PerformStep(bass, "1", (early, late), RATE, CELL)
    alone = PerformStep(bass, "1", (early,), RATE, CELL)
    assert both.task(0, CELL) == alone.task(0, CELL)
    assert both.task(20 * CELL, CELL) is not None
    assert alone.task(20 * CELL, CELL) is None


def test_what_differs_from_an_earlier_step_is_told_without_all_tasks() -> None:
    """Chains of random edits: the cells that are told are all that became others, and the tasks are those of a step
    that knows nothing of an earlier one."""
    settings = resolve("synth", "round-bass")
    assert settings is not None
    bass = Instrument("synth", "round-bass", tuple((s.name, s.default) for s in settings))
    random = Random(5)
    cells = range(24)

    def note() -> Note:
        return Note(random.randrange(20 * CELL), random.randrange(1, 3 * CELL), 40.0, 0.8, random.randrange(1 << 30))

    def step(notes: list[Note]) -> PerformStep:
        return PerformStep(bass, "1", tuple(sorted(notes, key=lambda note: (note.start, note.seed))), RATE, CELL)

    notes = [note() for _ in range(20)]
    before = step(notes)
    fewer = 0
    for _ in range(40):
        for _ in range(random.randrange(3)):
            notes.pop(random.randrange(len(notes)))
        notes += [note() for _ in range(random.randrange(3))]
        after, fresh = step(notes), step(notes)
        told = after.differing(before)
        assert told is not None
        tasks = [fresh.task(cell * CELL, CELL) for cell in cells]
        assert [after.task(cell * CELL, CELL) for cell in cells] == tasks
        assert {cell for cell in cells if before.task(cell * CELL, CELL) != tasks[cell]} <= told
        fewer += len(told) < len(cells)
        before = after
    assert fewer > 30
    assert replace(before, voice_version="2").differing(before) is None


def test_an_equal_power_crossfade_holds_the_power_of_unlike_sounds() -> None:
    a, b = noise(40_000, 1), noise(40_000, 2)
    regions = (Region(0, 0, 22_000, fade_out=4000), Region(1, 18_000, 40_000, fade_in=4000))
    task = EditStep(2, regions).task(0, 40_000)
    assert task is not None
    out = task.run([a, b])
    level = [10 * np.log10(np.mean(part**2)) for part in (out[:, :18_000], out[:, 18_000:22_000], out[:, 22_000:])]
    assert max(level) - min(level) < 0.5
    np.testing.assert_array_equal(out[:, :18_000], a[:, :18_000])


def test_an_edit_out_of_sight_leaves_a_cells_task_as_it_was() -> None:
    first = EditStep(1, (Region(0, 0, 100_000, fade_out=2000),))
    second = EditStep(1, (Region(0, 0, 90_000, fade_out=500, fade_out_shape="linear"),))
    assert first.task(0, CELL) == second.task(0, CELL)
    assert first.task(5 * CELL, CELL) != second.task(5 * CELL, CELL)


def test_a_channel_adds_its_inputs_at_their_sends() -> None:
    a, b = noise(CELL, 3), noise(CELL, 4)
    channel = Channel((Curve.constant(0.0), Curve.constant(-6.0)), gain_db=Curve.constant(-3.0))
    out = ChannelStep(channel, 2, 2, RATE).task(0, CELL).run([a, b])
    assert out is not None
    np.testing.assert_allclose(out, (a + b * 10 ** (-6 / 20)) * 10 ** (-3 / 20), atol=1e-6)


def test_a_send_at_minus_infinity_changes_nothing_and_a_plain_channel_is_its_input() -> None:
    a, b = noise(CELL, 5), noise(CELL, 6)
    channel = Channel((Curve.constant(0.0), Curve.constant(float("-inf"))))
    out = ChannelStep(channel, 2, 2, RATE).task(0, CELL).run([a, b])
    assert out is not None
    np.testing.assert_array_equal(out, a)


def test_pan_keeps_the_power_of_a_centred_source() -> None:
    mono = np.repeat(noise(CELL, 7)[:1], 2, axis=0)
    for pan in (-1.0, -0.4, 0.0, 0.7, 1.0):
        channel = Channel((Curve.constant(0.0),), pan=Curve.constant(pan))
        out = ChannelStep(channel, 1, 1, RATE).task(0, CELL).run([mono])
        assert out is not None
        np.testing.assert_allclose(np.sum(out**2), np.sum(mono**2), rtol=1e-5)
        left, right = np.sum(out[0] ** 2), np.sum(out[1] ** 2)
        assert (right > left) == (pan > 0) or pan == 0.0


@pytest.mark.parametrize(
    ("law", "end_db"), [("equal-power", 3.01), ("between", 4.52), ("linear", 6.02), ("balance", 0.0)]
)
def test_laws_of_panning(law: str, end_db: float) -> None:
    """The middle is left as it is, the far side goes silent, the near one rises by what the law says; swapped places
    swap the sides."""
    places = np.array([-1.0, -0.4, 0.0, 0.4, 1.0])
    left, right = panned(places, law)
    assert left[2] == pytest.approx(1.0) and right[2] == pytest.approx(1.0)
    assert left[-1] < 1e-7 and 20 * np.log10(right[-1]) == pytest.approx(end_db, abs=0.01)
    np.testing.assert_allclose(left, right[::-1], atol=1e-12)
    assert (np.diff(right) >= 0.0).all()
    mono = np.repeat(noise(CELL, 7)[:1], 2, axis=0)
    channel = Channel((Curve.constant(0.0),), pan=Curve.constant(0.4), law=law)
    out = ChannelStep(channel, 1, 1, RATE).task(0, CELL).run([mono])
    assert out is not None
    np.testing.assert_allclose(out, mono * np.array([[left[3]], [right[3]]]), atol=1e-6)


def test_a_chain_in_cells_is_the_chain_in_one_piece() -> None:
    sound = noise(5 * CELL, 8)
    chain = (effect("highpass", frequency=90.0), effect("bell", frequency=800.0, gain=5.0), effect("compressor"))
    step = ChannelStep(Channel((Curve.constant(0.0),), chain, gain_db=Curve.constant(-2.0)), 1, 1, RATE)
    whole, cells = channel_cells(step, sound, 5 * CELL), channel_cells(step, sound, CELL)
    assert 20 * np.log10(np.abs(whole - cells).max() + 1e-12) < -110
    assert np.abs(whole).max() > 0.05


def test_a_recording_stands_at_its_place(tmp_path: Path) -> None:
    import soundfile

    tone = np.sin(np.arange(30_000) * 2 * np.pi * 440 / RATE) * 0.5
    soundfile.write(tmp_path / "tone.wav", tone, RATE, subtype="FLOAT")
    clip = Clip("tone.wav", digest_of(tmp_path / "tone.wav"), 10_000, 20_000, 0.1)
    step = RecordStep((clip,), RATE, "1", tmp_path)
    parts = []
    for start in range(0, 3 * CELL, CELL):
        task = step.task(start, CELL)
        parts.append(np.zeros((2, CELL), np.float32) if task is None else task.run([]))
    out = np.concatenate(parts, axis=1)
    assert not out[:, :10_000].any() and not out[:, 30_000:].any()
    np.testing.assert_allclose(out[0, 11_000:29_000], tone[1000 + 4800 : 19_000 + 4800], atol=1e-5)
    np.testing.assert_array_equal(out[0], out[1])


def moved_cells(channel: Channel, inputs: list[NDArray[np.float32]], heard: int, cell: int) -> NDArray[np.float32]:
    """A channel's output cell by cell, each from its own windows only."""
    step = ChannelStep(channel, heard, len(inputs), RATE)
    before, after = step.window
    wide = [np.pad(sound, ((0, 0), (before, after + cell))) for sound in inputs]
    parts = []
    for start in range(0, inputs[0].shape[1], cell):
        made = step.task(start, cell).run([each[:, start : start + before + cell + after].copy() for each in wide])
        assert made is not None
        parts.append(made)
    return np.concatenate(parts, axis=1)[:, : inputs[0].shape[1]]


def test_what_swings_and_follows_in_cells_is_itself_in_one_piece() -> None:
    sound, key = noise(10 * CELL, 9), noise(10 * CELL, 10) * np.linspace(0.1, 3.0, 10 * CELL, dtype=np.float32)
    rate = Curve(
        ((0, 2.0, "step"), (30_000, 2.0, "smooth"), (90_000, 11.0, "step")), (Wave("triangle", 31_000.0, 1.0),)
    )
    corner = Curve(((0, 3000.0, "step"),), (Wave("sine", 24_000.0, 2000.0, 0.25),), span=(1000.0, 5000.0))
    size = Curve(((0, 0.004, "step"), (50_000, 0.004, "linear"), (80_000, 0.011, "step")))
    chain = (
        replace(effect("tremolo"), automation=(("rate", replace(rate, span=(1.0, 12.0))),)),
        replace(effect("lowpass"), automation=(("frequency", corner),)),
        replace(effect("haas"), automation=(("time", size),)),
    )
    level = Curve(((0, -2.0, "step"),), follows=(Follow(1, -12.0, 0.01, 0.05),), span=(-14.0, -2.0))
    channel = Channel((Curve.constant(0.0),), chain, level, trims_db=(Curve.constant(-3.0),))
    whole, cells = moved_cells(channel, [sound, key], 1, 10 * CELL), moved_cells(channel, [sound, key], 1, CELL)
    assert 20 * np.log10(np.abs(whole - cells).max() + 1e-12) < -110
    assert np.sqrt(np.mean(whole[:, :CELL] ** 2)) > 1.5 * np.sqrt(np.mean(whole[:, -CELL:] ** 2))


def test_an_effect_begins_where_those_before_it_have_settled() -> None:
    sound, key = noise(8 * CELL, 12), noise(8 * CELL, 13) * np.linspace(3.0, 0.1, 8 * CELL, dtype=np.float32)
    rate = Curve(((0, 2.0, "step"), (30_000, 2.0, "smooth"), (90_000, 11.0, "step")))
    corner = Curve(((0, 900.0, "step"),), follows=(Follow(1, 4000.0, 0.01, 0.05),), span=(900.0, 4900.0))
    chain = (
        effect("delay", time=0.05, feedback=0.3),
        replace(effect("tremolo", depth=0.9), automation=(("rate", replace(rate, span=(1.0, 12.0))),)),
        effect("sidechain", threshold=-20.0, release=0.05),
        replace(effect("lowpass"), automation=(("frequency", corner),)),
        effect("auto-pan"),
    )
    channel = Channel((Curve.constant(0.0),), chain, keys=((2, 1),))
    heads = ChannelStep(channel, 1, 2, RATE).task(0, CELL).heads
    assert heads[0] == 0 and CELL < heads[1] == heads[2] < heads[3] < heads[4]
    cells, whole = moved_cells(channel, [sound, key], 1, CELL), sound
    for index, each in enumerate(chain):
        alone = Channel((Curve.constant(0.0),), (each,), keys=((0, 1),) if index == 2 else ())
        whole = moved_cells(alone, [whole, key], 1, 8 * CELL)
    assert 20 * np.log10(np.abs(whole - cells).max() + 1e-12) < -110
    assert np.abs(whole).max() > 0.05


def test_a_curve_swings_as_its_wave_says_and_follows_a_level_to_its_depth() -> None:
    level = Curve(((0, -6.0, "step"),), (Wave("sine", 4000.0, 3.0),), span=(-9.0, -3.0))
    found = values(cut(level, 1000, 9000), 8000)
    np.testing.assert_allclose(found, -6.0 + 3.0 * np.cos(2 * np.pi * np.arange(8000) / 4000.0), atol=1e-9)
    tone = np.stack([np.sin(np.arange(RATE) * 2 * np.pi * 1000 / RATE)] * 2).astype(np.float32)
    quiet = tone * 10 ** (-50 / 20)
    for heard, gain in ((tone, -12.0), (quiet, 0.0)):
        curve = Curve(((0, 0.0, "step"),), follows=(Follow(1, -12.0, 0.005, 0.05),), span=(-12.0, 0.0))
        out = moved_cells(Channel((Curve.constant(0.0),), gain_db=curve), [tone, heard], 1, RATE)
        assert abs(20 * np.log10(np.abs(out[:, RATE // 2 :]).max()) - gain) < 0.1


def test_a_vca_is_the_fader_that_far_down() -> None:
    sound = noise(CELL, 11)
    with_vca = Channel((Curve.constant(0.0),), gain_db=Curve.constant(-2.0), trims_db=(Curve.constant(-4.0),))
    alone = Channel((Curve.constant(0.0),), gain_db=Curve.constant(-6.0))
    np.testing.assert_allclose(moved_cells(with_vca, [sound], 1, CELL), moved_cells(alone, [sound], 1, CELL), rtol=1e-6)


def test_a_channel_summed_before_sounds_as_it_does_in_one() -> None:
    chain = (effect("reverb", size=0.4), effect("compressor", threshold=-30.0))
    swell = Curve(((0, -30.0, "linear"), (CELL, -3.0, "step")))
    followed = replace(Curve.constant(-6.0), follows=(Follow(4, -12.0, 0.01, 0.2),))
    channel = Channel(
        (Curve.constant(-3.0), swell, Curve.constant(0.0)), chain, followed, Curve.constant(0.4), ((1, 3),)
    )
    step = ChannelStep(channel, 3, 5, RATE)
    assert step.worth_summing(CELL) and not step.worth_summing(1 << 24)
    summing, rest = step.summed_before()
    before, after = step.window
    inputs = [noise(before + CELL + after, seed) for seed in range(5)]
    first = CELL - before
    total = summing.task(first, before + CELL + after).run(inputs[:3])
    whole = step.task(CELL, CELL).run(inputs)
    parted = rest.task(CELL, CELL).run([total, *inputs[3:]])
    assert whole is not None and parted is not None and np.abs(whole).max() > 0.01
    np.testing.assert_array_equal(parted, whole)


def test_sends_that_follow_are_not_summed_before() -> None:
    followed = replace(Curve.constant(-6.0), follows=(Follow(3, -12.0, 0.01, 0.2),))
    channel = Channel((followed, *(Curve.constant(0.0),) * 2), (effect("reverb", size=0.4),))
    assert not ChannelStep(channel, 3, 4, RATE).worth_summing(CELL)
