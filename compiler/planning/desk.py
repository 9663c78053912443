"""The desk as signals: strips, buses and groups in the order in which they hear each other, then the mix."""

from __future__ import annotations

from ..check import Check
from ..mix.automation import Automation
from ..mix.inserts import Insert
from ..mix.read import Mix, soloed
from ..mix.strips import Strip
from ..plan import Channel, Curve, Effect, Origin, Signal
from ..song import Song
from .curves import automated
from .origins import origin
from .timing import Timing

PREFIX = {"track": "strip", "bus": "bus", "group": "group"}
UNITY = Curve.constant(0.0)


def plan_desk(check: Check, song: Song, timing: Timing) -> list[Signal]:
    """The signals of all channels. Muted ones are made, since they may be keys, but nothing hears them."""
    desk = _Desk(check, soloed(song.mix), timing)
    signals: list[Signal] = []
    for strip in _in_order(desk.mix):
        signals += desk.channel(strip)
    signals.append(desk.mixed())
    return signals


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
        self.automations = {(each.strip, each.target): each for each in mix.automations}

    def channel(self, strip: Strip) -> list[Signal]:
        """A channel's signals: itself, and before it what it sends ahead of its fader."""
        name = signal_name(strip)
        inputs, sends, origins = self._heard(strip)
        effects, keys, listened = self._effects(strip, len(inputs))
        gain, pan = self._curve(strip, "gain", strip.gain_db), self._curve(strip, "pan", strip.pan)
        before, after = [*origins, *self._insert_origins(strip)], self._fader_origins(strip)
        if not any(send.pre for send in strip.sends):
            channel = Channel(sends, effects, gain, pan, keys)
            return [Signal(name, "mix", channel, (*inputs, *listened), (*before, *after))]
        ahead = Signal(f"{name}/pre", "mix", Channel(sends, effects, keys=keys), (*inputs, *listened), tuple(before))
        return [ahead, Signal(name, "mix", Channel((UNITY,), (), gain, pan), (ahead.name,), tuple(after))]

    def mixed(self) -> Signal:
        """The mix: every channel that no group holds."""
        own = self.mix.own
        heard = [s for s in self.mix.strips.values() if not s.muted and self.mix.group_of(s.name) is None]
        inputs = tuple(signal_name(strip) for strip in heard)
        effects, keys, listened = self._effects(own, len(inputs))
        channel = Channel(
            (UNITY,) * len(inputs),
            effects,
            self._curve(own, "gain", own.gain_db),
            self._curve(own, "pan", own.pan),
            keys,
        )
        origins = [
            *self._presence(list(self.mix.strips.values())),
            *self._insert_origins(own),
            *self._fader_origins(own),
        ]
        return Signal("mix", "mix", channel, (*inputs, *listened), tuple(origins))

    def _heard(self, strip: Strip) -> tuple[tuple[str, ...], tuple[Curve, ...], list[Origin]]:
        """What a channel sums, at which levels, and the declarations of that."""
        if strip.kind == "track":
            return (f"edit:{strip.name}",), (UNITY,), []
        if strip.kind == "group":
            members = [self.mix.strips[member] for member, _ in strip.members]
            heard = [member for member in members if not member.muted]
            spans = [span for _, span in strip.members]
            key = f"mix/group {strip.name}/members"
            names = sorted(member.name for member in members)
            named = [origin(self.check, key, spans[0].to(spans[-1]), names)] if spans else []
            return (
                tuple(signal_name(member) for member in heard),
                (UNITY,) * len(heard),
                [*named, *self._presence(members)],
            )
        inputs: list[str] = []
        curves: list[Curve] = []
        origins: list[Origin] = []
        senders: list[Strip] = []
        for other in self.mix.strips.values():
            for send in other.sends:
                if send.bus != strip.name:
                    continue
                senders.append(other)
                target = f"send.{send.bus}"
                where = f"mix/{other.kind} {other.name}"
                origins.append(origin(self.check, f"{where}/send {send.bus}", send.span, send.gain_db, send.pre))
                origins += self._automation_origins(other, target)
                if not other.muted:
                    inputs.append(signal_name(other) + ("/pre" if send.pre else ""))
                    curves.append(self._curve(other, target, send.gain_db))
        return tuple(inputs), tuple(curves), [*origins, *self._presence(senders)]

    def _effects(
        self, strip: Strip, heard: int
    ) -> tuple[tuple[Effect, ...], tuple[tuple[int, int], ...], tuple[str, ...]]:
        """The effects; for those with a key (effect index, input index); and the signals that are only listened to."""
        effects: list[Effect] = []
        keys: list[tuple[int, int]] = []
        listened: list[str] = []
        for index, insert in enumerate(strip.inserts):
            effects.append(self._effect(strip, insert))
            if insert.key:
                keys.append((index, heard + len(listened)))
                listened.append(signal_name(self.mix.strips[insert.key]))
        return tuple(effects), tuple(keys), tuple(listened)

    def _effect(self, strip: Strip, insert: Insert) -> Effect:
        curves = tuple(
            (name, automated(automation, float(value), self.timing))
            for name, value in insert.settings
            if (automation := self.automations.get((strip.name, f"{insert.label}.{name}"))) is not None
        )
        return Effect(insert.effect, insert.settings, curves)

    def _curve(self, strip: Strip, target: str, written: float) -> Curve:
        return automated(self.automations.get((strip.name, target)), written, self.timing)

    def _insert_origins(self, strip: Strip) -> list[Origin]:
        found = []
        for insert in strip.inserts:
            key = f"{_where(strip)}/{insert.label}"
            found.append(origin(self.check, key, insert.span, insert.effect, insert.settings, insert.key))
            for name, _ in insert.settings:
                found += self._automation_origins(strip, f"{insert.label}.{name}")
        return found

    def _fader_origins(self, strip: Strip) -> list[Origin]:
        found = []
        if strip.gain_span is not None:
            found.append(origin(self.check, f"{_where(strip)}/gain", strip.gain_span, strip.gain_db))
        if strip.pan_span is not None:
            found.append(origin(self.check, f"{_where(strip)}/pan", strip.pan_span, strip.pan))
        return [*found, *self._automation_origins(strip, "gain"), *self._automation_origins(strip, "pan")]

    def _automation_origins(self, strip: Strip, target: str) -> list[Origin]:
        automation: Automation | None = self.automations.get((strip.name, target))
        if automation is None:
            return []
        key = f"mix/automate {strip.name}.{target}"
        return [
            origin(self.check, f"{key}/{number}", point.span, point.beats, point.value, point.shape, point.over)
            for number, point in enumerate(automation.points, 1)
        ]

    def _presence(self, strips: list[Strip]) -> list[Origin]:
        """Why channels are left out."""
        return [
            origin(self.check, f"{_where(strip)}/mute", strip.mute_span, "mute")
            for strip in strips
            if strip.mute_span is not None
        ]


def _where(strip: Strip) -> str:
    return "mix" if strip.kind == "mix" else f"mix/{strip.kind} {strip.name}"
