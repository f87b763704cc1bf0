"""The balance sheet of an actor: `Case.balance`, the groups of a file, and its page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from standoff.errors import BadValue
from standoff.files import read_toml
from standoff.nouns.account import STATES
from standoff.nouns.balance import Balance

if TYPE_CHECKING:
    from standoff.case.case import Case

__all__ = ["balance_of_case", "read_groups", "write_balance_page"]

REMARK = {
    "en": "The accounts are those that somebody wrote down, not a random sample: shares describe "
    "this list. What is not on record is open, never broken.",
    "de": "Die Konten sind die, die jemand aufgeschrieben hat, keine Zufallsstichprobe: Anteile "
    "beschreiben diese Liste. Was nicht im Bestand steht, ist offen, nie gebrochen.",
}


def balance_of_case(
    case: Case,
    actor: str,
    *,
    groups: Path | None = None,
    as_of: date | None = None,
    start: date | None = None,
    proposed: bool = False,
    language: str = "en",
) -> Balance:
    """The balance sheet of `actor`; raises `BadValue` if the record knows nothing of it."""
    from standoff.case.page import actor_names
    from standoff.claims import balance_of
    from standoff.claims.told import Told

    day = as_of or case.period(proposed=proposed)[1]
    events = case.events(proposed=proposed)
    told = Told(
        events=events,
        coverage=case.coverage_or_articles(proposed=proposed),
        accounts=case.accounts(as_of=day, proposed=proposed).accounts,
        dyad=case.info.dyad,
    )
    theatres = balance_of(
        told, actor, as_of=day, start=start or date.min, groups=read_groups(groups)
    )
    if not theatres:
        raise BadValue(
            f"nothing on record of actor {actor!r}{_within(start, as_of, groups)}",
            where=str(case.folder),
            expected="the code of a state that promised, gave or said something, such as USA",
            next="`standoff accounts` lists who holds accounts",
        )
    accepted, total = case.accepted
    sums = {s: sum(t.states.get(s, 0) for t in theatres) for s in STATES}
    codes = [code for t in theatres for code in (t.theatre, *t.members)]
    return Balance(
        actor=actor,
        by=str(groups) if groups else "theatre",
        as_of=day,
        theatres=theatres,
        states={state: n for state, n in sums.items() if n},
        accepted=accepted,
        codings=total,
        proposed_counted=proposed,
        remark=REMARK,
        names=actor_names((), events, language) | _names(codes, language),
    )


def _within(start: date | None, end: date | None, groups: Path | None) -> str:
    """What was asked for besides the actor, in words: it may be what leaves nothing."""
    parts = [
        f"since {start}" if start else "",
        f"up to {end}" if end else "",
        f"in the groups of {groups}" if groups else "",
    ]
    return "".join(f" {part}" for part in parts if part)


def _names(codes: list[str], language: str) -> dict[str, str]:
    from standoff.coding.actors.naming import name_of

    named = {code: name_of(code, language) for code in codes}
    return {code: name for code, name in named.items() if name}


def read_groups(path: Path | None) -> Mapping[str, tuple[str, ...]] | None:
    """Groups of theatres from a TOML file: a `[groups]` table of names with lists of codes."""
    if path is None:
        return None
    groups = read_toml(path).get("groups")
    sound = isinstance(groups, dict) and all(
        isinstance(codes, list) and all(isinstance(c, str) for c in codes)
        for codes in groups.values()
    )
    if not sound or not groups:
        raise BadValue(
            "no groups", where=str(path), expected='a table [groups] such as gulf = ["IRN", "IRQ"]'
        )
    return {name: tuple(codes) for name, codes in groups.items()}


def write_balance_page(case: Case, balance: Balance, path: Path, *, language: str = "en") -> None:
    """Write the sheet as a page; raises `NotWritten` if the disk refuses."""
    from standoff.nouns import PageData
    from standoff.report import write_balance

    start, end = case.period(proposed=balance.proposed_counted)
    page = PageData(
        title=case.info.title_in(language),
        language=language,
        start=start,
        end=end,
        names=balance.names,
        reviewed=case.reviewed,
        proposed_counted=balance.proposed_counted,
        head_hash=case.head_hash,
    )
    write_balance(balance, page, path)
