"""Recorded tracks as a song: each file a track with a take, a strip for each, nothing that changes how they sound
together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from ...compiler.format import format_text
from ...compiler.frozen import dataclass
from ...compiler.theory import Meter
from ..audio.probe import UnreadableAudio, probe
from .names import distinct, word

SUFFIXES = (".wav", ".flac", ".aif", ".aiff", ".ogg", ".opus", ".mp3", ".w64", ".rf64", ".caf", ".au")
LONGEST_SECTION = 999  # bars
SIDES = {"l": "left", "r": "right"}

# Words of the language that `--only` and signals use for stages.
TAKEN = ("takes", "edits", "mix", "master")

# A hard pan lifts what it leaves by so much (equal power); pairs of mono files are to keep their level.
PAN_LIFT = "-3.01dB"


@dataclass(frozen=True, slots=True)
class Recorded:
    """One file: its name in the folder, the track it becomes, its length, rate in Hz, and the side that it is of a pair
    of mono files (or empty)."""

    file: str
    track: str
    seconds: float
    rate: int
    side: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that cannot be a track."""

    file: str
    reason: str


def read_folder(folder: Path) -> tuple[list[Recorded], list[LeftOut]]:
    """The audio files of a folder in order of their names, and those that cannot be used."""
    found: list[Recorded] = []
    out: list[LeftOut] = []
    for path in sorted(folder.iterdir(), key=lambda path: _natural(path.name)):
        if not path.is_file() or path.suffix.lower() not in SUFFIXES or path.name.startswith("."):
            continue
        try:
            audio = probe(path)
        except UnreadableAudio as problem:
            out.append(LeftOut(path.name, str(problem)))
            continue
        if audio.channels > 2:
            out.append(LeftOut(path.name, f"it has {audio.channels} channels; takes are mono or stereo"))
        elif '"' in path.name or "\\" in path.name:
            out.append(LeftOut(path.name, "a song cannot name it; rename it without quotes and backslashes"))
        else:
            side = _side(path.stem) if audio.channels == 1 else ""
            found.append(Recorded(path.name, "", audio.frames / audio.rate, audio.rate, side))
    return _named(_paired(found)), out


def song_of(tracks: Sequence[Recorded], title: str, *, tempo: float, meter: Meter, folder: str = "") -> str:
    """The text of the song, formatted. The files are found in `folder`, which ends in `/` or is empty; `tempo` is in
    quarter notes a minute."""
    bar_seconds = float(meter.length) * 60.0 / tempo
    bars = max(1, -int(-max(track.seconds for track in tracks) / bar_seconds // 1))
    passes = -(-bars // LONGEST_SECTION)
    text = title.replace("\\", "\\\\").replace('"', '\\"')
    form = ["", f"form all*{passes}"] if passes > 1 else []
    lines = [
        *(f'song "{text}" {{ }}', "", "composition {", f"tempo {tempo:g} bpm", f"meter {meter}", ""),
        *(f"section all {-(-bars // passes)} bars {{ }}", *form, "}", ""),
        *("arrangement {", *(f"track {track.track} {{ instrument audio }}" for track in tracks), "}", ""),
        *("takes {", *(_take(track, folder) for track in tracks), "}", ""),
        *("mix {", *(_strip(track) for track in tracks), "}", ""),
        *(
            "master {",
            "loudness -14 LUFS",
            "ceiling -1 dBTP",
            "export wav 24bit",
            "export flac",
            "stems wav 24bit",
            "}",
        ),
    ]
    return format_text("\n".join([*lines, ""]))


def common_rate(tracks: Iterable[Recorded]) -> int:
    """The rate of most files, in Hz."""
    return Counter(track.rate for track in tracks).most_common(1)[0][0]


def _take(track: Recorded, folder: str) -> str:
    return f'track {track.track} {{ take 1 {{ file "{folder}{track.file}" at all.1:1 }} }}'


def _strip(track: Recorded) -> str:
    if track.side:
        return f"track {track.track} {{ gain {PAN_LIFT};  pan 100% {SIDES[track.side]} }}"
    return f"track {track.track} {{ gain 0dB }}"


def _natural(name: str) -> list[tuple[int, str]]:
    """An order in which `2 Bass` comes before `10 Keys`."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.findall(r"\d+|\D+", name.lower())]


def _side(stem: str) -> str:
    """`kit_L` and `kit.R` are sides; elsewhere empty."""
    found = re.search(r"[ ._-]([LR])$", stem)
    return found[1].lower() if found else ""


def _paired(found: list[Recorded]) -> list[Recorded]:
    """A side is one only where the other is there as well."""
    sides = {(_unnumbered(each)[:-2], each.side) for each in found if each.side}

    def partner(each: Recorded) -> tuple[str, str]:
        return _unnumbered(each)[:-2], "l" if each.side == "r" else "r"

    return [each if each.side and partner(each) in sides else replace(each, side="") for each in found]


def _unnumbered(each: Recorded) -> str:
    """The name of a file without its suffix and without a number before it."""
    return re.sub(r"^\d+[ ._-]+", "", Path(each.file).stem)


def _named(found: list[Recorded]) -> list[Recorded]:
    """Tracks named after their files, without numbers before them and without what all of them begin with."""
    stems = [_unnumbered(each) for each in found]
    common = _common_words(stems) if len(stems) > 1 else 0
    names = [word(" ".join(_words(stem)[common:])) or "track" for stem in stems]
    names = [f"{name}-track" if name in TAKEN else name for name in names]
    return [replace(each, track=name) for each, name in zip(found, distinct(names), strict=True)]


def _words(stem: str) -> list[str]:
    return re.split(r"[ ._-]+", stem.strip(" ._-"))


def _common_words(stems: list[str]) -> int:
    """How many words all begin with; each keeps one of its own."""
    split = [_words(stem) for stem in stems]
    most = min(len(words) for words in split) - 1
    return next((i for i in range(most) if len({words[i] for words in split}) > 1), max(most, 0))
