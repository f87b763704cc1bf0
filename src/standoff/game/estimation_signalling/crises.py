"""Crises as data: outcome counts of each pair of states, and a formula of covariates a payoff.

    SA ~ sqrt(senderecondep) + senderdemocracy + contig + ally - 1

A formula names the covariates of one payoff: columns of the table, `sqrt(column)` or
`log(column)`; a constant is in it unless `- 1` takes it out. The payoffs are SA (status quo of
A), VA (A is conceded to), CB (B concedes), barWA and barWB (means of standing firm) and bara (mean
of A's backing down); B's payoff of A's backing down is nought, which sets B's scale.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

import numpy as np

from standoff.errors import BadValue, FileUnreadable
from standoff.files import shown
from standoff.game.estimation.columns import Columns
from standoff.settings import Settings

__all__ = ["OUTCOMES", "PAYOFFS", "SANCTIONS", "Crises", "read_crises"]

PAYOFFS = ("SA", "VA", "CB", "barWA", "barWB", "bara")
OUTCOMES = ("sq", "cd", "sf", "bd")

SANCTIONS: Mapping[str, str] = MappingProxyType(
    {
        "SA": "sqrt(senderecondep) + senderdemocracy + contig + ally - 1",
        "VA": "anticipatedsendercosts",
        "CB": "sqrt(targetecondep) + anticipatedtargetcosts + contig + ally",
        "barWA": "sqrt(senderecondep) + senderdemocracy + lncaprat",
        "barWB": "targetdemocracy + lncaprat",
        "bara": "senderdemocracy",
    }
)
"""The formulas of the sanctions example."""

_TERM = re.compile(
    r"(?:(sqrt|log)\(([A-Za-z_][A-Za-z0-9_.]{0,63})\)|([A-Za-z_][A-Za-z0-9_.]{0,63}))"
)


@dataclass(frozen=True)
class Crises:
    """N rows: `counts` (N, 4) of the outcomes sq, cd, sf, bd; one block of covariates a payoff.

    `blocks[payoff]` is (N, c); `names` (m) are written payoff:covariate. `first_stage` (N, 2) are
    rough Pr(B resists) and Pr(A stands firm), where the table brings them. `terms` holds, payoff by
    payoff, (function, column) of each covariate, ("", "") being the constant.
    """

    counts: np.ndarray
    blocks: tuple[np.ndarray, ...]
    names: tuple[str, ...]
    first_stage: np.ndarray | None = None
    terms: tuple[tuple[tuple[str, str], ...], ...] = ()

    @property
    def size(self) -> int:
        """How many parameters there are."""
        return len(self.names)

    def pooled_beliefs(self) -> np.ndarray:
        """The same rough Pr(B resists) and Pr(A stands firm) for every row: shares of all crises.

        Half a crisis of each outcome is added, so that no share is 0 or 1.
        """
        _, conceded, firm, down = self.counts.sum(axis=0) + 0.5
        shares = np.array([(firm + down) / (conceded + firm + down), firm / (firm + down)])
        return np.tile(shares, (len(self.counts), 1))

    def indices(self, theta: np.ndarray) -> np.ndarray:
        """The six payoffs of each row, (N, 6)."""
        stops = np.cumsum([block.shape[1] for block in self.blocks])[:-1]
        parts = zip(self.blocks, np.split(theta, stops), strict=True)
        return np.stack([block @ part for block, part in parts], axis=1)

    def gather(self, by_index: np.ndarray) -> np.ndarray:
        """sum_n X_n' g_n of rows (N, 6) -> (m,)."""
        return np.concatenate([block.T @ by_index[:, at] for at, block in enumerate(self.blocks)])

    def gather_square(self, by_index: np.ndarray) -> np.ndarray:
        """sum_n X_n' B_n X_n of (N, 6, 6) -> (m, m)."""
        return np.block(
            [
                [left.T @ (by_index[:, i, j, None] * right) for j, right in enumerate(self.blocks)]
                for i, left in enumerate(self.blocks)
            ]
        )

    def gather_each(self, by_index: np.ndarray) -> np.ndarray:
        """X_n' g_n row by row, (N, 6) -> (N, m)."""
        return np.concatenate(
            [block * by_index[:, at, None] for at, block in enumerate(self.blocks)], axis=1
        )

    def columns(self) -> set[str]:
        """Columns of the table that some payoff has as a covariate."""
        return {column for terms in self.terms for _, column in terms if column}

    def with_column(self, column: str, value: float) -> Crises:
        """The same rows with one column at a value; raises `BadValue` where no root or log is."""
        blocks = [block.copy() for block in self.blocks]
        for block, terms in zip(blocks, self.terms, strict=True):
            for at, (function, name) in enumerate(terms):
                if name == column:
                    if (value < 0 and function == "sqrt") or (value <= 0 and function == "log"):
                        raise BadValue(f"{function}({column}) of {value:g}",
                                       expected=f"a number {function} exists for")  # fmt: skip
                    taken = np.sqrt(value) if function == "sqrt" else value
                    block[:, at] = np.log(value) if function == "log" else taken
        return replace(self, blocks=tuple(blocks))

    def with_counts(self, counts: np.ndarray) -> Crises:
        """The same rows with other outcomes."""
        return replace(self, counts=np.asarray(counts, dtype=float))


