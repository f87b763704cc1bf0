"""The sixteen promises, each a test of its own name; figures go to `docs/promises.md`.

Each test takes its size from the fixture `all_of_it`: a reduced count in `make test`, the promised
one in `make test-full`. What it counted it hands to `kept`; `tools/promises.py` reads the figures
from there. Rooms test the same things in finer grain beside their code; here stands what was
promised as a whole.
"""

from __future__ import annotations

import pytest


@pytest.fixture(scope="module", params=["reduced", pytest.param("whole", marks=pytest.mark.full)])
def all_of_it(request):
    """Whether to try everything that was promised, or a small part of it."""
    return request.param == "whole"


@pytest.fixture
def kept(record_property):
    """Note a figure of a promise: `kept("kills survived", 200)`."""

    def note(what: str, figure: int | float | str) -> None:
        assert figure, f"{what}: nothing was tried"
        record_property(what, figure)

    return note
