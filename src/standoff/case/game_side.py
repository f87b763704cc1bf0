"""What the desk asks of the game: the solved game, choices in a state, tangents, exact answers.

A `Solution` or `Tangents` is handed out to be kept and handed back; all else that leaves is a noun.
The page rests on the coercion game at the values of its file, which are illustrative.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from standoff.errors import BadValue, StandoffError
from standoff.nouns.game_page import (
    GameMove,
    GameNow,
    GameOutcome,
    GamePlay,
    GameSide,
    GameSliders,
    Slider,
)

if TYPE_CHECKING:
    from markupsafe import Markup

    from standoff.case.case import Case
    from standoff.game import Game, Solution
    from standoff.game.tangents import Tangents
    from standoff.game.telling import Words

__all__ = [
    "EVENTS", "FACTORS", "MONTHS", "SLIDERS", "VARIANTS", "exact_outcomes", "game_now",
    "last_month", "mechanisms_html", "play_of", "short_game", "sliders_of",
    "solved_game", "tangents_of",
]  # fmt: skip

VARIANTS = ("tension_for_home", "tension_for_relief")
FACTORS = (
    "last_month", "moratorium", "deadline", "deal", "election", "capability", "relief",
    "reputation", "home",
)  # fmt: skip
"""What a state is made of."""

EVENTS = ("taboo_broken", "ultimatum", "summit", "relief")
MONTHS = 3
"""The horizon of events, in months."""

SLIDERS = (
    "tension_at_home", "summit_status", "relief_gain", "lapsed_ultimatum_cost", "breach_cost",
    "taboo_broken", "relief_price", "summit_taboo", "patience_target",
)  # fmt: skip
REACH, STEP = 0.75, 0.05
"""How far a payoff slider goes either way, and its steps."""

PATIENCE = (0.85, 0.98, 0.01)
"""Ends and steps of a slider for patience."""


def solved_game(variant: str) -> Solution:
    """The coercion game solved; raises `BadValue` for an unknown variant, `NotSolved`."""
    return _declared(variant).solve()


def short_game(variant: str) -> Solution:
    """The same rules with short clocks, solved in a second: for tests of what is built on it."""
    from standoff.game.statics.implied import short_clocks

    return short_clocks(_declared(variant), deadline=2, election=1).solve()


def _declared(variant: str) -> Game:
    from standoff.case.solving import declared_game

    if variant not in VARIANTS:
        raise BadValue(f"variant {variant[:40]!r}", expected=f"one of {', '.join(VARIANTS)}")
    return declared_game("coercion", variant=variant)


def _factors(solution: Solution, words: Words) -> dict[str, tuple[tuple[str, str], ...]]:
    """Every factor of the state with its levels, each with its words."""
    return {
        name: tuple((level, words.level(name, level)) for level in levels)
        for name, levels in solution.game.space.factors.items()
    }


def last_month(case: Case) -> tuple[date | None, dict[str, str]]:
    """The last month of the record and the game's state in it; (None, {}) if it cannot be told."""
    from standoff.case.playing import known_levels

    try:
        first, last = case.period()
        row = case.months(start=last, end=last).frame.row(0, named=True)
    except StandoffError:
        return None, {}
    return (row["month"], known_levels(row)) if first <= last else (None, {})


def game_now(
    solution: Solution,
    state: Mapping[str, str],
    language: str,
    folder: Path,
    *,
    recorded: bool = False,
) -> GameNow:
    """Choices in a state, in words; `folder` may bring rules of its own for its months."""
    from standoff.game.telling import Words, sentence

    game = solution.game
    here = game.start | dict(state)
    game.index(**here)
    words, shown = Words(game.declaration, language), _shown_by(folder)
    sides = tuple(
        GameSide(
            name=side,
            told=words.name(side),
            moves=tuple(_move(solution, words, side, a, here, shown) for a in actions),
        )
        for side, actions in game.declaration.sides.items()
    )
    return GameNow(
        state=here,
        recorded=recorded,
        factors=_factors(solution, words),
        told=tuple(sentence(words.level(*pair)) for pair in here.items()),
        sides=sides,
        how=solution.how,
        residual=solution.residual,
        gain=solution.gain,
        states=len(game.states),
        illustrative=game.illustrative,
    )


def _move(
    solution: Solution,
    words: Words,
    side: str,
    action: str,
    state: Mapping[str, str],
    shown: Mapping[str, tuple[str, ...]],
) -> GameMove:
    from standoff.game.explaining import reason_for

    reason = reason_for(solution, side, action, **state)
    return GameMove(
        name=action,
        told=words.name(action),
        chance=solution.probability(side, action, **state),
        other=words.name(reason.other),
        gap=reason.gap,
        now=tuple((words.parameter(key), value) for key, value in reason.driving.items()),
        later=reason.later,
        shown_by=shown.get(action, ()),
    )


