"""Configuration: flags win over the environment (`SONGC_*`), the environment over `songc.toml`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from .project import CONFIG_NAME, UsageError

SAMPLE_RATES = (44_100, 48_000, 88_200, 96_000)


class Config(NamedTuple):
    """`sample_rate` in Hz; `cache_bytes` caps the store; `jobs` is the number of workers. `plugins` are
    the native plugins that may run, and `plugin_seconds` how long one may take over a step."""

    sample_rate: int = 48_000
    cache_bytes: int = 10 * 10**9
    jobs: int = 2
    plugins: tuple[str, ...] = ()
    plugin_seconds: int = 30
    sounds: tuple[str, ...] = ()


# The keys of songc.toml: the field each sets, and what it must be.
KEYS: dict[str, tuple[str, type]] = {
    "sample-rate": ("sample_rate", int),
    "cache-size-gb": ("cache_bytes", float),
    "jobs": ("jobs", int),
    "plugins": ("plugins", list),
    "plugin-seconds": ("plugin_seconds", int),
    "sounds": ("sounds", list),
}


def load(root: Path, *, jobs: int | None = None, environ: Mapping[str, str] = os.environ) -> Config:
    """The configuration of the project at `root`. Raises UsageError for a value that cannot be."""
    settings = _from_file(root / CONFIG_NAME)
    for key, (_, kind) in KEYS.items():
        written = environ.get("SONGC_" + key.upper().replace("-", "_"))
        if written is not None:
            settings[key] = written.split(os.pathsep) if kind is list else _number(key, written)
    config = Config()
    for key, value in settings.items():
        config = config._replace(**{KEYS[key][0]: _convert(key, value)})
    if jobs is not None:
        config = config._replace(jobs=jobs)
    if config.sample_rate not in SAMPLE_RATES:
        raise UsageError(f"sample-rate is {config.sample_rate}; it may be {', '.join(map(str, SAMPLE_RATES))}")
    if not 1 <= config.jobs <= 64:
        raise UsageError(f"jobs is {config.jobs}; it may be 1 to 64")
    if not 1 <= config.plugin_seconds <= 3600:
        raise UsageError(f"plugin-seconds is {config.plugin_seconds}; it may be 1 to 3600")
    return config


def _from_file(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    import tomllib

    try:
        settings = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise UsageError(f"{CONFIG_NAME} cannot be read: {problem}") from None
    settings.pop("album", None)  # read by `songc album`
    for key in settings:
        if key not in KEYS:
            raise UsageError(f"{CONFIG_NAME} does not know `{key}`; it knows {', '.join(KEYS)}")
    return settings


def _number(key: str, written: str) -> float | int:
    try:
        return float(written) if "." in written else int(written)
    except ValueError:
        raise UsageError(f"SONGC_{key.upper().replace('-', '_')} is {written!r}; it takes a number") from None


def _convert(key: str, value: Any) -> Any:
    kind = KEYS[key][1]
    if kind is list and isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    if kind is float and isinstance(value, (int, float)):
        return int(value * 10**9)  # the one size, in gigabytes
    if kind is int and isinstance(value, int):
        return value
    raise UsageError(f"`{key}` takes a {'list of names' if kind is list else 'number'}, not {value!r}")
