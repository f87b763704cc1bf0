"""What the desk's page of the game shows: choices in one state, sliders, how things would move."""

from __future__ import annotations

from msgspec import Struct

from standoff.nouns.game import GameTurn

__all__ = [
    "GameExact", "GameMove", "GameNow", "GameOutcome", "GamePlay", "GameSide", "GameSliders",
    "PlayMove", "Slider",
]  # fmt: skip


class GameMove(Struct, frozen=True, kw_only=True):
    """One action in one state: its probability, and why it is worth what it is.

    `gap` is its worth beside the likeliest other action's (`other`); it is the sum of `now`, a name
    and a number for each payoff that differs, and `later`, all that comes after this month.
    `shown_by` are the record's moves that count as this action.
    """

    name: str
    told: str
    chance: float
    other: str
    gap: float
    now: tuple[tuple[str, float], ...]
    later: float
    shown_by: tuple[str, ...] = ()


class GameSide(Struct, frozen=True, kw_only=True):
    """A side and its moves."""

    name: str
    told: str
    moves: tuple[GameMove, ...]


class GameNow(Struct, frozen=True, kw_only=True):
    """Choice probabilities of both sides in one state, with the certificate of the equilibrium.

    `recorded` says that the state is that of the record's last month; `factors` are all levels that
    a state can have, each with its words.
    """

    state: dict[str, str]
    recorded: bool
    factors: dict[str, tuple[tuple[str, str], ...]]
    told: tuple[str, ...]
    sides: tuple[GameSide, ...]
    how: str
    residual: float
    gain: float
    states: int
    illustrative: bool


class Slider(Struct, frozen=True, kw_only=True):
    """A payoff parameter that can be moved between two ends."""

    name: str
    told: str
    value: float
    low: float
    high: float
    step: float
    why: str


class GameOutcome(Struct, frozen=True, kw_only=True):
    """A probability and its slope in every slider: `kind` is choice or event, `key` names it."""

    kind: str
    side: str
    key: str
    now: float
    slopes: tuple[float, ...]


class GameSliders(Struct, frozen=True, kw_only=True):
    """The sliders and what depends on them."""

    sliders: tuple[Slider, ...]
    outcomes: tuple[GameOutcome, ...]
    months: int


class GameExact(Struct, frozen=True, kw_only=True):
    """The outcomes of `GameSliders`, in its order, with the game solved anew.

    None where the effort ran out first: `seconds` of computing time were spent. `ended`: values of
    the sliders that were moved at which the equilibrium of now ends; empty where it does not.
    """

    outcomes: tuple[float, ...] | None
    seconds: float
    ended: dict[str, float] = {}


class PlayMove(Struct, frozen=True, kw_only=True):
    """A move that the person may choose, how often the equilibrium would, and what it leads to.

    `at_once` and `later` are what it is worth to the person's side beside the move that this side
    makes most often, this month and by what comes after. `replies` is the chance of each move of
    the other side next month, `soon` that it makes each at least once in the months that follow.
    """

    name: str
    told: str
    chance: float
    at_once: float
    later: float
    replies: dict[str, float]
    soon: dict[str, float]


class GamePlay(Struct, frozen=True, kw_only=True):
    """A play as far as it has come; `sides` are both with their words, `others` the other side's
    moves with theirs; `horizon` are the months of `PlayMove.soon`."""

    side: str
    sides: dict[str, str]
    month: int
    months: int
    over: bool
    situation: str
    turns: tuple[GameTurn, ...]
    moves: tuple[PlayMove, ...]
    others: dict[str, str]
    horizon: int
    ending: tuple[str, ...]
