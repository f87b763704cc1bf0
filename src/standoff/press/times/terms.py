"""Terms: is a length of time set for something to come, whatever tense its clause shows?

"Moskau forderte Kiew auf, innerhalb von zwei Wochen zu antworten" looks back, but the two weeks
begin when the words were said. A length is a term if

    its clause holds an infinitive with zu       innerhalb von zwei Wochen zu antworten
    its clause demands, promises or threatens    verlangte den Abzug binnen eines Monats
    it is given or set                           gab Bagdad 48 Stunden Zeit; ein Ultimatum von ...

unless its sentence tells that something was brought about ("es gelang, binnen drei Tagen ... zu
finden"). The words stand in the `[cue]` table of a language: `due`, `achieved`, `term_after` (right
behind the length), `term_before` (before it and one more word), `to` (before an infinitive); two
words in a row are joined by `_` ("have_to").
"""

from __future__ import annotations

from itertools import pairwise

from standoff.press.times.scene import Scene
from standoff.press.times.tense import CLAUSE_ENDS, SENTENCE_ENDS
from standoff.press.times.words import Hit

__all__ = ["is_given", "is_term"]


def is_term(hit: Hit, scene: Scene) -> bool:
    """True if the length in `hit` is set for something to come."""
    lexicon = hit.words.lexicon
    clause = _texts(hit, scene, CLAUSE_ENDS)
    seen = {text.lower() for text in clause}
    seen |= {f"{one}_{other}".lower() for one, other in pairwise(clause)}
    if lexicon.cue("achieved") & {text.lower() for text in _texts(hit, scene, SENTENCE_ENDS)}:
        return False
    return bool(lexicon.cue("due") & seen) or _has_infinitive(clause, lexicon.cue("to"))


def is_given(hit: Hit) -> bool:
    """True for a length that somebody has: "48 Stunden Zeit", "ein Ultimatum von drei Tagen"."""
    words, lexicon = hit.words, hit.words.lexicon
    if words.word(hit.last + 1).lower() in lexicon.cue("term_after"):
        return True
    return words.word(hit.first - 2).lower() in lexicon.cue("term_before")


def _texts(hit: Hit, scene: Scene, ends: frozenset[str]) -> list[str]:
    start, stop = scene.tenses.span(hit.first, ends)
    return hit.words.texts[start:stop]


def _has_infinitive(clause: list[str], markers: frozenset[str]) -> bool:
    """ "zu antworten", "abzuziehen": an infinitive that tells what is to be done."""
    for k, text in enumerate(clause):
        behind = clause[k + 1] if k + 1 < len(clause) else ""
        if text.lower() in markers and behind.islower() and behind.endswith(("en", "rn", "ln")):
            return True
        long = text.islower() and text.endswith(("en", "rn", "ln")) and len(text) > 6
        if long and any(marker in text[2:-3] for marker in markers):
            return True
    return False
