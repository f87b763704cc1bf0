"""Contents: which clauses hold what a verb of saying introduces.

Sie sagte, man werde antworten.              the clauses behind it
Man werde antworten, sagte sie, und zwar     those before a verb that comes first, and
bald.                                        what goes on behind it
Rom bedauerte den Einsatz, Oslo verlangte    none: what the verb says is complete
sein Ende.                                   before the comma
"""

from __future__ import annotations

from standoff.coding.datafiles import words
from standoff.coding.grammar.clauses import Clause
from standoff.coding.grammar.sentence import QUOTE, Sentence
from standoff.coding.reading import Reading

__all__ = ["content_clauses", "follows_content"]

_COMMENTING = words("was wobei weshalb weswegen worauf woraufhin wodurch")


def content_clauses(reading: Reading, number: int) -> list[int]:
    """The clauses that hold what the verb of saying introduces: those after it, or before it."""
    says, sentence = reading.clauses[number], reading.sentence
    if follows_content(says) and number > 0:
        before = [n for n in range(number) if reading.clauses[n].kind in ("main", "sub", "inf")]
        going_on = range(number + 1, len(reading.clauses))
        return before + [n for n in going_on if _goes_on(reading.clauses[n])]
    after: list[int] = []
    for n in range(number + 1, len(reading.clauses)):
        clause = reading.clauses[n]
        if clause.kind == "rel" and clause.parent is says:
            continue
        if clause.kind in ("sub", "ptc") and not after and not _introduced(clause, sentence):
            continue
        if after and clause.link in _COMMENTING:
            break  # "..., was Moskau bestreitet" is said by the writer
        if clause.kind == "main" and not _reported(clause, says, sentence, bool(after)):
            break
        if clause.kind == "main" and not after and _said_it_all(reading, number, n):
            break
        if clause.kind == "main" and after and _speaks_himself(reading, n):
            break
        after.append(n)
    return after


def _said_it_all(reading: Reading, number: int, n: int) -> bool:
    """ "Rom bedauerte den Einsatz, Oslo verlangte sein Ende": the object is what was said."""
    clause, says = reading.clauses[n], reading.frames[number]
    if reading.language.code != "de" or clause.verbs.mood in ("1", "2"):
        return False
    low = reading.sentence.low
    objects = [says.phrases[k] for k in says.role_phrases("object")]
    best = reading.saying(number)
    acts = best is not None and best.cue.entry.move not in ("", "announcement")
    acts = acts and any(k != says.subject for k in range(len(says.phrases)))
    named = acts or any(not phrase.pronoun for phrase in objects)
    return named and clause.first > 0 and low[clause.first - 1] == ","


def _speaks_himself(reading: Reading, number: int) -> bool:
    """ "..., but Netanyahu's office insisted": somebody named who speaks for himself."""
    frame, coordinated = reading.frames[number], reading.clauses[number].link
    if reading.language.code != "en" or not coordinated or frame.subject < 0:
        return False
    return reading.saying(number) is not None and bool(frame.phrases[frame.subject].actors)


def _goes_on(clause: Clause) -> bool:
    """ "..., hieß es in Moskau, man sei aber bereit": the words go on behind the verb."""
    return clause.kind == "main" and clause.verbs.mood == "1"


def _introduced(clause: Clause, sentence: Sentence) -> bool:
    language = sentence.language
    adverbial = language.code == "en" and clause.link in ("where", "when")
    if adverbial and clause.first and not sentence.readings[clause.first - 1]:
        return False  # "said in Riyadh, where he met ..."
    return clause.kind == "sub" and (
        clause.link in language.content or clause.link in language.questions or not clause.link
    )


def follows_content(says: Clause) -> bool:
    """ "..., sagte er": the verb comes first, so its content stands before it."""
    inverted = says.verbs.finite == says.first and not says.shares
    return inverted and says.kind == "main" and says.first > 0


def _reported(clause: Clause, says: Clause, sentence: Sentence, going_on: bool) -> bool:
    """A main clause after a comma or colon is reported if its mood or its mark says so."""
    if clause.shares and clause.brother is says and sentence.language.code == "en":
        return False
    mark = sentence.low[clause.first - 1] if clause.first else ""
    if clause.verbs.mood in ("1", "2"):
        return True
    if sentence.low[clause.first] in ("und", "aber", "doch") and mark == ",":
        return False
    if sentence.language.code == "en":
        return (going_on and mark != ";") or mark == ":"
    if mark not in (",", ":", QUOTE):
        return False
    own_subject = clause.verbs.finite > clause.first
    return mark == ":" or (clause.brother is says and own_subject and not going_on)
