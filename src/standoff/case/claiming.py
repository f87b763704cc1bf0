"""Claims of a case, tested: from `claims.toml`, from a sheet, or made in Python."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from standoff.errors import CaseError
from standoff.nouns import Claim
from standoff.nouns.answers import FindingsAnswer

if TYPE_CHECKING:
    from standoff.case.case import Case

__all__ = ["ask_claims", "claims_of_case"]


def claims_of_case(
    case: Case, *, proposed: bool = False, sensitivity: bool = False
) -> FindingsAnswer:
    """The claims of `claims.toml`, in its order."""
    from standoff.claims import load_claims

    path = case.own_file("claims.toml", "claims to test; docs/claims.md shows the form")
    return ask_claims(case, load_claims(path), proposed=proposed, sensitivity=sensitivity)


def ask_claims(
    case: Case, claims: Sequence[Claim], *, proposed: bool = False, sensitivity: bool = False
) -> FindingsAnswer:
    """Findings on `claims` as one page: with Holm's p-values over all of them."""
    from standoff.claims import adjusted, check_claim, page_of_tests, test_claim

    events = case.events(proposed=proposed)
    coverage = case.coverage_or_articles(proposed=proposed)
    try:
        accounts = case.accounts(proposed=proposed).accounts
        dyad = case.dyad
    except CaseError:
        accounts, dyad = (), None
    findings = []
    for claim in claims:
        check_claim(claim, f"claim {claim.id}")
        findings.append(
            test_claim(
                claim,
                events,
                coverage,
                accounts=accounts,
                dyad=dyad,
                reviewed=case.reviewed,
                sensitivity=sensitivity,
            )
        )
    accepted, total = case.reviewed
    return FindingsAnswer(
        findings=adjusted(findings),
        tests=len(findings),
        accepted=accepted,
        codings=total,
        proposed_counted=proposed,
        page=page_of_tests(findings),
    )
