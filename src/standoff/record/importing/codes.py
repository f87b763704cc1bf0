"""What the codes of other schemes mean here: WEIS, CAMEO, PLOVER and ACLED to our moves.

`data/weis.csv`, `cameo.csv`, `plover.csv`, `acled.csv` hold one row a code: its label, its PLOVER
type and its move, each empty where there is none. A comment on somebody (WEIS 02, CAMEO 01) has
neither, a request for information is a PLOVER REQUEST but no move of ours. A code without a row of
its own has the meaning of the longest code above it (CAMEO 1823 of 18), WEIS 199 of 190; a mode of
PLOVER stands behind its type (`REQUEST:meet`). The way back is in `conversion`.

Sources: McClelland, World Event/Interaction Survey codebook (ICPSR 5211), with the cue categories
KEDS added; Gerner, Schrodt and Yilmaz, CAMEO Codebook 1.1b3 (2012); Open Event Data Alliance,
PLOVER codebook; ACLED Codebook (2023) for its sub-event types. CAMEO roots lead to PLOVER as its
codebook lists them; a few codes below a root lead elsewhere, because our vocabulary asks for the
act: to halt negotiations is a breakdown.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec import Struct

from standoff.errors import BadValue, DataError
from standoff.nouns.vocabulary import MOVE_PLOVER, PLOVER_TYPES

if TYPE_CHECKING:
    import polars as pl

__all__ = ["SCHEMES", "Meaning", "actor_codes", "code_table", "meaning_of", "with_meaning"]

SCHEMES = ("acled", "cameo", "plover", "weis")


class Meaning(Struct, frozen=True, kw_only=True):
    """What a foreign code means: its own label, PLOVER type and move (empty for none)."""

    code: str
    label: str
    plover: str = ""
    move: str = ""

    def __post_init__(self) -> None:
        agrees = not self.move or MOVE_PLOVER.get(self.move) == self.plover
        if not agrees or self.plover not in ("", *PLOVER_TYPES):
            raise DataError(
                f"code {self.code}: {self.plover!r} and {self.move!r} do not fit",
                expected="a PLOVER type and a move of that type",
            )


@cache
def code_table(scheme: str) -> MappingProxyType[str, Meaning]:
    """All codes of one of `SCHEMES`; raises `BadValue` for another scheme."""
    if scheme not in SCHEMES:
        raise BadValue(f"scheme {scheme!r}", expected=f"one of {', '.join(SCHEMES)}")
    rows = _rows(f"{scheme}.csv")
    return MappingProxyType({row["code"]: Meaning(**row) for row in rows})


def meaning_of(scheme: str, code: str) -> Meaning | None:
    """What a code means, by itself or by the longest code above it; None for no such code.

    >>> meaning_of("weis", "174").move, meaning_of("cameo", "1823").plover
    ('ultimatum', 'ASSAULT')
    """
    table = code_table(scheme)
    return next((table[name] for name in _above(scheme, code) if name in table), None)


def _above(scheme: str, code: str) -> list[str]:
    """A code and those above it, the nearest first; nothing for what is no code of the scheme."""
    if scheme in ("acled", "plover"):
        return list(dict.fromkeys((code, code.partition(":")[0])))
    if not (code.isascii() and code.isdigit() and 2 <= len(code) <= 4):
        return []
    if scheme == "weis":
        return [code, f"{code[:2]}0"] if len(code) == 3 else []
    return [code[:size] for size in range(len(code), 1, -1)]


def with_meaning(frame: pl.DataFrame, scheme: str) -> pl.DataFrame:
    """`frame` with `label`, `move`, `plover` of its column `code`; null for an unknown code.

    A label that the frame has already, and that is not empty, stays.
    """
    import polars as pl

    codes = frame["code"].unique().to_list()
    known = [(code, meaning) for code in codes if (meaning := meaning_of(scheme, code))]
    lookup = pl.DataFrame(
        {
            "code": [code for code, _ in known],
            "meant": [meaning.label for _, meaning in known],
            "move": [meaning.move for _, meaning in known],
            "plover": [meaning.plover for _, meaning in known],
        },
        schema=dict.fromkeys(("code", "meant", "move", "plover"), pl.Utf8),
    )
    joined = frame.join(lookup, on="code", how="left", maintain_order="left")
    own = pl.col("label") if "label" in frame.columns else pl.lit("")
    label = pl.when(own.fill_null("") != "").then(own).otherwise(pl.col("meant"))
    return joined.with_columns(label=label).drop("meant")


@cache
def actor_codes(scheme: str) -> MappingProxyType[str, str]:
    """Codes or names of actors in `keds`, `cow`, `icews`, `cameo`, and our codes for them."""
    rows = _rows("actors.csv")
    return MappingProxyType(
        {row["foreign"]: row["code"] for row in rows if row["scheme"] == scheme}
    )


def _rows(name: str) -> list[dict[str, str]]:
    path = resources.files("standoff.record.importing") / "data" / name
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines(), strict=True))
