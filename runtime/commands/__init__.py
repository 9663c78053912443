"""The commands: one module each, with `add(parser)` for its words and `run(options)` for its work. Only the one that
was asked for is imported."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

from ..project import UsageError
from .words import Help, Parser

# name: (group, one line of help)
COMMANDS: dict[str, tuple[str, str]] = {
    "new": ("begin", "a project that builds at once"),
    "import": ("begin", "a song from a MIDI file"),
    "import-stems": ("begin", "a project of recorded tracks, from a folder of audio files"),
    "doctor": ("begin", "what songc needs, and what this machine has"),
    "git-setup": ("begin", "make git show songs and recordings as music"),
    "completions": ("begin", "completions for bash, zsh or fish"),
    "build": ("make", "make the finished files, rebuilding only what changed"),
    "album": ("make", "build the songs of a folder, and the album: one file, a cue sheet"),
    "watch": ("make", "build, then rebuild on every save"),
    "check": ("write", "find every mistake in a song, without making sound"),
    "fmt": ("write", "format songs"),
    "test": ("write", "measure what the song's `expect` block asks for"),
    "diff": ("listen and compare", "what changed in the music, then in the sound"),
    "play": ("listen and compare", "play the master, a track or a section"),
    "measure": ("listen and compare", "length, loudness and peaks of audio files"),
    "plot": ("listen and compare", "pictures: score, waveform, spectrogram, loudness, graph"),
    "export": ("listen and compare", "a song's score as a MIDI file"),
    "explain": ("look up", "what a diagnostic's code means, with a wrong and a right example"),
    "instruments": ("look up", "the built-in instruments and their settings"),
    "effects": ("look up", "the effects and their settings"),
    "schema": ("look up", "what `--json` prints, as JSON Schema"),
    "plugins": ("look up", "the native plugins of this machine, and which are allowed"),
    "lock": ("look inside", "write songc.lock: digests and versions of what shaped the sound"),
    "why": ("look inside", "why each signal was rebuilt last time"),
    "graph": ("look inside", "the build graph of a song"),
    "tree": ("look inside", "what stands where in a song's text, for editors"),
    "cache": ("look inside", "the store of rendered sound: stats, verify, gc, clear"),
}

# The modules of commands whose names are not Python's.
MODULES = {"import": "importing", "export": "exporting", "git-setup": "git_setup", "import-stems": "import_stems"}

EPILOG = """examples:
  songc new my-tune                begin a project
  songc build                      build the song in this folder
  songc watch harbour-lights.song  rebuild on every save
  songc why                        why the last build ran what it ran

`songc COMMAND --help` tells more of each."""


def parse(words: Sequence[str]) -> argparse.Namespace:
    """The options of the command that the words name; leaves with exit code 2 on wrong usage, as argparse does."""
    if words and words[0] == "help" and len(words) > 1:
        words = [words[1], "--help"]
    if not words or words[0] in ("-h", "--help", "help"):
        print(overview())
        sys.exit(0 if words else 2)
    name = words[0]
    if name not in COMMANDS:
        raise UsageError(f"there is no command `{name}`{_suggestion(name)}; `songc --help` lists them")
    module = module_of(name)
    parser = parser_of(name)
    options = parser.parse_intermixed_args(words[1:])  # `cache stats --json demo.song`: flags may stand anywhere
    options.run = module.run
    return options


def module_of(name: str) -> Any:
    """The module of a command."""
    return import_module(f".{MODULES.get(name, name)}", __name__)


def parser_of(name: str) -> argparse.ArgumentParser:
    """What a command takes."""
    module = module_of(name)
    parser = Parser(
        prog=f"songc {name}",
        description=module.__doc__,
        formatter_class=Help,
        allow_abbrev=False,
    )
    module.add(parser)
    return parser


def overview() -> str:
    """`songc --help`."""
    lines = ["songc makes a mastered record of a text file, and rebuilds only what changed.", ""]
    group = ""
    for name, (its_group, help_line) in COMMANDS.items():
        if its_group != group:
            group = its_group
            lines.append(f"{group}:")
        lines.append(f"  {name:<12} {help_line}")
    return "\n".join([*lines, "", EPILOG])


def _suggestion(name: str) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, COMMANDS, 1)
    return f"; did you mean `{close[0]}`?" if close else ""


# Words that several commands share -----------------------------------------------------------------------------------


def add_song(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "song", nargs="?", metavar="SONG", help="a .song file, or a folder with one (default: this folder)"
    )


def add_output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="one JSON object a line on standard output")
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="colours (default: auto)")
    parser.add_argument("-q", "--quiet", action="store_true", help="say only what went wrong")
    parser.add_argument("-v", "--verbose", action="store_true", help="say how long each signal took")


def add_build(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--only", metavar="WHAT", help="stop at a track or a stage and write that as audio")
    parser.add_argument("--variant", metavar="NAME", help="build a variant that the song declares")
    parser.add_argument("--jobs", "-j", type=int, metavar="N", help="workers (default: 2)")
    parser.add_argument("--trace", metavar="FILE", help="write a trace for Chrome's trace viewer")
