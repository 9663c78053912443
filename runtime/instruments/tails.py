"""How long notes sound after their release, and the versions of the voices. Pure arithmetic, no numpy."""

from __future__ import annotations

from hashlib import sha256

from ...compiler.plan import Instrument, Note
from ...compiler.vocabulary.instruments import KITS, PRESETS
from ...compiler.vocabulary.instruments.trims import trim_db
from .fonts import release_seconds
from .lives import stroke_seconds
from .recorded import natural_seconds, release_of, sounds_of
from .touch import number

# A voice's version changes when its sound does, whatever the preset.
VERSIONS = {
    "subtractive": 3,
    "fm": 3,
    "string": 3,
    "modal": 3,
    "organ": 3,
    "choir": 2,
    "kit": 4,
    "soundfont": 2,
    "sampler": 2,
}

_BLOCK_SECONDS = 0.002  # voices end at the edge of a block of 32 frames


def tail_seconds(instrument: Instrument, note: Note) -> float:
    """Seconds after the note's release (`start + length`) from which it is exactly silent.

    A bound: a stroke rings from its onset, so that this counts its length twice."""
    if instrument.kind == "kit":
        return stroke_seconds(instrument, note.piece) + _BLOCK_SECONDS
    if instrument.kind == "soundfont":
        return release_seconds(instrument, note) + _BLOCK_SECONDS
    settings = dict(instrument.settings)
    if instrument.kind == "sampler":
        ends = (
            natural_seconds(settings, sound, note) * sound.whole + release_of(settings, sound)
            for sound in sounds_of(instrument, note)
        )
        return max(ends, default=0.0) + _BLOCK_SECONDS
    return number(settings, "release") + _BLOCK_SECONDS


def version(instrument: Instrument) -> str:
    """What the sound depends on besides the settings and the notes: the voice's version and the preset's own data."""
    if instrument.kind in ("soundfont", "sampler"):
        return f"{instrument.kind}-{VERSIONS[instrument.kind]}-{_decoder()}"  # the plan has the files' digests
    trim = trim_db(instrument.kind, instrument.name)
    if instrument.kind == "kit":
        model, data = "kit", repr((trim, KITS[instrument.name]))
    else:
        model, data = PRESETS[instrument.name].model, repr(trim)
    return f"{model}-{VERSIONS[model]}-{sha256(data.encode()).hexdigest()[:12]}"


def _decoder() -> str:
    """What reads samples: another version may round otherwise."""
    import soundfile

    from ..audio.clip import VERSION

    return f"{VERSION}-libsndfile {soundfile.__libsndfile_version__}"
