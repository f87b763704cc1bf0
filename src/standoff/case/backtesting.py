"""The backtest of a case: every year of origins is a task of its own, on cores or a cluster.

A finished year is kept in `backtests/FINGERPRINT/YEAR.json` of the case, under a hash of the record
and of everything that is asked, so that a run that was stopped takes up where it was. The numbers
are the same wherever the tasks ran.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from standoff import __version__
from standoff.errors import BadValue, CaseError
from standoff.files import write_bytes
from standoff.forecast.asking import SINGLE
from standoff.forecast.backtest import Asking, Result, answer_origins, month_ends, score, warm_up
from standoff.forecast.kinds import AskedKinds, kinds_from, load_kinds
from standoff.forecast.view import View
from standoff.nouns import Event, EventPattern
from standoff.nouns.backtest import Backtest
from standoff.nouns.event import Coverage
from standoff.workers import spread

if TYPE_CHECKING:
    from standoff.case.case import Case

__all__ = ["backtest_case", "keep_backtest", "kept_backtest", "kinds_of_case"]

Progress = Callable[[int, int], None]
_FILE = "backtest.toml"
#: The form of a kept year; one of an older form is asked again.
_FORM = 2
#: The scores of the last backtest of the case's own kinds, beside the years that it was made of.
_LAST = Path("backtests") / "latest"


def kinds_of_case(case: Case, patterns: Sequence[str] = ()) -> AskedKinds:
    """What to ask for: `patterns`, else the case's `backtest.toml`."""
    if patterns:
        mechanical = bool(case.record.imports) and not case.record.facts
        label = "mechanical source" if mechanical else "curated with hindsight"
        return kinds_from(tuple(patterns), label)
    path = case.folder / _FILE
    if not path.is_file():
        raise CaseError(
            f"this case has no {_FILE}",
            where=str(case.folder),
            next='name kinds of event: --ask "PRK weapon_test" --ask "USA relief -> PRK"',
        )
    return load_kinds(path)


def backtest_case(
    case: Case,
    asked: AskedKinds,
    *,
    first: date | None = None,
    last: date | None = None,
    dyad: tuple[str, str] | None = None,
    proposed: bool = False,
    jobs: int = 1,
    cluster: str = "",
    progress: Progress | None = None,
) -> Backtest:
    """Ask every month from `first` to `last`; kept years are taken up.

    `dyad` (challenger, target) is the case's own by default; imported records hold many.
    """
    began = time.perf_counter()
    shared = _Shared(case, asked, first, last, dyad or case.dyad, proposed)
    folder = case.folder / "backtests" / shared.fingerprint
    years = sorted({day.year for day in shared.origins})
    results: dict[int, list[Result]] = {}
    for year in years:
        kept = _kept(folder / f"{year}.json")
        if kept is not None:
            results[year] = kept
    missing = [year for year in years if year not in results]
    tasks = [tuple(day for day in shared.origins if day.year == year) for year in missing]
    _tell(progress, len(results), len(years))
    for at, found in spread(_answer, shared.data, tasks, jobs=jobs, cluster=cluster):
        results[missing[at]] = found
        folder.mkdir(parents=True, exist_ok=True)
        write_bytes(folder / f"{missing[at]}.json", msgspec.json.encode(found))
        _tell(progress, len(results), len(years))
    return score(
        [result for year in years for result in results[year]],
        shared.asking,
        shared.coverage,
        case=case.info.id,
        label=asked.label,
        dyad=shared.dyad,
        head=case.head_hash,
        reviewed=case.reviewed,
        seconds=time.perf_counter() - began,
    )


def keep_backtest(case: Case, backtest: Backtest) -> None:
    """Keep the scores, so that a page can show them without asking again.

    MessagePack and not JSON, which has no infinite numbers: an interval of too few days is one.
    """
    path = case.folder / _LAST
    path.parent.mkdir(parents=True, exist_ok=True)
    write_bytes(path, msgspec.msgpack.encode(backtest))


def kept_backtest(case: Case) -> Backtest | None:
    """The scores kept last; None if there are none, or they are damaged or of another form."""
    try:
        return msgspec.msgpack.decode((case.folder / _LAST).read_bytes(), type=Backtest)
    except (OSError, msgspec.MsgspecError, BadValue):
        return None


class _Shared:
    """What every task needs, made once and sent once."""

    def __init__(
        self,
        case: Case,
        asked: AskedKinds,
        first: date | None,
        last: date | None,
        dyad: tuple[str, str],
        proposed: bool,
    ) -> None:
        self.dyad = dyad
        self.coverage: tuple[Coverage, ...] = case.coverage_or_articles(proposed=proposed)
        covered = [row for row in self.coverage if row.level != "none"]
        if not covered:
            raise CaseError("the record covers no time yet", where=str(case.folder))
        start, until = min(row.start for row in covered), max(row.end for row in covered)
        first = first or asked.first or start.replace(year=start.year + 5, day=min(start.day, 28))
        last = min(last or asked.last or until, until)
        if first > last:
            raise CaseError(
                f"nothing to ask: the first day of asking would be {first}, the last {last}",
                where=str(case.folder),
                expected=f"days of asking within what is covered, {start} to {until}",
                next="five years are left to learn from unless --from says when to begin",
            )
        self.asking = Asking(kinds=asked.kind, days=asked.days, first=first, last=last)
        self.origins = [day for day in month_ends(warm_up(first), last) if day >= start]
        events = _needed(case.events(proposed=proposed), asked, dyad)
        self.data = (events, self.coverage, until, dyad, self.asking)
        told = msgspec.json.encode(
            (__version__, _FORM, SINGLE, case.head_hash, proposed, *self.data[2:])
        )
        self.fingerprint = hashlib.sha256(told).hexdigest()[:16]


def _needed(events: Sequence[Event], asked: AskedKinds, dyad: tuple[str, str]) -> tuple[Event, ...]:
    """Events that a question asks for, and those of the two states, from which phases are read.

    What a machine coded of either state towards the whole world is no sign of their phase: of a
    mechanical source only what the two do to each other counts.
    """
    patterns = [EventPattern.parse(kind.pattern) for kind in asked.kind]
    pair, mechanical = set(dyad), asked.label == "mechanical source"
    return tuple(
        event
        for event in events
        if (event.source_states & pair and (not mechanical or event.target_states & pair))
        or any(pattern.matches(event) for pattern in patterns)
    )


def _answer(
    shared: tuple[tuple[Event, ...], tuple[Coverage, ...], date, tuple[str, str], Asking],
    origins: tuple[date, ...],
) -> list[Result]:
    """One task: the answers of one year's origins."""
    events, coverage, until, dyad, asking = shared
    view = View(events, coverage, knows_until=until, dyad=dyad)
    return answer_origins(view, asking, origins, {})


def _kept(path: Path) -> list[Result] | None:
    """The answers of a finished year; None where there are none or the file is damaged."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=list[Result])
    except (OSError, msgspec.MsgspecError):
        return None


def _tell(progress: Progress | None, done: int, total: int) -> None:
    if progress is not None:
        progress(done, total)
