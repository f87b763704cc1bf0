"""Playing a solved game against its equilibrium: a pure state machine, no input or output.

    play = Play.begin(solution, "challenger", seed=7, language="de")
    play.situation                      # plain sentences
    play.legal_moves                    # ("restrain", "provoke", "break_taboo")
    play.outlook                        # what each of them would lead to
    play = play.move("provoke")         # a new Play; what happened is in play.turns[-1].told

The other side draws its move by its equilibrium probabilities; then the state moves by the laws.
Both draws come from (seed, month) alone, so that a play can be repeated move for move.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from standoff.errors import BadValue
from standoff.game.certificate import SlowGame
from standoff.game.explaining import reason_for
from standoff.game.outlook import outlook
from standoff.game.outlook_told import outlook_lines
from standoff.game.solution import Solution
from standoff.game.telling import Words, sentence
from standoff.nouns.game import GameTurn
from standoff.nouns.game_page import PlayMove

__all__ = ["AHEAD", "Play"]

T = TypeVar("T")

AHEAD = 6
"""Months after this one that the outlook of a move covers."""

UNLIKELY = 0.2
"""Probability of a move below which it is called a surprise."""


class Play(Struct, frozen=True, kw_only=True):
    """A game under way: `side` is the person's, `turns` what has happened so far.

    `begins` is the month of the calendar with which it begins, where it has one.
    """

    solution: Solution
    side: str
    state: dict[str, str]
    seed: int = 1
    months: int = 6
    language: str = "en"
    begins: date | None = None
    turns: tuple[GameTurn, ...] = ()

    @classmethod
    def begin(
        cls,
        solution: Solution,
        side: str,
        *,
        seed: int = 1,
        months: int = 6,
        language: str = "en",
        state: Mapping[str, str] | None = None,
        begins: date | None = None,
    ) -> Play:
        """A new play from the start of the game, or from `state`; raises `BadValue`."""
        game = solution.game
        game.side(side)
        Words(game.declaration, language)
        if months < 1:
            raise BadValue(f"a play of {months} months", expected="1 or more")
        here = game.start | dict(state or {})
        game.index(**here)
        return cls(
            solution=solution, side=side, state=here, seed=seed, months=months,
            language=language, begins=begins,
        )  # fmt: skip

    @property
    def other(self) -> str:
        """The side that the game plays."""
        return next(s for s in self.solution.game.declaration.sides if s != self.side)

    @property
    def month(self) -> int:
        """Number of the month about to be played, from 1."""
        return len(self.turns) + 1

    @property
    def over(self) -> bool:
        """Have all months been played?"""
        return len(self.turns) >= self.months

    @property
    def legal_moves(self) -> tuple[str, ...]:
        """What the person may choose now; empty when the game is over."""
        return () if self.over else tuple(self.solution.game.declaration.sides[self.side])

    @property
    def moves_told(self) -> dict[str, str]:
        """Every legal move with its words."""
        return {move: self._words.name(move) for move in self.legal_moves}

    @property
    def outlook(self) -> tuple[PlayMove, ...]:
        """What each legal move would lead to, by the equilibrium; empty when the game is over."""
        if self.over:
            return ()
        return outlook(self.solution, self.side, self.state, months=AHEAD, language=self.language)

    @property
    def outlook_told(self) -> tuple[str, ...]:
        """The outlook as lines of a table; empty when the game is over."""
        if self.over:
            return ()
        return outlook_lines(self.outlook, self._words, self.other, self.replies_told, AHEAD)

    @property
    def replies_told(self) -> dict[str, str]:
        """Every move of the other side with its words."""
        moves = self.solution.game.declaration.sides[self.other]
        return {move: self._words.name(move) for move in moves}

    @property
    def month_told(self) -> str:
        """The month about to be played: its number, or its name and year."""
        return self._words.month(self.month, self.begins)

    @property
    def situation(self) -> str:
        """The state as one sentence."""
        return self._words.state(self.state)

    @property
    def balance(self) -> dict[str, float]:
        """What each side has gained so far, undiscounted."""
        sides = self.solution.game.declaration.sides
        return {side: sum(turn.payoffs[side] for turn in self.turns) for side in sides}

    @property
    def ending(self) -> tuple[str, ...]:
        """The last sentences, once the game is over."""
        if not self.over:
            return ()
        lines = [self._words.frame("over", months=self.months)]
        for side, value in self.balance.items():
            line = self._words.frame("balance", side=self._words.name(side), value=value)
            lines.append(sentence(line)[:-1])
        return tuple(lines)

    @property
    def _words(self) -> Words:
        return Words(self.solution.game.declaration, self.language)

    def move(self, action: str) -> Play:
        """Play one month; raises `BadValue` for an illegal move or when the game is over."""
        if action not in self.legal_moves:
            legal = ", ".join(self.legal_moves)
            raise BadValue(
                "the game is over" if self.over else f"illegal move {action!r}",
                expected=f"one of {legal}" if legal else "",
            )
        chance = random.Random(f"{self.seed}:{self.month}")  # noqa: S311 (a game, no secret)
        reply_chances = self.solution.choices(self.other, **self.state)
        reply = _draw(reply_chances, chance.random())
        turn, after = self._happen({self.side: action, self.other: reply}, chance.random())
        return replace(self, state=after, turns=(*self.turns, turn))

    def _happen(self, moves: dict[str, str], luck: float) -> tuple[GameTurn, dict[str, str]]:
        game = self.solution.game
        slow = SlowGame(game.declaration, game.parameters)
        first, second = (moves[side] for side in game.declaration.sides)
        here = tuple(self.state[name] for name in game.declaration.factors)
        ahead = _draw(slow.moves(here, first, second), luck)
        after = dict(zip(game.declaration.factors, ahead, strict=True))
        chances = {s: self.solution.probability(s, moves[s], **self.state) for s in moves}
        turn = GameTurn(
            month=self.month,
            state=self.state,
            moves=moves,
            chances=chances,
            payoffs={s: slow.payoff(s, here, first, second) for s in game.declaration.sides},
            told=self._tell(moves, chances, after),
        )
        return turn, after

    def _tell(
        self, moves: dict[str, str], chances: dict[str, float], after: dict[str, str]
    ) -> tuple[str, ...]:
        words, reply = self._words, moves[self.other]
        changed = {name: level for name, level in after.items() if level != self.state[name]}
        drawn = words.frame("drawn", chance=words.percent(chances[self.other]))
        if chances[self.other] < UNLIKELY:
            drawn += " " + words.frame("surprise")
        return (
            sentence(self.month_told),
            words.move(self.side, moves[self.side]),
            words.move(self.other, reply),
            drawn,
            self._why(reply),
            words.frame("then", state=words.state(changed)) if changed else words.frame("same"),
        )

    def _why(self, reply: str) -> str:
        """What the reply was worth beside the likeliest other one, and which payoffs drove it."""
        words, reason = self._words, reason_for(self.solution, self.other, reply, **self.state)
        driving = [
            words.frame("driving", name=words.parameter(name), value=x)
            for name, x in list(reason.driving.items())[:3]
        ]
        told = words.frame(
            "why",
            other=words.name(reason.other),
            gap=reason.gap,
            now=", ".join(driving) or "0",
            later=reason.later,
        )
        return sentence(told)


def _draw(chances: Mapping[T, float], luck: float) -> T:
    """The outcome at quantile `luck` in [0, 1)."""
    left = luck * sum(chances.values())
    for outcome, chance in chances.items():
        left -= chance
        if left < 0:
            return outcome
    return [outcome for outcome, chance in chances.items() if chance > 0][-1]
