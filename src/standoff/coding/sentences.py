"""One sentence: its clauses coded, its quotations given to their speakers."""

from __future__ import annotations

from standoff.coding.discourse import Discourse
from standoff.coding.drafts import Draft, clause_span, phrase_span
from standoff.coding.frames import Frame
from standoff.coding.grammar.parse import parse_clauses, parse_phrases
from standoff.coding.grammar.sentence import Sentence
from standoff.coding.matching import Candidate, find_candidates
from standoff.coding.speech import content_clauses, inherited_speaker
from standoff.coding.stance import clause_stance, is_negated
from standoff.coding.tools import Tools
from standoff.nouns.coding import state_of

__all__ = ["SentenceCoder"]

_INWARD = frozenset({"weapon_test", "exercise", "deployment", "nuclear_restart", "election",
                     "domestic_pressure", "face_saving", "protest", "moratorium"})  # fmt: skip
_TWO_SIDED = frozenset({"summit", "talks", "agreement", "breakdown", "cooperation"})
_SINGLE_OK = 0.4
_PLACES = frozenset({"in", "at", "near", "nach"})


class SentenceCoder:
    """Codes one sentence after another, with the discourse they share."""

    def __init__(self, tools: Tools, text: str) -> None:
        self.tools, self.text = tools, text
        self.discourse = Discourse()

    def code(self, sentence: Sentence) -> list[Draft]:
        """The drafts of a sentence; notes its actors in the discourse."""
        self.discourse.next_sentence()
        reading = Reading(self, sentence)
        return reading.drafts()


