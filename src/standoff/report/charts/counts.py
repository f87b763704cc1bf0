"""Events by month: one panel a side, the groups of moves stacked on each other.

Only events that surely fall in one month are counted; the others stand in the facts table.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

from standoff.nouns import PageData
from standoff.report import grammar as g
from standoff.report.naming import GROUPS, Naming

__all__ = ["counts_chart"]

Row = dict[str, Any]
Counts = Counter[tuple[str, date, str]]


def counts_chart(page: PageData, width: int = 860) -> g.Chart:
    """Events by month, side and group."""
    naming, counts = Naming(page), _counts(page)
    sides = [side for side in naming.all_sides() if any(key[0] == side for key in counts)]
    top = max(_monthly(counts).values(), default=1)
    panels = [_panel(naming, side, counts, top, width, sides) for side in sides]
    return g.Chart(
        name="counts",
        title=naming.words.t("phases.counts"),
        alt=_alt(naming, counts, sides),
        language=page.language,
        spec=g.finish(g.below(*panels or [_panel(naming, "", counts, top, width, [""])])),
        rows=tuple(
            {"month": naming.words.month(month), "side": naming.side(side),
             "group": naming.group(group), "events": n}
            for (side, month, group), n in sorted(counts.items(), key=lambda item: item[0][1])
        ),
        headings={
            key: naming.words.t(f"phases.{key}") for key in ("month", "side", "group", "events")
        },
        note=naming.note(),
    )  # fmt: skip


def _counts(page: PageData) -> Counts:
    """(side, first of month, group) -> events."""
    naming, counts = Naming(page), Counter[tuple[str, date, str]]()
    for event in page.events:
        first, last = event.when.earliest, event.when.latest
        if first and last and event.when.within(page.start, page.end):
            month = first.replace(day=1)
            if month == last.replace(day=1):
                counts[naming.side_of(event), month, naming.group_of(event.move)] += 1
    return counts


def _monthly(counts: Counts) -> Counter[tuple[str, date]]:
    totals: Counter[tuple[str, date]] = Counter()
    for (side, month, _), n in counts.items():
        totals[side, month] += n
    return totals


def _next_month(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


def _panel(
    naming: Naming, side: str, counts: Counts, top: int, width: int, sides: list[str]
) -> Any:
    """The months of one side; the first panel carries the legend, the last one the axis."""
    page, rows = naming.page, []
    for month in sorted({key[1] for key in counts if key[0] == side}):
        low = 0
        for group in GROUPS:
            n = counts[side, month, group]
            if n:
                span = {"from": g.moment(month), "until": g.moment(_next_month(month))}
                rows.append(span | {"low": low, "high": low + n, "group": naming.group(group)})
            low += n
    groups = {naming.group(group): group for group in GROUPS}
    legend = (5 if width > 500 else 2) if side == sides[0] else 0
    columns = g.bars(
        rows,
        height=0,
        x=g.by_time("from", page.start, page.end, axis=side == sides[-1]),
        x2="until",
        y=g.by_number("low", top),
        y2="high",
        color=g.paint("group", "groups", groups, legend=legend),
    )
    return g.over(columns, width=width - 34, height=64, title=naming.side(side) if side else "")


def _alt(naming: Naming, counts: Counts, sides: list[str]) -> str:
    words, totals, told = naming.words, _monthly(counts), []
    for side in sides:
        of_side = {month: n for (who, month), n in totals.items() if who == side}
        most = max(of_side, key=lambda month: (of_side[month], -month.toordinal()))
        told.append(
            words.t(
                "phases.counts_alt_row",
                side=naming.side(side),
                n=sum(of_side.values()),
                month=words.month(most),
                most=words.number(of_side[most]),
            )
        )
    page = naming.page
    return words.t(
        "phases.counts_alt", start=words.day(page.start), end=words.day(page.end),
        list=" ".join(told),
    )  # fmt: skip
