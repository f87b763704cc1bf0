"""Is a declaration sound? Each fault names the factor, level, side or term, and what was expected.

Probabilities are checked at compile time, where parameter values are known (`laws.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from standoff.errors import BadValue
from standoff.game.declare import Condition, Declaration, Factor, Payoff, Rule, Weight

__all__ = ["MOVES", "check_declaration"]

MOVES = ("stay", "up", "down", "start")
"""Targets that are no levels; no level may bear such a name."""


def check_declaration(game: Declaration) -> None:
    """Raise `BadValue` at the first fault of a declaration."""
    _check_sides(game)
    if not game.factors:
        _fault(game, "the game has no state factor", "at least one under factors")
    for name, factor in game.factors.items():
        _check_factor(game, name, factor)
    for name, term in game.payoffs.items():
        _check_payoff(game, name, term)
    for name, condition in game.events.items():
        _check_condition(game, f"event {name}", condition)
    for name, values in game.variants.items():
        for parameter in values:
            _one_of(game, f"variant {name}", "parameter", parameter, game.parameters)
    _check_prior(game)


def _check_prior(game: Declaration) -> None:
    for parameter, scale in game.prior.scales.items():
        _one_of(game, "prior scales", "parameter", parameter, game.parameters)
        if not scale > 0:
            _fault(game, f"a scale of {scale:g}", "above 0", f"prior scale of {parameter}")


def _fault(game: Declaration, what: str, expected: str, where: str = "") -> None:
    place = f"game {game.name}" + (f", {where}" if where else "")
    raise BadValue(what, where=place, expected=expected)


def _one_of(game: Declaration, where: str, kind: str, name: str, known: Iterable[str]) -> None:
    names = list(known)
    if name in names:
        return
    close = get_close_matches(name, names, n=1)
    hint = f"one of {', '.join(names)}" + (f" (did you mean {close[0]!r}?)" if close else "")
    _fault(game, f"unknown {kind} {name!r}", hint, where)


def _check_sides(game: Declaration) -> None:
    if len(game.sides) != 2:
        _fault(game, f"{len(game.sides)} sides", "exactly two sides")
    for side, actions in game.sides.items():
        if not actions or len(set(actions)) != len(actions):
            _fault(game, "actions missing or named twice", "different names", f"side {side}")
        if side in game.factors:
            _fault(game, f"{side!r} is a side and a factor", "different names")
    for side in game.discounts:
        _one_of(game, "discounts", "side", side, game.sides)
    for side in game.sides:
        if side not in game.discounts:
            _fault(game, "no discount factor", "a number in [0, 1) or a parameter", f"side {side}")
        _check_weight(game, f"discount of {side}", game.discounts[side])


def _check_factor(game: Declaration, name: str, factor: Factor) -> None:
    where = f"factor {name}"
    if factor.kind == "clock" and factor.length < 1:
        _fault(game, "a clock without length", "length = the number of months it runs", where)
    levels = factor.names
    if not levels or len(set(levels)) != len(levels):
        _fault(game, "levels missing or named twice", "levels with different names", where)
    for level in levels:
        if level in MOVES or level.startswith("not "):
            _fault(game, f"a level named {level!r}", f"no level named {', '.join(MOVES)}", where)
    _one_of(game, where, "level", factor.first, levels)
    for number, rule in enumerate(factor.law, start=1):
        _check_rule(game, f"{where}, rule {number}", factor, rule)


def _check_rule(game: Declaration, where: str, factor: Factor, rule: Rule) -> None:
    _check_condition(game, where, rule.when)
    if factor.kind == "chain" and set(rule.when) & set(game.sides):
        _fault(game, "a chain moves by itself", "no side in the rules of a chain", where)
    targets = rule.to if isinstance(rule.to, dict) else {rule.to: 1.0}
    for target, weight in targets.items():
        _one_of(game, where, "target", target, (*factor.names, *MOVES))
        _check_weight(game, where, weight)


def _check_condition(game: Declaration, where: str, when: Condition) -> None:
    for key, wanted in when.items():
        _one_of(game, where, "side or factor", key, (*game.sides, *game.factors))
        known = game.sides[key] if key in game.sides else game.factors[key].names
        for name in (wanted,) if isinstance(wanted, str) else wanted:
            _one_of(game, f"{where}, {key}", "name", name.removeprefix("not "), known)


def _check_weight(game: Declaration, where: str, weight: Weight) -> None:
    if isinstance(weight, str):
        _one_of(game, where, "parameter", weight, game.parameters)


def _check_payoff(game: Declaration, name: str, term: Payoff) -> None:
    where = f"payoff {name}"
    _one_of(game, where, "side", term.side, game.sides)
    _one_of(game, where, "parameter", term.parameter or name, game.parameters)
    _check_condition(game, where, term.when)
    for key, weights in term.times.items():
        _one_of(game, where, "side or factor", key, (*game.sides, *game.factors))
        known = game.sides[key] if key in game.sides else game.factors[key].names
        for level, weight in weights.items():
            _one_of(game, f"{where}, times {key}", "name", level, known)
            _check_weight(game, f"{where}, times {key}", weight)
