"""The state of the coercion game at the start of each month, read off the record by stated rules.

    last_month   by the game's own law from the actions of the month before
    moratorium   on after a declared halt of tests, off after the next broken taboo
    deadline     months until an ultimatum runs out, the last one being 1; where no day is named,
                 the game's own length; over when relief comes
    deal         announced, if the month before announced one and broke no taboo
    election     months until an election, the last one being 1
    capability   how many of the kinds of taboo were shown before, at most the game's top
    relief       one up for a month that eased sanctions, one down for one that imposed them
    reputation   of the target: one down when it relieved under a deadline or after a taboo, one up
                 when a deadline passed without; unknown again after an election. Only what its
                 conduct here shows; what it did elsewhere is not read
    home         trouble for some months after a report of it; missing where nobody looked

The state of a month is a function of what happened before its first day (the dates of coming
elections and deadlines are known in advance), so it never depends on the month's own moves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from standoff.nouns import Event
from standoff.record.tabulating.month_rules import Reader, StateRules, fits

__all__ = ["FACTORS", "Seen", "month_number", "states_of_months"]

FACTORS = ("last_month", "moratorium", "deadline", "deal", "election", "capability", "relief",
           "reputation", "home")  # fmt: skip
RELIEF = ("none", "partial", "full")
REPUTATION = ("yielding", "unknown", "resolute")


def month_number(day: date) -> int:
    """Months since year 0: months apart are differences of these."""
    return day.year * 12 + day.month - 1


@dataclass(frozen=True)
class Seen:
    """What the rules of state see of the record; months are numbers."""

    moves: Mapping[int, tuple[str, str]]
    taboos: Mapping[int, frozenset[str]]
    halted: frozenset[int]
    last_broken: Mapping[int, bool]
    relieved: frozenset[int]
    sanctioned: frozenset[int]
    deadlines: tuple[tuple[int, int], ...]
    elections: tuple[int, ...]
    troubled: frozenset[int]

    @classmethod
    def of(
        cls,
        events: Sequence[Event],
        moves: Mapping[int, tuple[str, str]],
        due: Mapping[str, date],
        rules: StateRules,
        reader: Reader,
    ) -> Seen:
        """Sort the events of single months; `due` are the days of ultimatums by event id."""

        def found(asked: tuple[str, ...]) -> list[tuple[int, Event]]:
            patterns = reader.patterns(asked)
            return [(month_number(e.when.earliest), e) for e in events
                    if e.when.earliest and fits(e, patterns)]  # fmt: skip

        taboos: dict[int, frozenset[str]] = {}
        order: list[tuple[date, bool, int]] = []
        for month, event in found(rules.taboo):
            taboos[month] = taboos.get(month, frozenset()) | {event.system}
            order.append((event.when.earliest, True, month))  # type: ignore[arg-type]
        halts = found(rules.moratorium)
        order += [(event.when.earliest, False, month) for month, event in halts]  # type: ignore[misc]
        deadlines = []
        for month, event in found(rules.ultimatum):
            day = due.get(event.id)
            deadlines.append((month, month_number(day) if day else month + rules.deadline_months))
        return cls(
            moves=moves,
            taboos=taboos,
            halted=frozenset(month for month, _ in halts),
            last_broken={month: broken for _, broken, month in sorted(order)},
            relieved=frozenset(month for month, _ in found(rules.relief)),
            sanctioned=frozenset(month for month, _ in found(rules.sanction)),
            deadlines=tuple(sorted(deadlines)),
            elections=tuple(month for month, event in found(rules.election)
                            if rules.election_name in ("", event.name)),
            troubled=frozenset(month for month, _ in found(rules.trouble)),
        )  # fmt: skip

    @property
    def first(self) -> int | None:
        """The first month in which anything that matters for a state happened."""
        months = (*self.taboos, *self.halted, *self.relieved, *self.sanctioned,
                  *(opened for opened, _ in self.deadlines))  # fmt: skip
        return min(months, default=None)


@dataclass(frozen=True)
class Standing:
    """What is carried from month to month."""

    moratorium: str = "off"
    shown: frozenset[str] = frozenset()
    relief: int = 0
    reputation: int = 1
    deadline: tuple[int, int] | None = None
    announced: bool = False


def states_of_months(
    seen: Seen, rules: StateRules, months: Sequence[int]
) -> list[dict[str, str | None]]:
    """The state at the start of each of the months, which are in order and without gaps."""
    first = min(months[0], seen.first if seen.first is not None else months[0])
    standing, out = Standing(), []
    for month in range(first, months[-1] + 1):
        if standing.deadline and standing.deadline[1] < month:
            standing = replace(standing, deadline=None)
        state = _state(standing, seen, rules, month)
        if month >= months[0]:
            out.append(state)
        standing = _after(standing, state, seen, month)
    return out


def _state(standing: Standing, seen: Seen, rules: StateRules, month: int) -> dict[str, str | None]:
    recent = range(month - rules.trouble_months, month)
    return {
        "last_month": _shown(seen, month - 1),
        "moratorium": standing.moratorium,
        "deadline": _left(standing.deadline, month, rules.deadline_months),
        "deal": "announced" if standing.announced else "none",
        "election": _election(seen, month, rules.election_months),
        "capability": str(min(rules.capability_top, len(standing.shown))),
        "relief": RELIEF[standing.relief],
        "reputation": REPUTATION[standing.reputation],
        "home": "trouble" if any(m in seen.troubled for m in recent) else "calm",
    }


def _shown(seen: Seen, month: int) -> str:
    """The game's law of `last_month`."""
    challenger, target = seen.moves.get(month, ("restrain", "hold"))
    by_move = {"break_taboo": "taboo", "demand": "extortion", "provoke": "provocation",
               "pledge": "detente"}  # fmt: skip
    return by_move.get(challenger) or ("detente" if target in ("engage", "relieve") else "quiet")


