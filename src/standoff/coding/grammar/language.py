"""What the coder knows of a language: verb forms and function words, in tables for quick look-up.

`load_language("de")` is built once from the data files `grammar/*.toml` and from the verbs that the
codebook names, so that every cue is known in all its forms.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from standoff.coding.datafiles import list_tables, read_table, words
from standoff.coding.grammar.forms import (
    NO_READINGS,
    GermanVerbs,
    Reading,
    Readings,
    english_verb_forms,
)
from standoff.coding.memo import Memo

__all__ = ["Language", "Lexeme", "load_language"]

_NONE: tuple[Reading, ...] = ()


class Lexeme(NamedTuple):
    """What look-up tells about a word as it is written, wherever it stands."""

    low: str
    upper: bool
    readings: Readings


class Language:
    """Verb forms and function words of one language (see `data/grammar/`).

    `lexemes[text]` is the `Lexeme` of a word as it is written.
    """

    def __init__(self, code: str, verbs: Iterable[str]) -> None:
        table = read_table(f"grammar/{code}_words.toml")
        self.code = code
        self.subordinators = words(table["subordinators"])
        self.conditional = words(table["conditional"])
        self.content = words(table["content"])
        self.relatives = words(table["relatives"])
        self.questions = words(table["questions"])
        self.infinitive = words(table["infinitive"])
        self.coordinators = words(table["coordinators"])
        self.negations = words(table["negations"])
        self.indefinite = words(table["indefinite"])
        self.both = words(table["both"])
        self.prepositions = words(table["prepositions"])
        self.determiners = {kind: words(row) for kind, row in table["determiners"].items()}
        self.all_determiners = frozenset().union(*self.determiners.values())
        self.pronouns = {kind: words(row) for kind, row in table["pronouns"].items()}
        self.unconfirmed = words(table["stance"]["unconfirmed"])
        self.habitual = words(table["stance"]["habitual"])
        self.considering = words(table["stance"].get("considering", ""))
        self.telling = words(table["stance"].get("telling", ""))
        self.friends = words(table["nouns"].get("friends", ""))
        self.help_asked = words(table["nouns"].get("help_asked", ""))
        self.planning = words(table["nouns"].get("planning", ""))
        self.intents = words(table["nouns"].get("intents", ""))
        self.giving = words(table["nouns"].get("giving", ""))
        self.firing = words(table["nouns"].get("firing", ""))
        self.wanting = words(table["stance"].get("wanting", ""))
        self.asking = words(table["stance"].get("asking", ""))
        self.evidence = words(table["stance"].get("evidence", ""))
        self.attributes = {
            word: stance
            for stance, row in table["stance"].get("attributes", {}).items()
            for word in row.split()
        }
        self.pronominal = _pairs(table["pronominal"])
        self.synonyms = {
            word: tuple(group.split()) for group in table["roles"] for word in group.split()
        }
        self.regional = _pairs(table["regional"])
        self.borne = _pairs(table.get("borne", ""))
        self.twins = tuple(pair.split(":") for pair in words(table.get("twins", "")))
        self.opposite = words(table.get("opposite", ""))
        self.fights = words(table["nouns"].get("fights", ""))
        self.diplomatic = words(table["nouns"].get("diplomatic", ""))
        self.meetings = words(table["nouns"].get("meetings", ""))
        self.parties = words(table["nouns"].get("parties", ""))
        self.deeds = words(table["nouns"].get("deeds", ""))
        self.things = tuple(words(table["nouns"].get("things", "")))
        acts = table["nouns"].get("human_acts", "")
        self.human_acts = words(acts.replace("|", ""))
        self.private = words(table["nouns"].get("private", ""))
        self.judicial = words(table["nouns"].get("judicial", ""))
        self.wounding = words(table["nouns"].get("wounding", ""))
        self.reciprocal = words(table["nouns"].get("reciprocal", ""))
        self.blows = words(table["nouns"].get("blows", ""))
        self.gatherings = words(table["nouns"].get("gatherings", ""))
        self.weapons = tuple(words(table["nouns"].get("weapons", "")))
        self.civilians = words(table["nouns"].get("civilians", ""))
        self.objective = tuple(words(table["nouns"].get("objective", "")))
        self.complex = _pairs(table["complex"])
        self.intending = words(table["intending"])
        self.saying = words(table.get("saying", ""))
        self.in_person = words(table["in_person"])
        self.apart = words(table["apart"])
        self.governing = words(table.get("governing", ""))
        self.never_nouns = words(table.get("never_nouns", ""))
        self.content_nouns = words(table.get("content_nouns", ""))
        self.day_names = words(table["nouns"].get("days", ""))
        self.uttering = self.saying | words(table.get("uttering", ""))
        self.causing = words(table.get("causing", ""))
        self.keeps_roles = bool(table.get("keeps_roles", False))
        self.raising = words(table["raising"])
        self.doubt = words(table["stance"]["doubt"])
        self.suspicion = words(table["stance"]["suspicion"])
        self.adverbs = words(table["nouns"]["adverbs"])
        self.time_nouns = words(table["nouns"]["time"])
        self.institutions = tuple(words(table["nouns"]["institutions"]))
        self.fighters = words(table["nouns"]["fighters"])
        self.spokesmen = words(table["nouns"]["spokesmen"])
        self.bodies = words(table["nouns"]["bodies"])
        self.sides = words(table["nouns"]["sides"])
        self.home_bodies = words(table["nouns"].get("home_bodies", ""))
        self.countries = words(table["nouns"].get("countries", ""))
        self.one_side = words(table["nouns"].get("one_side", ""))
        self.worries = words(table["nouns"].get("worries", ""))
        self.equipment = words(table["nouns"].get("equipment", ""))
        self.home_powers = words(table["nouns"].get("home_powers", ""))
        self.calm = words(table["nouns"].get("calm", ""))
        self.home_matters = words(table["nouns"].get("home_matters", ""))
        self.borders = words(table["nouns"].get("borders", ""))
        self.soil = words(table["nouns"].get("soil", "")) | self.borders
        self.few = tuple((w, int(n)) for w, n in _pairs(table.get("few", "")).items())
        self.violent = words(table.get("violent", ""))
        self.failing = _pairs(table.get("failing", ""))
        self.avoiding = words(table.get("avoiding", ""))
        self.titles = words(table["nouns"].get("titles", ""))
        self.outsiders = words(table["nouns"].get("outsiders", ""))
        self.home_people = words(table["nouns"].get("home_people", ""))
        self.anybody = words(table["nouns"].get("anybody", "")) | self.home_people
        self.groups = words(table["nouns"]["groups"])
        self.incidents = words(table["nouns"].get("incidents", ""))
        self.regions = words(table["nouns"].get("regions", ""))
        self.crowds = words(table["nouns"].get("crowds", ""))
        self.wishing = words(table["nouns"].get("wishing", ""))
        self.quarrelling = words(table["nouns"].get("quarrelling", ""))
        self.quarrels = tuple(words(table["nouns"].get("quarrels", "-")))
        self.organs = words(table["nouns"].get("organs", ""))
        self.retaliating = words(table["nouns"].get("retaliating", ""))
        self.held_in = tuple(words(table["nouns"].get("held_in", "-")))
        self.addressing = words(table["nouns"].get("addressing", ""))
        self.mediating = words(table["nouns"]["mediating"])
        self.offices = tuple(words(table["nouns"]["offices"]))
        self.opposing = words(table["nouns"]["opposing"])
        verb_table = read_table(f"grammar/{code}_verbs.toml")
        self.auxiliary = _auxiliaries(verb_table["auxiliary"])
        if code == "en":
            self._negate_auxiliaries()
        self.with_sein = words(verb_table.get("with_sein", ""))
        self.weak_particles = words(verb_table.get("weak_particles", ""))
        self.particles = words(verb_table.get("particles", ""))
        self.lexemes = Memo(self._lexeme)
        self.with_sein_of = Memo(self._moves)
        self._not_verbs = words(verb_table.get("not_verbs", ""))
        self._verbs = _verb_forms(code, verb_table, verbs)
        self.function_words = (
            self.subordinators | self.relatives | self.questions | self.coordinators
            | self.negations | self.indefinite | self.prepositions | self.all_determiners
            | frozenset().union(*self.pronouns.values()) | frozenset(self.auxiliary)
        )  # fmt: skip
        self._derive()

    def _derive(self) -> None:
        """Unions that grammar asks for at every word or clause."""
        self.negating = self.negations | self.failing.keys()
        self.small_words = self.adverbs | self.prepositions | self.all_determiners
        self.only_subordinators = self.subordinators - self.prepositions
        before = words("first second third last next newly same own") | self.prepositions
        self.noun_before = self.all_determiners | before - {"to"}
        self.measuring = {long.split()[0] for long in self.conditional if " " in long}
        self.opening_relative = self.relatives | {"that"}
        self.opening_clause = frozenset().union(
            self.coordinators, self.relatives, self.subordinators, self.measuring,
            words("and but or then should after before while since"),
        )  # fmt: skip
        self.referring = frozenset().union(
            self.one_side, self.sides, self.groups, self.fighters, self.organs, self.countries,
            self.opposite, self.regional,
        )  # fmt: skip

    def _negate_auxiliaries(self) -> None:
        """didn't, won't, cannot: one token that is verb and negation."""
        negated = {
            form + mark: readings
            for form, readings in self.auxiliary.items()
            for mark in ("n't", "n’t", "not")
        }
        self.auxiliary = {**self.auxiliary, **negated}
        self.negations = self.negations | frozenset(negated)

    def readings(self, low: str) -> tuple[Reading, ...]:
        """The readings of a lower-case form as a full verb (auxiliaries and modals apart)."""
        if low in self._not_verbs:
            return _NONE
        found = self._verbs.get(low, _NONE)
        return found or tuple(self._separable(low) if self.code == "de" else _past_tense(low))

    def _lexeme(self, text: str) -> Lexeme:
        low = text.lower()
        readings = Readings(self.auxiliary.get(low) or self.readings(low))
        return Lexeme(low, text[:1].isupper(), readings or NO_READINGS)

    def _separable(self, low: str) -> Iterator[Reading]:
        """Readings of a form that is a particle and a form of a known verb ("zurückfallen")."""
        for cut in range(2, min(len(low) - 3, 10)):
            particle, rest = low[:cut], low[cut:]
            if particle not in self.particles:
                continue
            for reading in self._verbs.get(rest, _NONE):
                yield Reading(particle + reading.lemma, reading.kind, reading.number)
            if rest.startswith("zu"):
                base = rest[2:]
                known = any(reading.kind == "inf" for reading in self._verbs.get(base, _NONE))
                if known or (len(base) > 4 and base.endswith(("en", "eln", "ern"))):
                    yield Reading(particle + base, "zu", "")

    def moves(self, lemma: str) -> bool:
        """True if the perfect of a German verb is made with sein ("ist gescheitert")."""
        return self.with_sein_of[lemma]

    def _moves(self, lemma: str) -> bool:
        return any(lemma[cut:] in self.with_sein for cut in range(max(len(lemma) - 3, 1)))

    def knows_verb(self, lemma: str) -> bool:
        """True if `lemma` is an infinitive of the table."""
        return any(reading.lemma == lemma for reading in self._verbs.get(lemma, _NONE))


def _past_tense(low: str) -> Iterator[Reading]:
    """An unknown English word in -ed is taken for a past form."""
    if len(low) > 5 and low.endswith("ed") and low.isalpha() and not low.endswith("eed"):
        yield Reading(low[:-2], "t", "b")
        yield Reading(low[:-2], "part", "")


def _pairs(row: str) -> dict[str, str]:
    return {pair.partition(":")[0]: pair.partition(":")[2] for pair in row.split()}


def _auxiliaries(table: dict[str, str]) -> dict[str, tuple[Reading, ...]]:
    found: dict[str, list[Reading]] = {}
    for lemma, row in table.items():
        for item in row.split():
            form, _, feature = item.partition(":")
            if feature in ("inf", "part", "ger"):
                reading = Reading(lemma, feature, "")
            else:
                reading = Reading(lemma, feature[0], feature[1])
            found.setdefault(form, []).append(reading)
    return {form: tuple(readings) for form, readings in found.items()}


def _verb_forms(
    code: str, table: dict[str, str], verbs: Iterable[str]
) -> dict[str, tuple[Reading, ...]]:
    found: dict[str, dict[Reading, None]] = {}
    written = dict.fromkeys([*table["general"].split(), *verbs])
    if code == "de":
        german = GermanVerbs(dict(table))
        written.update(dict.fromkeys(row[0] for row in _rows(table["strong"])))
        written.update(
            dict.fromkeys(verb.partition("|")[2] for verb in list(written) if "|" in verb)
        )
        pairs = (pair for verb in written for pair in german.forms(verb))
    else:
        irregular = {row[0]: tuple(row[1:]) for row in _rows(table["irregular"])}
        doubling = words(table["doubling"])
        written.update(dict.fromkeys(irregular))
        bases = dict.fromkeys(verb.partition("|")[0] for verb in written)
        pairs = (pair for verb in bases for pair in english_verb_forms(verb, irregular, doubling))
    auxiliary = table["auxiliary"]
    for form, reading in pairs:
        if reading.lemma not in auxiliary:
            found.setdefault(form, {})[reading] = None
    return {form: tuple(readings) for form, readings in found.items()}


def _rows(lines: str) -> list[list[str]]:
    return [line.split() for line in lines.strip().splitlines()]


@cache
def load_language(code: str) -> Language:
    """The tables of German (`de`) or English (`en`)."""
    verbs: dict[str, None] = {}
    for name in list_tables(f"codebook/{code}"):
        for entry in read_table(f"codebook/{code}/{name}").get("entry", ()):
            verbs.update(dict.fromkeys(str(entry.get("verbs", "")).split()))
    return Language(code, verbs)
