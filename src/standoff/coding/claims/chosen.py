"""A sentence that somebody chose to check: what could it be that it counts?

Texts are full of sentences that tell of events; nobody would call each a claim. But whoever picks
one out and asks "is that so?" means it as one. So where no cue and no counted coding says more, a
coded deed is put as a count: as often as the words say, else at least once.

    "Nordkorea testete 13 Kurzstreckenraketen"   count, 13
    "North Korea tested a hydrogen bomb in 2017"   count, at least one
"""

from __future__ import annotations

from datetime import date

from standoff.coding.claims.making import pattern_of_coding
from standoff.coding.claims.period import period_of_count
from standoff.coding.numbers import load_numbers
from standoff.coding.tokens import tokenize
from standoff.nouns import Coding, Evidence
from standoff.nouns.proposal import Proposal

__all__ = ["counts_of_deeds"]


def counts_of_deeds(
    codings: list[Coding], text: str, published: date | None, language: str
) -> list[Proposal]:
    """A count for each coded deed of the text, without doubles of one kind."""
    made: dict[str, Proposal] = {}
    for coding in codings:
        if coding.move and coding.stance == "actual":
            proposal = _count(coding, text, published, language)
            made.setdefault(proposal.fields["definition"][0]["pattern"], proposal)
    return list(made.values())


def _count(coding: Coding, text: str, published: date | None, language: str) -> Proposal:
    said = coding.number or _number_in(coding, language)
    start, end, _ = period_of_count(coding, text, (), published)
    days = {"start": start, "end": end} if coding.said else {}
    unit = "days" if coding.move == "weapon_test" else "events"
    fields = {name: day for name, day in days.items() if day} | {
        "asserted": said or 1,
        "definition": [
            {
                "name": "literal",
                "pattern": pattern_of_coding(coding),
                "count": unit,
            }
        ],
    }
    if said is None:
        fields["bound"] = "at_least"
    return Proposal(
        form="count",
        cue="coding.deed",
        evidence=Evidence(
            article=coding.article, start=coding.start, end=coding.end, quote=coding.text
        ),
        fields=fields,
        missing=tuple(name for name in ("start", "end") if name not in fields),
        language=language,
        said_by=coding.speaker or "AUTHOR",
        said_on=published,
    )


def _number_in(coding: Coding, language: str) -> int | None:
    """The first number of two or more in the coding's words, those of its date aside."""
    words = coding.text.replace(coding.said, " ") if coding.said else coding.text
    numbers = load_numbers(language)
    found = (numbers.cardinal(token.text.lower()) for token in tokenize(words))
    return next((number for number in found if number > 1), None)
