"""songc from Python: a song written, checked, looked into, built and varied. Run it whole, or cell by cell in an editor
that knows `# %%`.

    python examples/from-python/tour.py
"""

# %% A song is text. This one is written into a folder of its own.
import tempfile
from collections import Counter
from pathlib import Path

from songc.compiler import compile_song
from songc.runtime import build

folder = Path(tempfile.mkdtemp(prefix="songc-tour-"))
song = folder / "study.song"
song.write_text("""\
song "Study" { seed 1 }

composition {
  tempo 120 bpm
  key D minor

  section theme 4 bars {
    chords | Dm7 | Gm7 | C7 | Fmaj7 |
    line melody octave 4 {
      | d:4 f a c5     |
      | bb:4. a:8 g:2  |
      | e:4 g bb d5    |
      | c5:4. bb:8 a:2 |
    }
  }
}

arrangement {
  track keys { instrument synth "electric-piano";  play chords voicing shell range c3..c5 }
  track lead { instrument synth "glass-lead";  play melody }
}

master { tail 1s }
""")

# %% Compiling gives the song, its score and its plan, or diagnostics. Nothing is written and no sound is made.
compiled = compile_song(song)
assert compiled.song is not None and compiled.score is not None and compiled.plan is not None
print(f"{compiled.song.title.title}: {compiled.song.timeline.bars} bars, {len(compiled.plan.signals)} signals")

# %% The score holds every note that sounds, in beats, each with the place in the source that it comes from.
NAMES = ("C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")
for part in compiled.score.tracks:
    counted = Counter(NAMES[round(note.pitch) % 12] for note in part.notes).most_common(4)
    print(f"{part.track}: {len(part.notes)} notes, " + ", ".join(f"{name} {count}" for name, count in counted))
first = compiled.score.tracks[1].notes[0]
print(f"the lead begins on line {compiled.sources['study.song'].position(first.span.start)[0]}")

# %% Mistakes are values: each has a code, a place and, where one is known, a fix.
song.write_text(song.read_text().replace("a c5     |", "a c5 d5  |"))
for mistake in compile_song(song).diagnostics:
    print(f"{mistake.code}: {mistake.message}")
song.write_text(song.read_text().replace("a c5 d5  |", "a c5     |"))

# %% Building makes the record and gives the report that also stands beside it. A second build does nothing.
report = build(song)
assert report is not None
print(f"{report['length_seconds']:.1f} s at {report['master']['integrated_lufs']:.1f} LUFS")
for made in report["deliverables"]:
    print(f"  {folder / 'build' / 'study' / made['path']}")

# %% So versions are a loop. Each costs what it changed.
text = song.read_text()
for preset in ("soft-lead", "glass-lead"):
    song.write_text(text.replace("glass-lead", preset))
    varied = build(song)
    assert varied is not None
    print(f"{preset}: {varied['deliverables'][0]['sha256'][:12]}")
