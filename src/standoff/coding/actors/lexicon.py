"""The lexicon of one language: every form of every entry, found by its first word.

`heads` maps the first word of a form to its continuations, the longest first; a continuation is
the tuple of the words that must follow and the meaning of the whole. The tables are read in a
fixed order and the first meaning of a form stays: the rows of the user's own, blocks (words that
are no actor, such as "Paris Hilton"), names of states, organisations, houses, persons, roles,
adjectives, nouns of origin, cities and regions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from standoff.coding.actors.extra import Extra
from standoff.coding.actors.forms import adjective_forms, expand, people_forms, words
from standoff.coding.actors.senses import Person, Role, Sense
from standoff.coding.actors.tables import Row, package_rows

__all__ = ["Entry", "Lexicon", "build_lexicon"]

_NOTHING = Extra()
Entry = tuple[tuple[str, ...], Sense]


class Lexicon:
    """Forms by first word; `single` looks up a whole token.

    `of_cities` are the German words for what is of a capital ("Moskauer", "Pekinger").
    """

    def __init__(self) -> None:
        self.heads: dict[str, list[Entry]] = {}
        self.of_cities: dict[str, Sense] = {}
        self._surnames: dict[str, tuple[Person, ...]] = {}

    def add(self, form: str, sense: Sense) -> None:
        """Add a form; one that is there already keeps its meaning."""
        parts = words(form)
        if not parts:
            return
        entries = self.heads.setdefault(parts[0], [])
        rest = parts[1:]
        if not any(known == rest for known, _ in entries):
            entries.append((rest, sense))
            if len(entries) > 1:
                entries.sort(key=lambda entry: -len(entry[0]))

    def add_all(self, forms: Iterable[str], sense: Sense) -> None:
        """Add several forms of one meaning."""
        for form in forms:
            self.add(form, sense)

    def single(self, word: str) -> Sense | None:
        """The meaning of `word` alone, if it has one."""
        entries = self.heads.get(word)
        if entries and not entries[-1][0]:
            return entries[-1][1]
        return None


def build_lexicon(language: str, persons: Mapping[str, Person], extra: Extra = _NOTHING) -> Lexicon:
    """The lexicon of `de` or `en` from our tables and the rows of the user's own."""
    lexicon = Lexicon()
    _add_extra(lexicon, language, extra.rows)
    _add_blocks(lexicon, language)
    _add_names(lexicon, language)
    _add_fixed(lexicon, language, "organisations", "")
    _add_fixed(lexicon, language, "houses", "house")
    _add_persons(lexicon, persons, (*extra.persons, *package_rows("persons")))
    _add_roles(lexicon, language)
    _add_origins(lexicon, language)
    if language == "de":
        _add_regions(lexicon)
    _add_places(lexicon, language)
    if language == "de":
        _add_of_cities(lexicon)
    return lexicon


def _add_extra(lexicon: Lexicon, language: str, rows: Sequence[Row]) -> None:
    groups = {row["code"] for row in rows if row["kind"] == "group"}
    for row in rows:
        if row["language"] not in (language, "*"):
            continue
        kind, code, forms = row["kind"], row["code"], row["forms"]
        if kind == "people":
            _add_people(lexicon, forms, language, code)
        elif kind == "adjective":
            sense = Sense(kind, code, row if code in groups else None)
            lexicon.add_all(adjective_forms(forms, language), sense)
        else:
            lexicon.add_all(expand(forms), Sense(kind, "" if kind == "block" else code, row))


def _add_people(lexicon: Lexicon, notation: str, language: str, code: str) -> None:
    for form, single in people_forms(notation, language):
        lexicon.add(form, Sense("people" if single else "plural_people", code))


def _add_blocks(lexicon: Lexicon, language: str) -> None:
    for row in package_rows("blocks"):
        if row["language"] in (language, "*"):
            lexicon.add_all(expand(row["forms"]), Sense("block", ""))


