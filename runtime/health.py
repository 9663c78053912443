"""What songc needs of the machine it runs on, and what of it is there."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from ..compiler.frozen import dataclass
from ..compiler.version import VERSION
from . import config
from .project import CONFIG_NAME, Project, UsageError, locate

OLDEST_PYTHON = (3, 11)
LITTLE_ROOM = 2 * 10**9
REINSTALL = "install songc again: python -m pip install --force-reinstall songc"

# Packages that songc cannot work without: the oldest version that will do, and what each is for.
PACKAGES: dict[str, tuple[str, str]] = {
    "lark": ("1.2", "reads songs"),
    "numpy": ("2.0", "computes sound"),
    "numba": ("0.61", "computes sound fast"),
    "pedalboard": ("0.9.25", "effects and MP3"),
    "soundfile": ("0.13", "reads and writes audio files"),
    "pyloudnorm": ("0.1.1", "loudness"),
    "blake3": ("1.0", "tells sounds apart in the store"),
    "mutagen": ("1.47", "tags of audio files"),
    "mido": ("1.3", "MIDI files"),
    "watchdog": ("5.0", "songc watch"),
}

# Packages that one command needs, and how to get them.
EXTRAS: dict[str, tuple[str, str]] = {
    "sounddevice": ("songc play", "python -m pip install sounddevice"),
}

FORMATS = {"WAV": "wav", "FLAC": "flac", "OGG": "ogg", "MP3": "mp3", "AIFF": "aiff"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. songc cannot work without `necessary` things; `help` says how to get them."""

    name: str
    ok: bool
    found: str
    necessary: bool = True
    help: str = ""


def examine(target: str | None) -> list[Finding]:
    """All findings: the machine, the packages, and the project of the song `target` (this folder's, if any)."""
    return [*_machine(), *_packages(), *_formats(), *_extras(), *_project(target)]


def _machine() -> Iterator[Finding]:
    yield Finding("songc", True, f"{VERSION} in {Path(__file__).parent.parent}")
    name = f"{platform.python_version()} in {sys.prefix}"
    yield Finding("python", sys.version_info >= OLDEST_PYTHON, name, help="songc runs on Python 3.11 or newer")
    cores = os.cpu_count() or 1
    yield Finding("machine", True, f"{platform.system()} {platform.machine()}, {cores} core{'s' * (cores > 1)}")


def _packages() -> Iterator[Finding]:
    for name, (oldest, use) in PACKAGES.items():
        found = _installed(name)
        if found is None:
            yield Finding(name, False, f"missing ({use})", help=REINSTALL)
            continue
        problem = _broken(name)
        if problem:
            yield Finding(name, False, f"{found} does not load: {problem}", help=REINSTALL)
        elif _numbers(found) < _numbers(oldest):
            help = f"python -m pip install --upgrade '{name}>={oldest}'"
            yield Finding(name, False, f"{found}, {oldest} or newer is needed ({use})", help=help)
        else:
            yield Finding(name, True, found)


def _formats() -> Iterator[Finding]:
    if _broken("soundfile"):
        return
    soundfile = import_module("soundfile")
    known = soundfile.available_formats()
    missing = [name for key, name in FORMATS.items() if key not in known]
    found = f"libsndfile {soundfile.__libsndfile_version__}: " + (
        f"cannot write {', '.join(missing)}" if missing else ", ".join(FORMATS.values())
    )
    help = "install libsndfile 1.1 or newer, or soundfile from a wheel, which brings its own"
    yield Finding("formats", not missing, found, necessary=False, help=help)


def _extras() -> Iterator[Finding]:
    for name, (use, help) in EXTRAS.items():
        found = _installed(name)
        problem = _broken(name) if found else ""
        state = f"{found} does not load: {problem}" if problem else found or f"not installed ({use})"
        yield Finding(name, found is not None and not problem, state, necessary=False, help=help)
    git = shutil.which("git")
    yield Finding(
        "git", git is not None, git or "not installed (songc diff)", necessary=False, help="https://git-scm.com"
    )


def _project(target: str | None) -> Iterator[Finding]:
    try:
        project = locate(target)
    except UsageError as problem:
        if target is not None:
            raise
        yield Finding("song", True, f"none here ({problem})", necessary=False)
        return
    yield Finding("song", True, f"{project.song} in {project.root}")
    try:
        settings = config.load(project.root)
    except UsageError as problem:
        yield Finding("settings", False, str(problem), help=f"mend {CONFIG_NAME} or the environment")
        return
    yield Finding("settings", True, f"{settings.sample_rate} Hz, {settings.jobs} workers")
    yield from _plugins(project, settings.plugins)
    yield from _store(project, settings.cache_bytes)


def _plugins(project: Project, entries: tuple[str, ...]) -> Iterator[Finding]:
    """The native plugins that may run, and whether they are there. None of them is loaded."""
    from .plugins import rack

    for entry in entries:
        name = rack.called(entry)
        place = rack.find(name, entry, project.root, rack.folders())
        found = f"{name}: {'not on this machine' if place is None else place.path}"
        help = "install it, or take it out of songc.toml; `songc plugins` says where plugins are looked for"
        yield Finding("plugin", place is not None, found, necessary=False, help=help)


def _store(project: Project, cap: int) -> Iterator[Finding]:
    from .engine.collect import stats
    from .engine.store import Store

    place = project.store
    existing = next(folder for folder in (place, *place.parents) if folder.exists())
    if not os.access(existing, os.W_OK):
        yield Finding("store", False, f"{place} cannot be written", help="set SONGC_CACHE to a folder of yours")
        return
    held = stats(Store(place)).bytes if place.exists() else 0
    yield Finding("store", True, f"{place}: {held / 1e6:,.1f} MB of at most {cap / 1e9:,.0f} GB")
    free = shutil.disk_usage(existing).free
    help = "`songc cache gc` frees what was not used lately; SONGC_CACHE moves the store"
    yield Finding("room", free >= LITTLE_ROOM, f"{free / 1e9:,.1f} GB free", necessary=False, help=help)


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _broken(name: str) -> str:
    """Why a package does not load; empty when it does. A broken one may fail in any way."""
    try:
        import_module(name)
    except Exception as problem:
        return str(problem).splitlines()[0] if str(problem) else type(problem).__name__
    return ""


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(".") if part.isdigit())
