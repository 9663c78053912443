"""SFZ files (sfzformat.com): text that maps samples to keys and velocities. Samples, loops, layers, turns, tuning,
level, pan and the amplitude envelope are read; what else a file asks for is told in a warning."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..check import Check, alternatives
from ..frozen import dataclass
from ..plan import Sound
from ..syntax import Text
from ..takes.recordings import audio_of
from ..vocabulary.instruments import PIECES

Opcodes = dict[str, str]

_LEVELS = ("global", "master", "group", "region")
_TOKEN = re.compile(r"<(\w+)>|(?<![\w$])([\w$]+)=(.*?)(?=\s[\w$]+=|<\w+>|$)", re.MULTILINE)
_NOTE = re.compile(r"([a-g])(#|b|)(-?\d+)", re.IGNORECASE)
_SEMITONES = {"c": 0, "d": 2, "e": 4, "f": 5, "g": 7, "a": 9, "b": 11}
_ALIASES = {"loopmode": "loop_mode", "loopstart": "loop_start", "loopend": "loop_end"}
_READ = {
    *("sample", "default_path", "key", "lokey", "hikey", "pitch_keycenter", "pitch_keytrack", "lovel", "hivel"),
    *("tune", "transpose", "volume", "pan", "offset", "end", "loop_mode", "loop_start", "loop_end", "trigger"),
    *("ampeg_attack", "ampeg_decay", "ampeg_sustain", "ampeg_release", "seq_length", "seq_position"),
    *("lorand", "hirand", "sw_last", "sw_default"),
}
# What a number may be, as sfzformat.com has it; other numbers are keys or shares.
_LIMITS = {
    "pitch_keytrack": (-1200.0, 1200.0),
    "tune": (-9600.0, 9600.0),
    "transpose": (-127.0, 127.0),
    "volume": (-144.0, 48.0),
    "pan": (-100.0, 100.0),
    **dict.fromkeys(("offset", "end", "loop_start", "loop_end"), (-1.0, 2.0**32)),
    **dict.fromkeys(("ampeg_attack", "ampeg_decay", "ampeg_sustain", "ampeg_release"), (-1.0, 100.0)),
}
# What does not change how a note sounds here: names, keys that switch, and groups that silence each other, which
# drums do by their pieces.
_IDLE = re.compile(r"(sw_|group|off_|polyphony|note_polyphony|.*label|.*_cc\d+|.*cc\d+|amp_veltrack|ampeg_hold)")


@dataclass(frozen=True, slots=True)
class _Wrong(Exception):
    """An opcode's value that is none."""

    opcode: str
    value: str


def read_sfz(check: Check, name: Text, path: str, role: str) -> list[Sound]:
    """The sounds of an SFZ file; reports one that cannot be read, and opcodes that are passed over."""
    text = _text(check, name, path)
    if text is None:
        return []
    plain = [each for each in regions(text) if each.get("trigger", "attack") in ("attack", "first")]
    played = [each for each in plain if each.get("sw_last", "") == each.get("sw_default", each.get("sw_last", ""))]
    drums = role == "drums" or (role == "auto" and bool(played) and all(_steady(each) for each in played))
    sounds: list[Sound] = []
    for opcodes in played:
        try:
            sounds += _sound(check, name, opcodes, drums)
        except _Wrong as wrong:
            message = f"`{name.value}` says `{wrong.opcode}={wrong.value}`, which is no value of it"
            check.report("E0810", message, name.span, "not readable", "mend the SFZ file")
            return []
    if not sounds and not check.failed:
        check.report("E0810", f"`{name.value}` has no regions that sound", name.span, "nothing to play")
    others = sorted({opcode for each in plain for opcode in each if opcode not in _READ and not _IDLE.match(opcode)})
    if others:
        more = " and others" if len(others) > 6 else ""
        message = f"`{name.value}` uses {alternatives(others[:6], 'and')}{more}, which are not played"
        check.report("W0803", message, name.span, "opcodes passed over", "effects of the mix may take their place")
    return sounds


def _text(check: Check, name: Text, path: str) -> str | None:
    try:
        text = check.files.read_text(path)
    except UnicodeDecodeError:
        check.report("E0810", f"`{name.value}` is not UTF-8 text", name.span, "not readable", "save it as UTF-8")
        return None
    if text is None:
        help = "paths are relative to the folder of the song"
        check.report("E0802", f"there is no file `{name.value}`", name.span, "not found", help)
    return text


def regions(text: str) -> Iterator[Opcodes]:
    """The opcodes of each region, those of its group and of the headers above it included."""
    text = re.sub(r"/\*.*?\*/|//[^\n]*", "", text, flags=re.DOTALL)
    for variable, value in re.findall(r"#define\s+(\$\w+)\s+(\S+)", text):
        text = text.replace(variable, value)
    text = re.sub(r"#define[^\n]*", "", text)
    control: Opcodes = {}
    levels: dict[str, Opcodes] = {}
    header = ""
    for found, opcode, value in _TOKEN.findall(text):
        if found:
            if header == "region":
                yield _merged(control, levels)
            header = found
            for level in _LEVELS[_LEVELS.index(header) :] if header in _LEVELS else ():
                levels.pop(level, None)
            continue
        into = control if header == "control" else levels.setdefault(header, {})
        into[_ALIASES.get(opcode, opcode)] = value.strip()
    if header == "region":
        yield _merged(control, levels)


