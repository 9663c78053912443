"""The record of the song as it is now: built first where something changed, read where nothing did."""

from __future__ import annotations

import json
from argparse import Namespace
from typing import Any

from .request import Request


def latest_report(request: Request) -> dict[str, Any] | None:
    """The report of the request's files, which stand complete; None when the song has mistakes (they are told)."""
    from .idle import nothing_to_do

    path = request.project.output / ("report.json" if not request.what else f"report-{request.what}.json")
    if nothing_to_do(request, lambda event: None) and path.is_file():
        found: dict[str, Any] = json.loads(path.read_bytes())
        return found
    from .building import build_in
    from .studio import open_studio
    from .terminal.reporter import reporter

    with open_studio(request) as studio:
        return build_in(studio, reporter(Namespace(json=False, color="auto", quiet=True, verbose=False)))