def read_crises(
    path: Path,
    formulas: Mapping[str, str] = SANCTIONS,
    *,
    first_stage: tuple[str, str] | None = ("PRhat", "PFhat"),
    settings: Settings | None = None,
) -> Crises:
    """Crises from a CSV table, or from the one table in a folder; faults are named by row.

    A table may lack the columns of the `first_stage`: `npl` and `cmle` then begin at shares
    (`Crises.pooled_beliefs`), and `pl` says that it cannot do without.
    """
    terms = {payoff: _terms(payoff, formulas) for payoff in PAYOFFS}
    wanted = dict.fromkeys((*OUTCOMES, *(column for of in terms.values() for _, column in of)))
    extra = first_stage or ()
    columns = tuple(name for name in wanted if name)
    table = Columns(_table(path), columns, settings or Settings(), optional=tuple(extra))
    counts = np.stack([table.integers(name, 0, 10**9) for name in OUTCOMES], 1).astype(float)
    blocks = [np.stack([_column(table, *term) for term in terms[name]], 1) for name in PAYOFFS]
    names = tuple(f"{name}:{_said(term)}" for name in PAYOFFS for term in terms[name])
    brought = bool(extra) and all(name in table for name in extra)
    rough = np.stack([_share(table, name) for name in extra], 1) if brought else None
    kept = tuple(tuple(terms[name]) for name in PAYOFFS)
    return Crises(counts, tuple(blocks), names, rough, kept)


def _table(path: Path) -> Path:
    """A folder stands for sanctionsData.csv in it."""
    table = path / "sanctionsData.csv" if path.is_dir() else path
    if not table.exists():
        raise FileUnreadable(
            "there are no data of crises here",
            where=shown(path),
            expected="a folder with sanctionsData.csv, or such a table",
            next="docs/estimation.md says what it holds",
        )
    return table


def _terms(payoff: str, formulas: Mapping[str, str]) -> list[tuple[str, str]]:
    """(function, column) of each covariate; ("", "") is the constant."""
    text = formulas.get(payoff, "")
    body, constant = text.strip(), True
    if body.replace(" ", "").endswith("-1"):
        body, constant = body.rpartition("-")[0], False
    terms = [("", "")] if constant else []
    for word in (part.strip() for part in body.split("+")):
        match = _TERM.fullmatch(word)
        if match:
            terms.append((match[1] or "", match[2] or match[3]))
        elif word not in ("", "1"):
            raise BadValue(f"formula of {payoff}: {word!r} cannot be read",
                           expected="columns, sqrt(column), log(column), joined by +")  # fmt: skip
    if not terms:
        raise BadValue(f"formula of {payoff} has no covariate", expected="at least a constant")
    return terms


def _said(term: tuple[str, str]) -> str:
    function, column = term
    return (f"{function}({column})" if function else column) or "(Intercept)"


def _column(table: Columns, function: str, column: str) -> np.ndarray:
    if not column:
        return np.ones(len(table))
    values = table.numbers(column)
    if function:
        low = np.flatnonzero(values <= 0 if function == "log" else values < 0)
        if low.size:
            at = int(low[0])
            raise table.fault(at, f"{column} is {values[at]:g}", f"a number {function} exists for")
        values = np.log(values) if function == "log" else np.sqrt(values)
    return values


def _share(table: Columns, name: str) -> np.ndarray:
    values = table.numbers(name)
    bad = np.flatnonzero((values < 0) | (values > 1))
    if bad.size:
        raise table.fault(int(bad[0]), f"{name} is {values[bad[0]]:g}", "a probability")
    return values
