"""Stance: whether a clause says that something happened, is planned, might have, or never did.

In this order, the first that applies:

    rhetorical question                     hypothetical
    hätte, wäre with a participle or modal  hypothetical (not in reported speech)
    if-clause with "hätte", "wäre"          hypothetical
    would have; had he agreed, ...          hypothetical
    inside or beside an if-clause           conditional
    always, usually (not "wie immer")       habitual
    würde, käme                             hypothetical (but planned in reported speech)
    was to have met                         cancelled
    soll ... haben, offenbar, allegedly     unconfirmed
    könnte, dürfte, might                   unconfirmed
    wollte eigentlich                       cancelled
    will, soll, wird ..., plans to          planned
    otherwise                               actual

Negation is the codebook's matter: a negated concession is a refusal, not a concession.
"""

from __future__ import annotations

from itertools import pairwise

from standoff.coding.frames.frame import Frame

__all__ = ["attributed_stance", "clause_stance", "is_negated", "is_unreal_condition"]


def clause_stance(frame: Frame, *, reported: bool = False, condition: str = "") -> str:
    """The stance of what the clause of `frame` says; `reported` inside somebody's speech.

    `condition` is what an if-clause beside it makes of it (see `meaning`).
    """
    language, clause = frame.sentence.language, frame.clause
    here = frame.words
    if frame.sentence.question and not reported:
        return "hypothetical"
    if _is_counterfactual(frame, here, reported=reported):
        return "hypothetical"
    if condition or clause.link in language.conditional:
        return condition or "conditional"
    if _is_habitual(here, language.habitual):
        return "habitual"
    if language.code == "de":
        return _german(frame, here, reported)
    return _english(frame, here, reported)


def _is_counterfactual(frame: Frame, here: list[str], *, reported: bool) -> bool:
    """ "Hätte Ankara zugestimmt, wäre ... gereist": the past of the German Konjunktiv II."""
    verbs, language = frame.clause.verbs, frame.sentence.language
    if language.code == "en":
        return _is_unreal(frame, here)
    if reported or _COUNTERFACTUAL.isdisjoint(here):
        return False
    return bool(verbs.perfect or verbs.modal or frame.clause.link in language.conditional)


def _is_unreal(frame: Frame, here: list[str]) -> bool:
    """ "Had Mali agreed, Togo would have signed", "would by now be shooting"."""
    clause, sentence = frame.clause, frame.sentence
    verbs, low = clause.verbs, sentence.low
    if verbs.modal in ("would", "could", "might", "should", "ought") and (
        verbs.perfect or ("by", "now") in pairwise(here)
    ):
        return True
    if clause.link == "if":
        return "had" in here and verbs.perfect
    return is_unreal_condition(low, clause.first, clause.last)


def is_unreal_condition(low: list[str], first: int, last: int) -> bool:
    """ "Had Mali agreed, ...", "Were it to attack, ...": inverted, with the consequence behind."""
    opens = low[first] == "had" or (low[first] == "were" and "to" in low[first:last])
    return opens and last - first > 2 and low[last : last + 1] == [","] and first in (0, 1)


def _is_habitual(here: list[str], adverbs: frozenset[str]) -> bool:
    """always, usually; but "wie immer" only compares."""
    return not adverbs.isdisjoint(here) and any(
        word in adverbs and (not k or here[k - 1] not in ("wie", "as"))
        for k, word in enumerate(here)
    )


def _german(frame: Frame, here: list[str], reported: bool) -> str:
    clause, language = frame.clause, frame.sentence.language
    verbs = clause.verbs
    if verbs.mood == "2" and verbs.modal in ("können", "dürfen", "mögen"):
        past = not _COUNTERFACTUAL.isdisjoint(here)  # "hätte sich sperren können"
        return "hypothetical" if past else "unconfirmed"
    if verbs.mood == "2" and not verbs.modal:
        return (
            "planned" if reported and verbs.future else ("actual" if reported else "hypothetical")
        )
    if verbs.modal in ("sollen", "wollen") and verbs.mood == "p" and _is_perfect(frame):
        return "unconfirmed"  # "soll ihn entführt haben", "will sie besiegt haben"
    if language.unconfirmed.intersection(here):
        return "unconfirmed"
    if verbs.modal in ("wollen", "sollen") and verbs.mood == "t" and "eigentlich" in here:
        return "cancelled"
    if clause.link == "ob":
        return "unconfirmed"
    if verbs.modal == "müssen" and verbs.mood == "t":
        return "actual"  # "musste abziehen": it did
    if verbs.modal in ("wollen", "sollen", "müssen") or verbs.future:
        return "planned"
    if verbs.modal == "können" and verbs.mood == "1":
        return "unconfirmed"  # "er könne angreifen"
    if verbs.modal in ("können", "dürfen") and verbs.mood == "p":
        return "hypothetical" if not reported else "planned"
    if clause.kind == "inf":
        return "actual" if _is_done(frame) else "planned"
    return "actual"


