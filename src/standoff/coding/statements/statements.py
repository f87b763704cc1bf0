"""Statements: what the clauses of a reading say, as drafts.

For each clause its surest candidate makes one draft; a noun that names another event beside it
makes a draft of its own ("nach dem Gipfel"). What somebody says is the speaker's: an accusation or
threat takes its content along, a plain "sagte" leaves the content to speak for itself.
"""

from __future__ import annotations

from standoff.coding.drafts import Draft
from standoff.coding.matching.candidates import Candidate
from standoff.coding.meaning import find_meaning
from standoff.coding.reading import Reading
from standoff.coding.sides.moves import TWO_SIDED
from standoff.coding.sides.sides import find_sides
from standoff.coding.statements.joining import join_clauses
from standoff.coding.statements.judging import Judging
from standoff.coding.statements.likewise import follows_suit
from standoff.coding.statements.systems import weapon_system
from standoff.coding.statements.utterances import PURPOSE
from standoff.coding.statements.war import as_fired_in_war
from standoff.nouns.coding import state_of

__all__ = ["make_statements"]

_OWN_PLANS = frozenset(
    {
        "exercise",
        "weapon_test",
        "nuclear_restart",
        "withdrawal",
        "deployment",
        "sanction",
        "trade_dispute",
        "relief",
        "aid",
    }
)
_NEXT = 4
_COSTING = frozenset({"kill", "wound", "injure", "hurt"})
_QUESTIONED = frozenset({"asked", "pressed", "questioned", "quizzed"})
_ABOUT_WHAT = frozenset({"whether", "about", "if", "why", "how", "what", "when", "by"})


def make_statements(reading: Reading) -> list[Draft]:
    """The drafts of all clauses, in their order."""
    made: dict[int, list[Draft]] = {}
    for number in range(len(reading.clauses)):
        if number not in reading.done:
            made[number] = _Maker(reading, number).drafts()
    join_clauses(reading, made)
    return [draft for drafts in made.values() for draft in drafts]


