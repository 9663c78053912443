"""The drum kits."""

from __future__ import annotations

from .kit_808 import EIGHT_O_EIGHT
from .kit_studio import STUDIO
from .preset import Kit

KITS: dict[str, Kit] = {kit.name: kit for kit in (STUDIO, EIGHT_O_EIGHT)}
