"""Random small songs. A song is one choice from each row of a table of statements, so that an edit is another choice,
and every song that the table holds compiles.

A statement that names a track or a bus which the song does not have is left out.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping

Choices = Mapping[str, str]

TRACKS = ("drums", "bass", "keys", "lead", "voice")
NAMES = frozenset((*TRACKS, "hall", "echo", "low"))

# What each statement may be. The part before the first dot says where it stands; the empty statement says nothing.
TABLE: dict[str, tuple[str, ...]] = {
    "song.artist": ('artist "Tests"', 'artist "Others"'),
    "song.seed": ("seed 5", "seed 6"),
    "song.tracks": (
        "drums bass keys voice",
        "drums bass lead voice",
        "bass voice",
        "drums voice",
        "keys lead voice",
        "drums lead",
    ),
    "composition.tempo": ("tempo 240 bpm", "tempo 250 bpm", "tempo 239.5 bpm"),
    "composition.key": ("key A minor", "key C major"),
    "composition.swing": ("", "swing 1/8 58%"),
    "composition.motif": ("motif hook octave 5 { | a:8 c a:4 e:2 | }", "motif hook octave 5 { | a:8 e a:4 e:2 | }"),
    "composition.form": ("form a b", "form a b a", "form a*2 b", "form b a +2 st"),
    "beat.kick": ("kick | x--- x--- |", "kick | x--x x--- |", "kick | x--- x?-- |"),
    "beat.hat": ("hat | x-x- x-xo |", "hat | x-x- 5-xf |", ""),
    "stabs": ("| x--x --x- |", "| x-xx ---- |"),
    "a.tempo": ("", "tempo 240 -> 220 bpm"),
    "a.chords": ("chords | Am7 | F |", "chords | Am7 | G |", "chords | Dm | F |"),
    "a.one": ("| a:4. b:8 c5:4 e5 |", "| a:4. b:8 d5:4 e5 |", "| @hook |", "| r:1 |"),
    "a.two": ("| c5:2 a |", "| c5:2 a:4 g |", "| [a c5 e5]:4 (a:4 g) e |"),
    "b.chords": ("chords | F |", "chords | C:3 G:1 |"),
    "b.one": ("| c:4 d e f |", "| c:4 d e g{+20 cents} |", "| @hook.up(2) |"),
    "drums.instrument": ('instrument kit "studio"', 'instrument kit "808"'),
    "drums.play": ("play beat", "play parts.four", "play beat;  in b { rest }"),
    "drums.rule": ("", "dynamics f", "notes of hat { velocity -20% }"),
    "bass.instrument": ('instrument synth "round-bass"', 'instrument synth "round-bass" { cutoff 420Hz }'),
    "bass.play": ("play roots octave 2", "play roots octave 2 rhythm stabs", "play bass octave 1"),
    "keys.instrument": ('instrument synth "electric-piano"', 'instrument synth "steel-string"'),
    "keys.play": ("play chords range c3..c5", "play arpeggio up unit 1/8 range e3..e5", "play chords rhythm stabs"),
    "keys.rule": ("", "strum 30ms", "in a.1 { rest }"),
    "lead.instrument": ('instrument synth "glass-lead"', 'instrument synth "warm-pad"'),
    "lead.play": ("play lead", "play lead;  double octave -1", "play lead;  articulation staccato"),
    "voice.instrument": ("instrument audio",),
    "takes.drums": ("", "take 1 { humanize timing 6ms velocity 8% }", "take 1 { humanize timing 9ms }"),
    "takes.keys": (
        "",
        "take 1 { humanize timing 6ms velocity 8% };  take 2 { humanize timing 12ms }",
    ),
    "takes.voice": (
        'take 1 { file "takes/one.wav" at a.1 }',
        'take 1 { file "takes/one.wav" at a.1 };  take 2 { file "takes/two.flac" at a.1 offset -20ms }',
        'take 1 { file "takes/one.wav" at a.1 from 100ms gain -2dB };  take 2 { file "takes/three.ogg" at a.1 }',
    ),
    "edits.drums": ("", "quantize 1/16 strength 60%", "mute b"),
    "edits.keys": ("", "nudge a.1:1 -5ms", "fade in a.1:1 1 beat"),
    "edits.voice": (
        "",
        "fade out a.1:1 1 beat",
        "gain a.1 +2dB",
        "cut a.1:1.4",
        "crossfade 20ms;  fade in a.1:1 20ms",
    ),
    "mix.chain": (
        "chain clean { highpass 90Hz;  bell 350Hz -2dB q 1.1 }",
        "chain clean { highpass 90Hz;  bell 350Hz -3dB q 1.1 }",
    ),
    "drums.insert": ("", "compressor threshold -16dB ratio 2.5:1", "saturation 6dB", "transient attack +4dB"),
    "drums.fader": ("gain -3dB", "gain -4dB", "gain -3dB;  pan 10% left"),
    "drums.send": ("", "send hall -14dB", "send hall -14dB pre"),
    "bass.insert": ("", "lowpass 3kHz", "sidechain drums amount -6dB release 60ms", "compressor key drums"),
    "bass.fader": ("gain -5dB", "gain -6dB"),
    "keys.insert": ("chain clean", "chain parts.warm", "chorus", "tremolo rate 3Hz depth 40%", "phaser"),
    "keys.fader": ("gain -9dB", "gain -9dB;  pan 20% right"),
    "keys.send": ("", "send echo -12dB", "send hall -9dB"),
    "lead.insert": ("", "chain clean", "tape", "width 130%"),
    "lead.fader": ("gain -6dB", "gain -8dB"),
    "lead.send": ("", "send hall -13dB", "send echo -10dB;  send hall -10dB"),
    "voice.insert": ("highpass 80Hz", "", "gate threshold -40dB", "bitcrush 8bit"),
    "voice.fader": ("gain -4dB", "gain -5dB", "gain -4dB;  mute"),
    "mix.hall": ("bus hall { reverb size 10% decay 300ms }", 'bus hall { convolution "rooms/hall.wav" }', ""),
    "mix.echo": (
        "bus echo { delay 100ms feedback 15%;  send hall -12dB }",
        "bus echo { delay 3/64 feedback 10%;  highpass 300Hz }",
        "bus echo { delay 3/64 feedback 10%;  hiss -70dB }",
        "",
    ),
    "mix.low": ("", "group low { drums bass;  compressor threshold -14dB ratio 1.8:1 }", "group low { drums bass }"),
    "mix.automate": (
        "",
        "automate bass.gain { a.1:1 -9dB;  a.1:2 -5dB curve smooth }",
        "automate bass.gain { a.1:1 -9dB;  a.1:2 -5dB curve step }",
        "automate drums.pan { a.1:1 20% left;  a.1:2 20% right }",
        "automate lead.send.hall { a.1:1 -20dB;  a.1:2 -10dB }",
    ),
    "master.insert": ("", "shelf high 9kHz +1dB", "compressor threshold -14dB ratio 1.5:1", "tilt 700Hz +1dB"),
    "master.loudness": ("loudness -16 LUFS", "loudness -15 LUFS", "loudness off"),
    "master.ceiling": ("ceiling -1 dBTP", "ceiling -2 dBTP"),
    "master.fade": ("", "fade out 500ms"),
    "master.tail": ("tail 200ms", "tail 400ms"),
    "master.wav": ("export wav 24bit", "export wav 16bit", "export wav 32bit", "export wav 24bit 44.1kHz"),
    "master.flac": ("", "export flac", "export flac 16bit"),
    "master.other": ("", "", "", "export mp3 192kbps", "export vorbis 192kbps"),
    "master.stems": ("", "stems wav 24bit"),
    "variant.thin": ("mute voice", "master { loudness -18 LUFS }"),
    "remark": ("", "// a remark", "// another"),
    "parts.four": ("kick | x-x- x-x- |", "kick | x-x- x--- |"),
    "parts.warm": ("lowpass 6kHz", "lowpass 7kHz;  bell 250Hz -3dB", "tape"),
}


def random_choices(chance: random.Random) -> dict[str, str]:
    return {key: chance.choice(values) for key, values in TABLE.items()}


def edited(choices: Choices, chance: random.Random) -> dict[str, str]:
    """The song with one statement said otherwise, now and then with several."""
    found = dict(choices)
    for _ in range(chance.choice((1, 1, 1, 2, 5))):
        key = chance.choice([key for key, values in TABLE.items() if len(set(values)) > 1])
        found[key] = chance.choice([value for value in TABLE[key] if value != found[key]])
    return found


def song_text(choices: Choices) -> str:
    return "\n".join(_lines(choices)) + "\n"


def parts_text(choices: Choices) -> str:
    """The module that the song uses."""
    return (
        f"composition {{\n  rhythm four {{\n    {choices['parts.four']}\n  }}\n}}\n"
        f"mix {{\n  chain warm {{ {choices['parts.warm']} }}\n}}\n"
    )


def _lines(choices: Choices) -> Iterator[str]:
    tracks = choices["song.tracks"].split()
    has = {*tracks, *(name for name in ("hall", "echo", "low") if choices[f"mix.{name}"])}
    if not _holds(choices["mix.echo"], has):
        has.discard("echo")
    group = [name for name in ("drums", "bass") if name in tracks]
    if not group:
        has.discard("low")

    def said(*keys: str) -> list[str]:
        return [choices[key] for key in keys if _holds(choices.get(key, ""), has)]

    def block(head: str, *keys: str) -> str:
        return f"{head} {{ {';  '.join(said(*keys))} }}"

    yield block('song "Proof"', "song.artist", "song.seed")
    yield choices["remark"]
    if any("parts." in line for line in choices.values()):
        yield 'use "lib/parts.song" as parts'
    yield "composition {"
    yield from said("composition.tempo", "composition.key", "composition.swing", "composition.motif")
    yield "rhythm beat {"
    yield from said("beat.kick", "beat.hat")
    yield f"}}\nrhythm stabs {choices['stabs']}"
    yield "section a 2 bars {"
    yield from said("a.tempo", "a.chords")
    yield f"line lead octave 4 {{\n{choices['a.one']}\n{choices['a.two']}\n}}\n}}"
    yield "section b 1 bar {"
    yield f"{choices['b.chords']}\nline lead octave 5 {{\n{choices['b.one']}\n}}\n}}"
    yield f"{choices['composition.form']}\n}}"
    yield "arrangement {"
    for track in tracks:
        yield block(f"track {track}", f"{track}.instrument", f"{track}.play", f"{track}.rule")
    yield "}"
    for stage in ("takes", "edits"):
        yield f"{stage} {{"
        yield from (block(f"track {track}", f"{stage}.{track}") for track in tracks if choices.get(f"{stage}.{track}"))
        yield "}"
    yield "mix {"
    yield choices["mix.chain"]
    for track in tracks:
        yield block(f"track {track}", f"{track}.insert", f"{track}.fader", f"{track}.send")
    yield from said("mix.hall", "mix.echo")
    if "send.hall" not in choices["mix.automate"] or "send hall" in "".join(said("lead.send")):
        yield from said("mix.automate")
    if "low" in has:
        yield choices["mix.low"].replace("drums bass", " ".join(group))
    yield "}"
    yield "master {"
    yield from said(*(key for key in TABLE if key.startswith("master.")))
    yield "}"
    if _holds(choices["variant.thin"], has):
        yield f"variant thin {{ {choices['variant.thin']} }}"


def _holds(line: str, has: set[str]) -> bool:
    """Whether the song has every track and bus that a statement names beside its own, if it says anything."""
    own = re.match(r"(bus|group) [a-z]+|play [a-z]+", line)
    return bool(line) and NAMES.intersection(re.findall(r"[a-z]+", line[own.end() if own else 0 :])) <= has
