"""Testing a claim: each form of the claim grammar has a file of its own; this finds it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from types import MappingProxyType

from standoff.claims.count import count_finding
from standoff.claims.deadline import deadline_finding
from standoff.errors import BadValue
from standoff.nouns import Claim, Coverage, Event, Finding

__all__ = ["FORMS", "test_claim"]

FORMS: MappingProxyType[str, Callable[..., Finding]] = MappingProxyType(
    {"count": count_finding, "deadline": deadline_finding}
)


def test_claim(
    claim: Claim,
    events: Iterable[Event],
    coverage: Sequence[Coverage],
    *,
    reviewed: tuple[int, int] = (0, 0),  # noqa: PT028  (no test of pytest's)
) -> Finding:
    """The finding on a claim: verdict, figures, comparison, and what would change it.

    `reviewed` is (accepted, all) codings behind `events`. Raises `BadValue` naming the claim and
    the key at fault.
    """
    form = FORMS.get(claim.form)
    if form is None:
        raise BadValue(
            f"form {claim.form!r}",
            where=f"claim {claim.id}",
            expected=f"one of {', '.join(sorted(FORMS))}",
        )
    if not claim.definitions:
        raise BadValue("no definition", where=f"claim {claim.id}", expected="one or more")
    if claim.start > claim.end:
        raise BadValue(
            f"period from {claim.start} to {claim.end}",
            where=f"claim {claim.id}",
            expected="start before end",
        )
    return form(claim, tuple(events), coverage, reviewed=reviewed)


test_claim.__test__ = False  # type: ignore[attr-defined]  # no test of pytest's
