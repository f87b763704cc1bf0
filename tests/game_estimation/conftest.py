"""A small world to estimate in, and the published one where it is at hand."""

from __future__ import annotations

import pytest

from standoff.game.estimation.problem import problem_of
from standoff.game.estimation.reading import read_panel

from .worlds import world


@pytest.fixture(scope="session")
def small():
    """(panel, problem, true theta, true values) with 2,000 months a pair."""
    return world(2000)


@pytest.fixture(scope="session")
def published(shared):
    """(panel, problem, folder) of the published study."""
    folder = shared / "data" / "escalation"
    panel = read_panel(folder)
    return panel, problem_of(panel), folder
