"""Why a rate is what it is: the figures behind it, ready to be put into words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from standoff.forecast.past import Past
from standoff.forecast.wording import Reason
from standoff.nouns import Event, Question

__all__ = ["reasons_of"]


def reasons_of(
    question: Question, past: Past, known: Sequence[Event], knows_until: date
) -> list[Reason]:
    """The share of windows first, then what limits it, then the last case on record."""
    found: list[Reason] = [_share(past)]
    partial = sum(window.level == "partial" for window in past.windows)
    if partial:
        found.append(("partial", {"m": partial}))
    if any(past.maybes):
        found.append(("fuzzy", {"u": sum(past.maybes)}))
    found.append(_last_case(known, knows_until))
    found += _window(question, past, knows_until)
    return found


def _share(past: Past) -> Reason:
    if not past.windows:
        return "prior", {"days": past.days}
    first, last = past.windows[0].start, past.windows[-1].end
    return "share", {
        "k": past.k, "n": past.n, "days": past.days, "first": first, "last": last,
    }  # fmt: skip


def _last_case(known: Sequence[Event], knows_until: date) -> Reason:
    days = [event.when.latest for event in known if event.when.latest]
    days = [day for day in days if day <= knows_until]
    if not days:
        return "never_seen", {"until": knows_until}
    return "last_seen", {"when": max(days), "days": (knows_until - max(days)).days}


def _window(question: Question, past: Past, knows_until: date) -> list[Reason]:
    """What the position of the question's window means for the number."""
    figures = {"seen": past.seen, "asked": question.pattern.at_least}
    if past.needed <= 0:
        return [("decided", figures | {"until": knows_until})]
    if question.start <= knows_until:
        return [("elapsed", figures | {"days": past.days})]
    gap = (question.start - knows_until).days
    return [("gap", {"days": gap})] if gap > 1 else []
