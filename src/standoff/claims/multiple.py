"""Several tests on one page: what chance alone would make of them, and Holm's adjustment.

Whoever tests twenty claims at the 5 % level finds one where nothing is there. Holm (1979) sorts the
p-values, p(1) <= ... <= p(m), and adjusts them to max over j <= i of min(1, (m - j + 1) p(j)): the
chance of any false rejection stays below the level, whatever the dependence between tests.
"""

from __future__ import annotations

from collections.abc import Sequence

from standoff.claims.wording import say
from standoff.errors import BadValue
from standoff.nouns import Finding, PageOfTests

__all__ = ["holm", "page_of_tests"]

LEVEL = 0.05


def holm(p_values: Sequence[float]) -> list[float]:
    """Holm-adjusted p-values, in the order given."""
    if not all(0.0 <= p <= 1.0 for p in p_values):
        raise BadValue(f"p-values {list(p_values)}", expected="numbers from 0 to 1")
    m = len(p_values)
    adjusted = [0.0] * m
    highest = 0.0
    for rank, place in enumerate(sorted(range(m), key=lambda i: p_values[i])):
        highest = max(highest, min(1.0, (m - rank) * p_values[place]))
        adjusted[place] = highest
    return adjusted


def page_of_tests(findings: Sequence[Finding]) -> PageOfTests:
    """The number of tests among `findings`, expected false positives, and Holm's p-values."""
    chance = [finding.p_value for finding in findings if finding.p_value is not None]
    adjusted = iter(holm(chance))
    expected = LEVEL * len(chance)
    return PageOfTests(
        tests=len(findings),
        against_chance=len(chance),
        expected_false=expected,
        adjusted=tuple(None if f.p_value is None else next(adjusted) for f in findings),
        text=say(
            "page_of_tests" if chance else "page_without_chance",
            tests=len(findings),
            chance=len(chance),
            expected=expected,
        ),
    )
