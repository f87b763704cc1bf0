"""Declaring a game: sides with actions, named state factors, laws of motion, payoff terms.

A game of standoff is told in the words a person would use, in Python or in a TOML file of the same
shape, and only then turned into arrays (`compiling.py`).

- **Sides.** Two, each with named actions; each month both choose at once.
- **Factors.** The state is one level of every factor: a `ladder` (ordered levels), a `flag`
  (off, on), a `clock` (idle, then `length` .. 1), an `irreversible` ladder (never down), a
  `chain` (moves by itself, whatever the sides do), or plain `levels`.
- **Laws.** Rules of a factor are read from the top and the first whose `when` holds decides. `to`
  is a level, or `stay`, `up`, `down`, `start` (a clock begins), or a table of such targets with
  probabilities; what is left to 1 stays. Where no rule holds a clock ticks, everything else stays.
  Factors move independently of each other, given this month's state and actions.
- **Payoffs.** A term pays its parameter to one side wherever `when` holds, times the weights of
  `times`. Payoffs are linear in each parameter.

`when` maps a side or a factor to one name, a list of names, or "not NAME". Parameters carry their
value, the reason for it, and whether it is illustrative. After MODELS.md, sections 1 and 4.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

__all__ = [
    "Condition",
    "Declaration",
    "Factor",
    "Kind",
    "Parameter",
    "Payoff",
    "Prior",
    "Rule",
    "Target",
    "Weight",
]

Condition = dict[str, str | tuple[str, ...]]
"""Side or factor -> the name that must hold, one of several names, or "not NAME"."""

Weight = float | str
"""A number, or the name of a parameter."""

Target = str | dict[str, Weight]
"""A level or `stay`, `up`, `down`, `start`; or such targets with their probabilities."""

Kind = Literal["levels", "ladder", "flag", "clock", "irreversible", "chain"]


class Rule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One rule of a law: where `when` holds, the factor goes `to` a target."""

    to: Target
    when: Condition = {}


class Factor(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One named part of the state; `begin` is its level at the start (default: its first).

    A clock needs `length` and has the levels `idle`, length, ..., 1; a flag has off and on.
    """

    kind: Kind = "levels"
    levels: tuple[str, ...] = ()
    length: int = 0
    idle: str = "none"
    begin: str = ""
    law: tuple[Rule, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The levels in order."""
        if self.kind == "clock":
            return (self.idle, *(str(k) for k in range(self.length, 0, -1)))
        if self.kind == "flag" and not self.levels:
            return ("off", "on")
        return self.levels

    @property
    def first(self) -> str:
        """The level at the start of the game."""
        return self.begin or self.names[0]


class Payoff(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A term of one side's payoff: `parameter` (default: the term's own name) where `when` holds.

    `times` multiplies by a weight for each level of a factor or each action (absent: weight 1).
    """

    side: str
    parameter: str = ""
    when: Condition = {}
    times: dict[str, dict[str, Weight]] = {}


class Parameter(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A named number, why it has this value, and whether it only illustrates."""

    value: float
    why: str = ""
    illustrative: bool = False


class Prior(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Scales of what is thought of the parameters before any data.

    Payoffs and multipliers (parameters in `times`) are normal with these scales, those named in
    `scales` with one of their own; the chances named move on the log-odds scale by `chance_spread`.
    Other chances and discount factors are held.
    """

    payoff_scale: float = 1.0
    multiplier_scale: float = 0.5
    chance_spread: float = 0.5
    chances: tuple[str, ...] = ()
    scales: dict[str, float] = {}

    def scale(self, parameter: str) -> float:
        """The scale of a payoff parameter."""
        return self.scales.get(parameter, self.payoff_scale)


class Declaration(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A whole game, as told; `checking.check_declaration` says what is wrong with one.

    `events` are conditions on a month's state and moves worth asking after (`then_what`). `prior`
    is what estimates are penalised by. `variants` are named sets of parameter values, rival
    readings of one game (`Game.variant`). `words[language]` says names as phrases: sides as nouns,
    actions as verbs in the third person, "factor.level" as a clause; what has no words is told by
    its bare name.
    """

    name: str
    sides: dict[str, tuple[str, ...]]
    factors: dict[str, Factor]
    payoffs: dict[str, Payoff]
    parameters: dict[str, Parameter]
    discounts: dict[str, Weight]
    title: str = ""
    source: str = ""
    events: dict[str, Condition] = {}
    variants: dict[str, dict[str, float]] = {}
    prior: Prior = Prior()
    words: dict[str, dict[str, str]] = {}
