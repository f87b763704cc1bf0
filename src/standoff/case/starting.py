"""Starting a case: an empty one, or a copy of a bundled one."""

from __future__ import annotations

import shutil
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from standoff.case.bundled import bundled_file, copy_case_files
from standoff.case.folder import CASE_FILE, CaseInfo, read_info, write_info
from standoff.errors import CaseError
from standoff.files import make_folder, name_of
from standoff.nouns import Article, Coding, Coverage, actor_set, state_of

if TYPE_CHECKING:
    from standoff.case.case import Case
    from standoff.record import Journal, Record
    from standoff.record.importing.batch import Import

__all__ = [
    "await_case", "commonest_pair", "coverage_of_articles", "coverage_of_imports", "create_case",
    "demo_case", "sort_out", "telling_articles",
]  # fmt: skip

#: Marks a folder as one that a demo wrote and may replace.
DEMO_MARK = ".standoff-demo"

#: Calendar months without an article that the next article still tells of.
SILENCE = 2


def create_case(folder: Path, info: CaseInfo) -> Journal:
    """Make `folder` a case with an empty journal; raises `CaseError` if it is one already."""
    from standoff.record import Journal

    if (folder / CASE_FILE).exists():
        raise CaseError(
            "there is a case here already",
            where=str(folder),
            next="open it, or choose another folder with --case",
        )
    make_folder(folder)
    journal = Journal.create(info.journal_address(folder), settings=info.settings)
    write_info(folder, info)
    return journal


def await_case(folder: Path, seconds: float = 5.0) -> None:
    """Wait for another process that is just starting a case in `folder`.

    It makes the journal first and `case.toml` last. One that died in between has left an empty
    journal, which is then given its `case.toml` here. Raises `CaseError` if there is more in it.
    """
    from standoff.record import Journal

    until = time.monotonic() + seconds
    while not (folder / CASE_FILE).is_file():
        if time.monotonic() < until:
            time.sleep(0.05)
            continue
        name = name_of(folder.resolve())
        info = CaseInfo(id=name, title={"en": name})
        if Journal.open(folder / info.journal).head.seq:
            raise CaseError(
                f"there is a journal here, but no {CASE_FILE}",
                where=str(folder),
                next=f"restore {CASE_FILE} from a copy, or choose another folder with --case",
            )
        write_info(folder, info)


def sort_out(
    known: Sequence[Article], given: Sequence[Article]
) -> tuple[dict[str, Article], tuple[str, ...]]:
    """What of `given` is new, by id, and sentences on texts that are known under another date.

    The same text from the same outlet is the same article, so that nothing counts twice.
    """
    there = {(one.text_hash, one.outlet): one for one in reversed(known)}
    fresh: dict[str, Article] = {}
    redated: list[str] = []
    for article in given:
        first = there.setdefault((article.text_hash, article.outlet), article)
        if first is article:
            fresh[article.id] = article
        elif first.published != article.published:
            day = f"published {first.published}" if first.published else "without a date"
            redated.append(f"{article.name or article.id} is in the case already, {day}")
    return fresh, tuple(redated)


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


def telling_articles(record: Record, *, proposed: bool) -> list[Article]:
    """Articles whose statements count: any with `proposed`, else those of which one is accepted.

    An article of which all codings were rejected has been looked at, too, and tells of nothing.
    """
    if proposed:
        return list(record.articles)
    read = {item.coding.article for item in record.codings if item.status != "proposed"}
    return [article for article in record.articles if article.id in read]


def coverage_of_imports(imports: Sequence[Import]) -> tuple[Coverage, ...]:
    """Partial coverage of everything from the first to the last event of each import."""
    return tuple(
        Coverage(kind="*", start=kept.first, end=kept.last, level="partial", note=batch.title)
        for batch in imports
        for kept in batch.tables
        if kept.kind == "events" and kept.first and kept.last
    )


def coverage_of_articles(articles: Sequence[Article]) -> tuple[Coverage, ...]:
    """Partial coverage of the months the dated articles came out in.

    A silence of at most `SILENCE` months between two articles is covered, too: the later article
    tells what happened since. Over a longer one nobody read, so that nothing is known of it. The
    last article of all ends the last month: of what came later nothing can be known.
    """
    months: list[list[date]] = []
    for day in sorted(article.published for article in articles if article.published):
        if not months or _months_between(months[-1][-1], day) > SILENCE + 1:
            months.append([])
        months[-1].append(day)
    note = "only what the case's own articles happen to tell"
    from standoff.cycle.calendar import last_day

    ends = [last_day(run[-1]) for run in months[:-1]] + [run[-1] for run in months[-1:]]
    return tuple(
        Coverage(kind="*", start=run[0].replace(day=1), end=end, level="partial", note=note)
        for run, end in zip(months, ends, strict=True)
    )


def _months_between(first: date, second: date) -> int:
    """Calendar months from one day's month to the other's."""
    return (second.year - first.year) * 12 + second.month - first.month
