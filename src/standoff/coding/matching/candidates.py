"""Which codebook entries the words of a clause meet.

A **clause candidate** speaks for the whole clause: a verb with its conditions, an idiom, or a noun
whose verb only carries it ("fanden Gespräche statt"). A **phrase candidate** is a noun that names
an event beside what the clause says ("nach dem Gipfel", "vor Unterzeichnung einer Erklärung").

The more conditions a cue has, the surer it is; of the clause candidates the surest wins.
"""

from __future__ import annotations

from dataclasses import dataclass

from standoff.coding.codebook.entries import Codebook, Cue
from standoff.coding.datafiles import read_table, words
from standoff.coding.frames.frame import Frame
from standoff.coding.matching.clausewords import ClauseWords
from standoff.coding.matching.verbcues import (
    WHEN_OR_WHY,
    is_asked_for,
    is_reduced,
    noun_of_verb_cue,
)

__all__ = ["Aspect", "Candidate", "find_candidates"]

_SEEING = words("see regard view consider treat interpret perceive portray understand read use")
_SEEN_AS = 0.4
_LATER_VERB = 0.12
_COPULA = 0.3
_OWNED = 0.1
_BEGIN_WITH = words("beginnen anfangen fortfahren")
_ANSWER_WITH = words("reagieren antworten kontern revanchieren")
_PART = 0.07
_ATTRIBUTE = 0.2
_ASKED = 0.3
_OF_ANOTHER = 0.15
_WHERE = words("von aus in an bei nahe from in at near")
_EVENT_PREPS = words(
    "vor nach bei seit während wegen trotz anlässlich angesichts infolge durch mit auf an zu über "
    "zwischen before after during since following amid despite at over in by with"
)


@dataclass(slots=True)
class Candidate:
    """A cue met in a clause; `noun` is its noun's phrase, `aspect` what the verb does to it."""

    cue: Cue
    frame: Frame
    at: int
    score: float
    noun: int = -1
    aspect: str = ""
    level: str = "clause"
    negated: bool = False


class Aspect:
    """Verbs that begin, plan or stop the event that a noun names."""

    def __init__(self, language: str) -> None:
        table = read_table(f"grammar/{language}_aspect.toml")
        self.of: dict[str, str] = {}
        for name in ("perform", "plan", "stop", "judge"):
            for verb in words(table[name]):
                self.of.setdefault(verb.replace("|", ""), name)
        self.stopped: dict[str, str] = dict(table["stopped"])
        self.conditional: dict[str, str] = dict(table.get("conditional", {}))
        self.planned: dict[str, str] = dict(table.get("planned", {}))


def find_candidates(frame: Frame, codebook: Codebook, aspect: Aspect) -> list[Candidate]:
    """All cues met in the clause of `frame`, best first."""
    here = ClauseWords(frame, codebook)
    found: list[Candidate] = []
    for lemma, at in frame.clause.verbs.lexical:
        cues = codebook.of_verb.get(lemma)
        for cue in cues.among(here.names, here.sequences) if cues is not None else ():
            met = noun_of_verb_cue(cue, lemma, at, here, frame)
            if met is not None:
                found.append(_verb_candidate(cue, at, met, here, frame))
    if here.sequences:
        found += _idioms(here, frame, codebook)
    if here.nouns:
        _add_nouns(found, here, frame, codebook, aspect)
    if len(found) > 1:
        found.sort(key=_falling)
    return found


def _falling(candidate: Candidate) -> float:
    return -candidate.score


def _idioms(here: ClauseWords, frame: Frame, codebook: Codebook) -> list[Candidate]:
    """Word sequences that are a cue of their own, in the order of their words."""
    by_sequence = codebook.by_sequence
    met = {cue.number for words in here.sequences for cue in by_sequence.get(words, ())}
    found: list[Candidate] = []
    for word in dict.fromkeys(here.low) if met else ():
        for cue in codebook.by_word.get(word, ()):
            if cue.number in met and _allowed(cue, here):
                met.discard(cue.number)
                at = frame.clause.tokens[here.low.index(word)]
                asked = _ASKED if is_asked_for(frame, at) or _is_aside(frame, at) else 0.0
                found.append(Candidate(cue, frame, at, cue.score - asked))
    return found


def _is_aside(frame: Frame, at: int) -> bool:
    """ "bombed Togo after its refusal to talk": when or why, in English, is not what."""
    verbs = frame.clause.verbs.lexical
    if not verbs or frame.sentence.language.code != "en":
        return False
    return any(p.prep in WHEN_OR_WHY and p.first <= at < p.last for p in frame.phrases)


def _verb_candidate(
    cue: Cue, at: int, met: tuple[str, int], here: ClauseWords, frame: Frame
) -> Candidate:
    later = at != frame.clause.verbs.lexical[0][1]
    score = cue.score - (_LATER_VERB if later else 0.0)
    score -= _PART if met in here.parts else 0.0
    score -= _PART if met[1] >= 0 and _is_beside(cue, frame, met[1]) else 0.0
    score -= _ATTRIBUTE if later and is_reduced(frame, at) else 0.0
    score -= _ASKED if is_asked_for(frame, at) else 0.0
    score -= _OF_ANOTHER if _is_of_a_later_verb(frame, at, met[1]) else 0.0
    return Candidate(cue, frame, at, score, met[1])


