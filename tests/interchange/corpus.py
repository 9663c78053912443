"""Writes MIDI files of many kinds from the music21 corpus, for `python -m tests.interchange`.

Runs on an interpreter that has music21 (and on no other): `python tests/interchange/corpus.py FOLDER COUNT`. Composers
and collections take turns, so that no one of them fills the set.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from music21 import corpus

SUFFIXES = (".mxl", ".xml", ".musicxml", ".krn", ".abc")


def main(folder: Path, count: int) -> None:
    groups: dict[str, list[Path]] = {}
    for path in map(Path, corpus.getPaths()):
        if path.suffix in SUFFIXES:
            groups.setdefault(path.parent.name, []).append(path)
    choose = random.Random(1)
    for paths in groups.values():
        choose.shuffle(paths)
    folder.mkdir(parents=True, exist_ok=True)
    written: set[Path] = set()
    while len(written) < count and any(groups.values()):
        for name in sorted(groups):
            if groups[name] and len(written) < count:
                path = groups[name].pop()
                target = folder / f"{path.parent.name}-{path.stem}.mid"
                if target not in written and write(path, target):
                    written.add(target)
    print(f"{len(written)} files of {len(groups)} collections")


def write(path: Path, target: Path) -> bool:
    """Whether music21 could read the piece and write it as MIDI; a file of an earlier run is taken as it is."""
    if target.exists():
        return True
    try:
        piece = corpus.parse(str(path))
        if piece.classes[0] == "Opus":
            piece = piece.scores[0]
        piece.write("midi", fp=str(target))
    except Exception as problem:  # music21 has many ways to fail on its own corpus
        print(f"left out {path.name}: {type(problem).__name__}: {problem}", file=sys.stderr)
        return False
    return True


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
