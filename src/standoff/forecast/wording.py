"""The sentences of a forecast, in every language of `data/reasons.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from standoff.game.telling import Told

__all__ = ["LANGUAGES", "Reason", "reason_texts"]

LANGUAGES = ("en", "de")
Reason = tuple[str, Mapping[str, Any]]


@cache
def _sentences(language: str) -> Mapping[str, Any]:
    source = resources.files("standoff.forecast") / "data" / "reasons.toml"
    return MappingProxyType(tomllib.loads(source.read_text(encoding="utf-8"))[language])


def reason_texts(reasons: list[Reason]) -> dict[str, tuple[str, ...]]:
    """Each reason, a key with its figures, as a sentence in each language.

    A figure named `days` is a number of days, a `date` is a day (`month`: only its month);
    `weights` are pairs of a model and its weight; `phase`, `column`, `side`, `move`, `payoff`
    names. All are written as the language writes them.
    """
    return {
        language: tuple(_sentence(key, figures, _sentences(language)) for key, figures in reasons)
        for language in LANGUAGES
    }


def _sentence(key: str, figures: Mapping[str, Any], words: Mapping[str, Any]) -> str:
    written = {name: _written(name, value, words) for name, value in figures.items()}
    return str(words[key].format(**written))


def _written(name: str, value: Any, words: Mapping[str, Any]) -> Any:
    if name == "month":
        return value.strftime(words["month"])
    if isinstance(value, date):
        return value.strftime(words["day"])
    if name == "days":
        return words["one_day"] if value == 1 else words["days"].format(n=value)
    if name == "weights":
        shares = [(model, Told(weight, words["decimal"])) for model, weight in value]
        return ", ".join(f"{words['models'][model]} {weight:.0%}" for model, weight in shares)
    if name in ("phase", "column", "side", "move", "payoff"):
        return words[f"{name}s"].get(value, value)
    return Told(value, words["decimal"]) if isinstance(value, float) else value