def _add_names(lexicon: Lexicon, language: str) -> None:
    for row in package_rows("names"):
        lexicon.add_all(expand(row[f"name_{language}"]), Sense("state", row["code"]))
        lexicon.add_all(expand(row[f"capital_{language}"]), Sense("capital", row["code"]))


def _add_regions(lexicon: Lexicon) -> None:
    """ "Nordsyrien", "Ostukraine": a part of a state, unless the word names a state itself."""
    for row in package_rows("names"):
        for name in expand(row["name_de"]):
            if not name.isalpha() or row["code"] == "USA":  # Nordamerika is no part of it
                continue
            for quarter in _QUARTERS:
                form = quarter + name.lower()
                if lexicon.single(form) is None:
                    lexicon.add(form, Sense("state", row["code"]))


_QUARTERS = ("Nord", "Süd", "Ost", "West", "Zentral", "Nordost", "Nordwest", "Südost", "Südwest")


def _add_of_cities(lexicon: Lexicon) -> None:
    """ "Moskauer", "Pekinger"; the scanner asks for a noun of politics behind it."""
    capitals = [city for row in package_rows("names") for city in expand(row["capital_de"])]
    for city in (*capitals, "Brüssel"):
        sense = lexicon.single(city)
        if city.isalpha() and city[-1] not in "aeiyx" and sense and sense.kind == "capital":
            lexicon.of_cities[city + "er"] = Sense("adjective", sense.code)
            lexicon.add(city + "er", lexicon.of_cities[city + "er"])


def _add_places(lexicon: Lexicon, language: str) -> None:
    """Cities and regions; last, so that an organisation or person named like one comes first."""
    for row in package_rows("places"):
        lexicon.add_all(expand(row[f"forms_{language}"]), Sense("capital", row["code"]))


def _add_fixed(lexicon: Lexicon, language: str, table: str, kind: str) -> None:
    for row in package_rows(table):
        if row["language"] in (language, "*"):
            sense = Sense(kind or row["kind"], row["code"], row)
            adjective = sense.kind == "adjective"
            forms = adjective_forms(row["forms"], language) if adjective else expand(row["forms"])
            lexicon.add_all(forms, sense)


def _add_persons(lexicon: Lexicon, persons: Mapping[str, Person], rows: Iterable[Row]) -> None:
    """Full names and surnames; a name that several codes bear keeps them all.

    George Bush is two men, and Javier Solana spoke for NATO before he spoke for the EU.
    """
    names: dict[str, list[Person]] = {}
    surnames: dict[str, list[Person]] = {}
    for row in rows:
        person = persons[row["code"]]
        for name in expand(row["names"]):
            names.setdefault(name, []).append(person)
        for surname in expand(row["surnames"]):
            surnames.setdefault(surname, []).append(person)
    for name, bearers in names.items():
        lexicon.add(name, Sense("person", bearers[0].code, tuple(bearers)))
    for surname, bearers in surnames.items():
        lexicon.add(surname, Sense("surname", "", tuple(bearers)))


def _add_roles(lexicon: Lexicon, language: str) -> None:
    """Roles; English ones also with a capital, which begins sentences, after all others."""
    capitals: list[tuple[str, Sense]] = []
    for row in package_rows("roles"):
        if row["language"] == language:
            role = Role(
                row["role"], row["sort"], tuple(filter(None, row["offices"].split("|"))),
                row["suffix"], row["bare"] == "1",
            )  # fmt: skip
            sense = Sense("role", "", role)
            lexicon.add_all(expand(row["forms"]), sense)
            capitals += [(form[0].upper() + form[1:], sense) for form in expand(row["forms"])]
    for form, sense in capitals if language == "en" else ():
        lexicon.add(form, sense)


def _add_origins(lexicon: Lexicon, language: str) -> None:
    for row in package_rows("names"):
        code = row["code"]
        forms = adjective_forms(row[f"adj_{language}"], language)
        lexicon.add_all(forms, Sense("adjective", code))
        _add_people(lexicon, row[f"people_{language}"], language, code)
