"""The desk as signals: strips, buses and groups in the order in which they hear each other, then the mix."""

from __future__ import annotations

from functools import partial

from ..check import Check
from ..mix.inserts import Insert
from ..mix.modulation import hearers
from ..mix.read import Mix, soloed
from ..mix.strips import Strip
from ..mix.targets import insert_targets
from ..plan import Curve, Effect, Origin, Process, Signal
from ..plugins.read import Chosen
from ..song import Song
from .chain import UNITY, Part, through
from .moving import Moving
from .origins import insert_origins, origin
from .pieces import piece_signal
from .timing import Timing

PREFIX = {"track": "strip", "bus": "bus", "group": "group"}


def plan_desk(check: Check, song: Song, timing: Timing) -> list[Signal]:
    """The signals of all channels. Muted ones are made, since they may be keys, but nothing hears them."""
    desk = _Desk(check, soloed(song.mix), timing)
    signals: list[Signal] = []
    for strip in _in_order(desk.mix):
        signals += desk.channel(strip)
    return [*signals, *desk.mixed()]


def signal_name(strip: Strip) -> str:
    """`strip:bass`, `bus:hall`, `group:rhythm`."""
    return f"{PREFIX[strip.kind]}:{strip.name}"


def _in_order(mix: Mix) -> list[Strip]:
    """Every channel after those that it hears; otherwise in the order of the text."""
    heard: dict[str, set[str]] = {name: set() for name in mix.strips}
    for strip in mix.strips.values():
        for send in strip.sends:
            heard[send.bus].add(strip.name)
        heard[strip.name] |= {member for member, _ in strip.members}
        heard[strip.name] |= {insert.key for insert in strip.inserts if insert.key}
    for each in mix.modulations:
        if each.key:
            for hearer in hearers({**mix.strips, **mix.vcas, "mix": mix.own}, each.strip, each.target):
                heard[hearer].add(each.key)
    found: dict[str, Strip] = {}

    def visit(name: str) -> None:
        if name not in found:
            for other in mix.strips:
                if other in heard[name]:
                    visit(other)
            found[name] = mix.strips[name]

    for name in mix.strips:
        visit(name)
    return list(found.values())


