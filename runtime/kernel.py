"""Compiled inner loops: how every numba kernel of songc is declared.

A kernel has one explicit signature, is compiled once and then read from numba's cache, and runs without the
interpreter's lock. Fast-math stays off: the order of every sum is the order that is written, so that a sample's bits
depend neither on where its window starts nor on the width of the machine's vectors.

To compile one takes time, once on every machine (`warming`), most of it for what numba brings along: `a[i:j] = b`,
`a.max()` and each kind of `np.zeros` cost a tenth of a second to a whole one. Kernels write loops.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any, Final, ParamSpec, TypeVar

import numba
import numpy as np
from numpy.typing import NDArray

BLAS: Final = "scipy.linalg.cython_blas"


def _without_blas() -> None:
    """Has numba find no BLAS when it looks for one, with its first kernel: to load scipy's takes longer than all that
    numba is otherwise made of, and kernels call none."""
    if BLAS not in sys.modules:
        hidden: dict[str, Any] = sys.modules
        hidden[BLAS] = None  # importing it fails
        import_module("numba.np.arraymath")
        del hidden[BLAS]


_without_blas()

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


def _pipeline() -> Any:
    """How kernels are compiled: numba's own way where a release of it has not the parts that `pipeline` is made of."""
    try:
        from .pipeline import Pipeline
    except ImportError:
        return None
    return Pipeline


PIPELINE = _pipeline()


def kernel(signature: str, **options: Any) -> Callable[[Callable[Parameters, Result]], Callable[Parameters, Result]]:
    """Declares a numba kernel: `@kernel("float64(float64[::1])")`. Where it divides by zero it does as numpy does, for
    one that asks before each division takes longer to run and to compile."""
    usual: dict[str, Any] = {"error_model": "numpy", "no_cfunc_wrapper": True, "pipeline_class": PIPELINE}
    declare: Callable[[Callable[Parameters, Result]], Callable[Parameters, Result]] = numba.njit(
        signature, cache=True, nogil=True, fastmath=False, **(usual | options)
    )
    return declare


def writable(sound: NDArray[np.float32]) -> NDArray[np.float32]:
    """The array, or a copy where it may not be written: kernels are compiled for arrays that may, though none writes
    its input."""
    return np.require(sound, requirements=("C", "W"))
