"""A plugin for mutation testing (`make mutants`, [tool.mutmut]): what a mutant's run need not do.

Each of some two thousand mutants runs the tests that reach it until one fails. So the cheap tests
come first, a failing property is not made small, and its examples are the same in every run. What
a function under test has cached is forgotten before each test: a cached answer would hide a mutant
from the tests, and tests from the map of who reaches what.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import Phase, settings

from standoff.press.times import periods

_CACHED = [one for one in vars(periods).values() if hasattr(one, "cache_clear")]


def pytest_configure():
    """After our usual profile, before the tests are defined: they keep the one they meet."""
    settings.register_profile(
        "mutants",
        deadline=None,
        database=None,
        derandomize=True,
        max_examples=30,
        phases=(Phase.explicit, Phase.generate),
    )
    settings.load_profile("mutants")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Cheap tests first, by what the run that mapped them has measured."""
    kept = Path("mutmut-stats.json")
    if kept.exists():
        known = json.loads(kept.read_text("utf-8"))["duration_by_test"]
        items.sort(key=lambda item: known.get(item.nodeid, 0.0))


@pytest.fixture(autouse=True)
def nothing_is_cached():
    for one in _CACHED:
        one.cache_clear()
