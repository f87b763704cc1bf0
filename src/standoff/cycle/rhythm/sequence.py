"""Sequences for the rhythm tests: which kind came when, in pieces without holes, in strata.

Rhythm tests run on raw events or on months labelled by a rule, never on decoded states (a decoded
path is autocorrelated by construction). Where the record has a hole, nothing is said to follow what
came before it: a piece ends there. Strata of five years keep a changing mix of kinds from being
taken for a rhythm: chance reshuffles only within them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import ArrayLike, NDArray

from standoff.cycle.rule import MonthRule, default_rule
from standoff.errors import BadValue
from standoff.nouns import Coverage, CoveredSpan, Event, Phases, coverage_spans

__all__ = ["KindSequence", "kind_sequence", "sequence_of_events", "sequence_of_months"]

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class KindSequence:
    """Kinds (n,) as places in `names`, days (n,) as ordinals, ascending, and pieces (n,)."""

    kinds: Ints
    days: Ints
    pieces: Ints
    names: tuple[str, ...]
    unit: str = "events"

    def __len__(self) -> int:
        return len(self.kinds)

    def only(self, names: Sequence[str]) -> KindSequence:
        """The same without other kinds, which are coded by their place in `names`."""
        for name in names:
            if name not in self.names:
                raise BadValue(
                    f"kind {name!r}", where="sequence", expected=f"among {', '.join(self.names)}"
                )
        place = np.array([names.index(n) if n in names else -1 for n in self.names])
        kinds = place[self.kinds] if len(self) else self.kinds
        kept = kinds >= 0
        return KindSequence(
            kinds[kept], self.days[kept], self.pieces[kept], tuple(names), self.unit
        )

    def merged(self, names: Sequence[str]) -> KindSequence:
        """All entries, coded by their place in `names`; kinds that are not there share one more."""
        place = np.array([names.index(n) if n in names else len(names) for n in self.names])
        kinds = place[self.kinds] if len(self) else self.kinds
        return KindSequence(kinds, self.days, self.pieces, (*names, "between"), self.unit)

    def collapsed(self) -> KindSequence:
        """Runs of equal kinds within a piece as one entry each, dated to their first day."""
        new = np.ones(len(self), dtype=bool)
        new[1:] = (np.diff(self.kinds) != 0) | (np.diff(self.pieces) != 0)
        return KindSequence(self.kinds[new], self.days[new], self.pieces[new], self.names, "runs")

    def strata(self, years: int = 5) -> Ints:
        """Stratum (n,) of each entry: its piece and its `years` since the first entry."""
        if years < 1:
            raise BadValue(f"strata of {years} years", expected="1 or more")
        if not len(self):
            return np.zeros(0, dtype=np.int64)
        first = date.fromordinal(int(self.days[0]))
        start = [date.fromordinal(int(day)) for day in self.days]
        since = [
            (d.year - first.year - ((d.month, d.day) < (first.month, first.day))) for d in start
        ]
        pairs = np.stack([self.pieces, np.array(since) // years], axis=1)
        new = np.ones(len(self), dtype=np.int64)
        new[1:] = np.any(np.diff(pairs, axis=0) != 0, axis=1)
        return np.cumsum(new) - 1


def kind_sequence(
    kinds: ArrayLike,
    days: ArrayLike,
    names: Sequence[str],
    *,
    pieces: ArrayLike | None = None,
    unit: str = "events",
) -> KindSequence:
    """A sequence from plain arrays; sorts by day. Raises `BadValue` if the arrays do not fit."""
    k, d = np.asarray(kinds, dtype=np.int64), np.asarray(days, dtype=np.int64)
    p = np.zeros(len(d), dtype=np.int64) if pieces is None else np.asarray(pieces, dtype=np.int64)
    if not k.shape == d.shape == p.shape or k.ndim != 1:
        raise BadValue(f"arrays of shapes {k.shape}, {d.shape}, {p.shape}", expected="one length")
    if len(k) and not 0 <= k.min() <= k.max() < len(names):
        raise BadValue("kinds", expected=f"places among {len(names)} names")
    order = np.argsort(d, kind="stable")
    return KindSequence(k[order], d[order], p[order], tuple(names), unit)


def sequence_of_months(phases: Phases) -> KindSequence:
    """The covered months of a record with their labels; a hole begins a new piece."""
    months = phases.months
    covered = np.array([month.covered for month in months], dtype=bool)
    pieces = np.cumsum(~covered)
    kept = [month for month in months if month.covered]
    return kind_sequence(
        [phases.names.index(month.label) for month in kept],
        [month.month.toordinal() for month in kept],
        phases.names,
        pieces=pieces[covered],
        unit="months",
    )


def sequence_of_events(
    events: Iterable[Event],
    coverage: Sequence[Coverage],
    *,
    dyad: tuple[str, str],
    start: date,
    end: date,
    rule: MonthRule | None = None,
) -> KindSequence:
    """Deeds that earn a label of `rule`, dated to the day, in covered time; equal days by gravity.

    Deeds of one label on one day are one entry. Fuzzy dates are left out: they have no place in a
    sequence.
    """
    rule = rule or default_rule()
    spans = [
        span for span in coverage_spans(coverage, rule.needs, start, end) if span.level != "none"
    ]
    found = set()
    for event in events:
        gravity = rule.gravity(event, *dyad)
        if gravity is None or not event.when.is_day or event.when.earliest is None:
            continue
        piece = _piece(spans, event.when.earliest)
        if piece is not None:
            found.add((event.when.earliest.toordinal(), gravity, piece))
    rows = sorted(found)
    return kind_sequence(
        [row[1] for row in rows], [row[0] for row in rows], rule.names,
        pieces=[row[2] for row in rows],
    )  # fmt: skip


def _piece(spans: Sequence[CoveredSpan], day: date) -> int | None:
    """Which stretch of covered time a day lies in, None outside."""
    piece = -1
    last = None
    for span in spans:
        if last is None or (span.start - last).days > 1:
            piece += 1
        if span.start <= day <= span.end:
            return piece
        last = span.end
    return None
