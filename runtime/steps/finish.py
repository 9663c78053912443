"""The steps that end a record: limit at a gain, measure, and write the last word length."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from ...compiler.frozen import dataclass
from ..window import Window

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Stereo = NDArray[np.float32]


@dataclass(frozen=True)
class LimitTask:
    NAME: ClassVar[str] = "limit"
    VERSION: ClassVar[str] = "1"

    gain_db: float
    ceiling_dbtp: float
    limiter_version: str
    window: Window
    frames: int
    rate: int

    def run(self, inputs: Sequence[Stereo | None]) -> Stereo | None:
        from ..mastering.limiter import limit

        (sound,) = inputs
        if sound is None:
            return None
        return limit(
            sound,
            rate=self.rate,
            gain_db=self.gain_db,
            ceiling_dbtp=self.ceiling_dbtp,
            first=self.window.lookback,
            frames=self.frames,
        )


@dataclass(frozen=True)
class LimitStep:
    """The true-peak limiter behind a gain."""

    gain_db: float
    ceiling_dbtp: float
    rate: int

    silent_in_silent_out: ClassVar[bool] = True

    @cached_property
    def window(self) -> Window:
        from ..mastering.limiter import limiter_window

        return limiter_window(self.rate)

    def windows(self) -> tuple[Window, ...]:
        return (self.window,)

    def task(self, start: int, frames: int) -> LimitTask:
        from ..mastering.limiter import VERSION

        return LimitTask(self.gain_db, self.ceiling_dbtp, VERSION, self.window, frames, self.rate)


@dataclass(frozen=True)
class MeasureTask:
    NAME: ClassVar[str] = "measure"
    VERSION: ClassVar[str] = "1"

    meters_version: str
    start: int
    frames: int
    rate: int

    def run(self, inputs: Sequence[Stereo | None]) -> bytes:
        from ..mastering import meters

        (sound,) = inputs
        if sound is None:
            return meters.measure_of_silence(rate=self.rate, start=self.start, frames=self.frames)
        return meters.measure(sound, rate=self.rate, start=self.start, frames=self.frames)


@dataclass(frozen=True)
class MeasureStep:
    """Energies and peaks of each cell, which combine into loudness, range and true peak."""

    rate: int

    silent_in_silent_out: ClassVar[bool] = False

    @cached_property
    def window(self) -> Window:
        from ..mastering.meters import measure_window

        return measure_window(self.rate)

    def windows(self) -> tuple[Window, ...]:
        return (self.window,)

    def task(self, start: int, frames: int) -> MeasureTask:
        from ..mastering.meters import VERSION

        return MeasureTask(VERSION, start, frames, self.rate)


@dataclass(frozen=True)
class TrialTask:
    """The loudness of what the limiter would make, which is not kept itself."""

    NAME: ClassVar[str] = "trial"
    VERSION: ClassVar[str] = "2"

    gain_db: float
    ceiling_dbtp: float
    limiter_version: str
    meters_version: str
    limiting: Window
    measuring: Window
    start: int
    frames: int
    rate: int

    def run(self, inputs: Sequence[Stereo | None]) -> bytes:
        from ..mastering import meters
        from ..mastering.limiter import limit

        (sound,) = inputs
        if sound is None:
            return meters.measure_of_silence(rate=self.rate, start=self.start, frames=self.frames)
        limited = limit(
            sound,
            rate=self.rate,
            gain_db=self.gain_db,
            ceiling_dbtp=self.ceiling_dbtp,
            first=self.limiting.lookback,
            frames=self.measuring.lookback + self.frames + self.measuring.lookahead,
        )
        return meters.measure_of_loudness(limited, rate=self.rate, start=self.start, frames=self.frames)


@dataclass(frozen=True)
class TrialStep:
    """A limiter's gain on trial: the loudness of each cell behind it."""

    gain_db: float
    ceiling_dbtp: float
    rate: int

    silent_in_silent_out: ClassVar[bool] = False

    @cached_property
    def _windows(self) -> tuple[Window, Window]:
        from ..mastering.limiter import limiter_window
        from ..mastering.meters import measure_window

        return limiter_window(self.rate), measure_window(self.rate)

    def windows(self) -> tuple[Window, ...]:
        limiting, measuring = self._windows
        return (limiting.then(measuring),)

    def task(self, start: int, frames: int) -> TrialTask:
        from ..mastering import limiter, meters

        return TrialTask(
            self.gain_db, self.ceiling_dbtp, limiter.VERSION, meters.VERSION, *self._windows, start, frames, self.rate
        )


@dataclass(frozen=True)
class SpectrumTask:
    NAME: ClassVar[str] = "spectrum"
    VERSION: ClassVar[str] = "1"

    spectrum_version: str
    frames: int
    rate: int

    def run(self, inputs: Sequence[Stereo | None]) -> bytes:
        from ..mastering import spectrum

        (sound,) = inputs
        return spectrum.measure_of_silence(self.frames) if sound is None else spectrum.measure(sound, rate=self.rate)


@dataclass(frozen=True)
class SpectrumStep:
    """The sums of squares of each cell in thirds of an octave, which combine into a spectrum."""

    rate: int

    silent_in_silent_out: ClassVar[bool] = False

    def windows(self) -> tuple[Window, ...]:
        return (Window(),)

    def task(self, start: int, frames: int) -> SpectrumTask:
        from ..mastering.spectrum import VERSION

        return SpectrumTask(VERSION, frames, self.rate)


@dataclass(frozen=True)
class MatchTask:
    NAME: ClassVar[str] = "match"
    VERSION: ClassVar[str] = "1"

    gains_db: tuple[float, ...]
    matching_version: str
    window: Window
    frames: int
    rate: int

    def run(self, inputs: Sequence[Stereo | None]) -> Stereo | None:
        from ..mastering.matching import matched

        (sound,) = inputs
        if sound is None:
            return None
        return matched(sound, self.gains_db, self.rate)[:, self.window.lookback : self.window.lookback + self.frames]


@dataclass(frozen=True)
class MatchStep:
    """The filter that brings the record's spectrum towards a reference's."""

    gains_db: tuple[float, ...]
    rate: int

    silent_in_silent_out: ClassVar[bool] = True

    @cached_property
    def window(self) -> Window:
        from ..mastering.matching import match_window

        return match_window()

    def windows(self) -> tuple[Window, ...]:
        return (self.window,)

    def task(self, start: int, frames: int) -> MatchTask:
        from ..mastering.matching import VERSION

        return MatchTask(self.gains_db, VERSION, self.window, frames, self.rate)


@dataclass(frozen=True)
class QuantiseTask:
    NAME: ClassVar[str] = "quantise"
    VERSION: ClassVar[str] = "1"

    bits: int
    seed: int
    shaped: bool
    dither_version: str
    start: int
    frames: int

    def run(self, inputs: Sequence[Stereo | None]) -> bytes:
        import numpy as np

        from ..mastering.dither import quantise

        (sound,) = inputs
        if sound is None:
            sound = np.zeros((2, self.frames), np.float32)
        return quantise(sound, bits=self.bits, seed=self.seed, start=self.start, shaped=self.shaped)


@dataclass(frozen=True)
class QuantiseStep:
    """PCM of a word length, dithered: interleaved little-endian bytes."""

    bits: int
    seed: int
    shaped: bool = False

    silent_in_silent_out: ClassVar[bool] = False

    def windows(self) -> tuple[Window, ...]:
        return (Window(),)

    def task(self, start: int, frames: int) -> QuantiseTask:
        from ..mastering.dither import VERSION

        return QuantiseTask(self.bits, self.seed, self.shaped, VERSION, start, frames)
