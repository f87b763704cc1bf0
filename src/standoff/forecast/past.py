"""The past as a forecast sees it: what is still asked, and the covered windows of that length.

If part of the question's window has passed by `knows_until`, what happened there counts towards the
answer and only the rest is asked of the remaining days. The past is then cut into windows of just
that many days, back from `knows_until`, and each is asked the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from msgspec import Struct

from standoff.cycle import Count, count_events, count_windows, windows_back
from standoff.errors import QuestionError
from standoff.nouns import CoveredSpan, Event, Question, kinds_of
from standoff.nouns.event import Coverage

__all__ = ["Past", "look_back"]


class Past(Struct, frozen=True, kw_only=True):
    """Windows of the covered past with what each of them shows.

    `counts[i]` is the sure number of days with such an event in window i, `hits[i]` whether that
    is what is asked, `maybes[i]` whether only fuzzy dates keep it from being sure. `needed`
    occurrences are still asked of `days` days; `seen` fell into the part of the window that has
    passed.
    """

    windows: tuple[CoveredSpan, ...]
    counts: tuple[int, ...]
    hits: tuple[bool, ...]
    maybes: tuple[bool, ...]
    events: tuple[str, ...]
    needed: int
    seen: int
    days: int

    @property
    def n(self) -> int:
        """Number of windows."""
        return len(self.windows)

    @property
    def k(self) -> int:
        """Windows that surely show what is asked."""
        return sum(self.hits)


def look_back(
    question: Question,
    known: Iterable[Event],
    coverage: Sequence[Coverage],
    *,
    knows_until: date,
    window_years: float | None = None,
) -> Past:
    """The windows behind a forecast made with knowledge up to `knows_until`.

    Raises `QuestionError` if the question's window is over by then: it is to be scored, not
    forecast.
    """
    if question.end <= knows_until:
        raise QuestionError(
            f"the window ended on {question.end}",
            expected=f"an end after {knows_until}, the last day known",
            next="ask with an earlier --knows-until",
        )
    known = tuple(known)
    passed = count_events(known, question.start, knows_until)
    needed = question.pattern.at_least - passed.sure
    first_left = max(question.start, knows_until + timedelta(days=1))
    days = (question.end - first_left).days + 1
    windows = windows_back(
        knows_until,
        days,
        coverage,
        kinds_of(question.pattern),
        earliest=_earliest(knows_until, window_years),
    )
    asked = max(needed, 1)
    counts = count_windows(known, [(window.start, window.end) for window in windows])
    return Past(
        windows=windows,
        counts=tuple(count.sure for count in counts),
        hits=tuple(count.sure >= asked for count in counts),
        maybes=tuple(count.sure < asked <= count.possible for count in counts),
        events=_events_of(counts),
        needed=needed,
        seen=passed.sure,
        days=days,
    )


def _earliest(knows_until: date, years: float | None) -> date | None:
    if years is None:
        return None
    if not 0 < years < 1000:
        raise QuestionError(f"{years:g} years of past", expected="more than 0, less than 1000")
    back = min(round(years * 365.25), knows_until.toordinal() - 1)
    return knows_until - timedelta(days=back - 1)


def _events_of(counts: Sequence[Count]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id for count in counts for id in count.events))
