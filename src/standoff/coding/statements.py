"""Statements: what the clauses of a reading say, as drafts.

For each clause its surest candidate makes one draft; a noun that names another event beside it
makes a draft of its own ("nach dem Gipfel"). What somebody says is the speaker's: an accusation or
threat takes its content along, a plain "sagte" leaves the content to speak for itself.
"""

from __future__ import annotations

from standoff.coding.addressees import unsaid_target
from standoff.coding.constructions import blamed
from standoff.coding.drafts import Draft, clause_span, phrase_span
from standoff.coding.joining import UNDER_CONDITION, join_clauses
from standoff.coding.matching import Candidate
from standoff.coding.meaning import find_meaning
from standoff.coding.nominal import Nominals
from standoff.coding.reading import Reading
from standoff.coding.sides import TWO_SIDED, find_sides
from standoff.coding.speech import attributed
from standoff.coding.stance import clause_stance
from standoff.coding.systems import weapon_system
from standoff.coding.utterances import PURPOSE
from standoff.nouns.coding import state_of

__all__ = ["make_statements"]

_ASIDE = 0.1
_FORETOLD = frozenset({"talks", "summit", "exercise", "deployment", "weapon_test", "withdrawal"})
_KEPT = frozenset({"denied", "conditional"})
_DEEDS = frozenset({"attack", "coercion", "aid", "deployment", "breach", "weapon_test"})
_TOLD = frozenset({"warning", "threat", "demand", "praise"})
_OWN_PLANS = frozenset({"withdrawal", "deployment", "sanction", "trade_dispute", "relief", "aid"})
_VIOLENT = frozenset({"attack", "coercion", "protest", "deployment"})
_POINTING = frozenset({"das", "dies", "was"})
_CLAIMING = frozenset({"claims", "claimed", "alleges", "alleged"})
_SURE = 0.7
_SURE_OF_ARREST = 0.56  # "Zwei Blogger wurden festgenommen"
_NEXT = 4
_ARMS = frozenset({"attack", "deployment"})


def make_statements(reading: Reading) -> list[Draft]:
    """The drafts of all clauses, in their order."""
    made: dict[int, list[Draft]] = {}
    for number in range(len(reading.clauses)):
        if number not in reading.done:
            made[number] = _Maker(reading, number).drafts()
    join_clauses(reading, made)
    return [draft for drafts in made.values() for draft in drafts]


