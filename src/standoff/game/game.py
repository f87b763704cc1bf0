"""`Game`: a declared game with parameter values; solved, described, asked by name.

    game = deadline_game(taboo_cost=3.0)
    solution = game.solve()
    solution.probability("challenger", "break_taboo", deadline="1")

A game never changes; `with_parameters` gives a new one. Compiled arrays are made when first needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from standoff.errors import BadValue, NotSolved, one_of
from standoff.game.certificate import Certificate, Choices, SlowGame, certify
from standoff.game.checking import check_declaration
from standoff.game.compiling import Space, compile_game, pattern_of, payoffs_of
from standoff.game.declare import Declaration
from standoff.game.laws import law_parameters
from standoff.game.model import Convention, Model
from standoff.game.notebook import table_html
from standoff.game.solution import Solution
from standoff.game.solving import LARGEST_RESIDUAL, Equilibrium, branch_from_zero
from standoff.game.telling import tell

__all__ = ["RULE_BY_RULE", "Game"]

RULE_BY_RULE = 500
"""States up to which a solution is certified from the rules, without any array."""


@dataclass(frozen=True)
class Game:
    """A declaration, changes to its parameters, a shock convention and the precision of choice."""

    declaration: Declaration
    changes: Mapping[str, float] = field(default_factory=dict)
    convention: Convention = "private_shocks"
    precision: float = 1.0

    def __post_init__(self) -> None:
        check_declaration(self.declaration)
        known = self.declaration.parameters
        for name, value in self.changes.items():
            if name not in known:
                raise BadValue(
                    f"unknown parameter {name!r}",
                    where=f"game {self.name}",
                    expected=one_of(sorted(known), name),
                )
            if not np.isfinite(value):
                raise BadValue(f"{value} is no number to compute with", where=f"parameter {name}")

    @property
    def name(self) -> str:
        """The name of the game."""
        return self.declaration.name

    @cached_property
    def parameters(self) -> dict[str, float]:
        """Every parameter with its value."""
        told = {name: p.value for name, p in self.declaration.parameters.items()}
        return told | {name: float(value) for name, value in self.changes.items()}

    @property
    def illustrative(self) -> bool:
        """Does any parameter only illustrate?"""
        return any(p.illustrative for p in self.declaration.parameters.values())

    def with_parameters(self, **changes: float) -> Game:
        """The same game with other parameter values; what is compiled is shared where laws are."""
        both = {**self.changes, **changes}
        game = Game(self.declaration, both, self.convention, self.precision)
        compiled = self.__dict__.get("_compiled")
        held = law_parameters(self.declaration) | set(self.declaration.discounts.values())
        if compiled is not None and not held & set(changes):
            space, model = compiled
            payoffs = payoffs_of(self.declaration, game.parameters, space)
            game.__dict__["_compiled"] = (space, replace(model, payoffs=payoffs))
        return game

    def variant(self, name: str) -> Game:
        """A declared reading of the game: its parameter values over those that hold now."""
        known = self.declaration.variants
        if name not in known:
            raise BadValue(
                f"unknown variant {name!r}",
                where=f"game {self.name}",
                expected=one_of(known, name) if known else "a game that declares variants",
            )
        return self.with_parameters(**known[name])

    @cached_property
    def _compiled(self) -> tuple[Space, Model]:
        return compile_game(self.declaration, self.parameters, self.convention, self.precision)

    @property
    def space(self) -> Space:
        """The reachable states by name."""
        return self._compiled[0]

    @property
    def model(self) -> Model:
        """The arrays solvers work on."""
        return self._compiled[1]

    @cached_property
    def states(self) -> tuple[dict[str, str], ...]:
        """Every reachable state, as factor -> level."""
        return tuple(self.space.names(k) for k in range(len(self.space.places)))

    @property
    def start(self) -> dict[str, str]:
        """The state in which the game begins."""
        return {name: factor.first for name, factor in self.declaration.factors.items()}

    def index(self, **state: str) -> int:
        """Number of a state given by name; unnamed factors are at their start."""
        return self.space.index(self.start | state)

    def side(self, name: str) -> int:
        """0 or 1 for the name of a side."""
        sides = list(self.declaration.sides)
        if name not in sides:
            raise BadValue(f"unknown side {name!r}", expected=f"one of {', '.join(sides)}")
        return sides.index(name)

    def happens(self, event: str) -> np.ndarray:
        """1 where a declared event happens, else 0: (S, A, B); raises `BadValue`."""
        known = self.declaration.events
        if event not in known:
            raise BadValue(
                f"unknown event {event!r}",
                where=f"game {self.name}",
                expected=f"one of {', '.join(known)}" if known else "a game that declares events",
            )
        return pattern_of(self.declaration, self.space, known[event])

    def describe(self, language: str = "en") -> str:
        """The game as a person would tell it, in English or German."""
        return tell(self.declaration, self.parameters, language)

    def __repr__(self) -> str:
        changed = "".join(f", {name} = {value:g}" for name, value in self.changes.items())
        return f"<Game {self.name}, {self.convention}, precision {self.precision:g}{changed}>"

    def _repr_html_(self) -> str:
        """Parameters with their reasons, for notebooks."""
        rows = [
            (name, f"{self.parameters[name]:g}", told.why)
            for name, told in self.declaration.parameters.items()
        ]
        return table_html(self.declaration.title or self.name, ("parameter", "value", "why"), rows)

    def by_name(self, rows: np.ndarray, side: int) -> Choices:
        """Rows (S, actions of a side) as state -> action -> number."""
        actions = list(self.declaration.sides.values())[side]
        return {
            tuple(state.values()): dict(zip(actions, map(float, row), strict=True))
            for state, row in zip(self.states, rows, strict=True)
        }

    def solve(self) -> Solution:
        """The equilibrium on the branch from precision 0; raises `NotSolved`."""
        return self.solution(branch_from_zero(self.model))

    def solution(self, found: Equilibrium) -> Solution:
        """A certified point with names; small games are certified again from the rules alone."""
        certificate = found.certificate
        if len(self.states) <= RULE_BY_RULE:
            certificate = self._certify(found)
            scale = 1 + float(np.abs(found.worths).max())
            if not certificate.residual <= LARGEST_RESIDUAL * scale:
                raise NotSolved(
                    "the certificate does not hold",
                    residual=certificate.residual,
                    where=f"game {self.name}",
                )
        return Solution(
            self,
            found.values,
            found.worths,
            found.first,
            found.second,
            found.branch,
            certificate,
        )

    def _certify(self, found: Equilibrium) -> Certificate:
        split = self.model.actions[0]
        states = [tuple(state.values()) for state in self.states]
        worths = found.worths
        return certify(
            SlowGame(self.declaration, self.parameters),
            (self.by_name(found.first, 0), self.by_name(found.second, 1)),
            (self.by_name(worths[:, :split], 0), self.by_name(worths[:, split:], 1)),
            (
                dict(zip(states, map(float, found.values[0]), strict=True)),
                dict(zip(states, map(float, found.values[1]), strict=True)),
            ),
            convention=self.convention,
            precision=self.precision,
        )
