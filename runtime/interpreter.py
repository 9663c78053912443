"""The interpreter, set for what a build does: a few threads that are mostly in kernels, and records that live as long
as the process."""

from __future__ import annotations

import gc
import os
import sys
from typing import Final

# How long a thread that needs the interpreter's lock waits before it asks for it. Python's own 5 ms are as long as many
# a task.
HANDOVER_SECONDS: Final = 0.0005

# How many more records are made than thrown away between two looks for such as only hold one another. Python's own 700
# have it look at all that a song is made of again and again.
NEW_RECORDS: Final = 50_000


def tune() -> None:
    """For the process, before numpy is loaded."""
    sys.setswitchinterval(HANDOVER_SECONDS)
    # Workers are as many as there are cores; and a product that is shared out between threads differs in its last bits.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    gc.set_threshold(NEW_RECORDS, *gc.get_threshold()[1:])
