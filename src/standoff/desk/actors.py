"""Actors in forms: a name or a code is read, and those that the case knows are suggested."""

from __future__ import annotations

from standoff.case import Case
from standoff.case.actor_words import actor_codes, actors_named
from standoff.desk.ask import Ask
from standoff.nouns import actor_set

__all__ = ["actors_read", "actors_suggested", "sides_named"]


def actors_read(ask: Ask, case: Case, said: str) -> str:
    """The codes of actors that a person wrote by code or name; raises `BadValue`."""
    return said if said in ("", "*") else actor_codes(said, ask.language, _known(case))


def actors_suggested(ask: Ask, case: Case) -> tuple[tuple[str, str], ...]:
    """(code, name) of the actors that the case knows, by name."""
    return actors_named(_known(case), ask.language)


def sides_named(ask: Ask, case: Case) -> tuple[str, ...]:
    """The names of the case's two sides, the challenger first; () where it names none."""
    dyad = case.info.dyad or ()
    names = dict(actors_named(dyad, ask.language))
    return tuple(names[code] for code in dyad)


def _known(case: Case) -> set[str]:
    """Codes that codings and facts hold. (Events are not asked: they would have to be merged.)"""
    fields = {field for one in case.codings for field in (one.source, one.target)}
    fields |= {field for one in case.record.facts for field in (one.source, one.target)}
    return {code for field in fields for code in actor_set(field)} | set(case.info.dyad or ())
