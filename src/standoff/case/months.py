"""The months of a case: its dyad, its period, and the rules it brings or else the shipped ones."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from standoff.errors import BadValue

if TYPE_CHECKING:
    from standoff.case.case import Case
    from standoff.record.tabulating.table import Table

__all__ = ["months_of_case"]

RULES = "months.toml"


def months_of_case(
    case: Case,
    mapping: str = "gravest",
    *,
    proposed: bool = False,
    start: date | None = None,
    end: date | None = None,
) -> Table:
    """The table `months` (`record.tabulating.months`); raises `BadValue`, `DataError`."""
    from standoff.record.tabulating.month_rules import month_rules
    from standoff.record.tabulating.months import months_table

    path = case.folder / RULES
    first, last = case.period(proposed=proposed)
    span = (start or first, end or last)
    if span[0] > span[1]:
        raise BadValue(f"months from {span[0]} to {span[1]}", expected="start before end")
    return months_table(
        case.events(proposed=proposed),
        case.coverage_or_articles(proposed=proposed),
        _due(case, last, proposed),
        month_rules(path if path.is_file() else None),
        sides=case.dyad,
        span=span,
        mapping=mapping,
    )


def _due(case: Case, day: date, proposed: bool) -> dict[str, date]:
    """The day on which what an event opened runs out, by the id of the event."""
    accounts = case.record.accounts(as_of=day, proposed=proposed)
    return {
        event: account.due
        for account in accounts
        if account.due is not None
        for event in account.opened_by
    }
