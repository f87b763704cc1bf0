"""The small deadline game, solved once for all tests of the room."""

from __future__ import annotations

import pytest

from standoff.game import Solution, deadline_game


@pytest.fixture(scope="session")
def solved() -> Solution:
    return deadline_game().solve()
