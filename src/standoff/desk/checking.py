"""Check a sentence: paste it, confirm the form that was filled from it, get a card.

    check            the sentence, then the form with what the words say, then the card
    keep             adds the claim to the case
    checked_card     the card of the form as SVG or HTML
    claim_card       the card of one of the case's claims

The whole form stands in the address, so a check can be kept as a bookmark and sent to a person at
the same desk. Only `keep` writes.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from starlette.responses import Response

from standoff.case import Case
from standoff.case.checking import (
    COMMON,
    FORM_FIELDS,
    PATTERNED,
    claim_of_form,
    form_fields,
    has_chart,
    keep_claim,
    missing,
    parts_of_pattern,
    pattern_of_parts,
    propose_sentence,
    write_card,
)
from standoff.case.desk_side import answer_page, part_of
from standoff.desk.actors import actors_read, actors_suggested
from standoff.desk.ask import Ask
from standoff.desk.charts import FILE_TYPES
from standoff.desk.pages import case_page, words_of
from standoff.desk.shelf import Open
from standoff.errors import CaseError, StandoffError
from standoff.nouns.account import STATES
from standoff.nouns.claim import DIRECTIONS, QUANTIFIERS
from standoff.nouns.proposal import Proposal
from standoff.nouns.vocabulary import FAMILY_MOVES, SYSTEMS

__all__ = ["check", "checked_card", "claim_card", "downloads_of", "keep"]

_PARTS = ("who", "move", "system", "whom")
_LISTS = ("kinds", "than", "outcomes")
_COLUMNS = ("form", *COMMON, *sorted({name for row in FORM_FIELDS.values() for name in row}))
_TYPES = FILE_TYPES | {"html": "text/html"}
#: A card as a picture and as a page; of its chart, the data.
_CARD, _DATA = ("svg", "png", "html"), ("csv", "tsv", "xlsx")
#: What a field may be chosen from; the others are written.
CHOICES: dict[str, tuple[str, ...]] = {
    "count": ("days", "events", "number"),
    "bound": ("exactly", "at_least", "at_most"),
    "quantifier": QUANTIFIERS,
    "direction": DIRECTIONS,
    "kinds": ("provocation", "taboo", "extortion", "detente", "quiet"),
    "than": ("provocation", "taboo", "extortion", "detente", "quiet"),
    "outcomes": STATES,
}
MEASURES = {
    "alternation": ("repeats", "intervals"),
    "exception": ("rate", "label", "transition"),
    "sign": ("announcement_given_sign", "sign_given_announcement"),
}


def check(ask: Ask) -> Response:
    """The sentence; the form filled from it; the card, as far as the address goes."""
    with ask.case() as (case, kept):
        fields = _fields(ask, case)
        found: tuple[Proposal, ...] = ()
        if ask.query("sentence") and not fields.get("form"):
            found = propose_sentence(
                ask.query("sentence"), said_on=ask.day("said_on"), language=ask.language
            )
            fields = _filled(ask, found)
        lacking = missing(fields["form"], fields) if fields.get("form") else ()
        body, fault, charted = None, None, False
        if ask.query("test") and not lacking:
            try:
                page = _page(ask, case, kept, fields)
                body, charted = _card(ask, page), has_chart(page)
            except StandoffError as wrong:
                fault = wrong
        return case_page(
            ask, case, "check.html", here_page="check", sentence=ask.query("sentence"),
            said_on=ask.query("said_on"), found=found, picked=ask.number("pick", 0),
            fields=fields, parts=parts_of_pattern(fields.get("pattern", "")),
            lists={name: fields.get(name, "").split("; ") for name in _LISTS},
            own=FORM_FIELDS.get(fields.get("form", ""), ()), lacking=lacking,
            tested=bool(ask.query("test")), body=body, fault=fault,
            again=ask.address("check", **_asked(ask, fields)),
            downloads=_downloads(ask, ("check",), charted, _asked(ask, fields)),
            forms=tuple(FORM_FIELDS), patterned=PATTERNED, choices=CHOICES,
            measures=MEASURES.get(fields.get("form", ""), ()), families=FAMILY_MOVES,
            systems=SYSTEMS, period=_period(case), sides=case.info.dyad or (),
            actors=actors_suggested(ask, case),
        )  # fmt: skip


def _fields(ask: Ask, case: Case) -> dict[str, str]:
    """The columns that the address or the form fills in; a pattern may come in parts."""
    given = {name: "; ".join(part for part in ask.all(name) if part) for name in _COLUMNS}
    parts = {name: ask.query(name) or ask.field(name) for name in _PARTS}
    if not given["pattern"]:
        parts |= {name: actors_read(ask, case, parts[name]) for name in ("who", "whom")}
        given["pattern"] = pattern_of_parts(parts)
    if given["form"] not in FORM_FIELDS:
        return {}
    return {name: value for name, value in given.items() if value}


def _filled(ask: Ask, found: tuple[Proposal, ...]) -> dict[str, str]:
    """The columns that the words fill in: of the proposal picked, else of an empty count."""
    pick = min(ask.number("pick", 0), len(found) - 1)
    fields = form_fields(found[pick]) if found else {"form": "count"}
    fields["text"] = ask.query("sentence")
    if ask.query("said_on"):
        fields["said_on"] = ask.query("said_on")
    return fields


def _asked(ask: Ask, fields: dict[str, str]) -> dict[str, str]:
    proposed = "1" if ask.proposed else ""
    return {**{name: fields.get(name, "") for name in _COLUMNS}, "test": "1", "proposed": proposed}


def _period(case: Case) -> tuple[Any, Any] | None:
    try:
        return case.period(proposed=True)
    except CaseError:
        return None


def _page(ask: Ask, case: Case, kept: Open, fields: dict[str, str]) -> Any:
    """The page with the one finding; kept until the journal changes."""
    key = ("check", ask.language, ask.proposed, tuple(sorted(fields.items())))

    def found() -> Any:
        claim = claim_of_form(fields, ask.language)
        answer = case.test([claim], proposed=ask.proposed)
        return answer_page(
            case, language=ask.language, proposed=ask.proposed, part="claims", findings=answer
        )

    return kept.derived(key, found)


def _card(ask: Ask, page: Any) -> Any:
    proposed = "1" if ask.proposed else ""
    return part_of(page, "card", lambda id_: ask.address("event", id_, proposed=proposed))


def keep(ask: Ask) -> Response:
    """Add the claim to the case; its finding then stands on the page of claims."""
    with ask.case() as (case, _):
        keep_claim(case, claim_of_form(_fields(ask, case), ask.language))
    return ask.go(ask.address("claims", proposed=ask.field("proposed"), kept="1"))


# -- the card as a file ---------------------------------------------------------------------------


def checked_card(ask: Ask) -> Response:
    """The card of the form in the address."""
    kind = _kind(ask)
    with ask.case() as (case, kept):
        fields = _fields(ask, case)
        if not fields.get("form"):
            return ask.go(ask.address("check"))
        return _download(_page(ask, case, kept, fields), kind)


def claim_card(ask: Ask) -> Response:
    """The card of one of the case's claims."""
    kind = _kind(ask)
    with ask.case() as (case, kept):
        page = kept.derived(
            ("claims page", ask.language, ask.proposed),
            lambda: answer_page(case, language=ask.language, proposed=ask.proposed, part="claims"),
        )
    findings = [one for one in page.findings if one.claim.id == ask.part("claim")]
    if not findings:
        raise CaseError("there is no such claim in this case", next="go back to the claims")
    return _download(_with(page, findings[0]), kind)