class _Desk:
    """The mix while it is planned."""

    def __init__(self, check: Check, mix: Mix, timing: Timing) -> None:
        self.check = check
        self.mix = mix
        self.timing = timing
        self.moving = Moving(mix, timing)

    def channel(self, strip: Strip) -> list[Signal]:
        """A channel's signals: itself, and before it what it sends ahead of its fader."""
        name = signal_name(strip)
        heard = self._heard(strip)
        part = Part((source for source, *_ in heard), self._heard_origins(strip))
        part.sends = tuple(self._curve(sender, target, level, part) for _, sender, target, level in heard)
        if not any(send.pre for send in strip.sends):
            signals, part = self._chain(strip, name, part)
            return [*signals, self._faded(strip, name, part)]
        signals, part = self._chain(strip, f"{name}/pre", part)
        ahead = part.signal(f"{name}/pre", "mix")
        return [*signals, ahead, self._faded(strip, name, Part([ahead.name]))]

    def mixed(self) -> list[Signal]:
        """The mix: every channel that no group holds."""
        heard = [s for s in self.mix.strips.values() if not s.muted and self.mix.group_of(s.name) is None]
        part = Part((signal_name(strip) for strip in heard), self._presence(list(self.mix.strips.values())))
        signals, part = self._chain(self.mix.own, "mix", part)
        return [*signals, self._faded(self.mix.own, "mix", part)]

    def _faded(self, strip: Strip, name: str, part: Part) -> Signal:
        """The last part of a channel, with its fader and pan."""
        gain, pan, trims = *self._fader(strip, part), self._trims(strip, part)
        return part.signal(name, "mix", gain, pan, trims, self._fader_origins(strip), strip.law)

    def _chain(self, strip: Strip, name: str, part: Part) -> tuple[list[Signal], Part]:
        """The effects of a channel: the signals that end with a plugin, and the part after the last of these."""
        signals: list[Signal] = []
        for insert in strip.inserts:
            origins = self._insert_origins(strip, insert)
            if insert.plugin is None:
                key = self._key(insert.key)
                part.add(self._effect(strip, insert, part), key)
                part.origins += origins
            else:
                make = partial(self._process, strip, insert, insert.plugin)
                before, part = through(part, name, "mix", insert.label, make, origins)
                signals += before
        return signals, part

    def _key(self, name: str) -> str:
        """The signal of what an effect listens to: a channel, a drum piece of a track, or nothing."""
        if not name:
            return ""
        return signal_name(self.mix.strips[name]) if name in self.mix.strips else piece_signal(name)

    def _heard(self, strip: Strip) -> list[tuple[str, Strip | None, str, float]]:
        """What a channel sums: the signal, and which setting of which channel is its level, with what is written for
        it."""
        if strip.kind == "track":
            return [(f"edit:{strip.name}", None, "", 0.0)]
        if strip.kind == "group":
            members = (self.mix.strips[member] for member, _ in strip.members)
            return [(signal_name(member), None, "", 0.0) for member in members if not member.muted]
        return [
            (signal_name(other) + ("/pre" if send.pre else ""), other, f"send.{send.bus}", send.gain_db)
            for other in self.mix.strips.values()
            for send in other.sends
            if send.bus == strip.name and not other.muted
        ]

    def _heard_origins(self, strip: Strip) -> list[Origin]:
        """The declarations of what a channel sums."""
        if strip.kind == "track":
            return []
        if strip.kind == "group":
            members = [self.mix.strips[member] for member, _ in strip.members]
            spans = [span for _, span in strip.members]
            key = f"mix/group {strip.name}/members"
            names = sorted(member.name for member in members)
            named = [origin(self.check, key, spans[0].to(spans[-1]), names)] if spans else []
            return [*named, *self._presence(members)]
        origins: list[Origin] = []
        senders: list[Strip] = []
        for other in self.mix.strips.values():
            for send in other.sends:
                if send.bus == strip.name:
                    senders.append(other)
                    where = f"mix/{other.kind} {other.name}"
                    origins.append(origin(self.check, f"{where}/send {send.bus}", send.span, send.gain_db, send.pre))
                    origins += self._moving_origins(other, f"send.{send.bus}")
        return [*origins, *self._presence(senders)]

    def _effect(self, strip: Strip, insert: Insert, part: Part) -> Effect:
        curves = []
        for name, value in insert.settings:
            if not isinstance(value, str):
                curve = self._curve(strip, f"{insert.label}.{name}", value, part)
                if curve != Curve.constant(value):
                    curves.append((name, curve))
        return Effect(insert.effect, insert.settings, tuple(curves))

    def _process(self, strip: Strip, insert: Insert, chosen: Chosen, part: Part) -> Process:
        listen = partial(self._listen, part)
        return Process(self.moving.plugin(strip.name, chosen, insert_targets(insert), listen))

    def _fader(self, strip: Strip, part: Part) -> tuple[Curve, Curve]:
        return (
            self._curve(strip, "gain", strip.gain_db, part),
            self._curve(strip, "pan", strip.pan, part),
        )

    def _trims(self, strip: Strip, part: Part) -> tuple[Curve, ...]:
        """What the VCA groups that hold a channel add to its fader."""
        curves = (self._curve(vca, "gain", vca.gain_db, part) for vca in self._vcas(strip))
        return tuple(curve for curve in curves if curve != UNITY)

    def _vcas(self, strip: Strip) -> list[Strip]:
        return [vca for vca in self.mix.vcas.values() if any(member == strip.name for member, _ in vca.members)]

    def _curve(self, strip: Strip | None, target: str, written: float, part: Part) -> Curve:
        if strip is None:
            return UNITY
        return self.moving.curve(strip.name, target, written, partial(self._listen, part))

    def _listen(self, part: Part, name: str) -> int:
        """The number of a part's input that is the channel."""
        return part.listen(signal_name(self.mix.strips[name]))

    def _insert_origins(self, strip: Strip, insert: Insert) -> list[Origin]:
        found = insert_origins(self.check, _where(strip), insert)
        for target in insert_targets(insert):
            found += self._moving_origins(strip, target.name)
        return found

    def _fader_origins(self, strip: Strip) -> list[Origin]:
        found = []
        if strip.gain_span is not None:
            found.append(origin(self.check, f"{_where(strip)}/gain", strip.gain_span, strip.gain_db))
        if strip.pan_span is not None:
            found.append(origin(self.check, f"{_where(strip)}/pan", strip.pan_span, strip.pan, strip.law))
        for vca in self._vcas(strip):
            if vca.gain_span is not None:
                found.append(origin(self.check, f"mix/vca {vca.name}/gain", vca.gain_span, vca.gain_db))
            found += self._moving_origins(vca, "gain")
        return [*found, *self._moving_origins(strip, "gain"), *self._moving_origins(strip, "pan")]

    def _moving_origins(self, strip: Strip, target: str) -> list[Origin]:
        return self.moving.origins(self.check, strip.name, target)

    def _presence(self, strips: list[Strip]) -> list[Origin]:
        """Why channels are left out."""
        return [
            origin(self.check, f"{_where(strip)}/mute", strip.mute_span, "mute")
            for strip in strips
            if strip.mute_span is not None
        ]


def _where(strip: Strip) -> str:
    return "mix" if strip.kind == "mix" else f"mix/{strip.kind} {strip.name}"