def _is_of_a_later_verb(frame: Frame, at: int, noun: int) -> bool:
    """ "prepared to test a missile": what is tested is not what is prepared."""
    verbs = frame.clause.verbs.lexical
    if noun < 0 or len(verbs) < 2 or frame.sentence.language.code != "en":
        return False
    start = frame.phrases[noun].start
    return any(at < k < start for _, k in verbs)


def _is_beside(cue: Cue, frame: Frame, noun: int) -> bool:
    """ "zog Truppen von zwei Grenzposten ab": the posts are where, not what."""
    phrase = frame.phrases[noun]
    return phrase.prep in _WHERE and phrase.prep not in cue.preps


def _allowed(cue: Cue, here: ClauseWords) -> bool:
    return cue.without.isdisjoint(here.low) and (not cue.links or here.link in cue.links)


def _add_nouns(
    found: list[Candidate], here: ClauseWords, frame: Frame, codebook: Codebook, aspect: Aspect
) -> None:
    taken: set[int] = set()
    for name, at, number in here.nouns:
        if number in taken:
            continue
        met = [
            cue
            for cue in codebook.by_noun.get(name, ())
            if _allowed(cue, here)
            and not (cue.sequences and cue.sequences.isdisjoint(here.sequences))
        ]
        if met:
            taken.add(number)
            best = max(met, key=_worth)
            found.append(_noun_candidate(best, at, number, _aspect_of(frame, aspect), frame))


def _worth(cue: Cue) -> float:
    return cue.score


def _aspect_of(frame: Frame, aspect: Aspect) -> str:
    verbs = frame.clause.verbs
    if not verbs.lexical:
        return "perform"
    return next((aspect.of[lemma] for lemma, _ in verbs.lexical if lemma in aspect.of), "other")


def _has_actors(frame: Frame, number: int) -> bool:
    """True if the event noun names its actors: "Moskaus Drohung", "talks between"."""
    if frame.phrases[number].owners or frame.phrases[number].possessive:
        return True
    following = frame.phrases[number + 1 : number + 2]
    apart = frame.phrases[number].last
    by = any(p.prep == "by" and p.start == apart and p.actors for p in following)
    return by or any(p.prep in ("zwischen", "between") or p.of == number for p in following)


def _stands_apart(number: int, kind: str, frame: Frame) -> bool:
    """ "Poland's pledge was followed by others": an English noun with its doer, beside the verb."""
    phrase = frame.phrases[number]
    following = frame.phrases[number + 1 : number + 2]
    by = any(p.prep == "by" and p.start == phrase.last and p.actors for p in following)
    named = by or bool(phrase.owners) or phrase.possessive not in ("", "rel")
    return frame.sentence.language.code == "en" and kind == "other" and named


def _is_only_seen_as(frame: Frame, start: int) -> bool:
    """ "would be seen as an occupation": what something is taken for did not happen."""
    english = frame.sentence.language.code == "en" and start > 0
    seen = any(lemma in _SEEING for lemma, _ in frame.clause.verbs.lexical)
    return english and seen and frame.sentence.low[start - 1] == "as"


def _noun_candidate(cue: Cue, at: int, number: int, kind: str, frame: Frame) -> Candidate:
    phrase = frame.phrases[number]
    score = cue.score + (_OWNED if _has_actors(frame, number) else 0.0)
    if phrase.head != at and frame.sentence.language.code != "de":
        score -= 0.15
    apart = not phrase.prep and phrase.of < 0 and _stands_apart(number, kind, frame)
    core = not phrase.prep and phrase.of < 0 and not apart
    if _is_only_seen_as(frame, phrase.start):
        score -= _SEEN_AS
    came = any(lemma in ("kommen", "führen") for lemma, _ in frame.clause.verbs.lexical)
    began = any(lemma in _BEGIN_WITH for lemma, _ in frame.clause.verbs.lexical)
    answered = any(lemma in _ANSWER_WITH for lemma, _ in frame.clause.verbs.lexical)
    with_it = phrase.prep == "mit" and (began or answered)
    if core or (phrase.prep == "zu" and came) or with_it:
        level = "clause"
        by_somebody = any(p.prep == "durch" and p.of == number for p in frame.phrases)
        score -= _COPULA if frame.clause.verbs.copula and not by_somebody else 0.0
        score -= {"perform": 0.0, "plan": 0.0, "stop": 0.0, "judge": 0.3}.get(kind, 0.1)
    else:
        level = "phrase"
        score -= 0.05 if apart or phrase.prep in _EVENT_PREPS else 0.15
    return Candidate(cue, frame, at, score, number, kind if level == "clause" else "", level)
