"""`Claim`: an assertion of the press in a form that can be tested; `Finding`: what came of it."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from standoff.nouns.coding import Evidence

__all__ = ["VERDICTS", "Claim", "Definition", "DefinitionRow", "Finding"]

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
    that the claim names, `margin` how far off still counts as that number.
    """

    id: str
    form: str
    text: dict[str, str]
    start: date
    end: date
    definitions: tuple[Definition, ...]
    asserted: float | None = None
    margin: float = 0.0
    said_on: date | None = None
    said_by: str = ""
    terms: str = ""
    consequence: str = ""
    follow_days: int = 90
    evidence: tuple[Evidence, ...] = ()


class DefinitionRow(Struct, frozen=True, kw_only=True):
    """What one reading of the terms gives."""

    name: str
    value: float
    verdict: str
    text: dict[str, str] = {}
    events: tuple[str, ...] = ()


class Finding(Struct, frozen=True, kw_only=True):
    """The outcome of a claim: a verdict never comes without n and a comparison.

    `interval` is the 95 % interval of the estimate and `region` the claimed region, both closed;
    for a count in a completely covered period the interval is the count itself.
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
