"""Codebook entries: read from `data/codebook/LANGUAGE/FAMILY.toml` and made ready for look-up.

An entry says which words are the cue, what they mean and where its actors stand:

    [[entry]]
    id = "de.relief.lift"                # unique; the `rule` of every coding it makes
    move = "relief"
    verbs = "auf|heben lockern"          # any of these verbs (| before the base of a separable one)
    nouns = "Sanktion Embargo"           # and any of these nouns (compounds by their head; "@ships"
                                         # is a class of data/codebook/nouns.toml)
    phrase = ["in Kraft"]                # and any of these word sequences
    roles = "subject > gegen"            # source > target, first that is there
    examples = ["Die USA hoben die Sanktionen gegen Iran auf. | USA > IRN"]
    counter = ["Der Kran hob die Last auf."]

An entry without verbs is a noun's or an idiom's own. `examples` are found by this entry with these
actors, `counter` are not; both run as tests. Every further field has a sentence at `Entry`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

import msgspec
from msgspec import Struct

from standoff.coding.codebook.nouns import NounTable, forms_of
from standoff.coding.codebook.sequences import SequenceTable
from standoff.coding.datafiles import list_tables, read_table
from standoff.coding.tone import Tone
from standoff.errors import DataError
from standoff.nouns.vocabulary import KINDS, MOVE_PLOVER, STANCES, SYSTEMS

__all__ = ["Codebook", "Cue", "Entry", "load_codebook"]

_STEP = 0.05


class Entry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One cue of the codebook.

    kind, stance, system   fixed values where the words decide them
    verbs, nouns, phrase   the cue (see the module)
    prep                   and a phrase with one of these prepositions (davon counts as von)
    link                   and the clause begins with one of these words (als, that)
    reflexive              and sich (or each other)
    without                none of these words in the clause
    roles                  where source and target stand: `subject`, `object`, `dative`, `owner` (of
                           the noun), `doer` (the owner in front of it: the of-phrase tells who
                           suffers), `agent` (von, by), `any`, `topic` (who the text is about),
                           `others` (the two who are spoken of), `speaker` (of words that only he
                           can mean), or a preposition; `-` for nobody
    both                   two-sided: both sides stand on both sides
    says                   a verb of saying: what is said is the statement, this entry its kind
    takes                  the clause it governs (dass, zu, that, to) belongs to the evidence
    negated                the move under negation; `-` drops it, empty keeps it as denied
    governs                no infinitive with zu in the same clause ("droht zu scheitern")
    active                 not in the passive
    doer                   the subject holds one of these nouns (in a passive, the agent)
    by                     the subject is a mention of one of these kinds (person, office, state)
    named                  the clause itself names the target; it is not inherited
    home                   without another target, the doer's own state bears it (a curfew)
    denies                 the deed that it governs is denied: "denied that it had fired"
    hosts                  a state in front of the noun is the target: "der China-Besuch"
    tone                   the clause judges: it has words of this list of `data/tone`
    bare                   the verb stands without object and without an infinitive of its own
    confidence             0..1, how sure the words are by themselves
    """

    id: str
    move: str = ""
    kind: str = "event"
    stance: str = ""
    system: str = ""
    verbs: str = ""
    nouns: str = ""
    phrase: list[str] = []
    prep: str = ""
    link: str = ""
    reflexive: bool = False
    without: str = ""
    roles: str = ""
    both: bool = False
    says: bool = False
    takes: bool = False
    negated: str = ""
    tone: str = ""
    bare: bool = False
    governs: bool = False
    active: bool = False
    by: str = ""
    doer: str = ""
    named: bool = False
    hosts: bool = False
    home: bool = False
    denies: bool = False
    confidence: float = 0.7
    examples: list[str] = []
    counter: list[str] = []


class Cue:
    """An entry made ready for look-up: words split, roles parted.

    `number` is its place in the codebook; `score` its confidence and a step for every condition.
    """

    __slots__ = (
        "by", "doer", "entry", "links", "nouns", "number", "particles", "phrases", "preps",
        "score", "sequences", "source", "target", "verbs", "without",
    )  # fmt: skip

    def __init__(self, entry: Entry, language: str, number: int = 0) -> None:
        self.entry, self.number = entry, number
        written = entry.verbs.split()
        if language == "de":
            self.verbs = frozenset(verb.replace("|", "") for verb in written)
            self.particles: dict[str, frozenset[str]] = {}
        else:
            pairs = [verb.partition("|") for verb in written]
            self.verbs = frozenset(base for base, _, _ in pairs)
            self.particles = {}
            for base, _, particle in pairs:
                self.particles[base] = self.particles.get(base, frozenset()) | {particle}
        self.nouns = frozenset(noun.replace("_", " ").lower() for noun in entry.nouns.split())
        self.phrases = tuple(tuple(words.lower().split()) for words in entry.phrase)
        self.sequences = frozenset(self.phrases)
        self.preps = frozenset(entry.prep.split())
        self.links = frozenset(entry.link.split())
        self.by = frozenset(entry.by.split())
        self.doer = forms_of(entry.doer.split(), language)
        self.without = frozenset(word.replace("_", " ") for word in entry.without.split())
        source, _, target = entry.roles.partition(">")
        self.source, self.target = tuple(source.split()), tuple(target.split())
        conditions = (
            bool(self.verbs) + bool(self.nouns) + bool(self.phrases) + bool(self.preps)
            + bool(self.links)
            + entry.reflexive + bool(entry.doer) + bool(entry.tone)
        )  # fmt: skip
        self.score = entry.confidence + _STEP * (conditions - 1)