class _Maker(Nominals):
    """Makes the drafts of one clause."""

    def drafts(self) -> list[Draft]:
        """What the clause says, and what its nouns say beside it."""
        only = self.reading.sentence.low[self.clause.first] == "nur"  # "nur um zu drohen": he did
        best = self._reported_by() or self.reading.best(self.number)
        for_it = self.clause.kind == "inf" and self.clause.link in PURPOSE and not only
        if for_it and not self._travels_to_talk(best):
            return []
        made = [
            self._terms(best)
            or self._obligation(best)
            or self._wish(best)
            or self._clause(best)
            or self._next_best(best)
            or self._gives_up(best)
            or self._plain(best)
            or self._intention(best)
        ]
        said = made[0].move if made[0] is not None else ""
        for candidate in self.reading.candidates[self.number]:
            beside = best is None or candidate.noun != best.noun
            beside = beside and not self._is_what_is_promised(best, candidate)
            if candidate.level == "phrase" and beside and candidate.cue.entry.move != said:
                made.append(self.phrase_draft(candidate))
        self._leave_out(made[0], made[1:])
        return [self._as_promise(draft) for draft in made if draft is not None]

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

        It asks for a target that is not named, or means nothing under a negation.
        """
        if best is None:
            return None
        move, _ = find_meaning(self.reading, self.number, best)
        if move and not best.cue.entry.named:
            return None
        for other in self.reading.candidates[self.number][1:_NEXT]:
            if other.level == "clause" and not other.cue.entry.named:
                draft = self._clause(other)
                if draft is not None:
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

    # ---- clauses ---------------------------------------------------------------------------

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
        source, target = find_sides(self.reading, best, move)
        self.reading.sides[self.number] = (source, target)
        if best.cue.source == ("-",) and self.speaker:
            source = tuple(self.speaker.split(";"))
        if not source and stance == "planned" and move in _OWN_PLANS:
            source = tuple(filter(None, self.speaker.split(";")))  # "Die Truppen würden abziehen"
        role = self._is_role() and move not in TWO_SIDED
        told = source or target or role or self._tells_of_arms(best, move)
        told = told or self._tells_of_violence(best, move)
        if not told:
            return None
        denied = self._denied_deed(best)
        if denied is not None:
            return denied
        if move == "announcement" and (self._under_condition() or self._retaliates()):
            move = "threat"
        if move == "warning" and (self._own_deed(source, target) or self._foretells_harm()):
            move = "threat"
        kind, speaker = self._kind(entry.kind, entry.says, source)
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

    @staticmethod
    def _stance(kind: str, move: str, stance: str) -> str:
        """Words were uttered, so a quote is actual; a deed that it foretells is still planned."""
        kept = stance in _KEPT or (stance == "planned" and move in _FORETOLD)
        return stance if kept or kind != "quote" else "actual"

    def _as_claimed(
        self, move: str, stance: str, source: tuple[str, ...], target: tuple[str, ...]
    ) -> str:
        """A deed that only its victim lays at a door, or that is reported of nobody, is open."""
        says = self.speaker
        if _CLAIMING.intersection(self.reading.sentence.low[self.clause.last :]):
            says = says or self.reading.reporters.get(self.number, "")  # "..., Moscow claims"
        own = {state_of(code) for code in says.split(";") if code}
        doers, reported = {state_of(code) for code in source}, self.clause.verbs.mood == "1"
        if stance != "actual" or move not in _DEEDS or own & doers:
            return stance
        best = self.reading.best(self.number)
        if best is not None and blamed(best):
            return "unconfirmed"
        open_ = own & {state_of(code) for code in target} if source else reported
        return "unconfirmed" if open_ else stance

    def _tells_of_violence(self, best: Candidate, move: str) -> bool:
        """ "Fünf Zivilisten wurden getötet": told for itself, whoever did it and wherever."""
        least = _SURE_OF_ARREST if move == "coercion" and self.frame.passive else _SURE
        sure = bool(best.cue.verbs) and best.score >= least and self.clause.kind in ("main", "sub")
        return sure and move in _VIOLENT and self.reading.language.code == "de"

    def _tells_of_arms(self, best: Candidate, move: str) -> bool:
        """ "In Syrien wurden Raketen abgefeuert": told with the place, without naming anybody."""
        if move not in _ARMS or not best.cue.verbs or best.noun < 0:
            return False
        return any(self.reading.sentence.mention_at[k] >= 0 for k in self.clause.indices())

    def _span_of(self, best: Candidate, kind: str) -> tuple[int, int]:
        """A noun of a list, the content of an accusation, or the clause."""
        entry = best.cue.entry
        if not best.cue.verbs and best.noun >= 0 and self._in_a_list(best.noun):
            return self._listed_span(best.noun)
        span = self._span(entry.takes, entry.says)
        contents = self._contents()
        tells = entry.move == "accusation" or (
            entry.move in _TOLD and self.reading.clauses[min(contents, default=0)].link == "that"
        )
        if kind == "quote" and tells and contents and not self.speaker:
            start, _ = clause_span(self.reading.sentence, self.reading.clauses[contents[0]])
            return (start, span[1]) if span[0] < start < span[1] else span
        return span

    def _is_anybody(self) -> bool:
        """ "man": what anybody does is nobody's act."""
        subject = self.frame.subject
        anybody = subject >= 0 and self.frame.phrases[subject].pronoun == "one"
        return anybody and not self.speaker  # "man werde antworten": his side

    def _is_role(self) -> bool:
        """ "The rebels laid down their arms": a doer without a name, where such roles are kept."""
        frame = self.frame
        kept = self.reading.language.keeps_roles and self.clause.kind == "main"
        return kept and frame.subject >= 0 and bool(frame.phrases[frame.subject].roles)

    def _own_deed(self, source: tuple[str, ...], target: tuple[str, ...]) -> bool:
        """ "warned it would strike": to warn of one's own deed is to threaten."""
        for n in self._contents():
            frame = self.reading.frames[n]
            if target and frame.clause.kind == "inf":
                continue  # "warnte die USA, ... zu spielen": their deed
            future = clause_stance(frame, reported=True) == "planned"
            if future and frame.fill(("subject",)) == source and not frame.passive:
                return True
        return False

    def _denied_deed(self, best: Candidate) -> Draft | None:
        """ "denied that it had fired": the deed, with stance denied, by whoever denies it."""
        if not best.cue.entry.denies:
            return None
        source = self.frame.fill(("subject",))
        inside = [c for c in self.reading.candidates[self.number] if c.at > best.at]
        below = dict.fromkeys([*self._contents(), *self.reading.children(self.number)])
        surest = [c for n in below for c in self.reading.candidates[n] if c.score >= _SURE]
        told = [*inside, *filter(None, (self.reading.best(n) for n in below)), *surest]
        deed = next((c for c in told if c.cue.entry.move in _DEEDS and c.level == "clause"), None)
        deed = deed or self._deed_before()
        if deed is None or len(source) != 1:
            return None
        number = self.reading.number(deed.frame.clause)
        doer, target = find_sides(self.reading, deed, deed.cue.entry.move)
        own = {state_of(code) for code in source}
        if number != self.number and doer and not own & {state_of(code) for code in doer}:
            return None  # "denied that Iran had fired": somebody else's deed
        target = tuple(code for code in target if state_of(code) not in own)
        return Draft(
            span=self._span(best.cue.entry.takes, best.cue.entry.says),
            kind="event",
            move=deed.cue.entry.move,
            source=source,
            target=target or unsaid_target(self.reading, best, source, "dismissal"),
            stance="denied",
            speaker=";".join(source),
            rule=best.cue.entry.id,
            confidence=best.score,
        )

    def _deed_before(self) -> Candidate | None:
        """ "..., was Moskau bestreitet": the deed that the clauses before it tell."""
        if self.reading.language.code != "de" or not self._points_back():
            return None
        for n in range(self.number - 1, -1, -1):
            best = self.reading.best(n)
            if best is not None and best.cue.entry.move in _DEEDS and best.level == "clause":
                return best
        return None

    def _points_back(self) -> bool:
        """True if "das" or "was" stands alone, not before a noun of its own."""
        low = self.reading.sentence.low
        pointing = [k for k in self.clause.indices() if low[k] in _POINTING]
        return any(
            not any(p.start <= k < p.last and p.head != k for p in self.frame.phrases)
            for k in pointing
        )

    def _foretells_harm(self) -> bool:
        """ "warned that Tehran would face consequences": a threat in the form of a warning."""
        clauses = self.reading.clauses
        said = [self.reading.best(n) for n in self._contents() if clauses[n].kind != "inf"]
        return any(best is not None and best.cue.entry.move in UNDER_CONDITION for best in said)

    def _announces(self) -> bool:
        """An announcement counts if it names what is announced or tells of something to come."""
        contents = self._contents()
        if not contents and self.frame.passive and self.reading.language.code == "en":
            return False
        if not contents:
            return bool(self.frame.role_phrases("object")) or bool(self.reading.sentence.quotes)
        return any(
            self.reading.clauses[n].kind == "inf"
            or clause_stance(self.reading.frames[n], reported=True) == "planned"
            for n in contents
        )

    def _contents(self) -> list[int]:
        governed = [n for n, by in self.reading.governor.items() if by == self.number]
        return governed or [
            n for n in self.reading.children(self.number) if self.reading.clauses[n].kind == "inf"
        ]

    def _kind(self, kind: str, says: bool, source: tuple[str, ...]) -> tuple[str, str]:
        """Kind and speaker: a clause in somebody's speech is a quote, as is speech with content."""
        if kind != "event":
            return kind, self.speaker
        if self.speaker:
            return self._reported_kind(), self.speaker
        if says and any(by == self.number for by in self.reading.governor.values()):
            return ("event" if self._only_names() else "quote"), ";".join(source)
        return kind, attributed(self.frame) or self.reading.reporters.get(self.number, "")

    def _only_names(self) -> bool:
        """ "rief auf, das Feuer einzustellen": an act, no quotation."""
        best = self.reading.best(self.number)
        if best is None or best.cue.entry.move not in ("demand", "threat", "announcement"):
            return False
        decided = any(lemma == "beschließen" for lemma, _ in self.clause.verbs.lexical)
        return decided or all(self.reading.clauses[n].kind == "inf" for n in self._contents())

    def _reported_kind(self) -> str:
        """What an announcement says will happen is planned, not quoted."""
        governor = self.reading.governor.get(self.number, -1)
        best = self.reading.best(governor) if governor >= 0 else None
        announced = best is not None and best.cue.entry.move == "announcement"
        planned = clause_stance(self.frame, reported=True) == "planned"
        return "event" if announced and planned else "quote"

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

    def _assessment(self, best: Candidate) -> Draft | None:
        stance = clause_stance(self.frame)
        judge, judged = self._judge(best)
        if not judged and stance == "habitual":
            judged = tuple(filter(None, [self.reading.discourse.last_subject()]))
        if not (judge and judged) or self.speaker:
            return self._plain(None) if self.speaker else None
        return Draft(
            span=clause_span(self.reading.sentence, self.clause, self._governed()),
            kind="assessment",
            source=judge,
            target=judged,
            stance=stance if stance in ("habitual", "hypothetical") else "opinion",
            rule=best.cue.entry.id,
            confidence=best.score,
        )

    def _judge(self, best: Candidate) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Who judges whom: the subject of "fürchtet", else the author of whoever is named."""
        if not best.cue.source:
            return ("AUTHOR",), self.frame.fill(("subject", "object", "für", "for", "any"))
        judge = self.frame.fill(best.cue.source)
        judged = self.frame.fill(best.cue.target, best.noun, judge)
        for n in self.reading.children(self.number):
            judged = judged or self.reading.frames[n].fill(("subject", "object", "any"), -1, judge)
        return judge, judged
