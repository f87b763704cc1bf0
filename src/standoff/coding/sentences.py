"""One sentence after another: read, attributed, stated; they share one discourse."""

from __future__ import annotations

from standoff.coding.discourse import Discourse
from standoff.coding.drafts import Draft
from standoff.coding.grammar.sentence import Sentence
from standoff.coding.quotes import make_quotes
from standoff.coding.reading import Reading
from standoff.coding.speech import attribute_speech
from standoff.coding.statements import make_statements
from standoff.coding.tools import Tools

__all__ = ["SentenceCoder"]


class SentenceCoder:
    """Codes the sentences of one text, in order."""

    def __init__(self, tools: Tools, text: str) -> None:
        self.tools, self.text = tools, text
        self.discourse = Discourse()

    def code(self, sentence: Sentence) -> list[Draft]:
        """The drafts of a sentence; its actors are noted in the discourse."""
        self.discourse.next_sentence()
        reading = Reading(sentence, self.tools, self.discourse)
        attribute_speech(reading)
        drafts = make_statements(reading) + make_quotes(reading, self.text)
        for draft in drafts:
            draft.turn = self.discourse.turn
        return drafts
