"""The command line: words to commands, results to exit codes.

Commands import what they need when they run, so that a build with nothing to do loads neither numpy nor lark nor audio.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from ..compiler.version import VERSION

DONE, SONG_ERRORS, WRONG_USAGE, EXPECTATIONS_MISSED, LACKING, BUG, INTERRUPTED = 0, 1, 2, 3, 4, 70, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and gives its exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words in (["--version"], ["-V"]):
        print(f"songc {VERSION}")
        return DONE
    from .commands import parse
    from .interpreter import tune
    from .project import EnvironmentLack, UsageError

    tune()
    try:
        options = parse(words)
        code: int = options.run(options)
        sys.stdout.flush()
        return code
    except UsageError as problem:
        _complain(str(problem))
        return WRONG_USAGE
    except EnvironmentLack as problem:
        _complain(str(problem))
        return LACKING
    except KeyboardInterrupt:
        _complain("interrupted; the last finished files stand as they were")
        return INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()  # the reader left; nothing more can be said
        return DONE
    except Exception as bug:
        from .crash import report

        _complain(report(bug, words))
        return BUG


def _complain(text: str) -> None:
    from .terminal.progress import ERASE
    from .terminal.tables import complaint

    if sys.stderr.isatty():
        sys.stderr.write(ERASE)  # a line of progress may stand there
    print(complaint("songc", text), file=sys.stderr)
