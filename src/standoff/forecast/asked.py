"""A question as it stands on the day it is asked: what is still needed, and in how many days.

What already happened within the window counts; a model is asked only for the rest. Models answer
with an `Outlook`, the chances of at least 1, 2, ... days with such an event, so that one answer
serves the yes-or-no question and the score of the count alike.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property
from typing import Protocol

from msgspec import Struct

from standoff.forecast.past import Past, look_back
from standoff.forecast.view import View
from standoff.forecast.wording import Reason
from standoff.nouns import Event, Question

__all__ = ["MOST", "Asked", "Model", "Outlook", "knows_nothing"]

#: Counts are told apart up to this many days with an event.
MOST = 10


class Asked:
    """A question before a view: the windows of the past, and the days that are left."""

    def __init__(self, question: Question, view: View) -> None:
        self.question, self.view = question, view

    @cached_property
    def known(self) -> tuple[Event, ...]:
        """The known events of the kind asked for."""
        return self.view.of_kind(self.question.pattern)

    @cached_property
    def past(self) -> Past:
        """The covered windows of the past; raises `QuestionError` if the question is over."""
        return look_back(
            self.question, self.known, self.view.coverage, knows_until=self.view.knows_until
        )

    @property
    def first(self) -> date:
        """First day that is left of the question's window."""
        return max(self.question.start, self.view.knows_until + timedelta(days=1))

    @property
    def most(self) -> int:
        """How many days with an event are told apart: enough for the question."""
        return max(MOST, self.past.needed)


class Outlook(Struct, frozen=True, kw_only=True):
    """What a model expects of the days that are left.

    `at_least[m - 1]` is the chance of at least m days with such an event (never rising in m);
    `interval` the 95 % interval of the chance asked for; `reasons` open the number.
    """

    at_least: tuple[float, ...]
    interval: tuple[float, float]
    reasons: tuple[Reason, ...] = ()
    illustrative: bool = False
    #: The model had too little to go by; its number says nothing, and no pool counts it.
    silent: bool = False

    def chance(self, needed: int) -> float:
        """The chance of at least `needed` more; certain if nothing more is needed."""
        return 1.0 if needed <= 0 else self.at_least[needed - 1]


class Model(Protocol):
    """Anything that answers questions from a view."""

    @property
    def name(self) -> str:
        """Its name in results."""

    def look(self, asked: Asked) -> Outlook:
        """Its answer."""


def knows_nothing(asked: Asked, *reasons: Reason) -> Outlook:
    """The answer of a model that has too little to go by: halving odds, and all is possible."""
    halves = tuple(0.5**m for m in range(1, asked.most + 1))
    return Outlook(at_least=halves, interval=(0.0, 1.0), reasons=reasons, silent=True)
