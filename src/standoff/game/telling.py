"""Telling a game as a person would, in English or German, from its declaration alone.

The frame sentences stand in `data/telling.toml`; the words for sides, actions and levels come with
the declaration (`words`), and what has none is told by its bare name.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib import resources
from typing import Self

from standoff.errors import BadValue
from standoff.game.declare import Condition, Declaration, Factor, Rule

__all__ = ["Told", "Words", "tell"]


@cache
def _frames() -> dict[str, dict[str, str]]:
    text = (resources.files("standoff.game") / "data" / "telling.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


class Told(float):
    """A number that `format` writes with its own decimal mark, and a true minus with a sign."""

    def __new__(cls, value: float, mark: str) -> Self:
        """The number `value`."""
        told = super().__new__(cls, value)
        told._mark = mark
        return told

    _mark: str

    def __format__(self, form: str) -> str:
        told = float(self).__format__(form).replace(".", self._mark)
        if form.startswith("+"):
            told = told.replace("-", "\N{MINUS SIGN}")
        return f"{told[:-1]}\N{NO-BREAK SPACE}%" if form[-1:] == "%" and self._mark == "," else told


class Words:
    """The phrases of one declaration in one language, and the frames to put them in."""

    def __init__(self, game: Declaration, language: str) -> None:
        if language not in _frames():
            raise BadValue(
                f"no words in language {language!r}", expected=f"one of {', '.join(_frames())}"
            )
        self._game, self._frame = game, _frames()[language]
        self._own = game.words.get(language, {})

    def frame(self, key: str, **parts: object) -> str:
        """A frame sentence with its blanks filled, numbers with the language's decimal mark."""
        mark = self._frame["decimal"]
        told = {k: Told(x, mark) if isinstance(x, float) else x for k, x in parts.items()}
        return self._frame[key].format(**told)

    def number(self, value: float) -> str:
        """A number as it is, with the language's decimal mark."""
        return f"{Told(value, self._frame['decimal']):g}"

    def percent(self, share: float) -> str:
        """A share of 1 in whole percent; a small one is not called none."""
        return self.frame("below" if 0 < share < 0.005 else "percent", share=100 * share)

    def short_percent(self, share: float) -> str:
        """The same for a column of a table."""
        return self.frame("below_short" if 0 < share < 0.005 else "percent", share=100 * share)

    def month(self, number: int, begins: date | None) -> str:
        """Month `number` of a play, by its name and year where the first month's are known."""
        if begins is None:
            return self.frame("month", month=number)
        years, month = divmod(begins.month - 1 + number - 1, 12)
        name = self._frame["months"].split()[month]
        return self.frame("dated", name=name, year=begins.year + years)

    def parameter(self, name: str) -> str:
        """What a payoff or another parameter is called."""
        return self._own.get(f"parameter.{name}") or name.replace("_", " ")

    def name(self, key: str) -> str:
        """A side, an action, a factor or the title."""
        told = self._own.get(key) or (self._game.title if key == "title" else "")
        return told or key.replace("_", " ")

    def short(self, key: str) -> str:
        """A side, an action, a factor or "factor.level" in a word or two, for pictures."""
        return self._own.get(f"short.{key}") or key.rpartition(".")[2].replace("_", " ")

    def level(self, factor: str, level: str) -> str:
        """A level as a clause: the moratorium holds."""
        told = self._own.get(f"{factor}.{level}")
        return told or f"{self.name(factor)}: {level.replace('_', ' ')}"

    def negated(self, key: str, bare: str) -> str:
        """That a level or action does not hold; a declaration may have words of its own for it."""
        own = self._own.get(f"{key}.not {bare}")
        if own:
            return own
        if key in self._game.sides or f"{key}.{bare}" in self._own:
            return self.frame("not", clause=self.clause(key, bare))
        return self.frame("is_not", name=self.name(key), level=self.name(bare))

    def clause(self, key: str, bare: str) -> str:
        """That a level or action holds, within a sentence: heat is high."""
        if key in self._game.sides:
            verb = self._own.get(bare)
            side = self.name(key)
            return f"{side} {verb}" if verb else self.frame("plays", side=side, action=bare)
        own = self._own.get(f"{key}.{bare}")
        return own or self.frame("is", name=self.name(key), level=self.name(bare))

    def condition(self, when: Condition) -> str:
        """All that a condition asks for, within a sentence; alternatives in brackets."""
        return self.frame("and").join(self._wanted(*item) for item in when.items())

    def _wanted(self, key: str, wanted: str | tuple[str, ...]) -> str:
        if not isinstance(wanted, str):
            either = self.frame("or").join(self._wanted(key, one) for one in wanted)
            return f"({either})" if len(wanted) > 1 else either
        bare = wanted.removeprefix("not ")
        return self.clause(key, bare) if bare == wanted else self.negated(key, bare)

    def listed(self, actions: Iterable[str]) -> str:
        """Actions in words, each with its name where that is another."""
        told = ((self.name(action), action) for action in actions)
        return ", ".join(w if w == a else f"{w} ({a})" for w, a in told)

    def head(self) -> str:
        """The game's name and, if it has one, its title."""
        title = self._own.get("title") or self._game.title
        return self.frame("title" if title else "untitled", name=self._game.name, title=title)

    def state(self, state: dict[str, str]) -> str:
        """A state as one sentence."""
        return sentence("; ".join(self.level(*pair) for pair in state.items()))

    def move(self, side: str, action: str) -> str:
        """A move as one sentence."""
        return sentence(f"{self.name(side)} {self.name(action)}")


