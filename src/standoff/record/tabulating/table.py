"""A finished table: what it holds, what has to be said about it, and the forms it leaves in."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from standoff.errors import BadValue, MissingExtra
from standoff.files import write_result
from standoff.nouns.display import grid_html
from standoff.tables import inert

if TYPE_CHECKING:
    import pandas
    import polars as pl

__all__ = ["Table"]

#: Most rows that a notebook shows.
_SHOWN = 60


@dataclass(frozen=True)
class Table:
    """A table of the record: `frame` in polars, and `notes`, sentences on what it leaves out."""

    frame: pl.DataFrame
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.frame)

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        return self.frame.columns

    def to_polars(self) -> pl.DataFrame:
        """The table in polars."""
        return self.frame

    def to_pandas(self) -> pandas.DataFrame:
        """The table in pandas; missing numbers stay missing. Raises `MissingExtra` without it."""
        try:
            import pandas
        except ModuleNotFoundError:
            raise MissingExtra(
                "pandas is not installed", next="pip install 'standoff[pandas]'"
            ) from None
        return pandas.DataFrame({name: _pandas_column(self.frame[name]) for name in self.columns})

    def _repr_html_(self) -> str:
        """The table as a notebook shows it, its notes below."""
        notes = [*self.notes]
        if len(self.frame) > _SHOWN:
            notes.insert(0, f"The first {_SHOWN} of {len(self.frame)} rows; .frame holds all.")
        return grid_html(self.columns, self.frame.head(_SHOWN).iter_rows(), notes)

    def to_csv(self) -> str:
        """The table as CSV (UTF-8, RFC 4180); texts are inert in spreadsheets, numbers stay so."""
        import polars as pl

        texts = [name for name, kind in self.frame.schema.items() if kind == pl.Utf8]
        safe = self.frame.with_columns(_inert_column(self.frame[name]) for name in texts)
        return safe.write_csv(line_terminator="\r\n")

    def write(self, path: str | Path) -> Path:
        """Write the table as its ending says: .csv, .parquet or .dta (Stata 15).

        The file is there whole or not at all. Raises `BadValue` for another ending, `NotWritten`,
        `MissingExtra` for Stata without pyreadstat.
        """
        target = Path(path)
        ending = target.suffix.lower()
        if ending == ".csv":
            write_result(target, self.to_csv().encode("utf-8"))
        elif ending == ".parquet":
            stream = io.BytesIO()
            self.frame.write_parquet(stream, compression="zstd")
            write_result(target, stream.getvalue())
        elif ending == ".dta":
            from standoff.record.tabulating.stata import stata_bytes

            write_result(target, stata_bytes(self.frame))
        else:
            raise BadValue(
                f"the ending {ending!r}", where=str(target), expected=".csv, .parquet or .dta"
            )
        return target


def _inert_column(column: pl.Series) -> pl.Expr:
    """The column with texts that a spreadsheet would run made harmless; each text once."""
    import polars as pl

    changed = {one: safe for one in column.unique().to_list()
               if one is not None and (safe := inert(one)) != one}  # fmt: skip
    return pl.col(column.name).replace(changed) if changed else pl.col(column.name)


def _pandas_column(column: pl.Series) -> Any:
    import pandas
    import polars as pl

    kind = column.dtype
    if kind.is_integer():
        return pandas.array(column.to_list(), dtype="Int64")
    if kind.is_float():
        return column.to_numpy()
    if kind == pl.Boolean:
        return pandas.array(column.to_list(), dtype="boolean")
    if kind == pl.Date:
        return pandas.to_datetime(pandas.Series(column.to_list(), dtype="object"))
    if isinstance(kind, pl.Datetime):
        return pandas.to_datetime(pandas.Series(column.to_list(), dtype="object"), utc=True)
    return pandas.array(column.to_list(), dtype="object")
