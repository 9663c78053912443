"""How LLVM's form of a kernel becomes machine code: once through LLVM's passes.

numba takes it through thrice: each function by itself, all of them at little cost, so that the counts of references to
arrays meet and cancel, and in full. Kernels count no references, and the last does what the others would do.
"""

# mypy: allow-untyped-calls, disable-error-code="misc"

from __future__ import annotations

from typing import Any

from numba.core.codegen import JITCodeLibrary


class Kernel(JITCodeLibrary):
    """A kernel and its wrapper, which Python calls."""

    def add_ir_module(self, ir_module: Any) -> None:
        if ir_module.name == "wrapper":
            # Calls into Python, in which all of its time goes: there is nothing to make quicker.
            for function in ir_module.functions:
                if not function.is_declaration:
                    function.attributes.add("noinline")
                    function.attributes.add("optnone")
        super().add_ir_module(ir_module)

    def _optimize_functions(self, ll_module: Any) -> None:
        ll_module.data_layout = self._codegen._data_layout

    def _optimize_final_module(self) -> None:
        made = self._codegen._module_pass_manager()
        passes, *builder = made if isinstance(made, tuple) else (made,)  # numba 0.61 has the older kind
        passes.run(self._final_module, *builder)


class Part(Kernel):
    """A part of a kernel: nobody else calls it, so it is optimised and made machine code where it is linked in."""

    @property
    def codegen(self) -> Any:
        return self

    def set_env(self, env_name: str, env: object) -> None:
        """What runs nowhere needs no surroundings."""

    def get_pointer_to_function(self, name: str) -> int:
        self._ensure_finalized()
        return 0

    def _optimize_final_module(self) -> None:
        pass

    def _finalize_final_module(self) -> None:
        self._finalize_dynamic_globals()
        self._finalized = True