class _Maker(Judging):
    """Makes the drafts of one clause."""

    def drafts(self) -> list[Draft]:
        """What the clause says, and what its nouns say beside it."""
        only = self.reading.sentence.low[self.clause.first] == "nur"  # "nur um zu drohen": he did
        best = self._reported_by() or self.reading.best(self.number)
        for_it = self.clause.kind == "inf" and self.clause.link in PURPOSE and not only
        if (for_it and not self._travels_to_talk(best)) or self._tells_which():
            return []
        if self._only_supposes(best) or self._counts_dead(best):
            return []
        made = [
            self._terms(best)
            or self._only_if(best)
            or self._obligation(best)
            or self._wish(best)
            or self._clause(best)
            or self._next_best(best)
            or self._gives_up(best)
            or self._plain(best)
            or self._intention(best)
            or (follows_suit(self.reading, self.number) if best is None else None)
        ]
        said = made[0].move if made[0] is not None else ""
        for candidate in self.reading.candidates[self.number]:
            beside = best is None or candidate.noun != best.noun
            beside = beside and not self._is_what_is_promised(best, candidate)
            if candidate.level == "phrase" and beside and candidate.cue.entry.move != said:
                made.append(self.phrase_draft(candidate))
        self._leave_out(made[0], made[1:])
        return [self._as_promise(draft) for draft in made if draft is not None]

    def _tells_which(self) -> bool:
        """ "The vessel, escorted by warships, ...": whose doer is nobody, it only tells which."""
        low = self.reading.sentence.low
        if low[self.clause.first] in _QUESTIONED and low[self.clause.first + 1] in _ABOUT_WHAT:
            return self.reading.language.code == "en"  # "Asked whether ..., she declined"
        told = self.clause.kind == "ptc" and self.frame.passive
        phrases = (self.frame.phrases[k] for k in self.frame.role_phrases("agent"))
        return told and not any(phrase.actors or phrase.owners for phrase in phrases)

    def _only_supposes(self, best: Candidate | None) -> bool:
        """ "falls die Angriffe aufhören": an event that a condition names, of nobody there."""
        german = self.reading.language.code == "de" and self.clause.kind == "sub"
        if not german or self.clause.link not in self.reading.language.conditional:
            return False
        by_noun = best is not None and not best.cue.verbs and best.noun >= 0
        named = any(phrase.actors or phrase.owners for phrase in self.frame.phrases)
        return by_noun and not named

    def _counts_dead(self, best: Candidate | None) -> bool:
        """ "A missile hit a town, killing ten": whom the attack cost is no second attack."""
        verbs = self.clause.verbs.lexical
        if self.clause.kind != "ptc" or not verbs or verbs[0][0] not in _COSTING or best is None:
            return False
        parent = self.reading.number(self.clause.parent)
        before = self.reading.best(parent) if parent >= 0 else None
        same = before is not None and before.cue.entry.move == best.cue.entry.move == "attack"
        return same and self.reading.language.code == "en"

    def _as_promise(self, draft: Draft) -> Draft:
        """ "man werde keine Soldaten entsenden": what somebody says of his own acts is a pledge."""
        own = {state_of(code) for code in draft.speaker.split(";") if code}
        promised = draft.kind == "quote" and draft.move == "pledge" and draft.level != "phrase"
        if promised and own & {state_of(code) for code in draft.source}:
            draft.kind = "pledge" if self.reading.language.code == "de" else draft.kind
        return draft

    def _is_what_is_promised(self, best: Candidate | None, candidate: Candidate) -> bool:
        """ "pledged two million dollars in aid": the aid is the pledge, no second statement."""
        if best is None or best.cue.entry.kind != "pledge" or candidate.noun < 0:
            return False
        prep = candidate.frame.phrases[candidate.noun].prep
        return candidate.cue.entry.move == "aid" and prep in ("in", "of", "worth")

    def _travels_to_talk(self, best: Candidate | None) -> bool:
        """ "flog nach Sotschi, um mit Putin zu sprechen": the clause before says nothing more."""
        parent = self.reading.number(self.clause.parent)
        talks = best is not None and best.cue.entry.move == "talks"
        return talks and parent not in self.reading.sides and self.reading.language.code == "de"

    def _next_best(self, best: Candidate | None) -> Draft | None:
        """What else the clause may say where the surest cue says nothing.

        It asks for a target that is not named, or means nothing under a negation; or a German idiom
        names nobody, where a verb names both sides.
        """
        if best is None:
            return None
        move, _ = find_meaning(self.reading, self.number, best)
        voiceless = best.cue.source == ("speaker",) and not self.speaker
        nobody = bool(move) and not (best.cue.entry.named or voiceless)
        if nobody and (self.reading.language.code != "de" or best.cue.verbs or best.noun >= 0):
            return None
        for other in self.reading.candidates[self.number][1:_NEXT]:
            able = other.cue.verbs or not nobody
            if able and other.level == "clause" and not other.cue.entry.named:
                draft = self._clause(other)
                if draft is not None and (not nobody or (draft.source and draft.target)):
                    return draft
        return None

    def _leave_out(self, draft: Draft | None, phrases: list[Draft | None]) -> None:
        """ "Nach dem Angriff | drohte Kim": what opens the clause is a statement of its own."""
        for phrase in phrases:
            if draft is None or phrase is None or draft.span[0] != phrase.span[0]:
                continue
            following = (t for t in self.reading.sentence.tokens if t.start >= phrase.span[1])
            start = next((t.start for t in following if t.text[0].isalnum()), draft.span[1])
            if start < draft.span[1]:
                draft.span = (start, draft.span[1])

    def _reported_by(self) -> Candidate | None:
        """ "Russland lüge, kritisierte er": the verb behind the content says what it is."""
        governor = self.reading.governor.get(self.number, -1)
        if governor <= self.number or not self._is_content():
            return None
        best = self.reading.best(governor)
        if best is None or not best.cue.entry.says:
            return None
        own = self.reading.best(self.number)
        defends = own is not None and own.cue.entry.move == "threat"  # "man werde ... verteidigen"
        if best.cue.entry.kind != "event" and not (best.cue.entry.kind == "pledge" and defends):
            return None
        return None if best.cue.entry.move == "announcement" else best

    def _clause(self, best: Candidate | None) -> Draft | None:
        if best is None:
            return None
        entry = best.cue.entry
        if entry.kind == "assessment":
            return self._assessment(best)
        move, stance = find_meaning(self.reading, self.number, best)
        if not move or (entry.move == "announcement" and not self._announces()):
            return None
        self._reported_words(best)
        if self._is_anybody() or (best.cue.source == ("speaker",) and not self.speaker):
            return None
        move = as_fired_in_war(self.reading, best, move)
        source, target = find_sides(self.reading, best, move)
        self.reading.sides[self.number] = (source, target)
        if best.cue.source == ("-",) and self.speaker:
            source = tuple(self.speaker.split(";"))
        if not source and stance == "planned" and move in _OWN_PLANS:
            source = tuple(filter(None, self.speaker.split(";")))  # "Die Truppen würden abziehen"
        if not source and entry.kind == "pledge" and self.reading.language.code == "en":
            source = tuple(filter(None, self.speaker.split(";")))  # "said he would be freed"
        role = self._is_role() and move not in TWO_SIDED
        told = source or target or role or self._tells_of_arms(best, move)
        told = told or self._tells_of_violence(best, move) or self._tells_surely(best)
        if not told:
            return None
        denied = self._denied_deed(best)
        if denied is not None:
            return denied
        if move == "announcement" and (self._under_condition() or self._retaliates()):
            move = "threat"
        if move == "warning" and (self._own_deed(source, target) or self._foretells_harm()):
            move = "threat"
        refuses = entry.kind == "pledge" and move == "refusal"  # "sagte die Lieferung nicht zu"
        kind, speaker = self._kind("event" if refuses else entry.kind, entry.says, source)
        return Draft(
            span=self._span_of(best, kind),
            kind=kind,
            move=move,
            source=source,
            target=target,
            stance=self._as_claimed(move, self._stance(kind, move, stance), source, target),
            speaker=speaker,
            system=entry.system or weapon_system(move, self.reading.words(self.number)),
            rule=entry.id,
            confidence=best.score - self._aside(),
        )

    def _reported_words(self, best: Candidate) -> None:
        """ "Togo will pay dearly, Mali said": words that only their speaker can mean are his."""
        reporter = self.reading.reporters.get(self.number, "")
        if best.cue.source == ("speaker",) and reporter and self.reading.language.code == "en":
            self.reading.speakers.setdefault(self.number, reporter)
            self.frame.set_speaker(reporter)
            self.speaker = reporter
