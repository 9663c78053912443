"""The envelope that the limiter obeys: true peaks as the severest of several meters would read them.

Meters differ in their interpolator. On music they agree within hundredths of a decibel; on what reaches up to half
the sample rate (noise, clipped drums) by one decibel and more, and whichever filter the limiter listened through,
another would read more. So where the meter's own reading says that a peak may matter, more interpolators are asked: a
short one, as of quick meters; three that end at 0.92, 0.95 and 0.97 of half the rate, as of resamplers; one that
comes near to the ideal sinc.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..kernel import kernel, part
from .truepeak import REACH as METER_REACH
from .truepeak import VERSION as TRUE_PEAK_VERSION
from .truepeak import kaiser_interpolator, true_peaks

VERSION = f"1/{TRUE_PEAK_VERSION}"

_OTHERS = (
    kaiser_interpolator(taps=20, beta=5.0),
    kaiser_interpolator(taps=64, beta=5.0, band=0.95),
    kaiser_interpolator(taps=128, beta=9.0, band=0.92),
    kaiser_interpolator(taps=128, beta=9.0, band=0.97),
    kaiser_interpolator(taps=256, beta=6.0),
)
# Meters differ by less than this share of a peak, and by less than this many times what is near the top of the band.
_SHARE = 0.85
_BRIGHTS = 2.0
# Among the peaks so many frames to either side only the largest can matter, since the limiter holds each for longer.
_NEAR = 96
_BRIGHT_NEAR = 8

REACH = max(_OTHERS[-1].shape[1] // 2, METER_REACH + _NEAR + 2)


@part
def _hear(audio: NDArray[np.float32], channel: int, first: int, heard: NDArray[np.float64]) -> None:
    """A channel from frame `first` on; before and after the audio is silence."""
    for i in range(heard.shape[0]):
        heard[i] = audio[channel, first + i] if 0 <= first + i < audio.shape[1] else 0.0


@part
def _brightness(audio: NDArray[np.float32], place: int, heard: NDArray[np.float64]) -> float:
    """The size, near a place, of what lies near half the sample rate: by the fourth difference, which is whole
    there. `heard` is for what is near."""
    largest = 0.0
    for channel in range(audio.shape[0]):
        _hear(audio, channel, place - _BRIGHT_NEAR - 2, heard)
        for i in range(2, heard.shape[0] - 2):
            bright = heard[i - 2] + heard[i + 2] - 4.0 * (heard[i - 1] + heard[i + 1]) + 6.0 * heard[i]
            largest = max(largest, abs(bright))
    return largest / 16.0


@kernel("int64(Array(float32, 2, 'C', readonly=True), int64, float64[::1], float64, float64[::1], int64[::1])")
def _crests(
    audio: NDArray[np.float32],
    first: int,
    peaks: NDArray[np.float64],
    floor: float,
    heard: NDArray[np.float64],
    places: NDArray[np.int64],
) -> int:
    """Finds the crests that some meter may read above the floor and above all that is near:
    `places`, rising. Returns how many there are. `peaks` begin at frame `first`."""
    count = 0
    frames = peaks.shape[0]
    for i in range(frames):
        here = peaks[i]
        if here <= _SHARE * floor or (i > 0 and peaks[i - 1] > here) or (i + 1 < frames and peaks[i + 1] > here):
            continue
        most = min(here + _BRIGHTS * _brightness(audio, first + i, heard), here / _SHARE)
        foremost = most > floor
        for other in range(max(i - _NEAR, 0), min(i + _NEAR + 1, frames)):
            if most < peaks[other]:
                foremost = False
                break
        if foremost:
            places[count] = i
            count += 1
    return count


@kernel("void(Array(float32, 2, 'C', readonly=True), int64, float64[:, ::1], int64[::1], float64[::1], float64[::1])")
def _ask(
    audio: NDArray[np.float32],
    first: int,
    interpolator: NDArray[np.float64],
    places: NDArray[np.int64],
    heard: NDArray[np.float64],
    peaks: NDArray[np.float64],
) -> None:
    """Raises the peaks at those places to what this interpolator reads. `heard` is for what its taps hear."""
    taps = interpolator.shape[1]
    for index in range(places.shape[0]):
        place = places[index]
        for channel in range(audio.shape[0]):
            _hear(audio, channel, first + place - taps // 2 + 1, heard)
            for phase in range(interpolator.shape[0]):
                row = interpolator[phase]
                sum0 = sum1 = sum2 = sum3 = 0.0
                for tap in range(0, taps, 4):
                    weight, sample = row[tap : tap + 4], heard[tap : tap + 4]
                    sum0 += weight[0] * sample[0]
                    sum1 += weight[1] * sample[1]
                    sum2 += weight[2] * sample[2]
                    sum3 += weight[3] * sample[3]
                peaks[place] = max(peaks[place], abs((sum0 + sum1) + (sum2 + sum3)))


def envelope(audio: NDArray[np.float32], *, first: int, frames: int, floor: float) -> NDArray[np.float64]:
    """The peak of the wave between each frame of `first .. first + frames` and the next, over all channels of `audio`
    (channels, n): (frames,), linear.

    Only peaks above `floor` are told as they are; others come out as any value up to it. A value depends on `REACH`
    frames to either side; before and after the audio is silence."""
    peaks = true_peaks(audio, first=first, frames=frames, floor=floor * _SHARE)
    places = np.empty(frames, np.int64)
    count = _crests(audio, first, peaks, floor, np.empty(2 * _BRIGHT_NEAR + 5), places)
    if count:
        for interpolator in _OTHERS:
            _ask(audio, first, interpolator, places[:count], np.empty(interpolator.shape[1]), peaks)
    return peaks
