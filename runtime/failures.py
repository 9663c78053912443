"""Failures: what a step of the build could not do, as the user's mistake where it is one."""

from __future__ import annotations

from ..compiler.diagnostics import Diagnostic
from ..compiler.plan import Perform, Plan, Process
from .audio.probe import UnreadableAudio
from .contents import FileChanged
from .engine.schedule import StepFailed
from .plugins.child import PluginFailed


def changed_file(problem: Exception) -> FileChanged | None:
    """The file that changed while the build read it, if that is the problem."""
    cause = problem.__cause__ if isinstance(problem, StepFailed) else problem
    return cause if isinstance(cause, FileChanged) else None


def mistake(problem: StepFailed, plan: Plan) -> Diagnostic | None:
    """The diagnostic of a recording that turned out to be damaged when it was read, or of a plugin that failed; None
    for anything else."""
    cause = problem.__cause__
    if isinstance(cause, PluginFailed):
        return _failed_plugin(problem.node, cause, plan)
    if not isinstance(cause, UnreadableAudio):
        return None
    origins = next(signal.origins for signal in plan.signals if signal.name == problem.node)
    named = [origin for origin in origins if any(name in str(cause) for name in _files(origin.text))]
    span = (named or list(origins))[0].span
    return Diagnostic("E0803", str(cause), span, "damaged", "write the file again, or put another in its place")


def _failed_plugin(node: str, problem: PluginFailed, plan: Plan) -> Diagnostic:
    signal = next(signal for signal in plan.signals if signal.name == node)
    step = signal.step
    assert isinstance(step, Perform | Process)
    name = step.instrument.name if isinstance(step, Perform) else step.plugin.name
    named = [origin for origin in signal.origins if f'"{name}"' in origin.text]
    help = "take it out, set it otherwise, or give it more time with `plugin-seconds` in songc.toml"
    return Diagnostic(
        "E0916", f"the plugin `{name}` {problem}", (named or list(signal.origins))[0].span, "failed", help
    )


def _files(text: str) -> list[str]:
    """The names of the files that a declaration holds, without their folders."""
    return [word.rpartition("/")[2] for word in text.split('"')[1::2]]
