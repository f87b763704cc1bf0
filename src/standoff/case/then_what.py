"""Then what? The small deadline game, begun in the state that the record shows.

The game's state on the day that is asked about is read off the record by these rules:

- deadline: whole or begun months from that day to the deadline (1: it passes this month), at most
  what the game's clock holds;
- last_month: the gravest label of the last full month, where the game knows it, else quiet;
- moratorium: on, if the challenger declared one and has not broken a taboo since;
- relief: none, partial or full as the target eased sanctions no, one or several times since it last
  imposed one.

Only what was known on that day counts. The parameters are illustrative, and so is the answer.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from standoff.nouns import Event, EventPattern, ThenWhat

if TYPE_CHECKING:
    from standoff.case.case import Case
    from standoff.case.folder import AskedDeadline

__all__ = ["deadline_answer", "state_of_record"]


def deadline_answer(case: Case, *, proposed: bool = False) -> ThenWhat | None:
    """The game's chances by and after the case's deadline; None if `case.toml` names none."""
    asked = case.info.then_what
    if asked is None:
        return None
    from standoff.game import deadline_game, then_what

    solution = deadline_game().solve()
    state = state_of_record(case, asked, proposed=proposed)
    return then_what(solution, state, horizon=asked.horizon_months)


def state_of_record(case: Case, asked: AskedDeadline, *, proposed: bool) -> dict[str, str]:
    """The game's state on the day asked about, by the rules above."""
    challenger, target = case.dyad
    known = [
        event
        for event in case.events(proposed=proposed)
        if event.stance == "actual" and _known(event, asked.asked)
    ]
    return {
        "deadline": str(min(3, max(1, _months(asked.asked, asked.deadline) + 1))),
        "last_month": _last_month(case, asked.asked, proposed),
        "moratorium": _moratorium(known, challenger),
        "relief": _relief(known, target, challenger),
    }


def _known(event: Event, day: date) -> bool:
    first = event.known_from or event.when.latest
    return first is not None and first <= day


def _months(start: date, end: date) -> int:
    return (end.year - start.year) * 12 + end.month - start.month


def _last_month(case: Case, day: date, proposed: bool) -> str:
    last = day.replace(day=1) - timedelta(days=1)
    month = case.phases(proposed=proposed, start=last.replace(day=1), end=last).months
    label = month[0].label if month else ""
    return label if label in ("provocation", "taboo") else "quiet"


def _moratorium(known: list[Event], challenger: str) -> str:
    declared = _days(known, EventPattern.parse(f"{challenger} moratorium"))
    taboo = f"{challenger} weapon_test:intercontinental|nuclear|satellite"
    broken = _days(known, EventPattern.parse(taboo))
    return "on" if declared and (not broken or max(broken) < max(declared)) else "off"


def _relief(known: list[Event], target: str, challenger: str) -> str:
    imposed = _days(known, EventPattern.parse(f"{target} sanction -> {challenger}"))
    since = imposed[-1] if imposed else date.min
    granted = _days(known, EventPattern.parse(f"{target} relief -> {challenger}"))
    return ("none", "partial", "full")[min(2, sum(day > since for day in granted))]


def _days(events: list[Event], pattern: EventPattern) -> list[date]:
    return sorted(e.when.earliest for e in events if pattern.matches(e) and e.when.earliest)
