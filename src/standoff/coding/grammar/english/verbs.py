"""English verb groups: which verb is finite, what helps it, and what follows."""

from __future__ import annotations

from standoff.coding.datafiles import words
from standoff.coding.grammar.clauses import MARKS, Clause, VerbGroup
from standoff.coding.grammar.english.words import SKIPPED
from standoff.coding.grammar.sentence import Sentence

__all__ = ["is_finite", "verb_group"]

_BE, _HAVE, _DO = "be", "have", "do"
_WITH_BY = words("stand abide live swear go pass drop come stop fly sail side")
_TELLING_WHICH = [
    [prep] for prep in ("by", "on", "in", "at", "from", "under", "to", "against", "for")
]
_WITH_CLAUSE = words("say warn tell write agree think believe report claim testify learn hear")
_MODALS = words("will would shall should can could may might must ought")
_HELPING = _MODALS | {_DO, _HAVE, _BE}


def is_finite(sentence: Sentence, k: int) -> bool:
    """True if token k is a finite verb where it stands (not after to, a modal or do).

    To be asked when the verbs are told from nouns: what is found then is kept.
    """
    if sentence.readings[k].finite is None:
        return False
    known = sentence.finite.get(k)
    if known is None:
        known = sentence.finite[k] = _stands_finite(sentence, k)
    return known


def _stands_finite(sentence: Sentence, k: int) -> bool:
    j = k - 1
    while j >= 0 and (sentence.low[j] in SKIPPED or sentence.low[j].endswith("ly")):
        j -= 1
    if j < 0:
        return True
    if sentence.low[j] == "to":
        return False
    before = sentence.readings[j]
    helped = bool(before) and before[0].lemma in _HELPING
    return not (helped and sentence.low[k] not in ("has", "is", "was", "were", "did"))


def verb_group(clause: Clause, sentence: Sentence) -> VerbGroup:
    """The first verb group of the clause, and after it the other verbs in order."""
    group = VerbGroup()
    tokens = [k for k in clause.tokens if sentence.readings[k]]
    seen_be = seen_have = closed = False
    for k in tokens:
        if k == tokens[0] and _only_tells_which(k, tokens, sentence):
            continue
        readings = sentence.readings[k]
        reading = readings.finite
        lemma = readings[0].lemma
        if group.finite < 0 and reading is not None and not _after_to(k, sentence):
            group.finite, group.mood, group.number = k, reading.kind, reading.number or "b"
        if not closed and lemma in _MODALS:
            group.modal = group.modal or lemma
            group.future = lemma in ("will", "shall")
            continue
        if lemma in (_BE, _HAVE, _DO) and not closed and _helps(k, tokens, sentence):
            seen_be, seen_have = seen_be or lemma == _BE, seen_have or lemma == _HAVE
            continue
        if lemma == _BE and not closed:
            group.copula = True
            continue
        kinds = readings.kinds
        if not closed:
            by_whom = not (seen_be or seen_have) and _is_done_by(k, lemma, sentence)
            done = seen_be and not _is_state(k, lemma, sentence)
            group.passive = "part" in kinds and (done or by_whom)
            group.perfect = seen_have
            group.infinitive = _after_to(k, sentence)
            closed = True
        group.lexical.extend((name, k) for name in dict.fromkeys(r.lemma for r in readings))
    return group


def _only_tells_which(k: int, tokens: list[int], sentence: Sentence) -> bool:
    """ "a strike blamed on Mali killed four guards": the first past form is no verb of its clause.

    It stands before a preposition, the next one, with its object, in the same stretch of words.
    """
    low, language = sentence.low, sentence.language
    if len(tokens) < 2 or low[k + 1 : k + 2] not in _TELLING_WHICH or not k:
        return False
    kinds = sentence.readings[k].kinds
    following = tokens[1]
    past = sentence.readings[following].kinds
    objects = low[following + 1 : following + 2]
    if "part" in kinds and low[following] in language.auxiliary and _is_told_of(k, sentence):
        return language.coordinators.isdisjoint(low[k + 1 : following]) and not (
            not language.relatives.isdisjoint(low[k + 1 : following])
            or not MARKS.isdisjoint(low[k + 1 : following])
        )  # "talks planned for Friday were called off"
    if "part" not in kinds or "t" not in past or low[k] in language.auxiliary or not objects:
        return False
    if objects[0] in language.prepositions or sentence.readings[k][0].lemma in _WITH_CLAUSE:
        return False
    between = low[k + 1 : following]
    subject = sentence.mention_at[k - 1] < 0 and low[k - 1] not in language.function_words
    apart = (language.coordinators, language.relatives, MARKS)
    beside = subject and low[following - 1] != "to"
    return beside and all(words.isdisjoint(between) for words in apart)


def _is_told_of(k: int, sentence: Sentence) -> bool:
    """A participle behind its noun and before a preposition, which is no verb of saying."""
    said = sentence.readings[k].lemmas & _WITH_CLAUSE
    before = sentence.low[k - 1]
    known = before in sentence.language.function_words
    return not said and not known and sentence.low[k + 1] in sentence.language.prepositions


def _is_done_by(k: int, lemma: str, sentence: Sentence) -> bool:
    """ "Togo accused by Ghana of spying": in a headline the passive has no "was"."""
    inserted = k > 0 and sentence.low[k - 1] == ","
    if sentence.low[k + 1 : k + 2] != ["by"] or lemma in _WITH_BY or inserted:
        return False
    return any(sentence.mention_at[j] >= 0 for j in range(k + 2, min(k + 5, len(sentence.low))))


def _is_state(k: int, lemma: str, sentence: Sentence) -> bool:
    """ "is prepared to", "is working": no passive."""
    if "ger" in sentence.readings[k].kinds:
        return True
    wished = lemma in ("prepare", "determine", "commit", "incline", "poise")
    return wished and sentence.low[k + 1 : k + 2] == ["to"]


def _helps(k: int, tokens: list[int], sentence: Sentence) -> bool:
    """True if a form of be, have, do is followed by the verb it helps."""
    at = tokens.index(k)
    if at + 1 >= len(tokens):
        return False
    following = tokens[at + 1]
    between = following - k - 1
    if between > 3 or any(sentence.mention_at[j] >= 0 for j in range(k + 1, following)):
        return between <= 4 and sentence.low[k + 1 : k + 2] != ["to"]
    return sentence.low[following - 1] != "to"


def _after_to(k: int, sentence: Sentence) -> bool:
    return k > 0 and sentence.low[k - 1] == "to"
