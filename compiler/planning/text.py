"""A plan as readable text, for tests and people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..plan import Channel, Curve, Delivery, Edit, Effect, Perform, Plan, Plugin, Process, Record, Region, Signal, Step
from ..plan_audio import Align, AudioStep, Breaths, Comp, Declick, FindOnsets, FindPitch, Snap, Stretch, Strip, Tune


def plan_text(plan: Plan, *, notes: int = 4, origins: bool = False) -> str:
    """Signals in order with what each is made of; frames as seconds. The first `notes` of a performance are shown; with
    `origins`, also what shaped each signal."""
    lines = [f"{plan.frames / plan.rate:.3f} s at {plan.rate} Hz, seed {plan.seed}"]
    lines += (f"section {name} {_span(start, stop, plan.rate)}" for name, start, stop in plan.sections)
    for signal in plan.signals:
        lines.append(" ".join((signal.name, f"[{signal.stage}]", *(f"< {name}" for name in signal.inputs))))
        lines += (f"  {line}" for line in _step(signal.step, signal, plan.rate, notes))
        if origins:
            lines += (f"  from {origin.key}: {origin.text}" for origin in signal.origins)
    lines += _finish(plan)
    return "\n".join(lines) + "\n"


def _step(step: Step, signal: Signal, rate: int, shown: int) -> Iterator[str]:
    match step:
        case Perform(instrument, notes, automation):
            yield f"{instrument.kind} {instrument.name}, {len(notes)} notes"
            if instrument.plugin is not None:
                yield _plugin(instrument.plugin, rate, ())
            yield from (f"{name} {_curve(curve, rate, signal.inputs)}" for name, curve in automation)
            for note in notes[:shown]:
                what = note.piece or f"{note.pitch:g}"
                moves = (f", {name} {_curve(curve, rate, ())}" for name, curve in note.moves)
                played = f"{what} at {note.start / rate:.4f} for {note.length / rate:.4f} velocity {note.velocity:.3f}"
                yield "".join((played, *moves))
        case Record(clips):
            for clip in clips:
                span = _span(clip.start, clip.start + clip.frames, rate)
                yield f"{clip.file} {span} from {clip.offset_seconds:.4f} gain {clip.gain_db:g}dB"
        case Edit(regions):
            yield from (_region(region, signal.inputs, rate) for region in regions)
        case Stretch() | Strip() | FindOnsets() | Snap() | FindPitch() | Tune() | Align() | Declick() | Breaths():
            yield from _audio(step, rate)
        case Comp(first, joins):
            yield f"{signal.inputs[first]} first"
            for join in joins:
                lengths = f"in {join.cross / rate:.4f} {join.shape}, search {join.search / rate:.4f}"
                yield f"{signal.inputs[join.take]} from {join.at / rate:.4f} {lengths}"
        case Process(plugin):
            yield _plugin(plugin, rate, signal.inputs)
        case Channel():
            yield from _channel(step, signal.inputs, rate)


def _region(region: Region, inputs: tuple[str, ...], rate: int) -> str:
    text = f"{inputs[region.take]} {_span(region.start, region.stop, rate)}"
    for name, length, shape in (
        ("in", region.fade_in, region.fade_in_shape),
        ("out", region.fade_out, region.fade_out_shape),
    ):
        text += f", {name} {length / rate:.4f} {shape}" if length else ""
    text += f", from {region.shift / rate:.4f} earlier" if region.shift else ""
    text += ", backwards" if region.mirror is not None else ""
    text += ", inverted" if region.inverted else ""
    return text + (f", gain {region.gain_db:g}dB" if region.gain_db else "")


def _audio(step: AudioStep, rate: int) -> Iterator[str]:
    match step:
        case Stretch(ratio, semitones):
            yield f"stretch {100 * ratio:g}%, pitch {semitones:+g} st"
        case Strip(threshold_db, hold, before):
            yield f"strip under {threshold_db:g}dB, hold {hold / rate:.4f}, before {before / rate:.4f}"
        case Snap(grids):
            for grid in grids:
                points = f"{len(grid.points)} points from {grid.points[0] / rate:.4f}" if grid.points else "no points"
                yield f"snap {_span(grid.start, grid.stop, rate)} to {points} by {100 * grid.strength:g}%"
        case Tune(melodies):
            for part in melodies:
                pitches = " ".join(f"{pitch:g}" for pitch in part.pitches)
                how = f"by {100 * part.strength:g}% in {part.speed_seconds:g}"
                yield f"tune {_span(part.start, part.stop, rate)} {how} to {pitches}"
        case Align(within):
            yield f"align within {within / rate:.4f}"
        case Declick(parts) | Breaths(parts):
            for one in parts:
                yield f"{type(step).__name__.lower()} {_span(one.start, one.stop, rate)} by {one.amount:g}"
        case FindOnsets() | FindPitch() | Comp():
            yield "find onsets" if isinstance(step, FindOnsets) else "find pitch"


def _channel(channel: Channel, inputs: tuple[str, ...], rate: int) -> Iterator[str]:
    for name, curve in zip(inputs, channel.sends, strict=False):
        if curve != Curve.constant(0.0):
            yield f"send {name} {_curve(curve, rate, inputs)}"
    keys = dict(channel.keys)
    for index, effect in enumerate(channel.effects):
        yield _effect(effect, rate, inputs) + (f" key {inputs[keys[index]]}" if index in keys else "")
    if channel.gain_db != Curve.constant(0.0):
        yield f"gain {_curve(channel.gain_db, rate, inputs)}"
    for trim in channel.trims_db:
        yield f"vca {_curve(trim, rate, inputs)}"
    if channel.pan != Curve.constant(0.0):
        law = f" law {channel.law}" if channel.law != "equal-power" else ""
        yield f"pan {_curve(channel.pan, rate, inputs)}{law}"


def _effect(effect: Effect, rate: int, inputs: tuple[str, ...]) -> str:
    curves = dict(effect.automation)
    settings = (
        f"{name} {_curve(curves[name], rate, inputs)}"
        if name in curves
        else f"{name} {value:g}"
        if isinstance(value, float)
        else f"{name} {value}"
        for name, value in effect.settings
    )
    return f"{effect.name}: {', '.join(settings)}"


def _plugin(plugin: Plugin, rate: int, inputs: tuple[str, ...]) -> str:
    curves = (f"{key} {_curve(curve, rate, inputs)}" for key, curve in plugin.automation)
    values = (f"{key} {value:g}" if isinstance(value, float) else f"{key} {value}" for key, value in plugin.parameters)
    return f"plugin {plugin.name}: {', '.join((*(file.file for file in plugin.files), *values, *curves))}"


def _curve(curve: Curve, rate: int, inputs: tuple[str, ...]) -> str:
    if len(curve.points) == 1:
        parts = [f"{curve.points[0][1]:g}"]
    else:
        parts = [f"{frame / rate:.3f}:{value:.4g}:{shape}" for frame, value, shape in curve.points]
    parts += [f"+ {wave.shape} {wave.depth:g} every {wave.period / rate:.4g} at {wave.turn:g}" for wave in curve.waves]
    for each in curve.follows:
        parts.append(f"+ level of {inputs[each.input]} by {each.depth:g} in {each.attack:g} out {each.release:g}")
    return " ".join(parts)


def _span(start: int, stop: int, rate: int) -> str:
    return f"{start / rate:.4f}..{stop / rate:.4f}"


def _finish(plan: Plan) -> Iterable[str]:
    finish = plan.finish
    loudness = "as mixed" if finish.loudness_lufs is None else f"{finish.loudness_lufs:g} LUFS"
    yield f"finish {loudness}, ceiling {finish.ceiling_dbtp:g} dBTP"
    yield from (f"  export {_delivery(delivery)}" for delivery in finish.deliveries)
    if finish.stems is not None:
        yield f"  stems {_delivery(finish.stems)}"
    if finish.match is not None:
        yield f"  match spectrum {finish.match.amount:g}" + (" and loudness" if finish.match.loudness else "")
    if finish.cover is not None:
        yield f"  cover {finish.cover[0]}"
    yield from (f"  tag {name}: {text}" for name, text in finish.tags)


def _delivery(delivery: Delivery) -> str:
    size = f"{delivery.bits}bit" if delivery.bits else f"{delivery.bitrate_kbps}kbps"
    more = (" shaped" if delivery.shaped else "") + (" broadcast" if delivery.broadcast else "")
    return f"{delivery.format} {size} {delivery.rate} Hz{more}"
