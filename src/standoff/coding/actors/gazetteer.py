"""`Gazetteer`: all actors a text mentions, with their codes on the day of the text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from standoff.coding.actors.extra import Extra, read_extra
from standoff.coding.actors.lexicon import build_lexicon
from standoff.coding.actors.mention import Mention
from standoff.coding.actors.offices import Offices
from standoff.coding.actors.phrases import Found, Reader
from standoff.coding.actors.scan import Scanner
from standoff.coding.actors.senses import Government, Person, Term
from standoff.coding.actors.tables import Row, day, package_rows
from standoff.coding.tokens import Token, text_of

__all__ = ["Gazetteer", "load_gazetteer"]


class Gazetteer:
    """Finds actors in the tokens of a whole article; immutable but for bounded caches."""

    def __init__(self, scanners: Mapping[str, Scanner], offices: Offices) -> None:
        self._scanners, self._offices = scanners, offices

    def find(
        self, tokens: Sequence[Token], *, language: str, on: date | None = None
    ) -> list[Mention]:
        """Mentions in order, never overlapping, the longest reading of the words first.

        Give the tokens of the whole article: a surname counts once its full name stands anywhere.
        `language` "de..." is German, everything else is read as English. `on` is the day of the
        text; without it offices are those of today.
        """
        tongue = "de" if language[:2].lower() == "de" else "en"
        texts = [*map(text_of, tokens)]
        atoms = self._scanners[tongue].scan(texts)
        if not atoms:
            return []
        found = Reader(texts, atoms, self._offices, tongue, on).read()
        return [_mention(tokens, item) for item in found]

    def had_led(self, code: str, on: date | None) -> bool:
        """True if the person of this code had led a state, or its government, by that day."""
        return self._offices.had_led(code, on)


def _mention(tokens: Sequence[Token], item: Found) -> Mention:
    start, end = tokens[item.first].start, tokens[item.last - 1].end
    return Mention(start, end, item.code, item.kind, item.first, item.last)


@cache
def load_gazetteer(extra: Path | None = None) -> Gazetteer:
    """Our gazetteer, with the user's own CSV file merged over it (see docs/actors.md).

    Raises `FileUnreadable` or `BadValue` for a file or row at fault. The file is read once.
    """
    ours = package_rows("persons")
    own = read_extra(extra, frozenset(row["code"] for row in ours)) if extra else Extra()
    terms = _terms(own.terms)
    persons = _persons((*ours, *own.persons), terms)
    offices = Offices(terms, persons, _governments())
    scanners = {
        language: Scanner(build_lexicon(language, persons, own), language)
        for language in ("de", "en")
    }
    return Gazetteer(scanners, offices)


def _terms(own: Iterable[Term]) -> list[Term]:
    """Our terms and the user's; his replaces ours of the same person, office and first day."""
    ours = (
        Term(
            row["person"], row["owner"], row["office"], day(row["from"]) or date.min,
            day(row["to"]) or date.max,
        )
        for row in package_rows("offices")
    )  # fmt: skip
    return list({term[:4]: term for term in (*ours, *own)}.values())


def _persons(rows: Iterable[Row], terms: list[Term]) -> dict[str, Person]:
    """Persons with their terms; of several rows of one person the first sets reign and class."""
    held: dict[str, list[Term]] = {}
    for term in terms:
        held.setdefault(term.person, []).append(term)
    persons: dict[str, Person] = {}
    for row in rows:
        code = row["code"]
        person = Person(code, row["reign"], row["surname_class"], tuple(held.get(code, ())))
        persons.setdefault(code, person)
    return persons


def _governments() -> dict[str, Government]:
    return {
        row["owner"]: Government(row["head_of_state"], row["head_of_government"], row["top"])
        for row in package_rows("government")
    }
