"""Spans: which characters of a clause are the evidence of its statement, and how surely so.

accused Iran of firing on a ship          the clause, without the conjunction that joins it
11 tests and an ultimatum                 in a list each noun is a statement of its own
warned that Mali would pay                of an accusation or warning the content with its verb
tried to block the strait                 an infinitive together with the verb that raises it
"""

from __future__ import annotations

from standoff.coding.drafts import clause_span, phrase_span
from standoff.coding.matching.candidates import Candidate
from standoff.coding.statements.endings import told_until
from standoff.coding.statements.nominal import Nominals
from standoff.coding.statements.utterances import PURPOSE

__all__ = ["Spans"]

_ASIDE = 0.1
_TOLD = frozenset({"warning", "threat", "praise"})


class Spans(Nominals):
    """One clause of a reading, and the evidence of what it states."""

    def _contents(self) -> list[int]:
        governed = [n for n, by in self.reading.governor.items() if by == self.number]
        return governed or [
            n for n in self.reading.children(self.number) if self.reading.clauses[n].kind == "inf"
        ]

    def _span_of(self, best: Candidate, kind: str) -> tuple[int, int]:
        """A noun of a list, the content of an accusation, or the clause."""
        entry = best.cue.entry
        if not best.cue.verbs and best.noun >= 0 and self._in_a_list(best.noun):
            return self._listed_span(best.noun)
        span = self._span(entry.takes, entry.says)
        needed = self.frame.phrases[best.noun].last if best.noun >= 0 else 0
        span = (span[0], told_until(self.reading.sentence, self.clause, span[1], needed))
        contents = self._contents()
        tells = entry.move == "accusation" or (
            entry.move in _TOLD and self.reading.clauses[min(contents, default=0)].link == "that"
        )
        if kind == "quote" and tells and contents and not self.speaker:
            start, _ = clause_span(self.reading.sentence, self.reading.clauses[contents[0]])
            return (start, span[1]) if span[0] < start < span[1] else span
        return span

    def _in_a_list(self, noun: int) -> bool:
        """ "11 Tests und ein Ultimatum": each noun of the list is a statement of its own."""
        phrases, low = self.frame.phrases, self.reading.sentence.low
        for other in self.reading.candidates[self.number]:
            if other.cue.verbs or other.noun in (-1, noun) or phrases[other.noun].prep:
                continue
            one, two = sorted((other.noun, noun))
            if "und" in low[phrases[one].last : phrases[two].first]:
                return True
        return False

    def _listed_span(self, noun: int) -> tuple[int, int]:
        """The phrase, and the relative clause right behind it."""
        sentence, phrase = self.reading.sentence, self.frame.phrases[noun]
        start, end = phrase_span(sentence, self.frame.phrases, noun)
        for n in self.reading.children(self.number):
            clause = self.reading.clauses[n]
            if clause.kind == "rel" and 0 <= clause.first - phrase.last <= 1:
                end = clause_span(sentence, clause)[1]
        return start, end

    def _span(self, takes: bool, says: bool) -> tuple[int, int]:
        """The clause, with what it governs; an infinitive after "versuchte" with its verb."""
        sentence = self.reading.sentence
        last = self._governed() if takes else None
        start, end = clause_span(sentence, self.clause, last)
        parent = self.reading.number(self.clause.parent)
        before = self.number - 1
        if self.reading.governor.get(self.number) == before and before in self.reading.done:
            start = clause_span(sentence, self.reading.clauses[before])[0]
        if self._raised(parent):
            start = clause_span(sentence, self.reading.clauses[parent])[0]
        return start, end

    def _raised(self, parent: int) -> bool:
        if self.clause.kind != "inf" or parent < 0 or self.clause.link in PURPOSE:
            return False
        lexical = self.reading.clauses[parent].verbs.lexical
        raising = bool(lexical) and lexical[0][0] in self.reading.language.raising
        return raising and self.reading.best(parent) is None

    def _aside(self) -> float:
        """What is said in passing is less surely the statement."""
        if self.clause.kind == "inf" and not self._raised(self.reading.number(self.clause.parent)):
            governor = self.reading.number(self.clause.parent)
            spoken = governor >= 0 and self.reading.best(governor) is not None
            return 0.0 if spoken else _ASIDE
        if self.speaker or self.clause.kind in ("main", "inf"):
            return 0.0
        content = self.clause.kind == "sub" and self.clause.link in self.reading.language.content
        return 0.0 if content else _ASIDE
