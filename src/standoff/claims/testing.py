"""Testing a claim: each form of the claim grammar has a file of its own; this finds it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from types import MappingProxyType

import msgspec

from standoff.claims.addressee import addressee_finding
from standoff.claims.alternation import alternation_finding
from standoff.claims.clock import clock_finding
from standoff.claims.count import count_finding
from standoff.claims.deadline import deadline_finding
from standoff.claims.dwell import dwell_finding
from standoff.claims.exception import exception_finding
from standoff.claims.multiple import page_of_tests
from standoff.claims.order import order_finding
from standoff.claims.pledge import pledge_finding
from standoff.claims.sensitivity import sensitivity_of
from standoff.claims.sign import sign_finding
from standoff.claims.told import Told
from standoff.errors import BadValue
from standoff.nouns import Account, Claim, Coverage, Event, Finding

__all__ = ["FORMS", "adjusted", "test_claim"]

FORMS: MappingProxyType[str, Callable[[Claim, Told], Finding]] = MappingProxyType(
    {
        "addressee": addressee_finding,
        "alternation": alternation_finding,
        "clock": clock_finding,
        "count": count_finding,
        "deadline": deadline_finding,
        "dwell": dwell_finding,
        "exception": exception_finding,
        "order": order_finding,
        "pledge": pledge_finding,
        "sign": sign_finding,
    }
)


def test_claim(
    claim: Claim,
    events: Iterable[Event],
    coverage: Sequence[Coverage],
    *,
    accounts: Iterable[Account] = (),  # noqa: PT028
    dyad: tuple[str, str] | None = None,  # noqa: PT028
    reviewed: tuple[int, int] = (0, 0),  # noqa: PT028  (no test of pytest's)
    sensitivity: bool = False,  # noqa: PT028
) -> Finding:
    """The finding on a claim: verdict, figures, comparison, and what would change it.

    `accounts` are what the form `pledge` counts, `dyad` (challenger, target) what labels of months
    speak of, `reviewed` (decided on, all) codings behind `events`. With `sensitivity` the primary
    reading is also asked under other definitions and with errors in the record, which takes up to
    fifty times as long. Raises `BadValue` naming the claim and the key at fault.
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
    told = Told(
        events=tuple(events), coverage=tuple(coverage), accounts=tuple(accounts), dyad=dyad,
        reviewed=reviewed,
    )  # fmt: skip
    found = form(claim, told)
    if not sensitivity:
        return found
    return msgspec.structs.replace(found, sensitivity=sensitivity_of(claim, told, form))


def adjusted(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings of one page, each with Holm's p-value over all of them."""
    page = page_of_tests(findings)
    return tuple(
        msgspec.structs.replace(finding, adjusted=p)
        for finding, p in zip(findings, page.adjusted, strict=True)
    )


test_claim.__test__ = False  # type: ignore[attr-defined]  # no test of pytest's