def _is_done(frame: Frame) -> bool:
    """ "..., ihn gewarnt zu haben": an infinitive of the perfect tells what was done."""
    low, readings = frame.sentence.low, frame.sentence.readings
    return "zu" in frame.words and any(
        low[k] == "zu"
        and low[k + 1 : k + 2] in (["haben"], ["sein"])
        and k > 0
        and "part" in readings[k - 1].kinds
        for k in frame.clause.tokens
    )


def _is_perfect(frame: Frame) -> bool:
    """The infinitive under the modal is a perfect: "getroffen haben", "verhaftet worden sein"."""
    low, readings = frame.sentence.low, frame.sentence.readings
    tokens = frame.clause.tokens
    return any(
        low[k] in ("haben", "sein") and "part" in readings[before].kinds
        for before, k in pairwise(tokens)
    )


def _english(frame: Frame, here: list[str], reported: bool) -> str:
    verbs, language = frame.clause.verbs, frame.sentence.language
    if _was_to_have(here):
        return "cancelled"
    if _is_hedged(here, language.unconfirmed) or verbs.modal in ("could", "might", "may"):
        return "unconfirmed"
    if frame.clause.link == "whether":
        return "unconfirmed"
    if verbs.future or verbs.modal in ("would", "must", "should"):
        return "planned"
    if verbs.infinitive and verbs.finite < 0:
        return "planned"  # "Oslo to host talks" as well
    return "actual"


def _was_to_have(here: list[str]) -> bool:
    """ "was to have met": it did not."""
    if "have" not in here or "to" not in here:
        return False
    words = [word for word in here if not word.endswith("ly")]
    return any(
        words[k] in ("was", "were") and words[k + 1 : k + 3] == ["to", "have"]
        for k in range(len(words))
    )


def _is_hedged(here: list[str], hedges: frozenset[str]) -> bool:
    """allegedly, reportedly; a ship "suspected of" something is another matter."""
    return not hedges.isdisjoint(here) and any(
        word in hedges and here[k + 1 : k + 2] not in (["of"], ["by"])
        for k, word in enumerate(here)
    )


def attributed_stance(frame: Frame, noun: int) -> str:
    """ "a planned visit", "an alleged attack": what stands before an event's noun tells of it."""
    sentence, phrase = frame.sentence, frame.phrases[noun]
    before = sentence.low[max(phrase.first - 1, frame.clause.first) : phrase.head]
    attributes = sentence.language.attributes
    return next((attributes[word] for word in before if word in attributes), "actual")


def is_negated(frame: Frame, at: int, noun: int = -1) -> bool:
    """True if a negation reaches the cue at token `at` ("nicht nur" is none).

    In English it must stand before the verb or be its object ("attacked nobody"): what else follows
    the verb ("warned them not to come", "left for no reason") is another matter.
    """
    sentence = frame.sentence
    language, english = sentence.language, sentence.language.code == "en"
    if language.negating.isdisjoint(frame.words):
        return False
    for k in frame.clause.tokens:
        word = sentence.low[k]
        following = sentence.low[k + 1] if k + 1 < len(sentence.low) else ""
        if k < at and language.failing.get(word) == following:
            return True  # "has yet to agree"
        before = sentence.low[k - 1 : k]
        idle = following in _NOT_NEGATING or (noun >= 0 and word in _PRONOUNS)
        idle = idle or (word == "kaum" and following == "dass")  # "kaum dass sie gingen"
        idle = idle or (word == "nie" and before == ["wie"])  # "so viele wie nie zuvor"
        if idle or word not in language.negations:
            continue
        aside = word not in _OF_OBJECTS or not _BESIDES.isdisjoint(before)
        if english and k > at and aside:
            continue
        contrasted = k > at and not _CONTRASTING.isdisjoint(before)
        return not contrasted or following[:1].isalpha()  # "Iran hält es ein, Mali aber nicht"
    return False


_COUNTERFACTUAL = frozenset({"hätte", "hätten", "wäre", "wären"})
_NOT_NEGATING = frozenset(
    {"nur", "only", "zuletzt", "least", "allein", "just", "merely", "longer", "matter", "doubt"}
)
_CONTRASTING = frozenset({"hingegen", "dagegen", "aber", "jedoch"})
_PRONOUNS = frozenset({"nichts", "nothing", "none"})
_OF_OBJECTS = frozenset({"no", "neither", "nobody", "none"})
_BESIDES = frozenset({"with", "for", "to"})
