"""Claims of a case, tested: from `claims.toml`, from a sheet, or made in Python."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from standoff.errors import CaseError
from standoff.files import make_folder
from standoff.nouns import Claim, Finding
from standoff.nouns.answers import FindingsAnswer

if TYPE_CHECKING:
    from standoff.case.case import Case

Progress = Callable[[str], None]
_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"}
)

__all__ = ["ask_claims", "claims_of_case", "file_name", "speakers_of", "write_claim_cards"]


def claims_of_case(
    case: Case,
    *,
    proposed: bool = False,
    sensitivity: bool = False,
    progress: Progress | None = None,
) -> FindingsAnswer:
    """The claims of `claims.toml`, in its order."""
    from standoff.claims import load_claims

    path = case.own_file(
        "claims.toml",
        "claims to test; `standoff claims --propose ARTICLE... > claims.toml` drafts them, "
        "docs/claims.md shows the form",
    )
    claims = load_claims(path)
    return ask_claims(case, claims, proposed=proposed, sensitivity=sensitivity, progress=progress)


def ask_claims(
    case: Case,
    claims: Sequence[Claim],
    *,
    proposed: bool = False,
    sensitivity: bool = False,
    progress: Progress | None = None,
) -> FindingsAnswer:
    """Findings on `claims` as one page: with Holm's p-values over all of them.

    `progress` hears of each claim where the sensitivity makes it long.
    """
    from standoff.claims import adjusted, check_claim, page_of_tests, test_claim

    events = case.events(proposed=proposed)
    coverage = case.coverage_or_articles(proposed=proposed)
    try:
        accounts = case.accounts(proposed=proposed).accounts
        dyad = case.dyad
    except CaseError:
        accounts, dyad = (), None
    findings = []
    for number, claim in enumerate(claims, start=1):
        check_claim(claim, f"claim {claim.id}")
        if progress and sensitivity:
            progress(f"{number} of {len(claims)}: {claim.id}")
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
    accepted, total = case.accepted
    return FindingsAnswer(
        findings=adjusted(findings),
        tests=len(findings),
        accepted=accepted,
        codings=total,
        proposed_counted=proposed,
        page=page_of_tests(findings),
    )


def write_claim_cards(
    case: Case,
    answer: FindingsAnswer,
    folder: Path,
    *,
    languages: Sequence[str] = ("en", "de"),
    progress: Progress | None = None,
) -> tuple[Path, ...]:
    """A card of every finding as SVG and as HTML in each language; gives the paths written."""
    from standoff.case.page import actor_names
    from standoff.nouns import PageData
    from standoff.report import write_cards

    cited = _cited(answer.findings)
    events = tuple(e for e in case.events(proposed=answer.proposed_counted) if e.id in cited)
    start, end = case.period(proposed=answer.proposed_counted)
    make_folder(folder)
    names = _file_names([finding.claim.id for finding in answer.findings])
    written: list[Path] = []
    for language in languages:
        page = PageData(
            title=case.info.title_in(language),
            language=language,
            start=start,
            end=end,
            events=events,
            names=actor_names((), events, language) | speakers_of(answer.findings, language),
            reviewed=case.reviewed,
            proposed_counted=answer.proposed_counted,
            head_hash=case.head_hash,
        )
        for finding, name in zip(answer.findings, names, strict=True):
            stem = folder / f"{name}.{language}"
            if progress:
                progress(f"card {stem.name}")
            written.extend(write_cards(page, finding, stem))
    return tuple(written)


def _cited(findings: Sequence[Finding]) -> set[str]:
    return {
        id_
        for found in findings
        for id_ in (*found.events, *found.followed, *found.counterexamples)
    }


def speakers_of(findings: Sequence[Finding], language: str) -> dict[str, str]:
    """Names of those who make the claims, by code."""
    from standoff.coding.actors.naming import name_of

    codes = {finding.claim.said_by for finding in findings if finding.claim.said_by}
    named = {code: name_of(code, language) for code in codes}
    return {code: name for code, name in named.items() if name}


def _file_names(ids: Sequence[str]) -> list[str]:
    """One name for each id, none twice even where a file system ignores case."""
    names: list[str] = []
    taken: set[str] = set()
    for id_ in ids:
        plain, number = file_name(id_), 1
        name = plain
        while name.lower() in taken:
            number += 1
            name = f"{plain}-{number}"
        taken.add(name.lower())
        names.append(name)
    return names


def file_name(id_: str) -> str:
    """A claim's id as the name of a file: letters, digits, `-` and `_` only."""
    return re.sub(r"[^A-Za-z0-9_-]+", "-", id_.translate(_UMLAUTS))[:80] or "claim"