def _shown_by(folder: Path) -> dict[str, tuple[str, ...]]:
    """The record's moves that count as each action of the game."""
    from standoff.case.months import RULES
    from standoff.record.tabulating.month_rules import month_rules

    own = folder / RULES
    rules = month_rules(own if own.is_file() else None)
    out: dict[str, tuple[str, ...]] = {}
    for side in (rules.challenger, rules.target):
        for one in side.actions:
            moves = [event.split(" ")[1].partition(":")[0] for event in (*one.events, *one.planned)]
            named = [move for told in moves for move in told.split("|")]
            out[one.name] = tuple(dict.fromkeys(named))
    return out


def tangents_of(solution: Solution, tell: Callable[[int, int], None] | None = None) -> Tangents:
    """Tangents of the solution in every slider."""
    from standoff.game.tangents import tangents

    return tangents(solution, SLIDERS, tell=tell)


def sliders_of(found: Tangents, state: Mapping[str, str], language: str = "en") -> GameSliders:
    """The sliders, and the probabilities of a state with their slopes."""
    from standoff.game.telling import Words
    from standoff.game.whatif import Start, first_passage

    solution = found.solution
    game, outcomes = solution.game, []
    for side, actions in game.declaration.sides.items():
        slopes = found.choices(side, **state)
        for column, action in enumerate(actions):
            now = solution.probability(side, action, **state)
            outcomes.append(_outcome("choice", side, action, now, slopes[:, column]))
    for event in EVENTS:
        now = float(first_passage(solution, Start(state), MONTHS, event)[-1])
        slopes = found.first_passage(event, MONTHS, **state)
        outcomes.append(_outcome("event", "", event, now, slopes))
    words = Words(game.declaration, language)
    sliders = tuple(_slider(game, words, name) for name in found.names)
    return GameSliders(sliders=sliders, outcomes=tuple(outcomes), months=MONTHS)


def _outcome(kind: str, side: str, key: str, now: float, slopes: Iterable[float]) -> GameOutcome:
    told = tuple(float(slope) for slope in slopes)
    return GameOutcome(kind=kind, side=side, key=key, now=now, slopes=told)


def _slider(game: Game, words: Words, name: str) -> Slider:
    value = game.parameters[name]
    low, high, step = value - REACH, value + REACH, STEP
    if name.startswith("patience"):
        low, high, step = PATIENCE
    why = game.declaration.parameters[name].why
    told = f"{words.name(_whose(game, name))}: {words.parameter(name)}"
    return Slider(
        name=name,
        told=told[:1].upper() + told[1:],
        value=value,
        low=low,
        high=high,
        step=step,
        why=why,
    )


def _whose(game: Game, name: str) -> str:
    """The side that a payoff or a patience is of."""
    told = game.declaration
    of_payoffs = {term.parameter or key: term.side for key, term in told.payoffs.items()}
    of_patience = {weight: side for side, weight in told.discounts.items() if weight == name}
    return (of_payoffs | of_patience)[name]


def exact_outcomes(
    found: Tangents, changes: Mapping[str, float], state: Mapping[str, str]
) -> tuple[tuple[float, ...], dict[str, float]]:
    """The outcomes of `sliders_of`, in its order, with the game solved anew at changed parameters,
    and the values at which the equilibrium followed from now ends, if it does.

    Raises `NotSolved`, `BadValue` for unknown names.
    """
    from standoff.game.changing import follow_change
    from standoff.game.whatif import Start, first_passage

    before = found.solution
    followed = follow_change(before.game.with_parameters(**changes), before)
    solution = followed.solution
    chances = [
        solution.probability(side, action, **state)
        for side, actions in before.game.declaration.sides.items()
        for action in actions
    ]
    ends = [first_passage(solution, Start(state), MONTHS, event)[-1] for event in EVENTS]
    return (*chances, *map(float, ends)), followed.ended_at(before)


def play_of(
    solution: Solution, side: str, seed: int, months: int, language: str, state: Mapping[str, str],
    moves: tuple[str, ...],
) -> GamePlay:  # fmt: skip
    """A play as far as it has come: the same moves and seed give the same play."""
    from standoff.game import Play
    from standoff.game.play import AHEAD
    from standoff.game.telling import Words

    play = Play.begin(
        solution, side, seed=seed, months=months, language=language, state=dict(state)
    )
    for move in moves:
        play = play.move(move)
    words = Words(solution.game.declaration, language)
    return GamePlay(
        side=side,
        sides={name: words.name(name) for name in solution.game.declaration.sides},
        month=play.month,
        months=months,
        over=play.over,
        situation=play.situation,
        turns=play.turns,
        moves=play.outlook,
        others=play.replies_told,
        horizon=AHEAD,
        ending=play.ending,
    )


def mechanisms_html(
    case: Case, language: str, draws: int, tell: Callable[[int, int], None]
) -> Markup:
    """The page of mechanisms as sections, in the game with short clocks."""
    from standoff.case.mechanisms import mechanisms
    from standoff.report import mechanisms_sheet
    from standoff.report.sheet import sections_html

    answer = mechanisms(case, draws=draws, short=True, progress=tell)
    return sections_html(mechanisms_sheet(answer, language), ("implied", "seen", "method"))
