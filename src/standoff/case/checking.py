"""Check a sentence: from words of the press to a filled-in form, a claim, a finding, a card.

    proposals = propose_sentence("North Korea tested 13 missiles in 2019.")
    fields = form_fields(proposals[0])              what the words fill in, a person then confirms
    claim = claim_of_form(fields, "en")             raises BadValue naming what cannot be used
    page = checked_page(case, claim, ...)           a page with the one finding on it
    keep_claim(case, claim)                         adds it to the case's claims.toml

A form is flat: the columns of a claim sheet (see `claim_sheet`), lists joined by `;`. Nothing is
written until `keep_claim`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import msgspec

from standoff.errors import BadValue, CaseError, QuestionError
from standoff.nouns import Claim, EventPattern
from standoff.nouns.page import PageData
from standoff.nouns.proposal import Proposal

if TYPE_CHECKING:
    from standoff.case.case import Case

__all__ = [
    "COMMON", "FORM_FIELDS", "PATTERNED", "claim_of_form", "form_fields", "has_chart",
    "keep_claim", "keep_claims", "missing", "parts_of_pattern", "pattern_of_parts",
    "propose_sentence", "write_card",
]  # fmt: skip

#: Columns that every form has.
COMMON = ("text", "start", "end", "said_by", "said_on", "pattern")
#: Further columns by form.
FORM_FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "count": ("count", "bound", "asserted", "margin"),
        "deadline": ("terms", "consequence", "follow_days"),
        "alternation": ("kinds", "measure"),
        "order": ("kinds",),
        "sign": ("announces", "within_days", "quantifier", "measure"),
        "exception": ("measure", "compare_start", "compare_end", "direction", "margin", "kinds"),
        "dwell": ("kinds", "than", "direction"),
        "addressee": ("addressees", "quantifier"),
        "pledge": ("quantifier", "outcomes", "theatres"),
        "clock": ("clock", "before_months", "direction"),
    }
)
#: Forms that count events of a pattern, and columns that no form of a kind does without.
PATTERNED = ("count", "deadline", "sign", "addressee", "pledge", "clock", "exception")
_NEEDED = MappingProxyType(
    {
        "count": ("asserted",), "alternation": ("kinds",), "order": ("kinds",),
        "dwell": ("kinds", "than"), "sign": ("announces", "quantifier"),
        "exception": ("compare_start", "compare_end"), "clock": ("clock", "direction"),
        "addressee": ("addressees", "quantifier"), "pledge": ("quantifier", "outcomes"),
    }
)  # fmt: skip
_LONGEST = 1000
_FILE = "claims.toml"
_COUNTS = ("days", "events", "number")


def propose_sentence(
    sentence: str, *, said_on: date | None = None, language: str = "en"
) -> tuple[Proposal, ...]:
    """What a sentence could claim, likeliest first; `language` is tried where none can be told.

    Raises `BadValue` for a text of more than a thousand characters.
    """
    from standoff.coding import propose_claims
    from standoff.press import tell_language

    if len(sentence) > _LONGEST:
        raise BadValue(
            f"{len(sentence)} characters", expected=f"a sentence of at most {_LONGEST}",
            next="add a longer text as an article",
        )  # fmt: skip
    told = tell_language(sentence)[:2]
    for tongue in (told,) if told else (language, "de" if language == "en" else "en"):
        found = propose_claims(sentence, said_on, tongue, chosen=True)
        if found:
            return tuple(found)
    return ()


def form_fields(proposal: Proposal) -> dict[str, str]:
    """The columns that a proposal fills in, as texts."""
    first = (proposal.fields.get("definition") or [{}])[0]
    filled = {
        **{key: value for key, value in proposal.fields.items() if key != "definition"},
        **{key: value for key, value in first.items() if key != "name"},
        "form": proposal.form, "said_by": proposal.said_by, "said_on": proposal.said_on,
        "language": proposal.language,
    }  # fmt: skip
    return {key: _written(value) for key, value in filled.items() if value not in (None, "", [])}


def _written(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "; ".join(str(one) for one in value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def missing(form: str, fields: Mapping[str, str]) -> tuple[str, ...]:
    """Columns that must be filled in before a claim of this form can be tested."""
    needed = ["text", "start", "end", *_NEEDED.get(form, ())]
    by_label = form == "exception" and fields.get("measure") in ("label", "transition")
    if form in PATTERNED and not by_label:
        needed.append("pattern")
    if form == "exception" and fields.get("direction", "same") == "same":
        needed.append("margin")
    return tuple(name for name in needed if not fields.get(name))


def claim_of_form(fields: Mapping[str, str], language: str) -> Claim:
    """The claim that a form describes; a count is read in all three ways, the chosen one first.

    Raises `BadValue` naming the column that cannot be used.
    """
    from standoff.case.claim_sheet import claim_table, reading_table
    from standoff.claims import claims_of

    form = fields.get("form", "")
    if form not in FORM_FIELDS:
        raise BadValue(f"form {form[:40]!r}", expected=f"one of {', '.join(FORM_FIELDS)}")
    known = {"form", "definition_text", *COMMON, *FORM_FIELDS[form]}
    row = {key: value.strip() for key, value in fields.items() if key in known}
    text = row.pop("text", "")
    row = {"id": _id_of(text), f"text_{language}": text, **row}
    where = "the form"
    table = claim_table(row, where)
    first = reading_table(row, 0, where)
    table["definition"] = [first, *_other_counts(form, first)]
    return claims_of([table], where)[0]


def _other_counts(form: str, first: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The same events counted in the other ways: days, events, items."""
    from standoff.claims.wording import say

    if form != "count":
        return
    own = first.get("count", "days")
    first["text"] = say(f"count_{own}")
    for how in _COUNTS:
        if how != own:
            yield {**first, "name": how, "count": how, "text": say(f"count_{how}")}


