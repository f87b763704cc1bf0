"""`Phases`: the months of a record with their labels, the stretches they form, and their rhythm."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from standoff.nouns.clocks import ClocksAnswer

__all__ = ["Dwell", "LabelledMonth", "Phase", "Phases"]


class Phase(Struct, frozen=True, kw_only=True):
    """A stretch of consecutive months with one name, both ends included.

    `censored` says which end was not seen because the period or the coverage stops there: empty,
    `left`, `right` or `both`. `probability` is 1 where a rule gave the name.
    """

    start: date
    end: date
    name: str
    probability: float
    months: int
    censored: str = ""


class LabelledMonth(Struct, frozen=True, kw_only=True):
    """One month, its label, the events that decided it, and whether the record covers it.

    `month` is its first day. `label` is empty where `covered` is false. `level` is `partial` also
    where the period asked for cuts the month. `undecided` names events whose fuzzy dates touch
    this month and would give it a graver label if they belonged here.
    """

    month: date
    label: str
    probabilities: dict[str, float]
    events: tuple[str, ...] = ()
    covered: bool = True
    level: str = "complete"
    undecided: tuple[str, ...] = ()


class Dwell(Struct, frozen=True, kw_only=True):
    """How long phases of one name last, in months.

    `n` phases were seen, `ended` of them to their end; `complete` are the lengths of those whose
    both ends were seen, `followed` the months whose next month was seen. `mean` is their number
    over `ended`: the maximum-likelihood mean of a geometric dwell time with censoring; None without
    an end.
    """

    name: str
    n: int
    months: int
    ended: int
    followed: int
    complete: tuple[int, ...]
    mean: float | None


class Phases(Struct, frozen=True, kw_only=True):
    """Phases of a record with the months and transitions behind them.

    `transitions[a][b]` counts months labelled `b` right after a covered month labelled `a`, so the
    diagonal holds months that stayed. `rule` states in one paragraph how a month gets its label
    (`rule_text` by language, `name_texts[name][language]` the names). `undecided` names events
    that decide no month because their fuzzy dates lie in several; `reviewed` is (decided on, all);
    `proposed_counted` says that codings nobody has reviewed are counted, too.
    Where `step` is `week`, `months` holds weeks, each under its Monday. `way` says which of several
    kinds of deed names a step, `model` where a hidden model does, with what its `clocks` do.
    """

    phases: tuple[Phase, ...]
    months: tuple[LabelledMonth, ...]
    names: tuple[str, ...]
    transitions: dict[str, dict[str, int]]
    rule: str
    dyad: tuple[str, str]
    reviewed: tuple[int, int] = (0, 0)
    dwell: tuple[Dwell, ...] = ()
    undecided: tuple[str, ...] = ()
    rule_text: dict[str, str] = {}
    name_texts: dict[str, dict[str, str]] = {}
    proposed_counted: bool = False
    step: str = "month"
    way: str = "gravest"
    clocks: ClocksAnswer | None = None
