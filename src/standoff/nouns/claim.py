"""`Claim`: an assertion of the press in a form that can be tested; `Finding`: what came of it."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from standoff.nouns.coding import Evidence

__all__ = [
    "DIRECTIONS", "QUANTIFIERS", "VERDICTS", "Claim", "Definition", "DefinitionRow", "Finding",
    "PageOfTests", "SensitivityRow",
]  # fmt: skip

VERDICTS = ("supported", "contradicted", "open")
QUANTIFIERS = ("always", "usually", "more_than_chance", "never", "seldom")
DIRECTIONS = ("same", "more", "fewer")


class Definition(Struct, frozen=True, kw_only=True):
    """One reading of a claim's terms: which events count and how they are counted.

    `count` is `days` (days with at least one), `events`, or `number` (sum of the events' numbers).
    The other fields are what a reading may draw differently from its claim, by form (see
    `docs/claims.md`): `measure` what is compared, `sequence` (`events` or `months`), `rule` which
    rule labels months, `patterns` kinds by pattern, gravest first, `start` and `end` another
    period, `thinned` without the surplus of dense years, `named` only events whose `name` holds
    these words.
    """

    name: str
    pattern: str = ""
    count: str = "days"
    text: dict[str, str] = {}
    measure: str = ""
    sequence: str = ""
    rule: str = ""
    named: str = ""
    kinds: tuple[str, ...] = ()
    patterns: dict[str, str] = {}
    announces: str = ""
    within_days: int | None = None
    follow_days: int | None = None
    before_months: int | None = None
    addressees: tuple[str, ...] = ()
    theatres: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    days: tuple[date, ...] = ()
    start: date | None = None
    end: date | None = None
    thinned: bool = False


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

    By form (see `docs/claims.md`): `kinds` are labels of months (alternation, order, dwell), `than`
    those they are compared with (dwell); `announces` is what a sign is said to announce within
    `within_days`; `quantifier` is one of `QUANTIFIERS` (sign, addressee, pledge), `direction` one
    of `DIRECTIONS` (exception, dwell, clock) with `margin` as the ratio that still counts as the
    same; `compare_start` and `compare_end` the time that a period is compared with; `addressees`
    actor codes; `clock` the pattern of the events that a clock runs towards, `before_months` how
    long before; `theatres` and `outcomes` choose accounts and what of them counts (pledge);
    `effect` is the size at which power is stated.
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
    kinds: tuple[str, ...] = ()
    than: tuple[str, ...] = ()
    dyad: tuple[str, str] | None = None
    announces: str = ""
    within_days: int = 30
    quantifier: str = ""
    direction: str = ""
    compare_start: date | None = None
    compare_end: date | None = None
    addressees: tuple[str, ...] = ()
    clock: str = ""
    before_months: int = 6
    theatres: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    effect: float | None = None


class DefinitionRow(Struct, frozen=True, kw_only=True):
    """What one reading of the terms gives; `interval` is the 95 % interval of `value`.

    `level` is how well the record covers what this reading counts, `n` how many cases it rests on,
    `p_value` its test against chance where there is one.
    """

    name: str
    value: float
    verdict: str
    text: dict[str, str] = {}
    events: tuple[str, ...] = ()
    interval: tuple[float, float] = (0.0, 0.0)
    level: str = ""
    n: int = 0
    p_value: float | None = None


class SensitivityRow(Struct, frozen=True, kw_only=True):
    """The primary reading asked again after one change: UTC dates, another month's counting, ...

    `share` is how many of the `runs` kept the verdict, where the change is drawn at random.
    """

    name: str
    text: dict[str, str]
    verdict: str
    value: float | None = None
    interval: tuple[float, float] | None = None
    runs: int = 1
    share: float | None = None


class Finding(Struct, frozen=True, kw_only=True):
    """The outcome of a claim: a verdict never comes without n and a comparison.

    `interval` is the 95 % interval of the estimate and `region` the claimed region, both closed;
    for a count in a completely covered period the interval is the count itself, or from the sure
    to the possible count where dates are fuzzy; an end that is not known is infinite (null in
    JSON). `comparison` is in English, `comparison_text` by language, as are the other texts.
    `robustness` says under how many readings the claim is true; `p_value` is None where the form
    tests nothing against chance, `adjusted` is Holm's over the page. `power` is the chance of
    bearing the claim out at this n if the truth is at the stated effect, `n_needed` the n at which
    that chance is 80 %. `counterexamples` are events or accounts that a universal claim forbids.
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
    adjusted: float | None = None
    power: float | None = None
    n_needed: int | None = None
    counterexamples: tuple[str, ...] = ()
    sensitivity: tuple[SensitivityRow, ...] = ()
    estimand_text: dict[str, str] = {}


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
