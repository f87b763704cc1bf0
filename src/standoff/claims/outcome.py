"""`Outcome`: what one reading of a claim gives; and the finding that several of them make.

Each form computes outcomes; what is the same for all forms stands here: the verdict, the remark,
why a claim is open, what would change it. The first outcome is the literal reading and decides.

    a counterexample to "always" or "never"      contradicted, however partial the record
    the record covers nothing of it              open: not covered
    the record covers it in part                 open: what is missing could turn it
    otherwise                                    the interval against the claimed region
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from standoff.claims.decide import Interval, decide
from standoff.claims.nearest import kinds_said
from standoff.claims.reading import span_said
from standoff.claims.told import Told
from standoff.claims.wording import Text, in_each, join, say
from standoff.nouns import Claim, Definition, DefinitionRow, Finding

__all__ = ["Outcome", "finding_of", "level_of", "spell"]

_EVERYTHING: Interval = (-math.inf, math.inf)


class Outcome(Struct, frozen=True, kw_only=True):
    """Figures of one reading. `says` is what the record shows, `kinds` what must be covered.

    `universal` says that a single one of `counterexamples` decides. `chance` is the comparison.
    """

    definition: Definition
    value: float
    interval: Interval
    region: Interval
    n: int
    level: str
    says: Text
    estimand: Text
    chance: Text
    kinds: tuple[str, ...] = ()
    start: date
    end: date
    events: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()
    universal: bool = False
    p_value: float | None = None
    power: float | None = None
    needed: int | None = None

    @property
    def verdict(self) -> str:
        """The decision rule of this module."""
        if self.universal and self.counterexamples:
            return "contradicted"
        if self.level != "complete" or self.n == 0 or math.isnan(self.value):
            return "open"
        return decide(self.interval, self.region)


def level_of(told: Told, kinds: Sequence[str], *windows: tuple[date, date]) -> str:
    """The worst coverage of `kinds` on any day of the windows."""
    levels = {span.level for start, end in windows for span in told.spans(kinds, start, end)}
    return next((level for level in ("none", "partial", "complete") if level in levels), "none")


def finding_of(claim: Claim, told: Told, outcomes: Sequence[Outcome]) -> Finding:
    """The finding that the readings of a claim make, the first one deciding."""
    first = outcomes[0]
    verdicts = [one.verdict for one in outcomes]
    figures = {
        "k": verdicts.count("supported"), "n": len(verdicts), "m": verdicts.count("open"),
    }  # fmt: skip
    # Without a case there is nothing to compare, and no chance that could be wrong.
    compared = first.chance if first.n else say("no_comparison")
    return Finding(
        claim=claim,
        verdict=first.verdict,
        estimand=first.estimand["en"],
        estimand_text=first.estimand,
        estimate=first.value,
        interval=first.interval,
        region=first.region,
        n=first.n,
        comparison=compared["en"],
        comparison_text=compared,
        definitions=tuple(_row(one) for one in outcomes),
        remark=_remark(first, told),
        nearest_true=say("as_recorded", what=first.says) if first.n else {},
        would_change=_would_change(first, told),
        events=first.events,
        reviewed=told.reviewed,
        robustness=say("robust_open" if figures["m"] else "robust", **figures),
        p_value=first.p_value if first.n else None,
        power=first.power if first.n else None,
        n_needed=first.needed if first.n else None,
        counterexamples=first.counterexamples if first.universal else (),
    )


def _row(one: Outcome) -> DefinitionRow:
    return DefinitionRow(
        name=one.definition.name,
        value=one.value,
        verdict=one.verdict,
        text=one.definition.text,
        events=one.events,
        interval=one.interval,
        level=one.level,
        n=one.n,
        p_value=one.p_value,
    )


def _remark(one: Outcome, told: Told) -> Text:
    verdict = one.verdict
    if verdict == "supported":
        return say("test_supported", what=one.says)
    if verdict == "contradicted":
        if one.universal and one.counterexamples:
            return say("test_counterexample", what=one.says, n=len(one.counterexamples))
        return say("test_contradicted", what=one.says)
    return _why_open(one, told)


def _why_open(one: Outcome, told: Told) -> Text:
    if one.level == "none":
        return say("uncovered", kinds=_kinds(one, told), spans=_spans(one, told))
    if not one.n:
        return say("test_no_case")
    if one.level == "partial":
        return say("test_partly", kinds=_kinds(one, told), what=one.says)
    if one.needed and one.needed > one.n:
        return say("test_too_few", what=one.says, n=one.n, needed=one.needed)
    return say("test_undecided", what=one.says)


def _would_change(one: Outcome, told: Told) -> Text:
    if one.verdict == "open":
        if one.level != "complete":
            key = "change_coverage" if one.level == "none" else "change_complete"
            return say(key, kinds=_kinds(one, told), spans=_spans(one, told))
        if one.needed and one.needed > one.n:
            return say("change_needed", needed=one.needed, n=one.n)
        return say("change_more_cases", n=one.n)
    if one.universal and one.counterexamples:
        return say("change_counterexamples", n=len(one.counterexamples))
    return say("change_figures", interval=spell(one.interval), region=spell(one.region))


def _kinds(one: Outcome, told: Told) -> Text:
    """The kinds that are covered worst, which decide the level."""
    bad = [kind for kind in dict.fromkeys(one.kinds) if _level(one, told, kind) == one.level]
    return kinds_said(bad)


def _level(one: Outcome, told: Told, kind: str) -> str:
    return level_of(told, (kind,), (one.start, one.end))


def _spans(one: Outcome, told: Told) -> Text:
    spans = [s for s in told.spans(one.kinds, one.start, one.end) if s.level == one.level]
    shown = join([span_said(s) for s in spans[:3]])
    return say("and_more", what=shown) if len(spans) > 3 else shown


def spell(interval: Interval) -> Text:
    """ "0.2 to 0.7", "at least 1", "at most 2"."""
    low, high = interval
    if interval == _EVERYTHING:
        return say("any_number")
    if math.isinf(high):
        return say("from_low", low=low)
    if math.isinf(low):
        return say("up_to_high", high=high)
    if low == high:
        return in_each(lambda _: f"{low:.3g}")
    return say("low_to_high", low=low, high=high)
