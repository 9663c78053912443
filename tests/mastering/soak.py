"""Many hostile signals through the limiter, and many programmes past the meters: `python -m tests.mastering.soak
[count]`.

Prints the worst excess over the ceiling for each kind of signal, by three eight-fold meters, and exits with 1 when
any passes 0.1 dB, a loudness differs by more than 0.1 LU or a true peak by more than 0.2 dB from two independent
meters."""

from __future__ import annotations

import sys

from songc.runtime.mastering.limiter import limit

from . import others
from .hostile import MAKERS, signal
from .test_meters import compare
from .tones import RATE


def main(count: int) -> int:
    worst: dict[str, float] = {}
    for number in range(count):
        rate = (44100, 48000, 96000)[number % 3]
        ceiling = (-0.1, -1.0, -2.0)[number % 7 % 3]
        made = limit(signal(number, RATE // 2), rate=rate, gain_db=number % 19 - 6.0, ceiling_dbtp=ceiling)
        kind = MAKERS[number % len(MAKERS)].__name__.strip("_")
        worst[kind] = max(worst.get(kind, -99.0), others.true_peak_dbtp(made) - ceiling)
    for kind, excess in worst.items():
        print(f"{kind:20} {excess:+.3f} dB over the ceiling")
    for number in range(min(count, 50)):
        compare(100 + number, (44100, 48000)[number % 2])
    print(f"{min(count, 50)} programmes: loudness, range and true peak agree with libebur128 and pyloudnorm")
    return int(max(worst.values()) > 0.1)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
