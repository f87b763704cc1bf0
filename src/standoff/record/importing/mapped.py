"""Any table by a mapping file: events with moves or codes, or columns of scores as series."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standoff.nouns.vocabulary import MOVE_PLOVER, STANCES, SYSTEMS
from standoff.record.importing.codes import with_meaning
from standoff.record.importing.faults import (
    day,
    empty,
    no_day,
    no_number,
    number,
    unknown_code,
)
from standoff.record.importing.mapping import Mapping, ScoreColumn
from standoff.record.importing.shape import (
    EVENT_COLUMNS,
    SERIES_COLUMNS,
    Aside,
    Parsed,
    Table,
    sift,
    text_of,
)

if TYPE_CHECKING:
    import polars as pl

__all__ = ["parse"]

_TEXTS = ("label", "place", "name", "terms", "text", "origin", "certainty", "system", "stance")


def parse(table: Table, mapping: Mapping) -> Parsed:
    """The events or series of a table that `mapping` describes."""
    return _events(table, mapping) if mapping.kind == "events" else _series(table, mapping)


def _events(table: Table, mapping: Mapping) -> Parsed:
    import polars as pl

    read = _Reader(table.frame, mapping)
    made = table.frame.select(
        "line",
        *read.days(),
        read.actor("who").alias("source"),
        read.actor("whom").alias("target"),
        read.text("code").alias("code"),
        read.number("value").alias("value"),
        read.number("number").alias("number"),
        said_move=read.text("move"),
        **{field: read.text(field) for field in _TEXTS},
    ).with_columns(
        stance=pl.when(pl.col("stance") == "").then(pl.lit("actual")).otherwise("stance")
    )
    made = with_meaning(made, mapping.codes) if mapping.codes else _with_moves(made, mapping)
    both = pl.concat([made, read.raw()], how="horizontal")
    events, aside = sift(table, both, _event_faults(read, mapping), EVENT_COLUMNS)
    return Parsed({"events": events}, aside)


def _with_moves(made: pl.DataFrame, mapping: Mapping) -> pl.DataFrame:
    """`move` and `plover` of what the table says; null where that is no move."""
    import polars as pl

    given = {word: move.partition(":") for word, move in mapping.moves.items()}
    words = {word: move for word, (move, _, _) in given.items()} or {m: m for m in MOVE_PLOVER}
    plover = {word: MOVE_PLOVER[move] for word, move in words.items()}
    systems = {word: system for word, (_, _, system) in given.items() if system}
    said = pl.col("said_move")
    label = pl.when(pl.col("label") == "").then(said).otherwise("label")
    return made.with_columns(
        move=said.replace_strict(words, default=None, return_dtype=pl.Utf8),
        plover=said.replace_strict(plover, default=None, return_dtype=pl.Utf8),
        system=pl.when(pl.col("system") == "")
        .then(said.replace_strict(systems, default="", return_dtype=pl.Utf8))
        .otherwise("system"),
        label=label,
    )


def _event_faults(read: _Reader, mapping: Mapping) -> list[pl.Expr]:
    import polars as pl

    unknown_move = pl.when(pl.col("plover").is_null()).then(
        pl.format("'{}' is no move of the mapping", pl.col("said_move").str.slice(0, 40))
    )
    code = read.theirs("code")
    return [
        *read.day_faults(),
        empty("who", pl.col("source")),
        unknown_code(code, mapping.codes) if mapping.codes else unknown_move,
        *(_not_in("stance", STANCES), _not_in("system", ("", *SYSTEMS))),
        *(no_number(read.theirs(one)) for one in ("value", "number") if read.has(one)),
        pl.when(pl.col("number") != pl.col("number").floor()).then(pl.lit("number is a fraction")),
    ]


def _not_in(column: str, allowed: tuple[str, ...]) -> pl.Expr:
    import polars as pl

    bad = ~pl.col(column).is_in(list(allowed))
    return pl.when(bad).then(
        pl.format("{} '{}' is not known", pl.lit(column), pl.col(column).str.slice(0, 40))
    )  # fmt: skip


def _series(table: Table, mapping: Mapping) -> Parsed:
    import polars as pl

    read, frames, asides = _Reader(table.frame, mapping), [], set[Aside](table.aside)
    for score in mapping.series:
        made = table.frame.select("line", *read.days(), **_score(read, score))
        both = pl.concat([made, read.raw()], how="horizontal")
        scored = both.filter(text_of(f"their {score.column}") != "")
        faults = [
            *read.day_faults(),
            empty("who", pl.col("source")),
            no_number(f"their {score.column}"),
        ]
        frame, aside = sift(Table(table.frame), scored, faults, SERIES_COLUMNS)
        frames.append(frame)
        asides.update(aside)
    found = tuple(sorted(asides, key=lambda aside: (aside.line, aside.reason)))
    return Parsed({"series": pl.concat(frames)}, found)


def _score(read: _Reader, score: ScoreColumn) -> dict[str, pl.Expr]:
    import polars as pl

    return {
        "name": pl.lit(score.name or score.column),
        "source": pl.lit(score.who) if score.who else read.actor("who"),
        "target": pl.lit(score.whom) if score.whom else read.actor("whom"),
        "value": number(score.column),
        "origin": read.text("origin"),
    }


class _Reader:
    """The columns of a table under our words; their own are kept as `their NAME` for messages."""

    def __init__(self, frame: pl.DataFrame, mapping: Mapping) -> None:
        self._frame, self._mapping = frame, mapping

    def has(self, field: str) -> bool:
        return field in self._mapping.columns

    def theirs(self, field: str) -> str:
        """The raw column behind a field."""
        return f"their {self._mapping.columns.get(field, field)}"

    def raw(self) -> pl.DataFrame:
        """The columns that the mapping names, as they are."""
        import polars as pl

        return self._frame.select(pl.col(name).alias(f"their {name}")
                                  for name in self._mapping.required)  # fmt: skip

    def text(self, field: str) -> pl.Expr:
        import polars as pl

        column = self._mapping.columns.get(field)
        return text_of(column) if column else pl.lit(self._mapping.constants.get(field, ""))

    def actor(self, field: str) -> pl.Expr:
        return self.text(field).replace(self._mapping.actors)

    def number(self, field: str) -> pl.Expr:
        import polars as pl

        column = self._mapping.columns.get(field)
        constant = pl.lit(self._mapping.constants.get(field)).cast(pl.Float64, strict=False)
        return number(column) if column else constant

    def days(self) -> tuple[pl.Expr, pl.Expr]:
        """`earliest` and `latest`: one date and how long it lasts, or two dates."""
        import polars as pl

        first = self._parsed(self._first)
        if self._last is None:
            last = _last_of(first, self._mapping.span)
        else:
            own = _last_of(self._parsed(self._last), self._mapping.span)
            last = pl.when(text_of(self._last) == "").then(
                _last_of(first, self._mapping.span)
            ).otherwise(own)  # fmt: skip
        return first.alias("earliest"), last.alias("latest")

    def day_faults(self) -> list[pl.Expr]:
        import polars as pl

        form = self._mapping.date_format
        faults = [no_day(f"their {self._first}", pl.col("earliest"), form)]
        if self._last is not None:
            faults.append(no_day(f"their {self._last}", pl.col("latest"), form))
        backwards = pl.when(pl.col("earliest") > pl.col("latest"))
        return [*faults, backwards.then(pl.lit("the last day is before the first"))]

    @property
    def _first(self) -> str:
        columns = self._mapping.columns
        return columns.get("date") or columns["earliest"]

    @property
    def _last(self) -> str | None:
        columns = self._mapping.columns
        return None if "date" in columns else columns.get("latest")

    def _parsed(self, column: str) -> pl.Expr:
        """A date in the mapping's form; a month or year is its first day."""
        import polars as pl

        form = self._mapping.date_format
        if pl.Date == self._frame.schema[column]:
            return pl.col(column)
        added, tail = {"month": ("-01", "-%d"), "year": ("-01-01", "-%m-%d")}.get(
            _open(form), ("", "")
        )
        if not added:
            return day(column, form)
        return (text_of(column) + added).str.to_date(form + tail, strict=False)


def _open(form: str) -> str:
    """`month` or `year` if the form names no day."""
    if "%d" in form or "%j" in form:
        return ""
    return "month" if "%m" in form else "year"


def _last_of(first: pl.Expr, span: str) -> pl.Expr:
    """The last day of the span that begins on `first`."""
    if span == "month":
        return first.dt.month_end()
    ahead = {"day": "0d", "week": "6d", "year": "1y"}[span]
    last = first.dt.offset_by(ahead)
    return last.dt.offset_by("-1d") if span == "year" else last