def sentence(words: str) -> str:
    """A capital at the start and a full stop at the end."""
    return words[:1].upper() + words[1:] + "."


def tell(game: Declaration, values: dict[str, float], language: str) -> str:
    """The whole game in plain sentences, one a line."""
    words = Words(game, language)
    lines = [words.head()]
    for side, actions in game.sides.items():
        who = sentence(words.name(side))[:-1]
        lines.append(words.frame("side", side=who, actions=words.listed(actions)))
    lines.append(words.frame("both"))
    for name, factor in game.factors.items():
        lines.append(_factor(words, name, factor))
        lines += [f"  - {_rule(words, game, name, rule, values)}" for rule in factor.law]
    lines.append(words.frame("payoffs"))
    lines += [f"  - {line}" for line in _payoffs(words, game, values)]
    lines.append(words.frame("parameters"))
    lines += [f"  - {line}" for line in _parameters(words, game, values)]
    for name, changed in game.variants.items():
        told = ", ".join(
            f"{parameter} = {words.number(value)}" for parameter, value in changed.items()
        )
        lines.append(words.frame("variant", name=name, told=told))
    return "\n".join(lines)


def _factor(words: Words, name: str, factor: Factor) -> str:
    levels = ", ".join(factor.names)
    head = words.frame("factor", name=name, levels=levels, first=factor.first)
    return f"{head} {words.frame('kind_' + factor.kind)}"


def _rule(words: Words, game: Declaration, name: str, rule: Rule, values: dict[str, float]) -> str:
    if isinstance(rule.to, str):
        target = _target(words, name, rule.to)
    else:
        target = ", ".join(
            words.frame(
                "chance", target=_target(words, name, to), chance=_weight(words, weight, values)
            )
            for to, weight in rule.to.items()
        )
    if not rule.when:
        return words.frame("otherwise", target=target)
    return words.frame("rule", when=words.condition(rule.when), target=target)


def _target(words: Words, name: str, target: str) -> str:
    if target in ("stay", "up", "down", "start"):
        return words.frame(f"target_{target}", name=name)
    return words.frame("target", name=name, level=target)


def _weight(words: Words, weight: float | str, values: dict[str, float]) -> str:
    if isinstance(weight, str):
        return f"{weight} = {words.number(values[weight])}"
    return words.number(weight)


def _payoffs(words: Words, game: Declaration, values: dict[str, float]) -> list[str]:
    lines = []
    for name, term in game.payoffs.items():
        parameter = term.parameter or name
        line = words.frame(
            "payoff" if term.when else "payoff_always",
            side=words.name(term.side),
            name=parameter,
            value=values[parameter],
            when=words.condition(term.when),
        )
        for key, weights in term.times.items():
            table = ", ".join(f"{k} {_weight(words, w, values)}" for k, w in weights.items())
            line += words.frame("times", name=key, table=table)
        lines.append(line)
    return lines


def _parameters(words: Words, game: Declaration, values: dict[str, float]) -> list[str]:
    lines = []
    for name, parameter in game.parameters.items():
        why = f": {parameter.why}" if parameter.why else ""
        mark = words.frame("illustrative") if parameter.illustrative else ""
        lines.append(f"{name} = {words.number(values[name])}{mark}{why}")
    for side, weight in game.discounts.items():
        lines.append(
            words.frame("discount", side=words.name(side), value=_weight(words, weight, values))
        )
    return lines
