"""Imported scores, which are no events: chosen, summed by period, and as `Series`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from standoff.nouns import Series
from standoff.record.tabulating.placing import period_of
from standoff.record.tabulating.table import Table

if TYPE_CHECKING:
    import polars as pl

__all__ = ["select_scores", "series_of", "summed"]

_KEYS = ("import", "name", "source", "target")


def select_scores(
    scores: pl.DataFrame,
    *,
    name: str = "",
    who: str = "",
    whom: str = "",
    start: date | None = None,
    end: date | None = None,
) -> pl.DataFrame:
    """The rows of a series table that are asked for; those that lie wholly in the period."""
    import polars as pl

    asked = {"name": name, "source": who, "target": whom}
    tests = [pl.col(column) == word for column, word in asked.items() if word]
    tests += [pl.col("earliest") >= start] if start else []
    tests += [pl.col("latest") <= end] if end else []
    return scores.filter(tests) if tests else scores


def summed(scores: pl.DataFrame, by: str) -> Table:
    """Sum, mean and number of the values of each period; no row where there is no value.

    A value whose days reach over two periods is in none, and a note says how many there are. Each
    sum is taken over its values in their order, so it does not depend on the number of cores.
    """
    import polars as pl

    placed = scores.lazy().select("value", *_KEYS, period=period_of(by))
    values = pl.col("value").list
    grouped = (
        placed.filter(pl.col("period").is_not_null())
        .group_by("period", *_KEYS)
        .agg("value")
        .select("period", *_KEYS, total=values.sum(), mean=values.sum() / values.len(),
                n=values.len().cast(pl.Int64))
        .sort(*_KEYS, "period")
        .collect()
    )  # fmt: skip
    left = len(scores) - int(grouped["n"].sum())
    note = f"In no row, since their days reach over the end of a {by}: {left} of {len(scores)}."
    return Table(grouped, (note,) * (left > 0))


def series_of(scores: pl.DataFrame, titles: Mapping[str, str]) -> tuple[Series, ...]:
    """One `Series` for each import, name, who and whom; `titles` names the imports."""
    ordered = scores.sort(*_KEYS, "earliest", "line")
    return tuple(
        Series(
            name=str(key[1]),
            source=str(key[2]),
            target=str(key[3]),
            starts=tuple(part["earliest"]),
            ends=tuple(part["latest"]),
            values=tuple(part["value"]),
            title=titles.get(str(key[0]), ""),
            imported=str(key[0]),
        )
        for key, part in ordered.group_by(*_KEYS, maintain_order=True)
    )
