"""The drum kits."""

from __future__ import annotations

from .preset import Kit

_KITS = (
    Kit("studio", "A maple kit, close microphones and a good room.", ("acoustic",), 0.0, "", {}),
    Kit("808", "Deep sine kick, snappy noise and ringing metal.", ("electronic", "hip-hop"), 0.0, "room 0%", {}),
)

KITS: dict[str, Kit] = {kit.name: kit for kit in _KITS}