def _id_of(text: str) -> str:
    """A short name made of the first words of a claim."""
    from standoff.case.claiming import file_name

    return re.sub(r"-+", "-", file_name(" ".join(text.split()[:7])).lower()).strip("-")[:60]


# -- patterns in parts ----------------------------------------------------------------------------


def parts_of_pattern(pattern: str) -> dict[str, str] | None:
    """`who`, `move`, `system`, `whom` of a pattern of one move; None if it is none or says more."""
    try:
        read = EventPattern.parse(pattern)
    except QuestionError:
        return None
    if len(read.moves) != 1 or len(read.systems) > 1 or read.at_least > 1:
        return None
    return {"who": read.who, "move": read.moves[0], "system": "".join(read.systems),
            "whom": read.whom}  # fmt: skip


def pattern_of_parts(parts: Mapping[str, str]) -> str:
    """The pattern of `who`, `move`, `system`, `whom`; empty without a move."""
    if not parts.get("move"):
        return ""
    system = f":{parts['system']}" if parts.get("system") else ""
    whom = f" -> {parts['whom'].strip().upper()}" if parts.get("whom", "").strip() else ""
    return f"{parts.get('who', '').strip().upper() or '*'} {parts['move']}{system}{whom}"


# -- what comes of a claim ------------------------------------------------------------------------


def keep_claim(case: Case, claim: Claim) -> None:
    """Add a claim to the case's `claims.toml`, under a name of its own.

    Raises `BadValue` if the same claim is there, `NotWritten` if the disk refuses.
    """
    known = _known(case)
    plain = msgspec.structs.replace(claim, id="")
    if any(msgspec.structs.replace(one, id="") == plain for one in known):
        raise BadValue("this claim is in the case already", where=claim.id)
    taken, name, number = {one.id for one in known}, claim.id, 1
    while name in taken:
        number += 1
        name = f"{claim.id}-{number}"
    _add(case, [msgspec.structs.replace(claim, id=name)])


def keep_claims(case: Case, claims: Sequence[Claim]) -> tuple[int, int]:
    """Add claims that have names of their own: (added, known already).

    Raises `BadValue` if another claim of one of these names is in the case; nothing is added then.
    """
    known = {one.id: one for one in _known(case)}
    for claim in claims:
        if claim.id in known and known[claim.id] != claim:
            raise BadValue(
                f"another claim named {claim.id!r} is in the case", expected="a name of its own"
            )
    fresh = [claim for claim in claims if claim.id not in known]
    if fresh:
        _add(case, fresh)
    return len(fresh), len(claims) - len(fresh)


def _known(case: Case) -> list[Claim]:
    from standoff.claims import load_claims

    path = case.folder / _FILE
    return load_claims(path) if path.is_file() else []


def _add(case: Case, claims: Sequence[Claim]) -> None:
    import tomlkit

    from standoff.files import write_bytes

    path = case.folder / _FILE
    there = path.is_file()
    document = tomlkit.parse(path.read_text(encoding="utf-8-sig")) if there else tomlkit.document()
    rows = document.setdefault("claim", tomlkit.aot())
    for claim in claims:
        rows.append(_table_of(claim))
    write_bytes(path, tomlkit.dumps(document).encode("utf-8"))


def _table_of(claim: Claim) -> Any:
    """A claim as a `[[claim]]` table, without what is left as it is anyway."""
    import tomlkit

    table = tomlkit.table()
    for key, value in _said(claim):
        if key != "definitions":
            table.add(key, value)
    readings = tomlkit.aot()
    for definition in claim.definitions:
        reading = tomlkit.table()
        for key, value in _said(definition):
            reading.add(key, value)
        readings.append(reading)
    table.add("definition", readings)
    return table


def _said(struct: msgspec.Struct) -> Iterator[tuple[str, Any]]:
    import tomlkit

    for field in msgspec.structs.fields(struct):
        value = getattr(struct, field.name)
        if value == field.default or value in ((), {}, None):
            continue
        if isinstance(value, dict):
            inline = tomlkit.inline_table()
            inline.update(value)
            value = inline
        yield field.name, list(value) if isinstance(value, tuple) else value


def has_chart(page: PageData) -> bool:
    """Is something drawn of the page's one finding?"""
    from standoff.report import claim_chart

    return claim_chart(page, page.findings[0]) is not None


def write_card(page: PageData, path: Path) -> None:
    """The card of the page's one finding as `.svg`, `.png` or `.html`; else its chart's data.

    The data goes into `.csv`, `.tsv` or `.xlsx`; raises `CaseError` where the card has no chart.
    """
    from standoff.case.charting import write_chart
    from standoff.report import claim_card, claim_chart, save_chart, write_cards

    form, finding = path.suffix, page.findings[0]
    if form == ".html":
        write_cards(page, finding, path.with_suffix(""))
    elif form in (".svg", ".png"):
        save_chart(claim_card(page, finding), path)
    elif chart := claim_chart(page, finding):
        write_chart(chart, path)
    else:
        raise CaseError("this card has no chart", expected="a claim of which something is drawn")
