"""A song from a MIDI file: sections that come again, motifs, chords where they are clear, drums as steps.

The song plays every note of the file at its place; what cannot be written is told.

examples:
  songc import demo.mid                   writes demo.song
  songc import demo.mid -o songs/tune.song
  songc import demo.mid -o -              to standard output
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ..project import UsageError

if TYPE_CHECKING:
    from ..interchange.faithful import Comparison
    from ..interchange.midi_in import MidiSong


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE.mid")
    parser.add_argument(
        "-o", "--output", metavar="SONG", help="the song to write (default: beside the file); - prints it"
    )
    parser.add_argument("--title", help="the song's title (default: the file's own, or its name)")
    parser.add_argument("--force", action="store_true", help="replace a song that exists")
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")


def run(options: argparse.Namespace) -> int:
    from ...compiler import compile_song
    from ...compiler.files import MemoryFiles
    from ..interchange.faithful import compare
    from ..interchange.midi_in import UnreadableMidi, read_midi
    from ..interchange.source import source_of
    from ..publish import publish
    from ..terminal.tables import hanging, room

    path = Path(options.file)
    if not path.is_file():
        raise UsageError(f"there is no file {options.file}")
    target = None if options.output == "-" else Path(options.output or path.with_suffix(".song"))
    if target is not None and target.suffix != ".song":
        raise UsageError(f"{target} is no song; write it as {target.with_suffix('.song')}")
    if target is not None and target.exists() and not options.force:
        raise UsageError(f"{target} exists; name another with -o, or replace it with --force")
    try:
        song = read_midi(path)
    except UnreadableMidi as problem:
        raise UsageError(str(problem)) from None
    if not any(part.notes for part in song.parts):
        raise UsageError(f"{path.name} holds no notes")
    text = source_of(song, options.title or song.title or path.stem)
    if target is None:
        print(text, end="")
        return 0
    compiled = compile_song(target.name, files=MemoryFiles({target.name: text}))
    assert compiled.score is not None, compiled.diagnostics
    publish(target, lambda temporary: temporary.write_text(text, "utf-8", newline="") and None)
    comparison = compare(song, compiled.score)
    if options.json:
        print(json.dumps(_record(target, text, song, comparison)))
    else:
        print(*hanging("", f"wrote {target}: {_summary(comparison)}", room(sys.stdout)), sep="\n")
        for remark in _remarks(song, comparison):
            print(*hanging("  ", remark, room(sys.stderr)), sep="\n", file=sys.stderr)
        print(f"\nnext:\n  songc build {target}")
    return 0


def _record(target: Path, text: str, song: MidiSong, found: Comparison) -> dict[str, object]:
    figures = {"notes": found.total, "same": found.same, "other_length": found.moved, "lost": found.lost}
    replaced = [{"key": key, "piece": piece} for key, piece in found.replaced]
    unwritten = [{"what": what, "notes": count} for what, count in song.expression]
    lines = {"lines": text.count("\n"), "added": found.added, "replaced": replaced, "unwritten": unwritten}
    return {"schema": 1, "event": "imported", "song": target.as_posix()} | figures | lines


def _summary(found: Comparison) -> str:
    if found.exact:
        return f"all {found.total:,} notes of the file, at their places"
    return f"{found.same:,} of the file's {found.total:,} notes, at their places"


def _remarks(song: MidiSong, found: Comparison) -> list[str]:
    from ...compiler.takes.midi_unplayed import counted

    remarks = []
    if found.moved:
        reasons = "a drum's stroke lasts whole steps, and a note ends with its section"
        remarks.append(f"{found.moved:,} notes have another length: {reasons}")
    if found.lost or found.added:
        remarks.append(f"{found.lost:,} notes are left out (two strokes at once on one drum), {found.added:,} added")
    if found.replaced:
        keys = ", ".join(f"{key} by {piece}" for key, piece in found.replaced)
        remarks.append(f"drum keys without a piece of their own are played by their nearest: {keys}")
    if song.expression:
        instead = "a take plays it: `midi` in `takes`, with the file in the project"
        remarks.append(f"what was played beside the notes is not written: {counted(song.expression)}; {instead}")
    return remarks
