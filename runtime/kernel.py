"""Compiled inner loops: how every numba kernel of songc is declared.

A kernel has one explicit signature, is compiled once and then read from numba's cache, and runs without the
interpreter's lock. Fast-math stays off: the order of every sum is the order that is written, so that a sample's bits
depend neither on where its window starts nor on the width of the machine's vectors.

To compile one takes time, once on every machine (`warming`), most of it for what numba brings along: `a[i:j] = b`,
`a.max()` and each kind of `np.zeros` cost a tenth of a second to a whole one. Kernels write loops, and work in arrays
that they are given, which nobody then has to count references to.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

import numba
import numpy as np
from numpy.typing import NDArray

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


def _own_ways() -> tuple[Any, Any, Any]:
    """How kernels and their parts are compiled, and how kernels are kept: numba's own way where a release of it has not
    the parts that `pipeline` is made of."""
    try:
        from .pipeline import Kept, PartPipeline, Pipeline
    except ImportError:
        from numba.core.caching import FunctionCache

        return None, None, FunctionCache
    return Pipeline, PartPipeline, Kept


PIPELINE, PART_PIPELINE, KEPT = _own_ways()
# Where they divide by zero they do as numpy does, for one that asks before each division takes longer to run and to
# compile.
OPTIONS: dict[str, Any] = {
    "nogil": True,
    "fastmath": False,
    "error_model": "numpy",
    "no_cfunc_wrapper": True,
    "_nrt": False,
}


def kernel(signature: Any, **options: Any) -> Callable[[Callable[Parameters, Result]], Callable[Parameters, Result]]:
    """Declares a numba kernel: `@kernel("float64(float64[::1])")`, or by numba's types where an array may only be
    read."""

    def declare(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
        made: Any = numba.njit(pipeline_class=PIPELINE, **(OPTIONS | options))(function)
        made._cache = KEPT(function)
        made.compile(signature)
        made.disable_compile()
        declared: Callable[Parameters, Result] = made
        return declared

    return declare


def part(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Declares what only kernels call. It is compiled with them, for the types that they give it."""
    declare: Callable[[Callable[Parameters, Result]], Callable[Parameters, Result]] = numba.njit(
        pipeline_class=PART_PIPELINE, **(OPTIONS | {"no_cpython_wrapper": True})
    )
    return declare(function)


def writable(sound: NDArray[np.float32]) -> NDArray[np.float32]:
    """The array, or a copy where it may not be written: kernels are compiled for arrays that may, though none writes
    its input."""
    return np.require(sound, requirements=("C", "W"))
