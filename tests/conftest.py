"""What all tests share: `--update` accepts what the compiler says now as what the case files expect."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update", action="store_true", help="rewrite what case files expect; look at the diff afterwards"
    )
