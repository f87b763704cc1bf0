"""`Reading`: a sentence parsed, its cues found, its actors noted in the discourse.

All later steps (speech, statements, counts, deadlines) look at readings; none parses again.
"""

from __future__ import annotations

from collections.abc import Iterator

from standoff.coding.discourse.discourse import Discourse
from standoff.coding.frames.frame import Frame
from standoff.coding.grammar.clauses import Clause, sentence_start
from standoff.coding.grammar.parse import parse_clauses, parse_phrases
from standoff.coding.grammar.phrases import Phrase
from standoff.coding.grammar.sentence import Sentence
from standoff.coding.matching.candidates import Candidate, find_candidates
from standoff.coding.tools import Tools

__all__ = ["Reading"]

_TOPICS = frozenset(
    {"angesichts", "wegen", "über", "trotz", "für", "amid", "about", "over", "despite", "for"}
)
_SCENE_PREPS = frozenset({"in", "at", "bei", "nahe", "near"})
_PLACE_PREPS = frozenset({"in", "at", "near", "nach", "from", "aus", "to"})


class Reading:
    """The clauses of a sentence with their frames and candidates, all by the same number.

    `speakers[n]` is who says what clause n holds, `governor[n]` the number of the clause with the
    verb of saying, `reporters[n]` who is named as its source ("wie X mitteilte"); `done` are
    clauses that belong to a statement already made, `voiced` those that somebody says, also without
    a name; `sides` the source and target of the clauses that are coded so far.
    """

    def __init__(
        self,
        sentence: Sentence,
        tools: Tools,
        discourse: Discourse,
        text: str,
        speaker: str = "",
    ) -> None:
        self.sentence, self.tools, self.discourse = sentence, tools, discourse
        self.text = text
        self.language = tools.language
        self.clauses: list[Clause] = parse_clauses(sentence, tools.language)
        self.frames: list[Frame] = []
        self.candidates: list[list[Candidate]] = []
        self.speakers: dict[int, str] = {}
        self.governor: dict[int, int] = {}
        self.reporters: dict[int, str] = {}
        self.done: set[int] = set()
        self.voiced: set[int] = set()
        self.sides: dict[int, tuple[tuple[str, ...], tuple[str, ...]]] = {}
        opening = sentence_start(sentence)
        for mention in sentence.mentions:
            written_here = mention.first < opening and mention.kind == "capital"
            if (mention.kind == "dateline" or written_here) and not speaker:
                discourse.at_place(mention.code, dateline=True)
        self._numbers = {id(clause): n for n, clause in enumerate(self.clauses)}
        for clause in self.clauses:
            self._add(clause, speaker)
        for frame in self.frames:
            if frame.brother is None:
                frame.brother = self._frame(frame.clause.brother)

    def _add(self, clause: Clause, speaker: str) -> None:
        frame = Frame(
            clause,
            parse_phrases(clause, self.sentence, self.language),
            self.sentence,
            self.discourse,
            self._frame(clause.brother),
            self._frame(clause.parent),
            speaker,
        )
        self.frames.append(frame)
        self.candidates.append(find_candidates(frame, self.tools.codebook, self.tools.aspect))
        if not speaker:
            _Noting(self, frame).note()

    def _frame(self, clause: Clause | None) -> Frame | None:
        number = self._numbers.get(id(clause), -1)
        return self.frames[number] if 0 <= number < len(self.frames) else None

    def number(self, clause: Clause | None) -> int:
        """The number of a clause, -1 for none."""
        return self._numbers.get(id(clause), -1)

    def words(self, number: int) -> list[str]:
        """The lower-case words of a clause."""
        return self.frames[number].words

    def children(self, number: int) -> Iterator[int]:
        """The clauses that depend on clause `number`."""
        clause = self.clauses[number]
        for n, other in enumerate(self.clauses):
            if other.parent is clause:
                yield n

    def best(self, number: int) -> Candidate | None:
        """The surest candidate for the whole clause that has a meaning of its own."""
        for candidate in self.candidates[number]:
            entry = candidate.cue.entry
            if candidate.level == "clause" and (entry.move or entry.kind == "assessment"):
                return candidate
        return None

    def saying(self, number: int) -> Candidate | None:
        """The surest candidate for a verb of saying."""
        if self.clauses[number].verbs.future and self.language.code == "de":
            return None  # "werde Iran antworten" reports no words
        for candidate in self.candidates[number]:
            if candidate.level == "clause" and candidate.cue.entry.says:
                return candidate
        return None


class _Noting:
    """Tells the discourse which actors a clause has named."""

    def __init__(self, reading: Reading, frame: Frame) -> None:
        self.sentence, self.discourse, self.frame = reading.sentence, reading.discourse, frame

    def note(self) -> None:
        """Places first: a police without a name is theirs."""
        subject, phrases = self.frame.subject, self.frame.phrases
        for phrase in phrases:
            if phrase.actors and phrase.prep in _SCENE_PREPS:
                self._places(phrase)
        for k, phrase in enumerate(phrases):
            is_subject = subject >= 0 and (k == subject or phrase.joined == subject)
            codes = self.frame.actors(k)
            if phrase.actors or phrase.owners:
                self._mentions(phrase, is_subject)
            if not phrase.actors and (is_subject or phrase.roles):
                for code in codes:
                    kind = "person" if "_" in code else "state"
                    self.discourse.note(code, kind, subject=is_subject)
            if is_subject and len(codes) > 1:
                self.discourse.note_group(codes)
                if k in self.frame.joined:
                    self.discourse.note_team(codes)
            if k == subject and not codes and self._is_name(phrase):
                self.discourse.note_stranger()

    def _is_name(self, phrase: Phrase) -> bool:
        """Two capitals in a row without an article: somebody's name."""
        upper = self.sentence.upper
        long = phrase.last - phrase.first > 1 and not phrase.det and not phrase.pronoun
        return long and all(upper[k] for k in range(phrase.first, phrase.last))

    def _places(self, phrase: Phrase) -> None:
        if self._is_topic(phrase):
            return
        before = self.sentence.low[phrase.start - 1] if phrase.start else ""
        if before in self.sentence.language.all_determiners:
            return  # "die in Wien ansässige Behörde": where that is, not where this happens
        for number in phrase.actors:
            mention = self.sentence.mentions[number]
            if mention.kind in ("capital", "state"):
                self.discourse.at_place(mention.code)

    def _is_topic(self, phrase: Phrase) -> bool:
        """ "angesichts der Not in Syrien": where that is, not where the sentence is."""
        return any(
            other.last == phrase.start and other.prep in _TOPICS for other in self.frame.phrases
        )

    def _mentions(self, phrase: Phrase, is_subject: bool) -> None:
        for number in (*phrase.actors, *phrase.owners):
            mention = self.sentence.mentions[number]
            place = mention.kind in ("capital", "state") and phrase.prep in _PLACE_PREPS
            if mention.kind in ("dateline", "modifier") or not mention.code or place:
                continue
            words = " ".join(self.sentence.low[mention.first : mention.last]).replace("-", " ")
            owner = number in phrase.owners
            self.discourse.note(
                self.frame.code_of(mention),
                mention.kind,
                subject=is_subject and not owner,
                words=words,
            )
