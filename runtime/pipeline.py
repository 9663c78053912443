"""How numba compiles a kernel: its own passes, less what kernels never need.

A kernel is loops over numbers and arrays: it makes no array, and it holds no closure, no `with`, no generator, no array
expression, no literal to unroll, and no exception but numba's own. A third of what numba does for a function looks for
those, asks again what the sum of two floats is, or follows each variable to the place where what it refers to can be
freed. What a kernel computes is the same to the bit either way, and so is what numba keeps of it.
"""

# mypy: allow-untyped-calls

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from numba.core import types
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


class Pipeline(CompilerBase):
    """For the option `pipeline_class` of a kernel."""

    library: ClassVar[type[machine.Kernel]] = machine.Kernel

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
        with _remembered(_KNOWN.setdefault(state.flags.copy(), {})), _undying():
            for each, _ in self.passes:
                found = _pass_registry.get(each).pass_inst
                found.analysis = self._analysis
                found.run_pass(state)


@contextmanager
def _remembered(known: dict[Any, Any]) -> Iterator[None]:
    """Thousands of times numba asks which types a function takes and gives, and tries all that it knows of adding
    until one fits two floats; one answer in fifteen is a new one. The others come from `known`. (A thread that compiles
    holds the lock of numba's compiler.)"""
    functions: Any = types.Function
    asked = functions.get_call_type

    def get_call_type(function: Any, context: Any, args: Any, kws: Any) -> Any:
        if kws:
            return asked(function, context, args, kws)
        key = function, context, tuple(args)
        if key not in known:
            known[key] = asked(function, context, args, kws)
        return known[key]

    functions.get_call_type = get_call_type
    try:
        yield
    finally:
        functions.get_call_type = asked


@contextmanager
def _undying() -> Iterator[None]:
    """Six times a function numba asks where each variable is used for the last time, which only generators and counts
    of references need to know."""
    processor: Any = PostProcessor
    asked = processor.run

    def run(self: Any, emit_dels: bool = False, extend_lifetimes: bool = False) -> None:
        if emit_dels or self.func_ir.is_generator:
            asked(self, emit_dels, extend_lifetimes)
            return
        self.func_ir.blocks = canonicalize_cfg(self.func_ir.blocks)
        self.func_ir.generator_info = None

    processor.run = run
    try:
        yield
    finally:
        processor.run = asked


# What functions take and give, for each set of options that kernels are compiled with.
_KNOWN: dict[Any, dict[Any, Any]] = {}
