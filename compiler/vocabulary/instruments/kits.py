"""The drum kits."""

from __future__ import annotations

from .kits_acoustic import BRUSH, LO_FI, ROCK, STUDIO
from .kits_electronic import EIGHT_O_EIGHT, ELECTRONIC, NINE_O_NINE
from .preset import Kit

KITS: dict[str, Kit] = {kit.name: kit for kit in (STUDIO, ROCK, BRUSH, LO_FI, EIGHT_O_EIGHT, NINE_O_NINE, ELECTRONIC)}
