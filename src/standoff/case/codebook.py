"""The codebook and the data dictionary, for a bundle: what the words of the columns mean.

Both are made from the vocabularies that the program itself checks against, so they cannot say
something else than it does.
"""

from __future__ import annotations

from types import MappingProxyType

from standoff.nouns.vocabulary import FAMILY_MOVES, KINDS, PLOVER_TYPES, STANCES, SYSTEMS
from standoff.tables import write_table

__all__ = ["KIND_MEANINGS", "STANCE_MEANINGS", "codebook_page", "data_dictionary"]

STANCE_MEANINGS = MappingProxyType(
    {
        "actual": "it happened",
        "planned": "scheduled or announced, not yet done",
        "cancelled": "was planned and did not happen",
        "conditional": "if ..., then ...",
        "unconfirmed": "suspected or claimed, not confirmed",
        "denied": "said not to be so",
        "habitual": "always, usually: a general rule",
        "hypothetical": "what would have been, or a rhetorical question",
        "opinion": "the author's or a speaker's judgement",
    }
)
KIND_MEANINGS = MappingProxyType(
    {
        "event": "something that was done or said",
        "quote": "words of a speaker, direct or indirect",
        "pledge": "a promise about one's own future acts",
        "deadline": "a day by which something must happen",
        "count": "a number of events in a period",
        "signal": "a symbolic act, or telling silence",
        "assessment": "a judgement; never an event of that day",
    }
)
_COLUMNS = (
    ("codings.csv", "id", "text", "stable id: hash of article, place, kind, move, actors, coder"),
    ("codings.csv", "article", "text", "id of the article (articles.csv)"),
    ("codings.csv", "doc", "text", "name of the article's file, without folder"),
    ("codings.csv", "start", "code points", "where the words begin in the article's text"),
    ("codings.csv", "end", "code points", "where they end, exclusive"),
    ("codings.csv", "text", "text", "the words: text[start:end] of the article"),
    ("codings.csv", "kind", "one of the kinds", "what sort of statement it is"),
    ("codings.csv", "source", "actor codes joined by ;", "who acts or speaks"),
    ("codings.csv", "target", "actor codes joined by ;", "on or to whom"),
    ("codings.csv", "move", "one of the moves", "what is done, in the coercion vocabulary"),
    ("codings.csv", "plover", "one of 16 types", "the PLOVER event type of the move"),
    ("codings.csv", "stance", "one of the stances", "how real it is"),
    ("codings.csv", "earliest", "ISO date", "first day on which it happened or is due"),
    ("codings.csv", "latest", "ISO date", "last such day"),
    ("codings.csv", "said", "text", "the time phrase as written"),
    ("codings.csv", "speaker", "actor codes joined by ;", "of a quote: who said it"),
    ("codings.csv", "number", "integer", "of a count: how many"),
    ("codings.csv", "rule", "text", "the rule or model that proposed it"),
    ("codings.csv", "confidence", "0 to 1", "of the rule or model"),
    ("codings.csv", "system", "one of the systems", "of a weapon test: the kind of weapon"),
    ("codings.csv", "terms", "text", "the condition of a deadline or ultimatum as written"),
    ("codings.csv", "place", "text", "where it happened, as written"),
    ("codings.csv", "coder", "text", "who proposed it"),
    ("codings.csv", "status", "proposed, accepted, changed, rejected", "what reviewers decided"),
    ("events.csv", "id", "text", "stable id: that of the fact, or e and the first coding's id"),
    ("events.csv", "earliest", "ISO date", "first day on which it may have happened"),
    ("events.csv", "latest", "ISO date", "last such day"),
    ("events.csv", "at_utc", "ISO instant", "the instant in UTC, where it is known"),
    ("events.csv", "zone", "IANA zone", "whose calendar the days follow"),
    ("events.csv", "who", "actor codes joined by ;", "who acts"),
    ("events.csv", "whom", "actor codes joined by ;", "on or to whom"),
    ("events.csv", "move", "one of the moves", "what was done"),
    ("events.csv", "system", "one of the systems", "of a weapon test: the kind of weapon"),
    ("events.csv", "number", "integer", "how many on this occasion; open where reports differ"),
    ("events.csv", "place", "text", "where"),
    ("events.csv", "stance", "one of the stances", "how real it is"),
    ("events.csv", "name", "text", "a name that the event has"),
    ("events.csv", "terms", "text", "the terms of a deadline or ultimatum"),
    ("events.csv", "theatre", "text", "the conflict it belongs to"),
    ("events.csv", "text_en", "text", "one neutral sentence in English"),
    ("events.csv", "text_de", "text", "the same in German"),
    ("events.csv", "source", "text", "what it was taken from"),
    ("events.csv", "certainty", "text", "how sure its recorder is; whether it was reviewed"),
    ("events.csv", "known_from", "ISO date", "first day on which it could be known"),
    ("events.csv", "note", "text", "for whoever keeps the file; never read"),
    ("coverage.csv", "kind", "MOVE, MOVE:SYSTEM or *", "what kind of event"),
    ("coverage.csv", "start", "ISO date", "from this day on"),
    ("coverage.csv", "end", "ISO date", "to this day"),
    ("coverage.csv", "level", "complete, partial, none", "how complete the record is there"),
    ("coverage.csv", "note", "text", "why"),
    ("articles.csv", "id", "text", "hash of text, date and outlet"),
    ("articles.csv", "published", "ISO date", "when it was published"),
    ("articles.csv", "outlet", "text", "who published it"),
    ("articles.csv", "language", "ISO 639", "its language"),
    ("articles.csv", "title", "text", "its title"),
    ("articles.csv", "name", "text", "name of its file"),
    ("articles.csv", "url", "address", "where it was published"),
    ("articles.csv", "text_hash", "SHA-256", "of its text in UTF-8"),
)


def codebook_page() -> str:
    """The vocabularies as a Markdown page."""
    lines = ["# Codebook", "", "## Kinds of statements", ""]
    lines += [f"- `{kind}`: {KIND_MEANINGS[kind]}" for kind in KINDS]
    lines += ["", "## Stances", ""]
    lines += [f"- `{stance}`: {STANCE_MEANINGS[stance]}" for stance in STANCES]
    lines += [
        "",
        "## Moves and their PLOVER type",
        "",
        "| family | move | PLOVER |",
        "|---|---|---|",
    ]
    for family, moves in FAMILY_MOVES.items():
        lines += [f"| {family} | `{move}` | {plover} |" for move, plover in moves.items()]
    lines += ["", f"PLOVER types: {', '.join(PLOVER_TYPES)}.", ""]
    lines += [f"Weapon systems: {', '.join(f'`{system}`' for system in SYSTEMS)}.", ""]
    lines += [
        "Actors: ISO 3166 alpha-3 for states, with `_PERSON` or `_OFFICE` behind it; organisations "
        "by their short name; `AUTHOR` for the writer's own judgement.",
        "",
    ]
    return "\n".join(lines)


def data_dictionary() -> str:
    """Every column of every table: file, column, unit or values, meaning."""
    names = ("file", "column", "values", "meaning")
    return write_table(names, [dict(zip(names, row, strict=True)) for row in _COLUMNS])
