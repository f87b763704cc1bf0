"""One sentence after another: read, attributed, stated; they share one discourse."""

from __future__ import annotations

from datetime import date

from standoff.coding.discourse.discourse import Discourse
from standoff.coding.discourse.matter import Matter
from standoff.coding.discourse.memory import remember
from standoff.coding.drafts import Draft
from standoff.coding.grammar.sentence import Sentence
from standoff.coding.reading import Reading
from standoff.coding.sides.quarrels import note_quarrels
from standoff.coding.speech.quotes import make_quotes
from standoff.coding.speech.speech import attribute_speech
from standoff.coding.statements.counts import apply_counts
from standoff.coding.statements.statements import make_statements
from standoff.coding.timing.ahead import look_ahead
from standoff.coding.timing.dating import Dating
from standoff.coding.timing.deadlines import find_deadlines
from standoff.coding.timing.narrative import Narrative
from standoff.coding.tools import Tools
from standoff.nouns import TimePhrase

__all__ = ["SentenceCoder"]


def _is_terms(draft: Draft, deadlines: list[Draft]) -> bool:
    """The terms of a deadline are no statement of their own."""
    return draft.stance == "conditional" and any(
        deadline.span[0] <= draft.span[0] and draft.span[1] <= deadline.span[1]
        for deadline in deadlines
    )


def _is_inside_a_quote(draft: Draft, others: list[Draft]) -> bool:
    """A few words in marks are no statement beside the reported one that holds them."""
    start, end = draft.span
    english = draft.rule.startswith("en.")
    return draft.rule.endswith("partial") and any(
        (other.kind == "quote" or (english and other.move == draft.move))
        and other.span[0] <= start
        and end <= other.span[1]
        for other in others
    )


def _is_quoted_instead(draft: Draft, quotes: list[Draft]) -> bool:
    """ "sprach von „großer“ Freude": the words in marks are the statement."""
    start, end = draft.span
    return draft.rule.endswith("speak_of") and any(
        quote.move == draft.move and start <= quote.span[0] and quote.span[1] <= end
        for quote in quotes
    )


def _is_told_twice(draft: Draft, others: list[Draft]) -> bool:
    """ "kündigte an, mit gleicher Münze zu antworten": what is threatened is no second threat."""
    start, end = draft.span
    return any(
        other is not draft
        and other.span[0] <= start
        and end <= other.span[1]
        and (start, end) != other.span
        and (other.move, other.kind, other.source) == (draft.move, draft.kind, draft.source)
        for other in others
    )


def _tells_of_the_quote(draft: Draft, quotes: list[Draft]) -> bool:
    """ "„...“, warnte Xi": the quotation is the warning."""
    start, end = draft.span
    return any(
        quote.rule.endswith(f".direct.{draft.rule}")
        and start <= quote.span[0]
        and quote.span[1] <= end
        and draft.kind == "event"
        for quote in quotes
    )


class SentenceCoder:
    """Codes the sentences of one text, in order."""

    def __init__(self, tools: Tools, text: str, published: date | None, matter: Matter) -> None:
        self.tools, self.text, self.published = tools, text, published
        self.discourse = Discourse(synonyms=tools.language.synonyms, matter=matter)
        self.narrative = Narrative(published)

    def code(self, sentence: Sentence, times: list[TimePhrase]) -> list[Draft]:
        """The drafts of a sentence with its time phrases; its actors are noted."""
        self.discourse.next_sentence()
        reading = Reading(sentence, self.tools, self.discourse, self.text)
        attribute_speech(reading)
        note_quarrels(reading)
        drafts = make_statements(reading)
        drafts = apply_counts(reading, drafts, times)
        deadlines = find_deadlines(reading, drafts, times, self.published)
        drafts = [draft for draft in drafts if not _is_terms(draft, deadlines)]
        set_dates = {draft.span for draft in drafts if draft.move == "ultimatum"}
        due = {deadline.span for deadline in deadlines}
        drafts = [d for d in drafts if d.span not in due or not d.rule.endswith("obligation")]
        drafts += [deadline for deadline in deadlines if deadline.span not in set_dates]
        quotes = [d for d in make_quotes(reading) if not _is_inside_a_quote(d, drafts)]
        drafts = [d for d in drafts if not _is_quoted_instead(d, quotes)]
        drafts = [d for d in drafts if not _tells_of_the_quote(d, quotes)] + quotes
        drafts = [draft for draft in drafts if not _is_told_twice(draft, drafts)]
        for draft in drafts:
            look_ahead(reading, draft, times, self.published)
        dating = Dating(reading, self.text, self.published, times, deadlines)
        self._finish(drafts, deadlines, dating)
        self.narrative.tell(reading, drafts, times, dating.of_deeds)
        return drafts

    def _finish(self, drafts: list[Draft], deadlines: list[Draft], dating: Dating) -> None:
        """Dates, and what the discourse should know."""
        for draft in drafts:
            draft.turn = self.discourse.turn
            draft.date_from(dating.of(draft))
            if draft.move == "ultimatum" and draft.kind == "event" and deadlines:
                draft.terms = deadlines[0].terms
            remember(self.discourse, draft)
