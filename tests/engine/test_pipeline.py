"""Kernels are compiled by fewer passes than numba's own, to the same bits."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import numba
import numpy as np
import pytest
from numba.core import types
from numba.core.caching import FunctionCache
from numba.core.postproc import PostProcessor

from songc.runtime import levels
from songc.runtime.kernel import OPTIONS, _own_ways, part
from songc.runtime.pipeline import UNNEEDED, Kept, PartPipeline, Pipeline

Floats = np.ndarray[Any, Any]


def rings(audio: Floats, coefficients: Floats, room: Floats, out: Floats) -> float:
    """What kernels are made of: numbers and arrays, branches, casts, a type that changes, a part of an array."""
    states = room[1:]
    largest = 0
    turns = np.uint64(3)
    for i in range(audio.shape[0]):
        heard = float(audio[i])
        for stage in range(coefficients.shape[0]):
            c = coefficients[stage]
            y = c * heard + states[stage]
            states[stage] = heard - c * y if abs(y) > 1e-9 else 0.0
            heard = y
        turns = turns * np.uint64(6364136223846793005) + np.uint64(1442695040888963407)
        out[i] = heard**2 / (1.0 + max(heard, 0.25)) + np.float64(turns >> np.uint64(40)) + out[-1]
        largest = max(largest, int(np.floor(heard * 8)) % 5)
    return largest + math_of(states[0])


@part
def math_of(x: float) -> float:
    return np.cos(x) * np.sqrt(abs(x))  # type: ignore[no-any-return]


def test_fewer_passes_compute_the_same_bits() -> None:
    signature = "float64(float32[::1], float64[::1], float64[::1], float64[::1])"
    audio = np.random.default_rng(5).standard_normal(3000).astype(np.float32)
    found = []
    for pipeline in (None, Pipeline):
        compiled = numba.njit(signature, pipeline_class=pipeline, **(OPTIONS if pipeline else {"error_model": "numpy"}))
        out = np.zeros(len(audio))
        found.append((compiled(rings)(audio, np.array([0.3, -0.7, 0.9]), np.zeros(4), out), out.tobytes()))
    assert found[0] == found[1]


def test_numba_is_left_as_it_was() -> None:
    asked = types.Function.get_call_type, PostProcessor.run
    numba.njit("float64(float64)", pipeline_class=Pipeline)(lambda x: x + 1.0)
    with pytest.raises(numba.TypingError):
        numba.njit("float64(float64)", pipeline_class=Pipeline)(lambda x: x + "1")
    assert (types.Function.get_call_type, PostProcessor.run) == asked


def test_every_pass_that_is_left_out_is_one_of_numbas() -> None:
    from numba.core.compiler_machinery import _pass_registry

    assert {each.__name__ for each in _pass_registry._registry} >= UNNEEDED


def test_another_numba_compiles_its_own_way(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _own_ways() == (Pipeline, PartPipeline, Kept)
    monkeypatch.setitem(sys.modules, "songc.runtime.pipeline", None)
    assert _own_ways() == (None, None, FunctionCache)


def test_a_kernel_that_is_kept_is_read_without_getting_ready_to_compile() -> None:
    assert levels.__file__  # compiled by now, for the process below to find
    words = (
        "import sys, numpy; from songc.runtime.levels import levelled;"
        "print(levelled(numpy.ones((2, 3), numpy.float32), 0.5, 0.25).sum(), 'numba.np.arraymath' in sys.modules)"
    )
    found = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    assert found.stdout.split() == ["2.25", "False"]
