"""The reference song: 16 tracks, every stage, four minutes, or any number of times that.

`python -m tests.bench.reference FOLDER [--times 10]` writes it as a project."""

from __future__ import annotations

import argparse
import wave
from array import array
from math import pi, sin
from pathlib import Path

RHYTHMS = """\
  rhythm beat {
    kick  | x--- --x- x--- ---- |
    snare | ---- x--- ---- x--o |
    hat   | x-x- x-x- x-x- x-xX |
  }
  rhythm percussion {
    shaker | x-o- x-o- x-o- x-o- |
    clap   | ---- x--- ---- x--- |
  }
  rhythm stabs | x--x --x- x--- --x- |
  rhythm drive | x-x- x-x- x-x- x-x- |
"""

LINES = {
    "lead": ("| a:4. b:8 c5:4 e5 |", "| c5:2 a |", "| g:4. a:8 g:4 e |", "| d:1 |"),
    "answer": ("| r:1 |", "| e:8 f g a c5:2 |", "| r:2 c5:4 b |", "| a:2 g |"),
    "high": ("| a5:2 g5 |", "| f5:1 |", "| e5:2 d5 |", "| b:1 |"),
    "low": ("| a3:1 |", "| f3:1 |", "| c4:1 |", "| g3:1 |"),
}

# Played once, so that an edit here is an edit of one note.
TURN = """\
  section turn 4 bars {
    chords | F | G | Am | E7 |
    line lead octave 5 {
      | c:4 d e f |
      | e:2 d     |
      | c:4 e d c |
      | b4:1      |
    }
  }
"""

# Track: instrument, what it plays, its place in the mix.
TRACKS = {
    "drums": ('kit "studio"', "beat", "compressor threshold -16dB ratio 2.5:1;  gain -4dB;  send room -18dB"),
    "perc": ('kit "808"', "percussion", "highpass 200Hz;  gain -14dB;  pan 40% right"),
    "bass": (
        'synth "round-bass"',
        "roots octave 2 rhythm drive",
        "lowpass 4kHz;  gain -7dB;  sidechain drums amount -4dB",
    ),
    "sub": ('synth "round-bass"', "roots octave 1", "lowpass 200Hz;  gain -14dB"),
    "keys": (
        'synth "electric-piano"',
        "chords voicing drop2 range e3..g5 rhythm stabs",
        "gain -12dB;  pan 20% left;  send hall -15dB",
    ),
    "piano": ('synth "electric-piano"', "arpeggio up range c4..c6", "highpass 200Hz;  gain -15dB;  send hall -14dB"),
    "pad": (
        'synth "warm-pad"',
        "chords voicing open range e2..b4",
        "chorus;  gain -15dB;  width 130%;  send hall -12dB",
    ),
    "pad2": ('synth "warm-pad"', "chords voicing close range c4..c6", "highpass 300Hz;  gain -19dB;  send hall -12dB"),
    "pluck": ('synth "steel-string"', "arpeggio up range e3..e5", "gain -14dB;  pan 30% right;  send echo -14dB"),
    "pluck2": ('synth "steel-string"', "arpeggio down range e4..e6", "gain -17dB;  pan 35% left;  send echo -14dB"),
    "lead": ('synth "glass-lead"', "lead", "highpass 150Hz;  bell 3kHz +2dB q 1;  gain -10dB;  send hall -14dB"),
    "answer": ('synth "glass-lead"', "answer", "highpass 150Hz;  gain -14dB;  pan 25% left;  send echo -12dB"),
    "high": ('synth "glass-lead"', "high", "highpass 400Hz;  gain -20dB;  send hall -8dB"),
    "low": ('synth "electric-piano"', "low", "lowpass 2kHz;  gain -16dB"),
    "strings": ('synth "warm-pad"', "high", "highpass 300Hz;  gain -18dB;  send hall -10dB"),
    "voice": ("audio", "", "highpass 90Hz;  compressor;  gain -12dB;  send hall -14dB"),
}


def reference(times: int) -> str:
    """The song's text, the form played that many times; once is four minutes."""
    chords = {"verse": "| Am7 | Fmaj7 | C | G |", "chorus": "| F | G | Am | Em |", "bridge": "| Dm7 | Em7 | F | E7 |"}
    sections = []
    for name, row in chords.items():
        lines = "".join(
            f"    line {line} octave 4 repeat {{\n" + "".join(f"      {bar}\n" for bar in bars) + "    }\n"
            for line, bars in LINES.items()
        )
        sections.append(f"  section {name} 16 bars {{\n    chords {row}\n{lines}  }}\n")
    played = ["verse chorus verse chorus bridge chorus verse"] * times
    form = " ".join([*played[: times // 2], "turn", *played[times // 2 :]])
    tracks = [
        f"  track {name} {{ instrument {instrument}" + (f";  play {plays}" if plays else "") + " }\n"
        for name, (instrument, plays, _) in TRACKS.items()
    ]
    humanized = "".join(
        f"  track {name} {{ take 1 {{ humanize timing 5ms velocity 8% }} }}\n" for name in TRACKS if name != "voice"
    )
    strips = "".join(f"  track {name} {{ {strip} }}\n" for name, (_, _, strip) in TRACKS.items())
    return f"""\
song "Reference" {{ seed 11 }}

composition {{
  tempo 112 bpm
  key   A minor

{RHYTHMS}
{"".join(sections)}
{TURN}
  form {form}
}}

arrangement {{
{"".join(tracks)}}}

takes {{
{humanized}  track voice {{ take 1 {{ file "takes/voice.wav" at chorus }} }}
}}

edits {{
  track lead  {{ quantize 1/16 strength 40% }}
  track voice {{ fade out chorus.1:16 1 bar }}
}}

mix {{
{strips}
  bus hall {{ reverb size 65%;  highpass 200Hz }}
  bus room {{ reverb size 25% }}
  bus echo {{ delay time 3/16 feedback 35%;  highpass 300Hz }}
  group rhythm {{ drums perc;  compressor threshold -14dB ratio 1.8:1 }}
  automate lead.gain {{ verse.1:1 -12dB;  chorus.1:1 -9dB curve smooth;  verse.2:1 -10dB }}
}}

master {{
  shelf low 90Hz +1dB
  shelf high 9kHz +1.5dB
  compressor threshold -16dB ratio 1.5:1 attack 30ms release 200ms
  loudness -14 LUFS
  ceiling  -1 dBTP
  export wav 24bit 48kHz
}}
"""


def write(folder: Path, times: int) -> Path:
    """Writes the project and gives the song's path. The take is a hummed tone of 34 seconds."""
    (folder / "takes").mkdir(parents=True, exist_ok=True)
    with wave.open(str(folder / "takes" / "voice.wav"), "wb") as file:
        file.setparams((1, 2, 44_100, 0, "NONE", ""))
        samples = (9000 * sin(2 * pi * 220 * t / 44_100 + sin(2 * pi * 5 * t / 44_100)) for t in range(44_100 * 34))
        file.writeframes(array("h", (int(sample) for sample in samples)).tobytes())
    song = folder / "reference.song"
    song.write_text(reference(times))
    return song


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.reference", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--times", type=int, default=1, help="how often the form is played (10: forty minutes)")
    options = parser.parse_args()
    print(write(options.folder, options.times))


if __name__ == "__main__":
    main()
