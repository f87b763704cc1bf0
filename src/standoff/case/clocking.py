"""Clocks asked for by name: what could be foreseen, as numbers by month or week.

    vote[:STATE]         share of the period in the half-year before a vote fixed by law
    before:DAY[,DAY...]  share in the half-year before these days
    during:FIRST..LAST   share within these days (a presidency, a war elsewhere)
    months:3,8           share in these months of the year (exercises, anniversaries)
    deadline             share under a deadline or ultimatum of the record's accounts
    moratorium           share under a moratorium of the accounts
    trend                tens of years since the first period
    FILE.csv             columns of your own: `date` and one column a clock

The last two accounts are told by the same record as the deeds; the answer says so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from standoff.errors import BadValue

if TYPE_CHECKING:
    from standoff.case.case import Case
    from standoff.case.cycle_matter import CycleMatter
    from standoff.cycle.clock_effects import ClockColumn

__all__ = ["CLOCKS", "clock_columns"]

CLOCKS = ("vote", "before", "during", "months", "deadline", "moratorium", "trend")
ACCOUNTS = ("deadline", "moratorium")
HALF_A_YEAR = 180
WHOLE = MappingProxyType({"en": "a period wholly", "de": "einen Zeitraum ganz"})

Window = tuple[date, date]


def clock_columns(
    case: Case, matter: CycleMatter, asked: Sequence[str], *, proposed: bool = False
) -> tuple[ClockColumn, ...]:
    """The clocks of a case by name; raises `BadValue` for a name that means nothing."""
    from standoff.cycle.calendar import step_end, steps_of

    windows = [
        (day, step_end(day, matter.step)) for day in steps_of(matter.start, matter.end, matter.step)
    ]
    columns: list[ClockColumn] = []
    for name in asked:
        kind, _, value = name.partition(":")
        if kind in MAKERS:
            columns.append(MAKERS[kind](value, matter, windows))
        elif kind in ACCOUNTS and not value:
            columns.append(_account(case, kind, proposed, windows))
        elif name.lower().endswith(".csv"):
            columns += _file(Path(name), case, windows)
        else:
            raise _unknown(name)
    return tuple(columns)


def _unknown(name: str) -> BadValue:
    return BadValue(
        f"clock {name!r}",
        expected=f"{', '.join(CLOCKS)}, or a file .csv",
        next="try --clock vote:USA, --clock months:3,8, --clock before:2019-12-31, "
        "--clock during:2017-01-20..2021-01-19",
    )


def _column(
    id: str, en: str, de: str, values: np.ndarray[tuple[int], np.dtype[np.float64]],
    unit: dict[str, str] | None = None,
) -> ClockColumn:  # fmt: skip
    from standoff.cycle.clock_effects import ClockColumn

    return ClockColumn(id=id, text={"en": en, "de": de}, unit=unit or dict(WHOLE), values=values)


def _vote(state: str, matter: CycleMatter, windows: Sequence[Window]) -> ClockColumn:
    from standoff.cycle.clocks import before_days
    from standoff.forecast.clocks import election_days

    who = (state,) if state else matter.dyad
    days = election_days(who, windows[0][0].year, windows[-1][1].year + 1)
    if not days:
        raise BadValue(
            f"no vote of {' or '.join(who)} is known",
            expected="a state whose votes the law fixes (USA)",
            next="name the days yourself: --clock before:2017-05-09,2022-03-09",
        )
    name = f"vote:{state}" if state else "vote"
    return _column(
        name,
        f"half a year before a vote in {' or '.join(who)}",
        f"das halbe Jahr vor einer Wahl in {' oder '.join(who)}",
        before_days(days, HALF_A_YEAR, windows),
    )


def _days(value: str, name: str, divider: str = ",") -> list[date]:
    try:
        return [date.fromisoformat(one.strip()) for one in value.split(divider)]
    except ValueError:
        raise BadValue(
            f"{name}:{value}", expected=f"days as YYYY-MM-DD, divided by {divider!r}"
        ) from None


def _before(value: str, matter: CycleMatter, windows: Sequence[Window]) -> ClockColumn:
    from standoff.cycle.clocks import before_days

    days = _days(value, "before")
    return _column(f"before:{value}", f"half a year before {value}", f"das halbe Jahr vor {value}",
                   before_days(days, HALF_A_YEAR, windows))  # fmt: skip


def _during(value: str, matter: CycleMatter, windows: Sequence[Window]) -> ClockColumn:
    from standoff.cycle.clocks import in_spans

    days = _days(value, "during", "..")
    if len(days) != 2 or days[0] > days[1]:
        raise BadValue(f"during:{value}", expected="during:FIRST..LAST, the first day before")
    return _column(f"during:{value}", f"{days[0]} to {days[1]}", f"{days[0]} bis {days[1]}",
                   in_spans([(days[0], days[1])], windows))  # fmt: skip


def _months(value: str, matter: CycleMatter, windows: Sequence[Window]) -> ClockColumn:
    from standoff.cycle.clocks import in_months

    numbers = [int(one) for one in value.split(",") if one.strip().isdecimal()]
    if len(numbers) != len(value.split(",")) or not all(1 <= n <= 12 for n in numbers):
        raise BadValue(f"months:{value}", expected="numbers from 1 to 12, as in months:3,8")
    listed = ", ".join(str(n) for n in numbers)
    return _column(f"months:{value}", f"months {listed} of the year", f"Monate {listed} des Jahres",
                   in_months(numbers, windows))  # fmt: skip


def _trend(value: str, matter: CycleMatter, windows: Sequence[Window]) -> ClockColumn:
    from standoff.cycle.clocks import years_of_drift

    return _column("trend", "drift over time", "Drift über die Zeit", years_of_drift(windows),
                   {"en": "ten years", "de": "zehn Jahre"})  # fmt: skip


def _account(
    case: Case, kind: str, proposed: bool, windows: Sequence[Window]
) -> ClockColumn:  # fmt: skip
    from standoff.case.spans import account_spans
    from standoff.cycle.clocks import in_spans

    accounts = case.accounts(as_of=windows[-1][1], proposed=proposed).accounts
    spans = [
        (span.start, span.end)
        for span in account_spans(accounts, case.dyad, windows[-1][1], "en")
        if span.kind == kind
    ]
    if not spans:
        raise BadValue(
            f"the record holds no {kind} between the two sides",
            where=str(case.folder),
            next=f"see `standoff accounts --case {case.folder}`, or leave this clock out",
        )
    told = {
        "deadline": ("under a deadline or ultimatum of the record (told by the same record)",
                     "unter einer Frist oder einem Ultimatum (aus demselben Bestand)"),
        "moratorium": ("under a moratorium of the record (told by the same record)",
                       "unter einem Moratorium (aus demselben Bestand)"),
    }[kind]  # fmt: skip
    return _column(kind, *told, in_spans(spans, windows))


def _file(path: Path, case: Case, windows: Sequence[Window]) -> list[ClockColumn]:
    """The columns of a table: the mean of the rows whose date lies in each period."""
    from standoff.files import decode, read_bytes
    from standoff.tables import table_rows

    where, settings = path if path.is_file() else case.folder / path, case.info.settings
    text = decode(read_bytes(where, settings), where)
    sums: dict[str, list[list[float]]] = {}
    firsts = [window[0] for window in windows]
    for number, row in table_rows(text, where, ("date",), settings):
        day = _row_day(row["date"], where, number)
        place = int(np.searchsorted(np.array(firsts, dtype="datetime64[D]"), np.datetime64(day),
                                    "right")) - 1  # fmt: skip
        inside = place >= 0 and day <= windows[place][1]
        for name, cell in row.items():
            if name != "date" and name:
                cells = sums.setdefault(name, [[] for _ in windows])
                if inside and cell.strip():
                    cells[place].append(_number(cell, name, where, number))
    if not sums:
        raise BadValue("no clock", where=str(where), expected="a column beside `date`")
    return [_from_cells(name, cells, where, windows) for name, cells in sums.items()]


def _from_cells(
    name: str, cells: list[list[float]], where: Path, windows: Sequence[Window]
) -> ClockColumn:
    for place, found in enumerate(cells):
        if not found:
            raise BadValue(
                f"clock {name} has no number between {windows[place][0]} and {windows[place][1]}",
                where=str(where),
                expected="one row or more in each period",
                next="fill the hole, or shorten the period with --from and --to",
            )
    means = np.array([sum(found) / len(found) for found in cells])
    return _column(name, name, name, means, {"en": "one unit", "de": "eine Einheit"})


def _row_day(text: str, where: Path, number: int) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise BadValue(
            f"date {text!r}", where=f"{where}, row {number}", expected="YYYY-MM-DD"
        ) from None


def _number(cell: str, name: str, where: Path, number: int) -> float:
    try:
        value = float(cell)
    except ValueError:
        value = float("nan")
    if not np.isfinite(value):
        raise BadValue(f"{name} {cell!r}", where=f"{where}, row {number}", expected="a number")
    return value


MAKERS: MappingProxyType[str, Callable[[str, CycleMatter, Sequence[Window]], ClockColumn]] = (
    MappingProxyType(
        {"vote": _vote, "before": _before, "during": _during, "months": _months, "trend": _trend}
    )
)
