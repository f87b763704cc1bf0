"""`Claim`: an assertion of the press in a form that can be tested; `Finding`: what came of it."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from standoff.nouns.coding import Evidence

__all__ = ["VERDICTS", "Claim", "Definition", "DefinitionRow", "Finding", "PageOfTests"]

VERDICTS = ("supported", "contradicted", "open")


class Definition(Struct, frozen=True, kw_only=True):
    """One reading of a claim's terms: which events count and how they are counted.

    `count` is `days` (days with at least one), `events`, or `number` (sum of the events' numbers).
    """

    name: str
    pattern: str
    count: str = "days"
    text: dict[str, str] = {}


class Claim(Struct, frozen=True, kw_only=True):
    """A claim in the claim grammar.

    `form` names the test (`count`, `deadline`, ...). The first of `definitions` is the literal
    reading and the primary specification; the others are robustness. `asserted` is the number
    that the claim names, `margin` how far off still counts as that number, `bound` whether it is
    said as `exactly`, `at_least` or `at_most`.

    For a deadline, `start` (when it was set) to `end` (when it runs out) is the time in which
    `terms` (words) may be met; each definition is one reading of the terms; `consequence` is the
    pattern of what was threatened, empty where the text leaves it open; `follow` the pattern of
    what is listed from the `follow_days` after it. `said_on` and `said_by` are the press's.
    """

    id: str
    form: str
    text: dict[str, str]
    start: date
    end: date
    definitions: tuple[Definition, ...]
    asserted: float | None = None
    margin: float = 0.0
    bound: str = "exactly"
    said_on: date | None = None
    said_by: str = ""
    terms: str = ""
    consequence: str = ""
    follow: str = ""
    follow_days: int = 90
    evidence: tuple[Evidence, ...] = ()


class DefinitionRow(Struct, frozen=True, kw_only=True):
    """What one reading of the terms gives; `interval` is the 95 % interval of `value`.

    `level` is how well the record covers what this reading counts.
    """

    name: str
    value: float
    verdict: str
    text: dict[str, str] = {}
    events: tuple[str, ...] = ()
    interval: tuple[float, float] = (0.0, 0.0)
    level: str = ""


class Finding(Struct, frozen=True, kw_only=True):
    """The outcome of a claim: a verdict never comes without n and a comparison.

    `interval` is the 95 % interval of the estimate and `region` the claimed region, both closed;
    for a count in a completely covered period the interval is the count itself, or from the sure
    to the possible count where dates are fuzzy; an end that is not known is infinite (null in
    JSON). `comparison` is in English, `comparison_text` by language, as are the other texts.
    `robustness` says under how many readings the claim is true; `p_value` is None where the form
    tests nothing against chance.
    """

    claim: Claim
    verdict: str
    estimand: str
    estimate: float
    interval: tuple[float, float]
    region: tuple[float, float]
    n: int
    comparison: str
    definitions: tuple[DefinitionRow, ...]
    remark: dict[str, str] = {}
    nearest_true: dict[str, str] = {}
    would_change: dict[str, str] = {}
    events: tuple[str, ...] = ()
    followed: tuple[str, ...] = ()
    reviewed: tuple[int, int] = (0, 0)
    comparison_text: dict[str, str] = {}
    robustness: dict[str, str] = {}
    p_value: float | None = None


class PageOfTests(Struct, frozen=True, kw_only=True):
    """How many tests a page holds, and what chance alone would make of them.

    `against_chance` of the `tests` compare with chance and have a p-value; `expected_false` of
    those would come out at the 5 % level if nothing were there. `adjusted` are Holm's p-values in
    the order of the findings, None where a finding has none.
    """

    tests: int
    against_chance: int
    expected_false: float
    adjusted: tuple[float | None, ...]
    text: dict[str, str]