class Reading:
    """The frames and candidates of one sentence."""

    def __init__(self, coder: SentenceCoder, sentence: Sentence) -> None:
        self.coder, self.sentence = coder, sentence
        self.tools, self.discourse = coder.tools, coder.discourse
        self.clauses = parse_clauses(sentence, self.tools.language)
        self.frames: list[Frame] = []
        self.found: list[list[Candidate]] = []
        self.speakers: dict[int, str] = {}
        self.consumed: set[int] = set()
        by_clause: dict[int, Frame] = {}
        for clause in self.clauses:
            frame = Frame(
                clause,
                parse_phrases(clause, sentence, self.tools.language),
                sentence,
                self.discourse,
                by_clause.get(id(clause.brother)),
                by_clause.get(id(clause.parent)),
            )
            by_clause[id(clause)] = frame
            self.frames.append(frame)
            self.found.append(find_candidates(frame, self.tools.codebook, self.tools.aspect))
            self._note(frame)

    def _note(self, frame: Frame) -> None:
        subject = frame.subject
        for k, phrase in enumerate(frame.phrases):
            is_subject = k == subject or phrase.joined == subject >= 0
            codes = frame.actors(k)
            for number in phrase.actors:
                mention = self.sentence.mentions[number]
                place = mention.kind in ("capital", "state") and phrase.prep in _PLACES
                if mention.kind == "dateline" or place:
                    continue
                words = " ".join(self.sentence.low[mention.first : mention.last])
                self.discourse.note(mention.code, mention.kind, subject=is_subject, words=words)
            if (phrase.pronoun or phrase.roles or not phrase.actors) and is_subject:
                for code in codes:
                    kind = "person" if "_" in code else "state"
                    self.discourse.note(code, kind, subject=True)
            if is_subject and len(codes) > 1:
                self.discourse.note_group(codes)

    # ---- statements ------------------------------------------------------------------------

    def drafts(self) -> list[Draft]:
        """All drafts of the sentence, speech first."""
        made: list[Draft] = []
        self._indirect_speech(made)
        for number in range(len(self.clauses)):
            if number not in self.consumed:
                self._clause(number, made)
        made.extend(self._direct_speech())
        return made

    def _indirect_speech(self, made: list[Draft]) -> None:
        for number, candidates in enumerate(self.found):
            says = next((c for c in candidates if c.cue.entry.says and c.level == "clause"), None)
            if says is None:
                continue
            speaker = self._actor(self.frames[number].fill(("subject", "agent")))
            if not speaker:
                continue
            self.discourse.spoke(speaker)
            for clause in content_clauses(self.clauses[number], self.clauses, self.sentence):
                self.speakers.setdefault(self.clauses.index(clause), speaker)
                self.frames[self.clauses.index(clause)].speaker = speaker

    def _actor(self, codes: tuple[str, ...]) -> str:
        return ";".join(codes)

    def _clause(self, number: int, made: list[Draft]) -> None:
        best = self._best(number)
        if best is not None:
            draft = self._draft(best, number)
            if draft is not None:
                made.append(draft)
        elif number in self.speakers:
            draft = self._plain_speech(number)
            if draft is not None:
                made.append(draft)
        for candidate in self.found[number]:
            if candidate.level == "phrase" and (best is None or candidate.noun != best.noun):
                draft = self._phrase_draft(candidate, number)
                if draft is not None:
                    made.append(draft)

    def _best(self, number: int) -> Candidate | None:
        for candidate in self.found[number]:
            if candidate.level != "clause":
                continue
            entry = candidate.cue.entry
            if entry.says and not entry.move:
                continue
            return candidate
        return None

    def _draft(self, candidate: Candidate, number: int) -> Draft | None:
        entry, frame = candidate.cue.entry, candidate.frame
        clause = frame.clause
        if entry.kind == "assessment":
            return self._assessment(candidate)
        move, stance = self._meaning(candidate, number)
        if not move:
            return None
        source, target = self._sides(candidate, move)
        if not source and not target:
            return None
        last = self._extent(number) if entry.takes else None
        speaker = self.speakers.get(number, "") or self._attributed(frame)
        kind = entry.kind
        if kind == "event" and number in self.speakers:
            kind = "quote"
            stance = "actual" if stance in ("planned", "unconfirmed", "hypothetical") else stance
        return Draft(
            span=clause_span(self.sentence, clause, last),
            kind=kind,
            move=move,
            source=source,
            target=target,
            stance=stance,
            speaker=speaker,
            system=entry.system,
            rule=entry.id,
            confidence=candidate.score,
        )

    def _meaning(self, candidate: Candidate, number: int) -> tuple[str, str]:
        """Move and stance, after negation and the aspect of the verb."""
        entry, frame = candidate.cue.entry, candidate.frame
        move = entry.move
        stance = entry.stance or clause_stance(
            frame, reported=number in self.speakers, conditioned=self._conditioned(number)
        )
        if is_negated(frame, candidate.at, candidate.noun) and not self._negation_in_cue(candidate):
            if entry.negated == "-":
                return "", ""
            if entry.negated:
                return entry.negated, "actual"
            stance = "denied" if stance == "actual" else stance
        if candidate.aspect == "stop":
            return self.tools.aspect.stopped.get(move, ""), stance
        if candidate.aspect == "plan" and stance == "actual":
            stance = "planned"
        return move, stance

    def _negation_in_cue(self, candidate: Candidate) -> bool:
        negations = self.tools.language.negations
        return any(negations.intersection(words) for words in candidate.cue.phrases)

    def _conditioned(self, number: int) -> bool:
        """True if the clause depends on, or stands beside, an if-clause."""
        clause = self.clauses[number]
        if clause.kind != "main":
            return False
        conditional = self.tools.language.conditional
        for other in self.clauses:
            if other.kind == "sub" and other.link in conditional and other.parent is clause:
                return True
        return (
            number > 0
            and self.clauses[number - 1].kind == "sub"
            and (self.clauses[number - 1].link in conditional)
        )

    def _sides(self, candidate: Candidate, move: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Source and target: where the entry says, else by default, else from the discourse."""
        cue, frame, noun = candidate.cue, candidate.frame, candidate.noun
        if frame.passive and cue.verbs:
            source = frame.fill(("agent",), noun)
            target = frame.fill(("subject", *cue.target), noun, source)
        else:
            source = frame.fill(cue.source or ("subject", "owner"), noun)
            if cue.target == ("-",):
                return source or self._left_unsaid(), ()
            target = frame.fill(cue.target or ("object", "dative"), noun, source)
        if cue.entry.both and len(source) > 1 and not target:
            return source, source
        if move in _TWO_SIDED and not source:
            source = target or self.discourse.both()
            if len(source) > 1:
                return source, source
        if not source and not frame.passive and move not in ("attack", "coercion", "protest"):
            source = self._left_unsaid(target)
        target = tuple(code for code in target if code not in source)
        if not target and source and move not in _INWARD:
            other = self.discourse.counterpart(source)
            target = (other,) if other else ()
        return source, target

    def _left_unsaid(self, target: tuple[str, ...] = ()) -> tuple[str, ...]:
        states = {state_of(code) for code in target}
        found = self.discourse.last_subject()
        return (found,) if found and state_of(found) not in states else ()

    def _extent(self, number: int) -> int | None:
        """Where the clauses governed by clause `number` end."""
        last: int | None = None
        owner = self.clauses[number]
        language = self.tools.language
        for k in range(number + 1, len(self.clauses)):
            clause = self.clauses[k]
            governed = (clause.kind == "inf" and clause.link not in ("um", "ohne", "statt")) or (
                clause.kind == "sub" and clause.link in language.content
            )
            if not governed:
                break
            if clause.parent is owner or clause.parent is self.clauses[k - 1]:
                last = clause.last
                self.consumed.add(k)
        return last

    def _attributed(self, frame: Frame) -> str:
        """ "nach Angaben von X", "laut X": who reports it."""
        for k, phrase in enumerate(frame.phrases):
            if phrase.prep in ("laut", "gemäß"):
                return self._actor(frame.actors(k))
            words = frame.sentence.low[phrase.first : phrase.last]
            if phrase.prep == "nach" and ("angaben" in words or "darstellung" in words):
                return self._actor(frame.fill(("owner",), k))
        return ""

    def _assessment(self, candidate: Candidate) -> Draft | None:
        frame = candidate.frame
        actors = frame.fill(("subject", "object", "für", "any"))
        if not actors:
            return None
        stance = clause_stance(frame)
        return Draft(
            span=clause_span(self.sentence, frame.clause),
            kind="assessment",
            source=("AUTHOR",),
            target=actors,
            stance=stance if stance in ("habitual", "hypothetical") else "opinion",
            rule=candidate.cue.entry.id,
            confidence=candidate.score,
        )

    def _phrase_draft(self, candidate: Candidate, number: int) -> Draft | None:
        frame = candidate.frame
        entry = candidate.cue.entry
        if candidate.score < _SINGLE_OK:
            return None
        source = frame.fill(("owner", "zwischen", "between"), candidate.noun)
        if not source and frame.phrases[candidate.noun].prep not in (
            "vor",
            "nach",
            "bei",
            "after",
            "before",
        ):
            return None
        source, target = self._sides(candidate, entry.move)
        if not source:
            return None
        return Draft(
            span=phrase_span(self.sentence, frame.phrases, candidate.noun),
            kind=entry.kind,
            move=entry.move,
            source=source,
            target=target,
            speaker=self.speakers.get(number, ""),
            system=entry.system,
            rule=entry.id,
            confidence=candidate.score - 0.05,
            level="phrase",
        )

    # ---- speech ----------------------------------------------------------------------------

    def _plain_speech(self, number: int) -> Draft | None:
        """What somebody said, without a cue of its own: typed by its tone."""
        clause, frame = self.clauses[number], self.frames[number]
        speaker = self.speakers[number]
        words = [self.sentence.low[k] for k in clause.indices()]
        if clause.kind == "rel" or len(words) < 3:
            return None
        move = self.tools.tone.move(words) or "announcement"
        named = frame.fill(("object", "dative", "subject", "any"), exclude=(speaker,))
        other = named or tuple(filter(None, [self.discourse.counterpart((speaker,))]))
        return Draft(
            span=clause_span(self.sentence, clause),
            kind="quote",
            move=move,
            source=tuple(speaker.split(";")),
            target=other,
            speaker=speaker,
            rule=f"{self.tools.language.code}.speech.indirect",
            confidence=0.4,
        )

    def _direct_speech(self) -> list[Draft]:
        made = []
        for start, end in self.sentence.quotes:
            speaker = self._quote_speaker()
            if not speaker:
                continue
            self.discourse.spoke(speaker)
            made.append(self._quote(start, end, speaker))
        for start, end in self.sentence.marked:
            draft = self._partial(start, end)
            if draft is not None:
                made.append(draft)
        return made

    def _quote_speaker(self) -> str:
        for number, candidates in enumerate(self.found):
            if any(c.cue.entry.says and c.level == "clause" for c in candidates):
                speaker = self._actor(self.frames[number].fill(("subject", "agent")))
                if speaker:
                    return speaker
        for frame in self.frames:
            speaker = self._actor(frame.fill(("subject",)))
            if speaker:
                return speaker
        return inherited_speaker(self.discourse)

    def _quote(self, start: int, end: int, speaker: str) -> Draft:
        words = self.coder.text[start:end].lower()
        low = [w.strip(".,!?;:„“”»«\"'()") for w in words.split()]
        move = self.tools.tone.move(low) or "announcement"
        other = self.discourse.counterpart((speaker,))
        return Draft(
            span=(start, end),
            kind="quote",
            move=move,
            source=tuple(speaker.split(";")),
            target=(other,) if other else (),
            speaker=speaker,
            rule=f"{self.tools.language.code}.speech.direct",
            confidence=0.45,
        )

    def _partial(self, start: int, end: int) -> Draft | None:
        low = [w.strip(".,!?;:„“”»«\"'()") for w in self.coder.text[start:end].lower().split()]
        move = self.tools.tone.move(low)
        if not move or move in ("refusal", "pledge"):
            return None
        speaker = self._quote_speaker()
        if not speaker:
            return None
        other = self.discourse.counterpart((speaker,))
        return Draft(
            span=(start, end),
            kind="quote",
            move=move,
            source=tuple(speaker.split(";")),
            target=(other,) if other else (),
            speaker=speaker,
            rule=f"{self.tools.language.code}.speech.partial",
            confidence=0.4,
            level="phrase",
        )