def _merged(control: Opcodes, levels: dict[str, Opcodes]) -> Opcodes:
    path = {name: value for name, value in control.items() if name == "default_path"}
    return path | {name: value for level in _LEVELS for name, value in levels.get(level, {}).items()}


def _steady(opcodes: Opcodes) -> bool:
    return opcodes.get("pitch_keytrack") in ("0", "0.0")


def _sound(check: Check, name: Text, opcodes: Opcodes, drums: bool) -> Iterator[Sound]:
    """The sound of a region, none where it has no sample."""
    sample = opcodes.get("sample", "")
    if not sample or sample.startswith("*"):
        return
    folder = name.value.rpartition("/")[0]
    written = f"{folder}/" * bool(folder) + (opcodes.get("default_path", "") + sample).replace("\\", "/")
    found = audio_of(check, Text(written, name.span))
    if found is None:
        return
    info = found[1]
    key = _key(opcodes, "key", -1)
    low, high = _key(opcodes, "lokey", max(key, 0)), _key(opcodes, "hikey", key if key >= 0 else 127)
    centre = _key(opcodes, "pitch_keycenter", key if key >= 0 else 60)
    track = 0.0 if drums else _number(opcodes, "pitch_keytrack", 100.0) / 100
    tuned = _number(opcodes, "transpose", 0.0) + _number(opcodes, "tune", 0.0) / 100
    mode = opcodes.get("loop_mode", "loop_continuous" if "loop_end" in opcodes else "no_loop")
    last = min(info.frames, int(_number(opcodes, "end", info.frames - 1)) + 1)
    loop = (int(_number(opcodes, "loop_start", 0)), int(_number(opcodes, "loop_end", info.frames - 1)) + 1)
    yield Sound(
        *(found[0], info.digest, info.rate, info.frames),
        pieces=tuple(piece.name for piece in PIECES.values() if low <= piece.key <= high) if drums else (),
        low=low,
        high=high,
        soft=_edge(_number(opcodes, "lovel", 0)),
        loud=_edge(_number(opcodes, "hivel", 127) + 1),
        luck=_luck(opcodes),
        key=float(centre),
        track=track,
        tune=tuned,
        gain_db=_number(opcodes, "volume", 0.0),
        pan=_number(opcodes, "pan", 0.0) / 100,
        first=min(last, max(0, int(_number(opcodes, "offset", 0)))),
        last=last,
        loop=loop if mode in ("loop_continuous", "loop_sustain") and 0 <= loop[0] < loop[1] <= info.frames else (0, 0),
        whole=mode == "one_shot" or (drums and "loop_mode" not in opcodes),
        attack_seconds=_number(opcodes, "ampeg_attack", -1.0),
        decay_seconds=_number(opcodes, "ampeg_decay", 0.0),
        sustain=_number(opcodes, "ampeg_sustain", 100.0) / 100,
        release_seconds=_number(opcodes, "ampeg_release", -1.0),
    )


def _luck(opcodes: Opcodes) -> tuple[float, float]:
    """When a region has its turn: by chance, as notes know nothing of each other."""
    if "seq_length" in opcodes:
        turns, turn = max(1.0, _number(opcodes, "seq_length", 1.0)), _number(opcodes, "seq_position", 1.0)
        return (turn - 1) / turns, turn / turns
    return _number(opcodes, "lorand", 0.0), _number(opcodes, "hirand", 1.0)


def _edge(velocity: float) -> float:
    """A MIDI velocity as the lower edge of those that round to it; the ends are open."""
    return -1.0 if velocity <= 1 else 2.0 if velocity > 127 else (velocity - 0.5) / 127


def _number(opcodes: Opcodes, name: str, default: float) -> float:
    low, high = _LIMITS.get(name, (-1.0, 128.0))
    try:
        number = float(opcodes.get(name, default))
    except ValueError:
        raise _Wrong(name, opcodes[name]) from None
    if not low <= number <= high:  # nor what is not a number
        raise _Wrong(name, opcodes[name])
    return number


def _key(opcodes: Opcodes, name: str, default: int) -> int:
    """A key as a number or a note's name; middle C, `c4`, is 60."""
    value = opcodes.get(name, str(default))
    match = _NOTE.fullmatch(value)
    if match is not None:
        letter, shift, octave = match.groups()
        return 12 * (int(octave) + 1) + _SEMITONES[letter.lower()] + {"#": 1, "b": -1, "": 0}[shift]
    return int(_number(opcodes, name, default))
