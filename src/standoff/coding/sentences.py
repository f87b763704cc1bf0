"""One sentence after another: read, attributed, stated; they share one discourse."""

from __future__ import annotations

from datetime import date

from standoff.coding.counts import apply_counts
from standoff.coding.deadlines import find_deadlines
from standoff.coding.discourse import Discourse
from standoff.coding.drafts import Draft
from standoff.coding.grammar.sentence import Sentence
from standoff.coding.numbers import load_numbers
from standoff.coding.quotes import make_quotes
from standoff.coding.reading import Reading
from standoff.coding.speech import attribute_speech
from standoff.coding.statements import make_statements
from standoff.coding.tools import Tools
from standoff.nouns import TimePhrase
from standoff.nouns.coding import state_of

__all__ = ["SentenceCoder"]


_LONGEST = 9
_ADDRESSING = frozenset(
    {"accusation", "demand", "threat", "warning", "ultimatum", "pledge", "sanction", "refusal",
     "trade_dispute", "coercion", "attack", "praise", "insult"}
)  # fmt: skip
_UTTERED = frozenset(
    {"accusation", "dismissal", "demand", "warning", "threat", "praise", "refusal", "ridicule",
     "insult"}
)  # fmt: skip
_PROVOKING = frozenset({"weapon_test", "nuclear_restart", "attack", "breach", "deployment"})


def _is_terms(draft: Draft, deadlines: list[Draft]) -> bool:
    """The terms of a deadline are no statement of their own."""
    return draft.stance == "conditional" and any(
        deadline.span[0] <= draft.span[0] and draft.span[1] <= deadline.span[1]
        for deadline in deadlines
    )


def _is_inside_a_quote(draft: Draft, others: list[Draft]) -> bool:
    """A few words in marks are no statement beside the reported one that holds them."""
    start, end = draft.span
    return draft.rule.endswith("partial") and any(
        other.kind == "quote" and other.span[0] <= start and end <= other.span[1]
        for other in others
    )


class SentenceCoder:
    """Codes the sentences of one text, in order."""

    def __init__(self, tools: Tools, text: str, published: date | None) -> None:
        self.tools, self.text, self.published = tools, text, published
        self.discourse = Discourse(synonyms=tools.language.synonyms)

    def code(self, sentence: Sentence, times: list[TimePhrase]) -> list[Draft]:
        """The drafts of a sentence with its time phrases; its actors are noted."""
        self.discourse.next_sentence()
        reading = Reading(sentence, self.tools, self.discourse, self.text)
        attribute_speech(reading)
        drafts = make_statements(reading)
        drafts = apply_counts(reading, drafts, times)
        deadlines = find_deadlines(reading, drafts, times, self.published)
        drafts = [draft for draft in drafts if not _is_terms(draft, deadlines)]
        set_dates = {draft.span for draft in drafts if draft.move == "ultimatum"}
        due = {deadline.span for deadline in deadlines}
        drafts = [d for d in drafts if d.span not in due or not d.rule.endswith("obligation")]
        drafts += [deadline for deadline in deadlines if deadline.span not in set_dates]
        drafts += [d for d in make_quotes(reading) if not _is_inside_a_quote(d, drafts)]
        self._finish(drafts, deadlines, times)
        return drafts

    def _finish(self, drafts: list[Draft], deadlines: list[Draft], times: list[TimePhrase]) -> None:
        """Dates, and what the discourse should know; a deadline's date is nobody else's."""
        due = {deadline.said for deadline in deadlines}
        free = [phrase for phrase in times if phrase.said not in due]
        for draft in drafts:
            draft.turn = self.discourse.turn
            draft.date_from(times if draft.kind == "deadline" else self._datable(draft, free))
            if draft.move == "ultimatum" and draft.kind == "event" and deadlines:
                draft.terms = deadlines[0].terms
            self._remember(draft)

    def _datable(self, draft: Draft, times: list[TimePhrase]) -> list[TimePhrase]:
        """The phrases that can date a draft: an event that happened has no date in the future."""
        if draft.stance != "actual" or draft.kind != "event" or self.published is None:
            return times
        return [phrase for phrase in times if not self._ahead(phrase)]

    def _ahead(self, phrase: TimePhrase) -> bool:
        """The phrase begins after the day of publication, or is the end of a term ("by May")."""
        if self.published is None or phrase.latest is None or phrase.latest <= self.published:
            return False
        before = self.text[max(phrase.start - _LONGEST, 0) : phrase.start].lower().split()
        due = bool(before) and before[-1] in load_numbers(self.tools.language.code).until
        return due or phrase.earliest is None or phrase.earliest > self.published

    def _remember(self, draft: Draft) -> None:
        if draft.source and draft.kind in ("event", "count"):
            self.discourse.doers[draft.move] = draft.source
        if draft.move in _UTTERED and draft.kind == "event" and len(draft.source) == 1:
            self.discourse.spoke(draft.source[0])
        if draft.move in _PROVOKING and draft.stance == "actual" and draft.source:
            self.discourse.provoker = draft.source[0]
        if draft.move in ("attack", "coercion") and draft.source and draft.target:
            self.discourse.hit[state_of(draft.source[0])] = draft.target
        if draft.source and draft.target and state_of(draft.source[0]) != state_of(draft.target[0]):
            self.discourse.note_pair(draft.source[0], draft.target[0])
            self.discourse.note_dealing(draft.source, draft.target)
        if len(draft.source) == 1 and draft.move in _ADDRESSING:
            for code in draft.target:
                self.discourse.addressed[state_of(code)] = draft.source[0]
