"""Claims as data: a TOML file of `[[claim]]` tables, each in one form of the claim grammar.

[[claim]]
id = "short-range-tests"
form = "count"                      # or "deadline"
start = 2019-05-04                  # the period, both ends included
end = 2019-11-28
asserted = 13                       # count: the number said; margin and bound are optional
text = { en = "...", de = "..." }
said_on = 2019-12-09                # when and by whom the press says it
said_by = "AUTHOR"

[[claim.definition]]                # the literal reading first, fixed beforehand
name = "literal"
pattern = "PRK weapon_test:short_range"
count = "days"                      # days, events or number
text = { en = "...", de = "..." }

[[claim.evidence]]                  # where the words stand
article = "..."
start = 0
end = 10
quote = "..."
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import msgspec
from msgspec import Struct

from standoff.claims.decide import BOUNDS
from standoff.claims.reading import pattern_of
from standoff.claims.testing import FORMS
from standoff.cycle.counting import HOW
from standoff.errors import BadValue, FileUnreadable
from standoff.nouns import Claim, Definition, Evidence

__all__ = ["load_claims"]


class _Definition(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: str
    pattern: str
    count: str = "days"
    text: dict[str, str] = {}


class _Evidence(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    article: str
    start: int
    end: int
    quote: str


class _Row(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One `[[claim]]` as written."""

    id: str
    form: str
    text: dict[str, str]
    start: date
    end: date
    definition: list[_Definition]
    asserted: float | None = None
    margin: float = 0.0
    bound: str = "exactly"
    said_on: date | None = None
    said_by: str = ""
    terms: str = ""
    consequence: str = ""
    follow: str = ""
    follow_days: int = 90
    evidence: list[_Evidence] = []


def load_claims(path: str | Path) -> list[Claim]:
    """The claims of a TOML file, in its order; errors name the file, the claim and the key."""
    try:
        table = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as fault:
        raise FileUnreadable(f"cannot read the claims: {fault}", where=str(path)) from None
    except tomllib.TOMLDecodeError as fault:
        raise BadValue(f"not valid TOML: {fault}", where=str(path)) from None
    rows = table.get("claim", [])
    if not isinstance(rows, list) or set(table) - {"claim"}:
        raise BadValue("keys", where=str(path), expected="only [[claim]] tables")
    claims = [_read(row, f"{path}, claim {place}") for place, row in enumerate(rows, start=1)]
    seen: set[str] = set()
    for claim in claims:
        if claim.id in seen:
            raise BadValue(f"two claims with id {claim.id!r}", where=str(path))
        seen.add(claim.id)
    return claims


def _read(row: object, where: str) -> Claim:
    if isinstance(row, dict) and row.get("id"):
        where = f"{where} ({row['id']})"
    try:
        read = msgspec.convert(row, _Row)
    except msgspec.ValidationError as fault:
        raise BadValue(str(fault).replace("$.", ""), where=where) from None
    fields = msgspec.structs.asdict(read)
    del fields["definition"], fields["evidence"]
    claim = Claim(
        **fields,
        definitions=tuple(Definition(**msgspec.structs.asdict(d)) for d in read.definition),
        evidence=tuple(Evidence(**msgspec.structs.asdict(e)) for e in read.evidence),
    )
    _check(claim, where)
    return claim


def _check(claim: Claim, where: str) -> None:
    """Raise `BadValue` naming the key that cannot be tested."""
    _one_of("form", claim.form, sorted(FORMS), where)
    _one_of("bound", claim.bound, BOUNDS, where)
    for ok, key, expected in (
        (claim.start <= claim.end, "end", "a day not before start"),
        (bool(claim.definitions), "definition", "one or more, the literal reading first"),
        (bool(claim.text), "text", "the claim in words, by language"),
        (claim.form != "count" or _is_number(claim.asserted), "asserted", "the number said"),
        (_is_number(claim.margin) and claim.margin >= 0, "margin", "a number from 0 upwards"),
    ):
        if not ok:
            raise BadValue(f"{key} cannot be used", where=where, expected=expected)
    names = [definition.name for definition in claim.definitions]
    for definition in claim.definitions:
        _one_of(f"definition {definition.name}, count", definition.count, HOW, where)
        if names.count(definition.name) > 1:
            raise BadValue(f"two definitions named {definition.name!r}", where=where)
    _check_patterns(claim, where)


def _check_patterns(claim: Claim, where: str) -> None:
    patterns = {f"definition {d.name}, pattern": d.pattern for d in claim.definitions}
    patterns |= {"consequence": claim.consequence, "follow": claim.follow}
    for key, pattern in patterns.items():
        if pattern or key.startswith("definition"):
            try:
                pattern_of(pattern, claim, key)
            except BadValue as fault:
                raise BadValue(
                    f"{key}: {fault.what}", where=where, expected=fault.expected
                ) from None


def _is_number(value: float | None) -> bool:
    return value is not None and math.isfinite(value)


def _one_of(key: str, value: str, allowed: Sequence[str], where: str) -> None:
    if value not in allowed:
        raise BadValue(f"{key}: {value!r}", where=where, expected=f"one of {', '.join(allowed)}")
