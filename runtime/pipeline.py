"""How numba compiles a kernel, and reads one that it compiled before: its own way, less what kernels never need.

A kernel is loops over numbers and arrays: it makes no array, and it holds no closure, no `with`, no generator, no array
expression, no literal to unroll, and no exception but numba's own. A third of what numba does for a function looks for
those, asks again what the sum of two floats is, or follows each variable to the place where what it refers to can be
freed. What a kernel computes is the same to the bit either way, and so is what numba keeps of it.
"""

# mypy: allow-untyped-calls

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from typing import Any, ClassVar, Final

from numba.core import types
from numba.core.base import BaseContext
from numba.core.caching import FunctionCache
from numba.core.compiler import CompilerBase, DefaultPassBuilder
from numba.core.compiler_machinery import PassManager, _pass_registry
from numba.core.postproc import PostProcessor
from numba.core.transforms import canonicalize_cfg

from . import machine

# Passes by name, since releases of numba have more or fewer of them.
UNNEEDED = {
    "WithLifting",
    "InlineClosureLikes",
    "InlineInlinables",
    "RewriteSemanticConstants",
    "DeadBranchPrune",
    "RewriteDynamicRaises",
    "MakeFunctionToJitFunction",
    "FindLiterallyCalls",
    "LiteralUnroll",
    "LiteralPropagationSubPipelinePass",
    "NopythonRewrites",
    "NoPythonSupportedFeatureValidation",
    "IRLegalization",
    "AnnotateTypes",
    "DumpParforDiagnostics",
}


BLAS: Final = "scipy.linalg.cython_blas"


class Kept(FunctionCache):
    """The files of a kernel. numba gets ready to compile before it looks into them, a tenth of a second that one which
    is there has no use for."""

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        with self._guard_against_spurious_io_errors():
            return self._load_overload(sig, target_context)


class Pipeline(CompilerBase):
    """For the option `pipeline_class` of a kernel."""

    library: ClassVar[type[machine.Kernel]] = machine.Kernel

    def __init__(self, *words: Any) -> None:
        _without_blas()
        super().__init__(*words)

    def define_pipelines(self) -> list[PassManager]:
        state = self.state
        state.library = self.library(state.targetctx.codegen(), state.func_id.func_qualname)
        state.library.enable_object_caching()
        usual = DefaultPassBuilder.define_nopython_pipeline(state)
        passes = _Passes(usual.pipeline_name)
        passes.passes = [each for each in usual.passes if each[0].__name__ not in UNNEEDED]
        passes.finalize()
        return [passes]


class PartPipeline(Pipeline):
    """For the option `pipeline_class` of what kernels call."""

    library = machine.Part


class _Passes(PassManager):
    """Runs one pass after another, without numba's events, timers and renewed analyses between them."""

    def run(self, state: Any) -> None:
        with _quicker(_TYPES.setdefault(state.flags.copy(), {})):
            for each, _ in self.passes:
                found = _pass_registry.get(each).pass_inst
                found.analysis = self._analysis
                found.run_pass(state)


def _without_blas() -> None:
    """Has numba find no BLAS when it looks for one, which it does when it gets ready to compile: to load scipy's takes
    longer than all that numba is otherwise made of, and kernels call none."""
    if BLAS not in sys.modules:
        hidden: dict[str, Any] = sys.modules
        hidden[BLAS] = None  # importing it fails
        try:
            import_module("numba.np.arraymath")
        finally:
            del hidden[BLAS]


# What functions take and give, for each set of options that kernels are compiled with, and how large variables are.
_TYPES: dict[Any, dict[Any, Any]] = {}
_SIZES: dict[Any, int] = {}


@contextmanager
def _quicker(known: dict[Any, Any]) -> Iterator[None]:
    """Spares numba, for as long as a kernel is compiled, what it does again or for nothing. (A thread that compiles
    holds the lock of numba's compiler.)"""
    replaced = []
    for owner, name, instead in (
        (types.Function, "get_call_type", partial(_call_types, known)),
        (BaseContext, "get_abi_sizeof", _sizes),
        (PostProcessor, "run", _undying),
    ):
        asked = getattr(owner, name)
        replaced.append((owner, name, asked))
        setattr(owner, name, instead(asked))
    try:
        yield
    finally:
        for owner, name, asked in replaced:
            setattr(owner, name, asked)


def _call_types(known: dict[Any, Any], asked: Any) -> Any:
    """Thousands of times numba asks which types a function takes and gives, and tries all that it knows of adding
    until one fits two floats; one answer in fifteen is a new one. The others come from `known`."""

    def get_call_type(function: Any, context: Any, args: Any, kws: Any) -> Any:
        if kws:
            return asked(function, context, args, kws)
        key = function, context, tuple(args)
        if key not in known:
            known[key] = asked(function, context, args, kws)
        return known[key]

    return get_call_type


def _sizes(asked: Any) -> Any:
    """To learn how large a variable is takes a module of LLVM's, and there are but a few kinds of variables."""

    def get_abi_sizeof(context: Any, kind: Any) -> int:
        if kind not in _SIZES:
            _SIZES[kind] = asked(context, kind)
        return _SIZES[kind]

    return get_abi_sizeof


def _undying(asked: Any) -> Any:
    """Six times a function numba asks where each variable is used for the last time, which only generators and counts
    of references need to know."""

    def run(processor: Any, emit_dels: bool = False, extend_lifetimes: bool = False) -> None:
        if emit_dels or processor.func_ir.is_generator:
            asked(processor, emit_dels, extend_lifetimes)
            return
        processor.func_ir.blocks = canonicalize_cfg(processor.func_ir.blocks)
        processor.func_ir.generator_info = None

    return run
