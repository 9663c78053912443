"""What changed in a song: first in the music, each change as a musician would say it, then in the sound.

Reformatting is no change. The sound is compared when both versions have been built; `--build` builds what is missing,
from the store as far as it goes.

examples:
  songc diff                        the files as they stand, against the last commit
  songc diff v1..v2                 two revisions
  songc diff main demo.song --md    for a release page or a review
  songc diff HEAD~3 --build         with loudness, peaks and length of both
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from ..project import UsageError

if TYPE_CHECKING:
    from ..config import Config
    from ..history.revisions import Revisions
    from ..history.sound import Figures
    from ..history.told import Comparison
    from ..project import Project


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "words", nargs="*", metavar="[A..B] [SONG]", help="revisions, and a song (default: this folder's)"
    )
    parser.add_argument("--build", action="store_true", help="build both versions and compare their sound")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="one JSON object a line on standard output")
    form.add_argument("--md", action="store_true", help="as Markdown")
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="colours (default: auto)")


def run(options: argparse.Namespace) -> int:
    from .. import config
    from ..history.revisions import read_revisions
    from ..history.told import as_json, as_markdown, as_text
    from ..project import locate
    from ..terminal.style import wants_color
    from ..terminal.tables import room

    words, song = _told_apart(options.words)
    project = locate(song)
    revisions = read_revisions(words, project.root)
    found = _compare(project, config.load(project.root), revisions, build=options.build)
    if options.json:
        lines = as_json(found)
    elif options.md:
        lines = as_markdown(found)
    else:
        lines = as_text(found, wants_color(options.color, sys.stdout), room(sys.stdout))
    for line in lines:
        print(line)
    return 0


def _told_apart(words: list[str]) -> tuple[str | None, str | None]:
    """Which word names revisions and which the song. A file or a folder of that name is the song."""
    from pathlib import Path

    songs = [word for word in words if Path(word).exists() or word.endswith(".song")]
    revisions = [word for word in words if word not in songs]
    if len(songs) > 1 or len(revisions) > 1:
        raise UsageError("name revisions as `A..B`, and at most one song")
    return next(iter(revisions), None), next(iter(songs), None)


def _compare(project: Project, settings: Config, revisions: Revisions, *, build: bool) -> Comparison:
    from ...compiler import compile_song
    from ..history.declared import compared_outlines
    from ..history.heard import notes_heard, signals_changed
    from ..history.outline import outline
    from ..history.revisions import files_of
    from ..history.told import Comparison

    files = [files_of(revision, project) for revision in (revisions.before, revisions.after)]
    before, after = (outline(each, project.song) for each in files)
    for outlines, name in ((before, revisions.names[0]), (after, revisions.names[1])):
        if not outlines:
            raise UsageError(f"there is no {project.song} in {name}")
    changes, called = compared_outlines(before, after, project.song)
    compiled = [compile_song(project.song, files=each, rate=settings.sample_rate) for each in files]
    old, new = compiled
    if old.score is None or old.plan is None or new.score is None or new.plan is None:
        wrong = revisions.names[0] if old.plan is None else revisions.names[1]
        problem = f"{wrong} has mistakes (`songc check`), so what sounds different cannot be told"
        return Comparison(project.root, project.song, revisions, changes, problem=problem)
    return Comparison(
        project.root,
        project.song,
        revisions,
        changes,
        notes_heard(old.score, new.score, called),
        signals_changed(old.plan, new.plan),
        _figures(project, settings, revisions, build=build),
    )


def _figures(
    project: Project, settings: Config, revisions: Revisions, *, build: bool
) -> tuple[Figures | None, Figures | None]:
    from argparse import Namespace

    from ..history.sound import built_figures, known_figures

    if not build:
        before = known_figures(project, settings, revisions.before)
        return before, known_figures(project, settings, revisions.after) if before is not None else None
    from ..terminal.reporter import reporter

    listener = reporter(Namespace(json=False, color="auto", quiet=True, verbose=False))
    before = built_figures(project, settings, revisions.before, listener)
    return before, built_figures(project, settings, revisions.after, listener)