def _left(deadline: tuple[int, int] | None, month: int, most: int) -> str:
    return "none" if deadline is None else str(min(most, deadline[1] - month + 1))


def _election(seen: Seen, month: int, most: int) -> str:
    ahead = [held - month + 1 for held in seen.elections if 0 < held - month + 1 <= most]
    return str(min(ahead)) if ahead else "far"


def _after(standing: Standing, state: dict[str, str | None], seen: Seen, month: int) -> Standing:
    """What stands after the month's events."""
    broken, relieved = month in seen.taboos, month in seen.relieved
    moratorium = standing.moratorium
    if month in seen.last_broken:
        moratorium = "off" if seen.last_broken[month] else "on"
    announces = seen.moves.get(month, ("", ""))[1] == "announce"
    return Standing(
        moratorium=moratorium,
        shown=standing.shown | seen.taboos.get(month, frozenset()),
        relief=max(0, min(2, standing.relief + relieved - (month in seen.sanctioned))),
        reputation=_reputation(standing, state, relieved),
        deadline=None if relieved and standing.deadline else _deadline(standing, seen, month),
        announced=announces and not broken and not standing.announced,
    )


def _deadline(standing: Standing, seen: Seen, month: int) -> tuple[int, int] | None:
    """The ultimatum that runs: the one that ran, else the first that this month brought."""
    if standing.deadline and standing.deadline[1] > month:
        return standing.deadline
    new = [one for one in seen.deadlines if one[0] == month and one[1] > month]
    return new[0] if new else None


def _reputation(standing: Standing, state: dict[str, str | None], relieved: bool) -> int:
    if state["election"] == "1":
        return REPUTATION.index("unknown")
    if relieved and (standing.deadline or state["last_month"] == "taboo"):
        return max(0, standing.reputation - 1)
    if state["deadline"] == "1" and not relieved:
        return min(2, standing.reputation + 1)
    return standing.reputation
