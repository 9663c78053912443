"""Prints the trims that bring every preset's and kit's standard phrase to one loudness, as `trims.py` holds them."""

from __future__ import annotations

import warnings

import pyloudnorm

from songc.compiler.vocabulary.instruments import KITS, PRESETS
from songc.compiler.vocabulary.instruments.trims import trim_db

from .phrases import RATE, Sound, phrase

TARGET_LUFS = -21.0


def loudness(x: Sound) -> float:
    """Integrated loudness (ITU-R BS.1770) in LUFS."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return float(pyloudnorm.Meter(RATE).integrated_loudness(x.T))


def main() -> None:
    for table, kind, names in (("PRESET_TRIMS", "synth", PRESETS), ("KIT_TRIMS", "kit", KITS)):
        print(f"{table}: dict[str, float] = {{")
        for name in names:
            print(f'    "{name}": {trim_db(kind, name) + TARGET_LUFS - loudness(phrase(kind, name)):.1f},')
        print("}")


if __name__ == "__main__":
    main()
