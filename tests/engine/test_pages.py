"""Pages: memory for chunks is the next one's when, and only when, nobody holds it any more."""

from __future__ import annotations

import numpy as np
import pytest

from songc.runtime.engine.disk import LARGE_BYTES, PAGE_BYTES
from songc.runtime.engine.pages import SPARE, Pages

SIZE = LARGE_BYTES + 5 * PAGE_BYTES


def test_what_nobody_holds_is_the_next_ones() -> None:
    pages = Pages()
    place = pages.take(SIZE).ctypes.data
    assert place % PAGE_BYTES == 0
    assert pages.take(SIZE).ctypes.data == place


@pytest.mark.parametrize("hold", [lambda taken: taken.view(np.float32).reshape(2, -1)[:, 3:], lambda taken: taken.data])
def test_a_view_holds_what_it_shows(hold) -> None:  # type: ignore[no-untyped-def]
    pages = Pages()
    taken = pages.take(SIZE)
    taken[:] = 7
    held = np.frombuffer(hold(taken), np.uint8) if hold(taken).ndim == 1 else hold(taken)
    before = held.tobytes()
    del taken
    for _ in range(3):
        pages.take(SIZE)[:] = 9
    assert held.tobytes() == before


def test_other_sizes_are_other_pages() -> None:
    pages = Pages()
    pages.take(SIZE)[:] = 1
    assert len(pages.take(2 * SIZE)) == 2 * SIZE
    assert len(pages.take(10)) == 10
    assert len(pages.take(0)) == 0


def test_few_wait() -> None:
    pages = Pages()
    taken = [pages.take(SIZE) for _ in range(3 * SPARE)]
    places = {each.ctypes.data for each in taken}
    taken.clear()
    again = [pages.take(SIZE) for _ in range(SPARE)]
    assert {each.ctypes.data for each in again} <= places
    assert sum(map(len, pages._spare.values())) == 0
