"""Claims as data: a TOML file of `[[claim]]` tables, each in one form of the claim grammar.

[[claim]]
id = "short-range-tests"
form = "count"                      # one of ten; docs/claims.md has the keys of each
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
from collections.abc import Sequence
from pathlib import Path

import msgspec

from standoff.claims.decide import BOUNDS
from standoff.claims.reading import pattern_of
from standoff.claims.testing import FORMS
from standoff.cycle.counting import HOW
from standoff.errors import BadValue, one_of
from standoff.files import read_toml
from standoff.nouns import Claim, Definition, Evidence

__all__ = ["check_claim", "claims_of", "load_claims"]

#: Forms that count or compare events, so that every reading needs a pattern.
_PATTERNED = ("count", "deadline", "sign", "addressee", "pledge", "clock")


#: Patterns that a form cannot do without besides that of its reading, and how one is written.
_NEEDED = {
    "announces": "what the sign is said to announce, such as 'PRK announcement'",
    "clock": "the event that the time runs towards, such as 'USA election'",
}
#: Keys that every claim has, and how one is written.
_REQUIRED = {
    "id": "id, a short name",
    "form": "form, one of the ten of docs/claims.md",
    "text": "text, the claim in words by language",
    "start": "start, the first day of the period the claim is about, such as 2019-05-04",
    "end": "end, its last day",
    "definition": "definition, one or more readings of the terms, the literal one first",
}


class _Definition(Definition, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A definition as written."""


class _Evidence(Evidence, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Evidence as written."""


class _Row(Claim, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One `[[claim]]` as written: its definitions are called `definition`."""

    definitions: tuple[Definition, ...] = ()
    definition: tuple[_Definition, ...]
    evidence: tuple[_Evidence, ...] = ()


def load_claims(path: str | Path) -> list[Claim]:
    """The claims of a TOML file, in its order; errors name the file, the claim and the key."""
    table = read_toml(path)
    rows = table.get("claim", [])
    if not isinstance(rows, list) or set(table) - {"claim"}:
        raise BadValue(
            f"it holds more than claims: {', '.join(sorted(set(table) - {'claim'})) or 'claim'}",
            where=str(path),
            expected="only [[claim]] tables",
            next="docs/claims.md shows the form",
        )
    return claims_of(rows, str(path))


def claims_of(rows: Sequence[object], where: str) -> list[Claim]:
    """The claims of plain tables with the keys of the TOML form; `where` names their file."""
    _check_required(rows, where)
    claims = [_read(row, f"{where}, claim {place}") for place, row in enumerate(rows, start=1)]
    seen: set[str] = set()
    for claim in claims:
        if claim.id in seen:
            raise BadValue(f"two claims with id {claim.id!r}", where=where)
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
    for key in ("definition", "definitions", "evidence"):
        del fields[key]
    claim = Claim(
        **fields,
        definitions=tuple(Definition(**msgspec.structs.asdict(d)) for d in read.definition),
        evidence=tuple(Evidence(**msgspec.structs.asdict(e)) for e in read.evidence),
    )
    check_claim(claim, where)
    return claim


def _check_required(rows: Sequence[object], where: str) -> None:
    """Raise `BadValue` naming every key that each claim must have, and how one is written.

    All claims are looked at first: a draft lacks the same key in most of them.
    """
    lacking = [
        (f"{place} ({row['id']})" if row.get("id") else str(place), keys)
        for place, row in enumerate(rows, start=1)
        if isinstance(row, dict) and (keys := [key for key in _REQUIRED if key not in row])
    ]
    if not lacking:
        return
    (first, keys), *others = lacking
    more = ", ".join(f"{name} {'/'.join(found)}" for name, found in others[:30])
    too = f"; {len(others)} more lack something: {more}" if others else ""
    raise BadValue(
        f"lacks {', '.join(keys)}{too}",
        where=f"{where}, claim {first}",
        expected="; ".join(_REQUIRED[key] for key in keys),
        next="a proposal leaves out what its words do not say: add it, and confirm the rest",
    )


def check_claim(claim: Claim, where: str) -> None:
    """Raise `BadValue` naming the key that cannot be tested."""
    _one_of("form", claim.form, sorted(FORMS), where)
    _one_of("bound", claim.bound, BOUNDS, where)
    for ok, key, expected in (
        (claim.start <= claim.end, "end", "a day not before start"),
        (bool(claim.definitions), "definition", "one or more, the literal reading first"),
        (bool(claim.text), "text", "the claim in words, by language"),
        (claim.form != "count" or _is_number(claim.asserted), "asserted", "the number said"),
        (
            claim.form != "exception" or _is_compared(claim),
            "compare_start, compare_end",
            "the first and last day of the time that the period is compared with",
        ),
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


def _is_compared(claim: Claim) -> bool:
    """Whether every reading of an exception has a time to compare its period with."""
    return all(
        (d.start or claim.compare_start) and (d.end or claim.compare_end) for d in claim.definitions
    )


def _check_patterns(claim: Claim, where: str) -> None:
    patterns = {"consequence": claim.consequence, "follow": claim.follow,
                "announces": claim.announces, "clock": claim.clock}  # fmt: skip
    needed = {"sign": "announces", "clock": "clock"}.get(claim.form, "")
    for d in claim.definitions:
        patterns[f"definition {d.name}, pattern"] = d.pattern
        patterns[f"definition {d.name}, announces"] = d.announces
        patterns |= {f"definition {d.name}, patterns.{k}": p for k, p in d.patterns.items()}
    for key, pattern in patterns.items():
        asked = claim.form in _PATTERNED and key.endswith(", pattern")
        if key == needed and not pattern:
            raise BadValue(
                f"lacks {key}", where=where, expected=f"{key}, {_NEEDED[key]}",
                next="docs/claims.md says what each form needs",
            )  # fmt: skip
        if pattern or asked or key == needed:
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
        raise BadValue(f"{key}: {value!r}", where=where, expected=one_of(allowed, value))
