"""Governors: the predicates over an event's verb that say whether it came to pass.

    was unable to attack          denied       refrained from attacking, decided against sending
    was unwilling to sign         refused
    stopped testing missiles      ceased       dropped its plan to fine drivers
    was about to attack           planned      decided to send, was expected to deliver
    is said to have shelled       unconfirmed  is considering sending, appears to have shelled
    is unlikely to attack         doubtful     nothing is said
    managed to sink, went on bombing           as it is

They are the implicative, aspectual and hedging predicates of the grammars (Karttunen, "Implicative
verbs", Language 47, 1971; FactBank, Sauri and Pustejovsky 2009). From the event's verb leftwards
each link (to, a gerund, a preposition before one) leads to the next governor, so that "is said to
have stopped bombing" is heard from the inside out. The words stand in `data/grammar/en_governors`,
with examples that run as tests; German has other means, which `stance` reads.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from standoff.coding.datafiles import read_table
from standoff.coding.grammar.clauses import Clause
from standoff.coding.grammar.sentence import Sentence
from standoff.coding.matching.candidates import Candidate

__all__ = ["Governed", "find_governed", "governor_classes", "verb_of"]

_TABLE = "grammar/en_governors.toml"
_HELPING = frozenset({"be", "been", "being", "have", "having", "has", "had", "also", "even", "yet"})
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})
_LINKS = frozenset({"from", "against", "of", "in", "on", "at", "with"})
_LONGEST = 5


class Governed(NamedTuple):
    """What stands over an event's verb: the effects, the innermost first; `past`: over a perfect.

    "is said to have shelled" looks back (`past`), "is expected to shell" ahead.
    """

    effects: tuple[str, ...] = ()
    past: bool = False


_UNGOVERNED = Governed()


class _Entry(NamedTuple):
    effect: str
    before: tuple[str, ...]
    passive: bool


def governor_classes() -> list[dict[str, object]]:
    """The classes of the data file, each with its effect, words, examples and counter-examples."""
    return list(read_table(_TABLE)["class"])


@cache
def _entries() -> dict[tuple[str, str], tuple[_Entry, ...]]:
    """(last word, link) to what may stand there: the words before it and the effect."""
    found: dict[tuple[str, str], tuple[_Entry, ...]] = {}
    for row in governor_classes():
        for item in str(row["words"]).split():
            written, _, link = item.partition(":")
            *before, last = written.split("_")
            entry = _Entry(str(row["effect"]), tuple(before), bool(row.get("passive")))
            found[last, link] = (*found.get((last, link), ()), entry)
    return found


def verb_of(candidate: Candidate) -> int:
    """The token of the verb that carries the event: the cue's, or the one before its noun."""
    lexical, at = candidate.frame.clause.verbs.lexical, candidate.at
    if not lexical:
        return -1
    verbs = [k for _, k in lexical]
    if at in verbs and candidate.frame.sentence.readings[at]:
        return at
    before = [k for k in verbs if k < at]
    return before[-1] if before else verbs[0]


def find_governed(candidate: Candidate) -> Governed:
    """What stands over the event of an English candidate, in its own clause."""
    sentence, clause = candidate.frame.sentence, candidate.frame.clause
    at = verb_of(candidate) if sentence.language.code == "en" else -1
    if at < 0:
        return _UNGOVERNED
    effects = ["ceased"] if _is_no_longer(sentence, clause, at) else []
    past = sentence.low[at - 1] in ("have", "having")
    while True:
        found = _governor(sentence, clause, at)
        if found is None:
            return Governed(tuple(effects), past)
        at, effect = found
        if effect != "actual":
            effects.append(effect)


def _is_no_longer(sentence: Sentence, clause: Clause, at: int) -> bool:
    """ "no longer supplies", "will no longer buy": what was done before has ended."""
    low = sentence.low
    return "longer" in low and any(
        low[k : k + 2] == ["no", "longer"] for k in range(max(clause.first, at - 4), max(at - 1, 0))
    )


def _governor(sentence: Sentence, clause: Clause, at: int) -> tuple[int, str] | None:
    """The token and effect of the predicate that governs the verb at token `at`."""
    low, first = sentence.low, clause.first
    k = at - 1
    while k > first and _is_passed_over(sentence, k):
        k -= 1
    link = low[k]
    gerund = "ger" in sentence.readings[k + 1].kinds
    if link == "to":
        return _behind_link(sentence, first, k - 1, link, reach=_LONGEST)
    if not gerund:
        return None
    if link in _LINKS:
        return _behind_link(sentence, first, k - 1, link, reach=_LONGEST)
    return _behind_link(sentence, first, k, "ing", reach=1)


def _is_passed_over(sentence: Sentence, k: int) -> bool:
    """Helping verbs, adverbs and "not" between a verb and its link."""
    word = sentence.low[k]
    adverb = word.endswith("ly") and not sentence.readings[k]
    return word in _HELPING or adverb or word in ("not", "never")


def _behind_link(
    sentence: Sentence, first: int, k: int, link: str, *, reach: int
) -> tuple[int, str] | None:
    """The nearest predicate with this link at or before token `k`; an adverbial may part them."""
    for at in range(k, max(k - reach, first - 1), -1):
        for name in _names(sentence, at):
            for entry in _entries().get((name, link), ()):
                if _is_met(sentence, at, entry):
                    return at - len(entry.before), entry.effect
        if sentence.readings[at] or sentence.low[at] in ("and", "or", "but"):
            return None
    return None


def _names(sentence: Sentence, at: int) -> tuple[str, ...]:
    """The word at a token and the verbs that it may be a form of."""
    lemmas = (reading.lemma for reading in sentence.readings[at])
    return tuple(dict.fromkeys((sentence.low[at], *lemmas)))


def _is_met(sentence: Sentence, at: int, entry: _Entry) -> bool:
    for step, word in enumerate(reversed(entry.before), 1):
        if at - step < 0 or word not in _names(sentence, at - step):
            return False
    return not entry.passive or _has_be(sentence, at - len(entry.before))


def _has_be(sentence: Sentence, at: int) -> bool:
    """A form of be shortly before: "is also widely said to"."""
    k = at - 1
    while k > 0 and (_is_passed_over(sentence, k) and sentence.low[k] not in _BE):
        k -= 1
    return k >= 0 and sentence.low[k] in _BE
