"""Versions of a song's files: those of a git revision, read without checking anything out, or those on the disk."""

from __future__ import annotations

import hashlib
import subprocess
import tempfile
from dataclasses import field
from pathlib import Path, PurePosixPath

from ...compiler.files import GENERAL_MIDI, AudioInfo, BankInfo, Files, PictureInfo, picture_of
from ...compiler.frozen import dataclass
from ...compiler.plugins.facts import PluginInfo, PluginLack
from ...compiler.takes.midi_file import MidiNote, read_notes
from ..inputs import DiskFiles
from ..project import EnvironmentLack, Project, UsageError

HERE = ""  # the files as they stand


@dataclass(frozen=True, slots=True)
class Revisions:
    """`before` and `after` are commits, or HERE. `names` are the two as they are told."""

    before: str
    after: str
    names: tuple[str, str]


def read_revisions(text: str | None, folder: Path) -> Revisions:
    """`A..B`, `A` (against the files as they stand), or nothing: the last commit against the files as they stand.
    Raises UsageError for what names no commit."""
    before, dots, after = (text or "HEAD").partition("..")
    before, after = before or "HEAD", (after or "HEAD") if dots else HERE
    found = tuple(_commit(name, folder) for name in (before, after))
    names = (_told(before, found[0]), _told(after, found[1]) if after else "now")
    return Revisions(found[0], found[1], names)


def _told(name: str, commit: str) -> str:
    """A name with its commit, unless it is one."""
    return name if commit.startswith(name) else f"{name} ({commit[:7]})"


def files_of(revision: str, project: Project) -> Files:
    """The files of a revision, paths being relative to the project as ever."""
    return DiskFiles(project.root) if revision == HERE else GitFiles(project.root, revision)


def _commit(name: str, folder: Path) -> str:
    if name == HERE:
        return HERE
    found = _git(folder, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
    if found is None:
        if _git(folder, "rev-parse", "--git-dir") is None:
            raise UsageError(
                f"{folder} is not in a git repository, so there is nothing to compare with; begin with `git init`"
            )
        raise UsageError(f"git knows no revision `{name}`")
    return found.decode().strip()


def _git(folder: Path, *words: str) -> bytes | None:
    """What a git command prints; None when it fails. Raises EnvironmentLack where there is no git."""
    try:
        done = subprocess.run(["git", *words], cwd=folder, capture_output=True, check=False)
    except FileNotFoundError:
        raise EnvironmentLack("git is not installed; `songc diff` reads old versions with it") from None
    return done.stdout if done.returncode == 0 else None


@dataclass
class GitFiles:
    """The project at `root` as it was in a commit."""

    root: Path
    commit: str
    _known: dict[str, bytes | None] = field(default_factory=dict)

    def data(self, path: str) -> bytes | None:
        if path not in self._known:
            self._known[path] = _git(self.root, "show", f"{self.commit}:./{path}")
        return self._known[path]

    def exists(self, path: str) -> bool:
        return self.data(path) is not None

    def read_text(self, path: str) -> str | None:
        data = self.data(path)
        return None if data is None else data.decode("utf-8")

    def audio_info(self, path: str) -> AudioInfo | None:
        """Read from a copy, since sound files are looked into by name. What git holds as a pointer (LFS) is none."""
        from ..audio.probe import UnreadableAudio, probe

        data = self.data(path)
        if data is None:
            return None
        with tempfile.NamedTemporaryFile(suffix=Path(path).suffix) as copy:
            copy.write(data)
            copy.flush()
            try:
                found = probe(Path(copy.name))
            except UnreadableAudio:
                return None
        return AudioInfo(found.rate, found.channels, found.frames, hashlib.sha256(data).hexdigest())

    def picture_info(self, path: str) -> PictureInfo | None:
        data = self.data(path)
        return None if data is None else picture_of(data)

    def midi_notes(self, path: str) -> tuple[MidiNote, ...] | None:
        data = self.data(path)
        return None if data is None else read_notes(data)

    def bank_info(self, path: str) -> BankInfo | None:
        """A bank of the commit, or this machine's General MIDI bank, which no commit has."""
        from ..instruments import fonts
        from ..instruments.sf2 import BadSoundFont, read_bank

        if path == GENERAL_MIDI:
            found = fonts.find(path, self.root)
            return None if found is None else fonts.info(found)
        data = self.data(path)
        if data is None:
            return None
        with tempfile.NamedTemporaryFile(suffix=Path(path).suffix) as copy:
            copy.write(data)
            copy.flush()
            try:
                programs = fonts.programs_of(read_bank(Path(copy.name)))
            except BadSoundFont:
                return None
        return BankInfo(hashlib.sha256(data).hexdigest(), programs)

    def digest(self, path: str) -> str | None:
        data = self.data(path)
        return None if data is None else hashlib.sha256(data).hexdigest()

    def plugin_info(self, name: str) -> PluginInfo | PluginLack:
        """This machine's, since no commit has any."""
        from ..plugins.facts import Plugins

        return Plugins(self.root).info(name)

    def listing(self, path: str) -> tuple[str, ...] | None:
        listed = _git(self.root, "ls-tree", "-z", self.commit, f"./{path}/")
        entries = [entry.partition("\t") for entry in (listed or b"").decode().split("\0") if entry]
        return tuple(sorted(PurePosixPath(name).name for kind, _, name in entries if " blob " in kind)) or None


def extract(project: Project, commit: str, folder: Path) -> None:
    """Writes the project as it was in a commit into an empty folder."""
    archive = _git(project.root, "archive", "--format=tar", commit, ".")
    if archive is None:
        raise UsageError(f"git cannot bring out {commit[:7]} of {project.root}")
    import io
    import tarfile

    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extractall(folder, filter="data")
