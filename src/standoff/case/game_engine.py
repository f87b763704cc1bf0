"""The game as something that is asked questions: `Engine.answer(question)` gives a noun.

    AskNow          choices in a state, with what drives them
    AskSliders      probabilities with their slopes in every slider
    AskExact        the same probabilities with the game solved anew at changed payoffs
    AskPlay         a play as far as it has come
    AskMechanisms   the articles' mechanisms, as sections of a page

Questions and answers are plain data, so that an engine can run in a process of its own
(`game_process`), whose memory goes back to the machine when it ends. An engine keeps the last
variant that it solved, and its tangents; of a second one it would hold as much again.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from standoff.case import game_side as side
from standoff.errors import BadValue
from standoff.nouns.game_page import GameExact, GameNow, GamePlay, GameSliders

if TYPE_CHECKING:
    from standoff.game import Solution
    from standoff.game.tangents import Tangents

__all__ = [
    "ANSWERS", "AskExact", "AskMechanisms", "AskNow", "AskPlay", "AskSliders", "Engine", "Question",
]  # fmt: skip

Tell = Callable[[int, int], None]


class AskNow(Struct, frozen=True, kw_only=True, tag="now"):
    """Choices in the state `asked` (factors that are not named: at their start).

    Where nothing is asked, the state `recorded` of a month, unless the game never comes to it.
    `folder` is the case's; it may bring rules of its own for its months.
    """

    variant: str
    asked: dict[str, str]
    recorded: dict[str, str]
    language: str
    folder: str


class AskSliders(Struct, frozen=True, kw_only=True, tag="sliders"):
    """Sliders, and the probabilities of a state with their slopes."""

    variant: str
    state: dict[str, str]
    language: str


class AskExact(Struct, frozen=True, kw_only=True, tag="exact"):
    """The outcomes at changed payoffs; `seconds` of computing time are spent at most."""

    variant: str
    state: dict[str, str]
    changes: dict[str, float]
    seconds: float


class AskPlay(Struct, frozen=True, kw_only=True, tag="play"):
    """A play: the same seed and moves give the same play."""

    variant: str
    side: str
    seed: int
    months: int
    language: str
    asked: dict[str, str]
    moves: tuple[str, ...]


class AskMechanisms(Struct, frozen=True, kw_only=True, tag="mechanisms"):
    """The mechanisms, asked of the case in `folder` and of `draws` draws a variant."""

    folder: str
    language: str
    draws: int


Question = AskNow | AskSliders | AskExact | AskPlay | AskMechanisms
ANSWERS: tuple[tuple[type, type], ...] = (
    (AskNow, GameNow), (AskSliders, GameSliders), (AskExact, GameExact), (AskPlay, GamePlay),
    (AskMechanisms, str),
)  # fmt: skip
"""The kind of answer that each question has."""


class Engine:
    """Answers questions one after the other; raises what solving and asking raise."""

    def __init__(self, solve: Callable[[str], Solution] | None = None) -> None:
        """`solve` gives the solution of a variant; default: `game_side.solved_game`."""
        self._solve = solve
        self._solved: tuple[str, Solution] | None = None
        self._tangents: tuple[str, Tangents] | None = None

    def answer(self, question: Question, tell: Tell | None = None) -> Any:
        """The answer, of the kind that `ANSWERS` says; `tell` hears how far slow ones are."""
        match question:
            case AskNow():
                return self._now(question)
            case AskSliders():
                found = self._tangents_of(question.variant, tell)
                return side.sliders_of(found, question.state, question.language)
            case AskExact():
                return self._exact(question)
            case AskPlay():
                return self._play(question)
            case AskMechanisms():
                return self._mechanisms(question, tell or (lambda done, total: None))

    def _solution(self, variant: str) -> Solution:
        if self._solved is None or self._solved[0] != variant:
            self._solved = self._tangents = None
            self._solved = variant, (self._solve or side.solved_game)(variant)
        return self._solved[1]

    def _tangents_of(self, variant: str, tell: Tell | None = None) -> Tangents:
        solution = self._solution(variant)
        if self._tangents is None:
            self._tangents = variant, side.tangents_of(solution, tell)
        return self._tangents[1]

    def _now(self, question: AskNow) -> GameNow:
        solution = self._solution(question.variant)
        asked, recorded = question.asked, False
        if not asked and question.recorded:
            recorded = _reached(solution, question.recorded)
            asked = question.recorded if recorded else {}
        return side.game_now(
            solution, asked, question.language, Path(question.folder), recorded=recorded
        )

    def _exact(self, question: AskExact) -> GameExact:
        found = self._tangents_of(question.variant)
        outcomes, ended = side.exact_outcomes(found, question.changes, question.state)
        return GameExact(outcomes=outcomes, seconds=0.0, ended=ended)

    def _play(self, question: AskPlay) -> GamePlay:
        solution = self._solution(question.variant)
        return side.play_of(
            solution, question.side, question.seed, question.months, question.language,
            question.asked, question.moves,
        )  # fmt: skip

    def _mechanisms(self, question: AskMechanisms, tell: Tell) -> str:
        from standoff.case.case import Case

        case = Case.open(Path(question.folder))
        return str(side.mechanisms_html(case, question.language, question.draws, tell))


def _reached(solution: Solution, state: dict[str, str]) -> bool:
    """Does the game come to this state?"""
    try:
        solution.game.index(**state)
    except BadValue:
        return False
    return True
