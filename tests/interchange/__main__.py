"""Many MIDI files there and back: imported, compiled, exported, read again; every note compared.

    python -m tests.interchange FOLDER [--json FILE]

The files are the caller's. For those of the music21 corpus, whose package is used for nothing else:

    python -m venv /tmp/corpus && /tmp/corpus/bin/pip install music21
    /tmp/corpus/bin/python tests/interchange/corpus.py FOLDER 200
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from statistics import median

from songc.compiler import compile_song
from songc.compiler.files import MemoryFiles
from songc.compiler.format import format_text
from songc.runtime.interchange.drums import piece_of
from songc.runtime.interchange.faithful import Comparison, compare
from songc.runtime.interchange.midi_in import MidiSong, UnreadableMidi, read_midi
from songc.runtime.interchange.midi_out import write_midi
from songc.runtime.interchange.source import source_of


@dataclass(frozen=True)
class Result:
    name: str
    comparison: Comparison
    back: int  # notes of the exported file that differ from the first one's
    lines: int
    bars: int
    tracks: int
    motifs: int
    errors: tuple[str, ...]
    warnings: tuple[str, ...]
    formatted: bool
    seconds: float

    @property
    def per_bar_and_track(self) -> float:
        return self.lines / (self.bars * self.tracks)

    @property
    def exact(self) -> bool:
        return not self.errors and self.comparison.exact and self.back == 0


def there_and_back(path: Path) -> Result:
    began = time.perf_counter()
    midi = read_midi(path)
    text = source_of(midi, path.stem)
    compiled = compile_song("tune.song", files=MemoryFiles({"tune.song": text}))
    errors = tuple(f"{each.code} {each.message}" for each in compiled.diagnostics if each.is_error)
    warnings = tuple(each.code for each in compiled.diagnostics if not each.is_error)
    if compiled.song is None or compiled.score is None:
        lost = sum(len(part.notes) for part in midi.parts)
        return Result(path.name, Comparison(lost, 0, 0, lost, 0, ()), lost, 0, 1, 1, 0, errors, warnings, False, 0.0)
    with tempfile.TemporaryDirectory() as folder:
        write_midi(compiled.song, compiled.score, Path(folder) / "back.mid")
        again = read_midi(Path(folder) / "back.mid")
    return Result(
        name=path.name,
        comparison=compare(midi, compiled.score),
        back=_different(midi, again),
        lines=sum(bool(line.strip()) for line in text.splitlines()),
        bars=compiled.song.timeline.bars,
        tracks=len(compiled.song.arrangement.tracks),
        motifs=len(compiled.song.composition.motifs),
        errors=errors,
        warnings=warnings,
        formatted=format_text(text) == text,
        seconds=time.perf_counter() - began,
    )


def _different(first: MidiSong, second: MidiSong) -> int:
    """How many notes of one file have no partner in the other within a tick of the first."""
    left, right = _notes(first), _notes(second)
    tick = Fraction(1, first.ticks)
    wrong = abs(len(left) - len(right))
    for (pitch, start, length), (other, start_back, length_back) in zip(left, right, strict=False):
        wrong += pitch != other or abs(start - start_back) > tick or abs(length - length_back) > tick
    return wrong


def _notes(song: MidiSong) -> list[tuple[int | str, Fraction, Fraction]]:
    tick = Fraction(1, song.ticks)
    notes = [
        (
            1000 + sum(map(ord, piece_of(note.pitch))) if part.drums else note.pitch,
            note.start * tick,
            note.length * tick,
        )
        for part in song.parts
        for note in part.notes
    ]
    return sorted(notes, key=lambda note: (note[0], note[1], note[2]))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", type=Path, help="write the figures of each file")
    options = parser.parse_args()
    results: list[Result] = []
    for path in sorted(options.folder.glob("**/*.mid")):
        try:
            results.append(there_and_back(path))
        except UnreadableMidi as problem:
            print(f"{path.name}: {problem}", file=sys.stderr)
            continue
        if not results[-1].exact:
            print(f"{path.name}: {results[-1].comparison} back={results[-1].back} {results[-1].errors[:2]}")
    if not results:
        print("no MIDI files")
        return 1
    if options.json:
        options.json.write_text(json.dumps([vars(each) | {"comparison": str(each.comparison)} for each in results]))
    ratios = sorted(each.per_bar_and_track for each in results)
    notes = sum(each.comparison.total for each in results)
    print(f"{len(results)} files, {notes} notes; exact: {sum(each.exact for each in results)} files,")
    print(
        f"{sum(each.comparison.same for each in results)} notes; formatted: {sum(each.formatted for each in results)}"
    )
    print(f"lines a bar and track: median {median(ratios):.2f}, 90 % {ratios[int(len(ratios) * 0.9)]:.2f}")
    print(f"files with motifs: {sum(each.motifs > 0 for each in results)}")
    print(f"warnings: {dict(Counter(code for each in results for code in each.warnings))}")
    print(f"seconds a file: median {median(each.seconds for each in results):.2f}")
    return 0 if all(each.exact for each in results) else 1


if __name__ == "__main__":
    sys.exit(main())
