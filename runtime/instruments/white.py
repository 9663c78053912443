"""White noise that numpy's PCG64 would draw from a seed, but drawn by a kernel: numpy takes longer to set up a
generator than to draw a hundred numbers, and holds the interpreter's lock all the while."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..kernel import kernel
from .controls import Floats

_WORD = np.uint64(0xFFFFFFFF)
_HALF, _WHOLE = np.uint64(16), np.uint64(32)
_UNUSED = np.uint64(11)
_SCALE = 2.0**-52
# numpy's SeedSequence: what its hash begins with and is multiplied by, for its pool and for what is drawn from that,
# and how two words of the pool are mixed.
_POOL_FROM, _POOL_BY = np.uint64(0x43B0D7E5), np.uint64(0x931E8875)
_STATE_FROM, _STATE_BY = np.uint64(0x8B51F9DD), np.uint64(0x58F38DED)
_MIX_LEFT, _MIX_RIGHT = np.uint64(0xCA01F9DD), np.uint64(0x4973F715)
# PCG64's multiplier (O'Neill 2014), its upper and its lower half, and the two halves of the lower one.
_UPPER, _LOWER = np.uint64(0x2360ED051FC65DA4), np.uint64(0x4385DF649FCCF645)
_LOWER_FIRST, _LOWER_SECOND = np.uint64(0x4385DF64), np.uint64(0x9FCCF645)
_NONE, _ONE, _TURN, _LAST, _BITS = np.uint64(0), np.uint64(1), np.uint64(58), np.uint64(63), np.uint64(64)


def white(seed: int, frames: int) -> Floats:
    """White noise in -1..1 from a seed of up to 64 bits."""
    out = np.empty(frames)
    _draw(np.uint64(seed), np.empty(12, np.uint64), out)
    return out


@kernel("void(uint64, uint64[::1], float64[::1])")
def _draw(seed: np.uint64, words: NDArray[np.uint64], out: Floats) -> None:
    """`words` (12) is scratch: the pool of four words, then the eight that are drawn from it, of 32 bits each."""
    by = _POOL_FROM
    words[0], words[1], words[2], words[3] = seed & _WORD, seed >> _WHOLE, _NONE, _NONE
    for i in range(4):
        word = words[i] ^ by
        by = by * _POOL_BY & _WORD
        word = word * by & _WORD
        words[i] = word ^ (word >> _HALF)
    for source in range(4):
        for i in range(4):
            if i != source:
                word = words[source] ^ by
                by = by * _POOL_BY & _WORD
                word = word * by & _WORD
                word = word ^ (word >> _HALF)
                word = (_MIX_LEFT * words[i] - _MIX_RIGHT * word) & _WORD
                words[i] = word ^ (word >> _HALF)
    by = _STATE_FROM
    for i in range(8):
        word = words[i & 3] ^ by
        by = by * _STATE_BY & _WORD
        word = word * by & _WORD
        words[4 + i] = word ^ (word >> _HALF)
    # The generator's state and what each step adds to it, in two halves.
    high, low = words[4] | (words[5] << _WHOLE), words[6] | (words[7] << _WHOLE)
    on_high, on_low = words[8] | (words[9] << _WHOLE), words[10] | (words[11] << _WHOLE)
    on_high, on_low = (on_high << _ONE) | (on_low >> _LAST), (on_low << _ONE) | _ONE
    low += on_low
    high += on_high + np.uint64(low < on_low)
    for i in range(-1, out.shape[0]):
        first, second = low & _WORD, low >> _WHOLE
        middle = second * _LOWER_SECOND + ((first * _LOWER_SECOND) >> _WHOLE)
        across = first * _LOWER_FIRST + (middle & _WORD)
        high = high * _LOWER + low * _UPPER + on_high
        high += second * _LOWER_FIRST + (middle >> _WHOLE) + (across >> _WHOLE)
        low = low * _LOWER + on_low
        high += np.uint64(low < on_low)
        if i >= 0:
            mixed, turn = high ^ low, high >> _TURN
            drawn = (mixed >> turn) | (mixed << ((_BITS - turn) & _LAST))
            out[i] = np.float64(np.int64(drawn >> _UNUSED)) * _SCALE - 1.0
