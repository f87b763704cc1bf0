"""Speech: whose words a clause or a quotation holds.

Words of a speaker come in four forms:

    direct      „Es gibt keine Eile“, sagte er.     the quotation is the statement
    indirect    Sie sagte, man werde antworten.     the clauses beside the verb of saying
    free        Man werde antworten.                Konjunktiv I alone: the last speaker goes on
    partial     Er lobte die „gute Beziehung“.      a few words, inside somebody's sentence

A quotation without any verb of saying belongs to the last speaker, if somebody spoke within the
last two sentences, else to the subject of the sentence before.
"""

from __future__ import annotations

from collections.abc import Sequence

from standoff.coding.datafiles import read_table, words
from standoff.coding.discourse import Discourse
from standoff.coding.grammar.clauses import Clause
from standoff.coding.grammar.sentence import QUOTE, Sentence

__all__ = ["Tone", "content_clauses", "inherited_speaker"]

_RECENT = 2


class Tone:
    """The move that the words of a quotation suggest when no codebook entry is met."""

    def __init__(self, language: str) -> None:
        table = read_table(f"tone/{language}.toml")
        self._lists = [(move, words(row)) for move, row in table.items()]

    def move(self, low: Sequence[str]) -> str:
        """The move with most of its words here; earlier lists win ties; "" without any."""
        here = set(low)
        best, most = "", 0
        for move, listed in self._lists:
            hits = len(here & listed)
            if hits > most:
                best, most = move, hits
        return best


def inherited_speaker(discourse: Discourse) -> str:
    """Who goes on speaking where nobody is said to."""
    if discourse.speaker and discourse.turn - discourse.speaker_turn <= _RECENT:
        return discourse.speaker
    return discourse.last_subject()


def content_clauses(says: Clause, clauses: list[Clause], sentence: Sentence) -> list[Clause]:
    """The clauses that hold what the verb of saying introduces: those after it, or before it."""
    at = clauses.index(says)
    if _follows_content(says, sentence) and at > 0:
        return [c for c in clauses[:at] if c.kind in ("main", "sub", "inf")]
    after: list[Clause] = []
    for clause in clauses[at + 1 :]:
        if clause.kind == "rel" and clause.parent is says:
            continue
        if clause.kind == "sub" and clause.link not in sentence.language.content and not after:
            if clause.link in sentence.language.questions:
                after.append(clause)
            continue
        if clause.kind == "main" and not after and not _reported(clause, says, sentence):
            break
        after.append(clause)
    return after


def _follows_content(says: Clause, sentence: Sentence) -> bool:
    """ "..., sagte er": the verb comes first, so its content stands before it."""
    finite = says.verbs.finite
    return finite == says.first and says.kind == "main" and says.first > 0


def _reported(clause: Clause, says: Clause, sentence: Sentence) -> bool:
    """A main clause after a comma or colon is reported if its mood or its mark says so."""
    mark = sentence.low[clause.first - 1] if clause.first else ""
    if mark not in (",", ":", QUOTE):
        return False
    return mark == ":" or clause.verbs.mood in ("1", "2") or sentence.language.code == "en" or (
        clause.verbs.finite > clause.first and clause.brother is says
        and clause.verbs.mood in ("p", "t") and clause.verbs.finite - clause.first < 6
    )  # fmt: skip
