"""`Proposal`: a claim that a text makes, in the form that could test it, to be confirmed."""

from __future__ import annotations

from datetime import date
from typing import Any

from msgspec import Struct

from standoff.nouns.coding import Evidence

__all__ = ["Proposal", "ProposalsAnswer"]


class Proposal(Struct, frozen=True, kw_only=True):
    """One claim found in a text.

    `fields` are the keys of the claim grammar that the words fill in (a `[[claim]]` table), and
    `missing` those a person must add before it can be tested. `cue` names the rule, and `evidence`
    the words; `said_on` is the day of the article.
    """

    form: str
    cue: str
    evidence: Evidence
    fields: dict[str, Any]
    missing: tuple[str, ...] = ()
    language: str = "en"
    said_by: str = "AUTHOR"
    said_on: date | None = None


class ProposalsAnswer(Struct, frozen=True, kw_only=True):
    """`standoff claims --propose`: claims found in articles; `toml` holds them as a claims file."""

    articles: int
    proposals: tuple[Proposal, ...]
    toml: str
