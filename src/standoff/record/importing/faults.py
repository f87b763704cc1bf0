"""Why a row is set aside, as expressions over a whole column: a text where it is at fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

__all__ = ["day", "empty", "no_day", "no_number", "number", "unknown_code"]

_SHOWN = 40


def day(column: str, form: str = "%Y-%m-%d") -> pl.Expr:
    """The column as dates; null where it is none. Real date columns stay as they are."""
    import polars as pl

    return pl.col(column).cast(pl.Utf8).str.strip_chars().str.to_date(form, strict=False)


def number(column: str) -> pl.Expr:
    """The column as finite numbers; null where it is empty or none."""
    import polars as pl

    value = pl.col(column).cast(pl.Utf8).str.strip_chars().cast(pl.Float64, strict=False)
    return pl.when(value.is_finite()).then(value)


def no_day(column: str, parsed: pl.Expr, form: str = "%Y-%m-%d") -> pl.Expr:
    """Where `parsed` is null: the column is no day of that form."""
    return _where(parsed.is_null(), column, f"is no date ({form})")


def no_number(column: str) -> pl.Expr:
    """Where the column holds something that is no number; an empty cell is fine."""
    import polars as pl

    said = pl.col(column).cast(pl.Utf8).str.strip_chars().fill_null("")
    return _where((said != "") & number(column).is_null(), column, "is no number")


def empty(column: str, value: pl.Expr | None = None) -> pl.Expr:
    """Where the column (or what was made of it) is empty."""
    import polars as pl

    made = pl.col(column).cast(pl.Utf8) if value is None else value
    return pl.when(made.fill_null("").str.strip_chars() == "").then(
        pl.lit(f"{column} is empty")
    )  # fmt: skip


def unknown_code(column: str, scheme: str) -> pl.Expr:
    """Where no meaning was found for the code (see `codes.with_meaning`)."""
    import polars as pl

    return _where(pl.col("plover").is_null(), column, f"is no {scheme.upper()} code")


def _where(bad: pl.Expr, column: str, says: str) -> pl.Expr:
    import polars as pl

    said = pl.col(column).cast(pl.Utf8).fill_null("").str.slice(0, _SHOWN)
    return pl.when(bad).then(pl.format("{}: '{}' {}", pl.lit(column), said, pl.lit(says)))
