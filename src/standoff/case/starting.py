"""Starting a case: an empty one, or a copy of a bundled one."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from standoff.case.bundled import bundled_file, copy_case_files
from standoff.case.folder import CASE_FILE, CaseInfo, read_info, write_info
from standoff.errors import CaseError, NotWritten
from standoff.nouns import Article, Coding, Coverage, actor_set, state_of

if TYPE_CHECKING:
    from standoff.case.case import Case
    from standoff.record import Journal

__all__ = ["commonest_pair", "coverage_of_articles", "create_case", "demo_case"]

#: Marks a folder as one that a demo wrote and may replace.
DEMO_MARK = ".standoff-demo"


def create_case(folder: Path, info: CaseInfo) -> Journal:
    """Make `folder` a case with an empty journal; raises `CaseError` if it is one already."""
    from standoff.record import Journal

    if (folder / CASE_FILE).exists():
        raise CaseError(
            "there is a case here already",
            where=str(folder),
            next="open it, or choose another folder with --case",
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise NotWritten(f"cannot make the folder: {fault.strerror}", where=str(folder)) from None
    journal = Journal.create(str(folder / info.journal), settings=info.settings)
    write_info(folder, info)
    return journal


def demo_case(cls: type[Case], name: str, folder: Path, progress: Callable[[str], None]) -> Case:
    """A bundled case, copied into `folder`, with its chronology taken in and dispatches coded."""
    from standoff.press import read_files
    from standoff.record import (
        account_entry,
        coverage_entry,
        fact_entry,
        load_accounts,
        load_chronology,
        load_coverage,
    )

    bundle = read_info(bundled_file(name))
    _clear_demo(folder)
    case = cls.start(folder, bundle)
    (folder / DEMO_MARK).write_text(f"{name}\n", encoding="utf-8")
    copy_case_files(name, folder)
    progress("Taking in the chronology ...")
    facts = load_chronology(bundled_file(name, "chronology.csv"))
    coverage = load_coverage(bundled_file(name, "coverage.csv"))
    accounts = load_accounts(bundled_file(name, "accounts.csv"))
    case.append(
        [
            *map(fact_entry, facts),
            *map(coverage_entry, coverage),
            *(account_entry(account, by="standoff") for account in accounts),
        ]
    )
    progress(f"{len(facts)} facts. Reading and coding the dispatches ...")
    texts = sorted(bundled_file(name, "dispatches").glob("*.txt"))
    answer = case.add(read_files(texts))
    progress(f"{answer.added} dispatches, {answer.codings} codings proposed.")
    return case


def _clear_demo(folder: Path) -> None:
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    if not (folder / DEMO_MARK).is_file():
        raise CaseError(
            "this folder holds something that no demo wrote",
            where=str(folder),
            next="choose another folder with --case",
        )
    shutil.rmtree(folder)


def commonest_pair(codings: Sequence[Coding]) -> tuple[str, str]:
    """The two states that are most often coded together; ties go to the alphabet."""
    pairs: Counter[tuple[str, str]] = Counter()
    for coding in codings:
        codes = actor_set(coding.source) | actor_set(coding.target)
        states = sorted({state_of(code) for code in codes} - {"AUTHOR"})
        pairs.update(combinations(states, 2))
    if not pairs:
        raise CaseError(
            "no pair of states is coded yet",
            expected='a dyad in case.toml, e.g. dyad = ["PRK", "USA"]',
            next="`standoff read ARTICLE... --case DIR --dyad A,B`",
        )
    return min(pairs, key=lambda pair: (-pairs[pair], pair))


def coverage_of_articles(articles: Sequence[Article]) -> tuple[Coverage, ...]:
    """Partial coverage of everything from the first to the last dated article."""
    days: list[date] = sorted(article.published for article in articles if article.published)
    if not days:
        return ()
    note = "only what the case's own articles happen to tell"
    return (Coverage(kind="*", start=days[0], end=days[-1], level="partial", note=note),)