class VerbCues:
    """The cues of one verb, in the order of the codebook.

    `plain` ask for no noun, `free` for no sequence of words, `bare` for neither.
    """

    __slots__ = ("all", "bare", "free", "plain")

    def __init__(self, cues: list[Cue]) -> None:
        self.all = tuple(cues)
        self.plain = tuple(cue for cue in cues if not cue.nouns)
        self.free = tuple(cue for cue in cues if not cue.sequences)
        self.bare = tuple(cue for cue in self.plain if not cue.sequences)

    def among(
        self, nouns: Collection[str], sequences: Collection[tuple[str, ...]]
    ) -> Sequence[Cue]:
        """The cues that these nouns and sequences of words leave possible."""
        if not nouns:
            return self.plain if sequences else self.bare
        cues = self.all if sequences else self.free
        return [cue for cue in cues if not (cue.nouns and cue.nouns.isdisjoint(nouns))]


class Codebook:
    """All entries of a language, indexed by what triggers them."""

    def __init__(self, language: str, entries: list[Entry]) -> None:
        self.language = language
        self.entries = entries
        self.by_verb: dict[str, list[Cue]] = {}
        self.by_noun: dict[str, list[Cue]] = {}
        self.by_word: dict[str, list[Cue]] = {}
        nouns: dict[str, None] = {}
        self.by_sequence: dict[tuple[str, ...], list[Cue]] = {}
        cues = [Cue(entry, language, number) for number, entry in enumerate(entries)]
        for cue in cues:
            entry = cue.entry
            nouns.update(dict.fromkeys(noun.replace("_", " ") for noun in entry.nouns.split()))
            if cue.verbs:
                for verb in cue.verbs:
                    self.by_verb.setdefault(verb, []).append(cue)
            elif cue.nouns:
                for noun in cue.nouns:
                    self.by_noun.setdefault(noun, []).append(cue)
            else:
                for first in dict.fromkeys(words[0] for words in cue.phrases):
                    self.by_word.setdefault(first, []).append(cue)
                for sequence in cue.sequences:
                    self.by_sequence.setdefault(sequence, []).append(cue)
        self.of_verb = {verb: VerbCues(of_it) for verb, of_it in self.by_verb.items()}
        self.sequences = SequenceTable(sequence for cue in cues for sequence in cue.phrases)
        aspect = read_table(f"grammar/{language}_aspect.toml")
        nouns.update(dict.fromkeys(str(aspect.get("nouns", "")).split()))
        self.tone = Tone(language)
        self.nouns = NounTable(language, nouns, str(aspect.get("not_heads", "")).split())


@cache
def load_codebook(language: str) -> Codebook:
    """The codebook of German (`de`) or English (`en`); raises `DataError` for a broken entry."""
    entries: list[Entry] = []
    for name in list_tables(f"codebook/{language}"):
        where = f"codebook/{language}/{name}"
        for row in read_table(where).get("entry", ()):
            try:
                entries.append(check_entry(msgspec.convert(_with_classes(row, language), Entry)))
            except (msgspec.ValidationError, ValueError) as fault:
                raise DataError(f"{fault} in entry {row.get('id')}", where=where) from None
    return Codebook(language, entries)


def _with_classes(row: dict[str, Any], language: str) -> dict[str, Any]:
    """The row with the classes of nouns that it names ("@ships") written out."""
    classes: dict[str, str] = {}
    filled: dict[str, str] = {}
    for field in ("nouns", "doer"):
        listed = str(row.get(field, "")).split()
        if not any(word[0] == "@" for word in listed):
            continue
        classes = classes or read_table("codebook/nouns.toml")[language]
        unknown = [word for word in listed if word[0] == "@" and word[1:] not in classes]
        if unknown:
            raise ValueError(f"unknown class of nouns {unknown[0]!r}")
        nouns = " ".join(classes[word[1:]] if word[0] == "@" else word for word in listed)
        filled[field] = " ".join(dict.fromkeys(nouns.split()))
    return {**row, **filled}


def check_entry(entry: Entry) -> Entry:
    """The entry, if its values stand in the vocabularies; raises `ValueError`."""
    if entry.move and entry.move not in MOVE_PLOVER:
        raise ValueError(f"unknown move {entry.move!r}")
    if entry.kind not in KINDS or (entry.stance and entry.stance not in STANCES):
        raise ValueError(f"unknown kind or stance {entry.kind!r} {entry.stance!r}")
    if entry.system and entry.system not in SYSTEMS:
        raise ValueError(f"unknown system {entry.system!r}")
    if not (entry.verbs or entry.nouns or entry.phrase):
        raise ValueError("an entry without a cue")
    return entry