def _with(page: Any, finding: Any) -> Any:
    import msgspec

    cited = {*finding.events, *finding.followed, *finding.counterexamples}
    events = tuple(event for event in page.events if event.id in cited)
    return msgspec.structs.replace(page, findings=(finding,), events=events)


def _kind(ask: Ask) -> str:
    kind = ask.part("card").removeprefix("card.")
    if kind not in _TYPES:
        raise CaseError("there is no such form of a card", expected=f"one of {', '.join(_TYPES)}")
    return kind


def _download(page: Any, kind: str) -> Response:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"card.{kind}"
        write_card(page, path)
        raw = path.read_bytes()
    id_ = page.findings[0].claim.id
    plain = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in id_).strip("-")
    named = f'attachment; filename="{plain or "claim"}.{page.language}.{kind}"'
    return Response(raw, media_type=_TYPES[kind], headers={"content-disposition": named})


def downloads_of(ask: Ask, claim: str, charted: bool) -> tuple[tuple[str, str], ...]:
    """(label, address) of the files that can be had of a claim; data where it is `charted`."""
    return _downloads(ask, ("claims", claim), charted, {"proposed": "1" if ask.proposed else ""})


def _downloads(
    ask: Ask, place: tuple[str, ...], charted: bool, question: dict[str, str]
) -> tuple[tuple[str, str], ...]:
    words = words_of(ask.language)
    return tuple(
        (words.t(f"check.card_{kind}"), ask.address(*place, f"card.{kind}", **question))
        for kind in (*_CARD, *(_DATA if charted else ()))
    )
