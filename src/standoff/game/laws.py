"""Laws of motion as small tables: P(next level | the few things a law reads), factor by factor.

The law of one factor reads its own level, maybe a few other factors, maybe the actions. Its table
has one axis for each thing read and, last, one for the next level: a few hundred numbers, whatever
the number of states. `transitions.py` strings the tables of all factors together.

Everything here is affine in each parameter, so the derivative with respect to one is the table at
value + 1 less the table at value (used by `derivatives.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np

from standoff.errors import BadValue
from standoff.game.declare import Condition, Declaration, Factor, Rule, Weight

__all__ = ["LawTable", "axes_of", "holds", "law_parameters", "law_tables", "number", "successors"]

SLACK = 1e-12
"""How far probabilities may overshoot 1 by rounding."""


@dataclass(frozen=True)
class LawTable:
    """The law of one factor: `table[reads..., next level]`; `reads` are names, sides included."""

    factor: str
    reads: tuple[str, ...]
    table: np.ndarray


def axes_of(game: Declaration) -> dict[str, tuple[str, ...]]:
    """Everything a rule can read: factors with their levels, then sides with their actions."""
    factors = {name: factor.names for name, factor in game.factors.items()}
    return factors | {side: tuple(actions) for side, actions in game.sides.items()}


def number(weight: Weight, values: dict[str, float]) -> float:
    """A weight as a number: itself, or the parameter it names."""
    return values[weight] if isinstance(weight, str) else float(weight)


def holds(when: Condition, situation: dict[str, str]) -> bool:
    """Does a condition hold in a situation (side or factor -> name)?"""
    return all(_fits(wanted, situation[key]) for key, wanted in when.items())


def _fits(wanted: str | tuple[str, ...], actual: str) -> bool:
    if not isinstance(wanted, str):
        return any(_fits(one, actual) for one in wanted)
    if wanted.startswith("not "):
        return actual != wanted.removeprefix("not ")
    return actual == wanted


def successors(
    factor: Factor, situation: dict[str, str], name: str, values: dict[str, float]
) -> dict[str, float]:
    """Next levels of a factor with their probabilities in one situation (levels and actions)."""
    now = situation[name]
    rule = next((rule for rule in factor.law if holds(rule.when, situation)), Rule(to={}))
    targets = rule.to if isinstance(rule.to, dict) else {rule.to: 1.0}
    chances: dict[str, float] = {}
    for target, weight in targets.items():
        level = _level(factor, now, target)
        chances[level] = chances.get(level, 0.0) + number(weight, values)
    rest = 1.0 - sum(chances.values())
    default = _level(factor, now, "down" if factor.kind == "clock" else "stay")
    chances[default] = chances.get(default, 0.0) + rest
    return chances


def _level(factor: Factor, now: str, target: str) -> str:
    """The level a target means from the level `now`."""
    names = factor.names
    at = names.index(now)
    if target == "stay":
        return now
    if target == "start":
        return names[1] if factor.kind == "clock" else factor.first
    if factor.kind == "clock" and target == "down":
        return names[0] if at in (0, len(names) - 1) else names[at + 1]
    if target == "up":
        return names[min(at + 1, len(names) - 1)]
    if target == "down":
        return names[max(at - 1, 0)]
    return target


def law_tables(game: Declaration, values: dict[str, float]) -> tuple[LawTable, ...]:
    """The table of every factor; raises `BadValue` naming factor and situation at fault."""
    return tuple(_table(game, name, values) for name in game.factors)


def _table(game: Declaration, name: str, values: dict[str, float]) -> LawTable:
    factor, axes = game.factors[name], axes_of(game)
    read = {key for rule in factor.law for key in rule.when} | {name}
    reads = tuple(key for key in axes if key in read)
    table = np.zeros((*(len(axes[key]) for key in reads), len(factor.names)))
    for place in product(*(range(len(axes[key])) for key in reads)):
        situation = {key: axes[key][k] for key, k in zip(reads, place, strict=True)}
        chances = successors(factor, situation, name, values)
        for level, chance in chances.items():
            table[(*place, factor.names.index(level))] = chance
    return LawTable(name, reads, table)


def check_tables(game: Declaration, tables: tuple[LawTable, ...]) -> None:
    """Are all entries probabilities, and does what is irreversible never go down?"""
    axes = axes_of(game)
    for law in tables:
        bad = np.argwhere((law.table < -SLACK) | (law.table > 1 + SLACK) | np.isnan(law.table))
        if game.factors[law.factor].kind == "irreversible":
            bad = np.concatenate([bad, _falls(law)])
        if len(bad):
            _blame(law, axes, tuple(int(k) for k in bad[0]))


def _falls(law: LawTable) -> np.ndarray:
    """Places where a level could go down."""
    own = law.reads.index(law.factor)
    places = np.argwhere(law.table > SLACK)
    return places[places[:, -1] < places[:, own]]


def _blame(law: LawTable, axes: dict[str, tuple[str, ...]], place: tuple[int, ...]) -> None:
    at = ", ".join(f"{key} {axes[key][k]}" for key, k in zip(law.reads, place, strict=False))
    level = axes[law.factor][place[-1]]
    raise BadValue(
        f"the chance of going to {level!r} is {law.table[place]:.6g}",
        where=f"factor {law.factor} at {at}",
        expected="chances from 0 to 1 that add up to at most 1, and no way down if irreversible",
        next="correct the rule of this factor that holds there",
    )


def law_parameters(game: Declaration) -> set[str]:
    """Parameters that are probabilities of some law."""
    targets = (rule.to for factor in game.factors.values() for rule in factor.law)
    chances = (chance for to in targets if isinstance(to, dict) for chance in to.values())
    return {chance for chance in chances if isinstance(chance, str)}
