"""The drum pieces that a step row may name."""

from __future__ import annotations

from ...frozen import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a drum kit. `key` is its General MIDI percussion key, `family` the settings that shape it,
    and `chokes` the pieces whose strokes it silences (a closed hi-hat stops an open one)."""

    name: str
    key: int
    family: str
    help: str
    aliases: tuple[str, ...] = ()
    chokes: tuple[str, ...] = ()


FAMILIES = ("kick", "snare", "hat", "tom", "cymbal", "percussion")

_PIECES = (
    Piece("kick", 36, "kick", "Bass drum.", ("bd", "bass-drum")),
    Piece("snare", 38, "snare", "Snare drum, struck in the middle.", ("sd",)),
    Piece("rim", 37, "snare", "Cross-stick on the snare's rim.", ("rimshot", "side-stick", "rs")),
    Piece("clap", 39, "snare", "Hand clap.", ("cp", "handclap")),
    Piece("snap", 27, "snare", "Finger snap.", ("snaps",)),
    Piece("hat", 42, "hat", "Closed hi-hat.", ("hh", "hihat", "closed-hat", "ch"), ("openhat", "pedalhat")),
    Piece("pedalhat", 44, "hat", "Hi-hat closed by the foot.", ("pedal-hat", "ph"), ("openhat",)),
    Piece(
        "openhat", 46, "hat", "Open hi-hat; the next closed or pedal stroke stops it.", ("open-hat", "oh"), ("openhat",)
    ),
    Piece("tom-low", 45, "tom", "Low tom.", ("lowtom", "tom-lo", "lt")),
    Piece("tom-mid", 47, "tom", "Middle tom.", ("midtom", "mt", "tom")),
    Piece("tom-high", 50, "tom", "High tom.", ("hightom", "tom-hi", "ht")),
    Piece("floor-tom", 41, "tom", "Floor tom.", ("floortom", "tom-floor", "ft")),
    Piece("crash", 49, "cymbal", "Crash cymbal.", ("crash-1", "cc")),
    Piece("crash-2", 57, "cymbal", "A second crash, a little larger.", ("crash2",)),
    Piece("ride", 51, "cymbal", "Ride cymbal, struck on the bow.", ("rd",)),
    Piece("bell", 53, "cymbal", "Ride cymbal, struck on its bell.", ("ride-bell",)),
    Piece("splash", 55, "cymbal", "Small, short cymbal."),
    Piece("china", 52, "cymbal", "Trashy cymbal with an upturned edge."),
    Piece("shaker", 70, "percussion", "Shaker or maracas.", ("maracas", "sh")),
    Piece("tambourine", 54, "percussion", "Tambourine.", ("tamb",)),
    Piece("cowbell", 56, "percussion", "Cowbell.", ("cb",)),
    Piece("woodblock", 76, "percussion", "High wood block.", ("wood-block", "wb")),
    Piece("claves", 75, "percussion", "Claves.", ("clave",)),
    Piece("triangle", 81, "percussion", "Open triangle.", ("tri",)),
    Piece("conga-low", 64, "percussion", "Low conga, open tone.", ("lowconga",)),
    Piece("conga-high", 63, "percussion", "High conga, open tone.", ("highconga", "conga")),
    Piece("conga-slap", 62, "percussion", "High conga, muted slap.", ("slap",)),
    Piece("bongo-low", 61, "percussion", "Low bongo.", ("lowbongo",)),
    Piece("bongo-high", 60, "percussion", "High bongo.", ("highbongo", "bongo")),
    Piece("timbale", 65, "percussion", "High timbale.", ("timbales",)),
    Piece("guiro", 73, "percussion", "Guiro, a short scrape."),
)

PIECES: dict[str, Piece] = {piece.name: piece for piece in _PIECES}

_ALIASES = {alias: piece.name for piece in _PIECES for alias in piece.aliases}


def piece_named(name: str) -> Piece | None:
    """The piece of that name or alias, None when there is none."""
    return PIECES.get(_ALIASES.get(name, name))
