"""How a recording is stretched and shifted as it is put in time: `stretch 95%`, `stretch to 4 bars`, `tempo 100 bpm`,
`pitch +2 st`."""

from __future__ import annotations

from fractions import Fraction

from ..check import Check
from ..form.lengths import Length, read_length
from ..form.timeline import Timeline
from ..frozen import dataclass
from ..source import Span
from ..syntax import Quantity, Value
from ..units import base, measures
from ..vocabulary.setting import Kind

SHORTEST, LONGEST = 0.25, 4.0
HIGHEST_SEMITONES = 24.0
STRETCH_EXAMPLE = 'file "takes/loop.wav" at verse.1 stretch to 4 bars'


@dataclass(frozen=True, slots=True)
class Stretching:
    """What is made as long as `amount` says: that many times as long, a length in the song, or what was played at that
    many quarter notes a minute fitted to the song's tempo."""

    amount: Fraction | Length
    is_tempo: bool
    span: Span

    def ratio(self, seconds: float, timeline: Timeline, start: Fraction) -> float:
        """How many times as long something of `seconds` becomes that begins at beat `start`."""
        if isinstance(self.amount, Length):
            return self.amount.seconds_after(timeline, start) / seconds
        if not self.is_tempo:
            return float(self.amount)
        end = start + Fraction(seconds).limit_denominator(1_000_000) * self.amount / 60
        return (timeline.seconds(end) - timeline.seconds(start)) / seconds


def read_stretching(check: Check, name: str, values: list[Value], earlier: Stretching | None) -> Stretching | None:
    """What `stretch` or `tempo` says in `values`, of which it takes its own from the front."""
    to = name == "stretch" and getattr(values[0], "text", "") == "to"
    if to:
        head = values.pop(0)
        if not values:
            check.report("E0403", "`stretch to` needs a length", head.span, help=f"write it as `{STRETCH_EXAMPLE}`")
            return earlier
    value = values.pop(0)
    if earlier is not None:
        message = "a recording is stretched in one way"
        help = "leave one of them out"
        check.report("E0533", message, value.span, "stretched again", help, ((earlier.span, "stretched here"),))
        return earlier
    if to:
        length = read_length(check, value, "the recording", STRETCH_EXAMPLE)
        if length is not None and length.amount == 0:
            check.report("E0405", "a recording is longer than nothing", value.span, "no length")
            return None
        return Stretching(length, False, value.span) if length else None
    kind = Kind.PROPORTION if name == "stretch" else Kind.TEMPO
    if not isinstance(value, Quantity) or not measures(value.unit, kind) or value.value <= 0:
        wanted = "a share in `%`, or `to` and a length" if name == "stretch" else "a tempo in `bpm`"
        help = f"write it as `{STRETCH_EXAMPLE}`" if name == "stretch" else "write it as `tempo 100 bpm`"
        check.report("E0404", f"`{name}` takes {wanted}", value.span, "of another kind", help)
        return None
    return Stretching(Fraction(base(value, kind, None) or 1).limit_denominator(10**9), name == "tempo", value.span)


def read_semitones(check: Check, value: Value) -> float:
    if not isinstance(value, Quantity) or not measures(value.unit, Kind.PITCH):
        check.report("E0404", "`pitch` is measured in `st` or `cents`", value.span, help="write it as `pitch +2 st`")
        return 0.0
    semitones = base(value, Kind.PITCH, None) or 0.0
    if abs(semitones) > HIGHEST_SEMITONES:
        message = f"`pitch` lies between -{HIGHEST_SEMITONES:g} st and +{HIGHEST_SEMITONES:g} st"
        check.report("E0405", message, value.span, "out of range")
    return min(max(semitones, -HIGHEST_SEMITONES), HIGHEST_SEMITONES)


def checked_ratio(
    check: Check, stretching: Stretching | None, seconds: float, timeline: Timeline, at: Fraction
) -> float:
    """The ratio of a recording of `seconds` at a beat, reported where no stretch sounds well any more."""
    if stretching is None:
        return 1.0
    ratio = stretching.ratio(seconds, timeline, at)
    if not SHORTEST <= ratio <= LONGEST:
        message = f"this makes the recording {100 * ratio:.3g}% as long: it lies between 25% and 400%"
        check.report("E0405", message, stretching.span, "out of range", "choose a length nearer to its own")
    return min(max(ratio, SHORTEST), LONGEST)
