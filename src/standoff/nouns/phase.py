"""`Phase`: a stretch of the record with a name; `LabelledMonths`: how it was found."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

__all__ = ["LabelledMonth", "Phase", "Phases"]


class Phase(Struct, frozen=True, kw_only=True):
    """A stretch of consecutive months with one name, both ends included."""

    start: date
    end: date
    name: str
    probability: float
    months: int
    censored: str = ""


class LabelledMonth(Struct, frozen=True, kw_only=True):
    """One month, its label, the events that decided it, and whether the record covers it."""

    month: date
    label: str
    probabilities: dict[str, float]
    events: tuple[str, ...] = ()
    covered: bool = True


class Phases(Struct, frozen=True, kw_only=True):
    """Phases of a record with the months and transitions behind them.

    `transitions[a][b]` counts months labelled `b` right after a covered month labelled `a`.
    `rule` states in one paragraph how a month gets its label; `reviewed` is (accepted, all).
    """

    phases: tuple[Phase, ...]
    months: tuple[LabelledMonth, ...]
    names: tuple[str, ...]
    transitions: dict[str, dict[str, int]]
    rule: str
    dyad: tuple[str, str]
    reviewed: tuple[int, int] = (0, 0)
