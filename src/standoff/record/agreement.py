"""Agreement between reviewers: Krippendorff's alpha, field by field.

Alpha compares the disagreement seen within the coded units with the disagreement that would be seen
if values were dealt out by chance:

    alpha = 1 - D_o / D_e
    D_o = 1/n  sum over units u of  1/(m_u - 1)  sum over ordered pairs (i, j) in u of  d(i, j)
    D_e = 1/(n (n - 1))  sum over ordered pairs (i, j) of all pairable values of  d(i, j)

with m_u values in unit u (units with one value are not pairable and left out), n pairable values in
all, and d a squared difference: 0 or 1 for names, (a - b)^2 for numbers. 1 is perfect agreement, 0
what chance gives, below 0 systematic disagreement. Any number of reviewers, missing values allowed
(Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability"). Where all values are the same
there is nothing to be reliable about and alpha is not defined.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

from msgspec import Struct

from standoff.nouns import Coding, Verdict
from standoff.record.review import CHANGEABLE, Reviewed, apply_changes, standing

__all__ = ["FIELDS", "Agreement", "agreement_of", "alpha", "interval", "nominal"]

#: `decision` is whether a coding is kept at all; the others are columns of those that are kept.
FIELDS = ("decision", *CHANGEABLE)

Value = Hashable
Distance = Callable[[Value, Value], float]


class Agreement(Struct, frozen=True, kw_only=True):
    """Alpha of one field with what it rests on; None where it is not defined.

    `units` are codings on which at least two reviewers gave a value, `values` how many they gave,
    `agreed` the share of those units in which all gave the same.
    """

    field: str
    alpha: float | None
    units: int
    values: int
    agreed: float | None
    reviewers: tuple[str, ...]


def nominal(a: Value, b: Value) -> float:
    """0 for equal values, 1 for others."""
    return float(a != b)


def interval(a: Value, b: Value) -> float:
    """The squared difference of two numbers."""
    return float((a - b) ** 2)  # type: ignore[operator]


def alpha(units: Iterable[Sequence[Value]], distance: Distance = nominal) -> float | None:
    """Krippendorff's alpha of the values given in each unit; None where it is not defined."""
    pairable = [Counter(values) for values in units if len(values) >= 2]
    everything: Counter[Value] = Counter()
    for counted in pairable:
        everything.update(counted)
    n = everything.total()
    expected = _pairs(everything, distance)
    if not expected:
        return None
    observed = sum(_pairs(counted, distance) / (counted.total() - 1) for counted in pairable)
    return 1.0 - (n - 1) * observed / expected


def _pairs(counted: Mapping[Value, int], distance: Distance) -> float:
    """Sum of distances over all ordered pairs of the values counted."""
    values = list(counted.items())
    return sum(
        many * times * distance(value, other) for value, many in values for other, times in values
    )


def agreement_of(codings: Iterable[Reviewed], texts: Mapping[str, str | None]) -> list[Agreement]:
    """Agreement of all reviewers on every field, from each one's latest standing verdict.

    `texts` maps article ids to texts, where changed offsets are looked up (None: withheld).
    """
    by_field: defaultdict[str, list[dict[str, Value]]] = defaultdict(list)
    for item in codings:
        given = _latest(item)
        by_field["decision"].append(
            {by: "reject" if one.decision == "reject" else "keep" for by, one in given.items()}
        )
        versions = {
            by: apply_changes(item.proposed, one.changes, texts.get(item.proposed.article, ""))
            for by, one in given.items()
            if one.decision != "reject"
        }
        for field in CHANGEABLE:
            by_field[field].append({by: _value(one, field) for by, one in versions.items()})
    return [_agreement(field, by_field[field]) for field in FIELDS]


def _latest(item: Reviewed) -> dict[str, Verdict]:
    return {verdict.by: verdict for verdict in standing(item.verdicts)}


def _value(coding: Coding, field: str) -> Value:
    value = getattr(coding, field)
    return "" if value is None else value


def _agreement(field: str, units: list[dict[str, Value]]) -> Agreement:
    pairable = [list(unit.values()) for unit in units if len(unit) >= 2]
    return Agreement(
        field=field,
        alpha=alpha(pairable),
        units=len(pairable),
        values=sum(map(len, pairable)),
        agreed=sum(len(set(unit)) == 1 for unit in pairable) / len(pairable) if pairable else None,
        reviewers=tuple(sorted({by for unit in units if len(unit) >= 2 for by in unit})),
    )
