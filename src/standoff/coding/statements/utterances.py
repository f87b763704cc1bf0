"""Utterances: what a clause says without an entry of the codebook of its own.

    terms        "Erst wenn Armenien abzieht, werde man reden"    an ultimatum
    obligation   "Iran müsse einlenken"                           a demand by whoever says so
    gives_up     "Man werde das nicht mehr beanstanden"           a pledge of whoever says so
    plain        "Das Vorgehen sei berechtigt", sagte er          typed by its tone
    only_if      "said it would talk only if Mali withdrew"       a demand
    wish         "Trump will, dass die EU zahlt"                  a demand
    intention    "Trump will nicht in alte Zeiten zurückfallen"   a pledge

All but the terms are unsure, so each asks for more than its form: somebody whom it is about.
"""

from __future__ import annotations

from standoff.coding.drafts import Draft, clause_span
from standoff.coding.grammar.english.purposes import PURPOSE_LINK
from standoff.coding.matching.candidates import Candidate
from standoff.coding.reading import Reading
from standoff.coding.speech.speakers import attributed
from standoff.coding.stance import is_negated
from standoff.nouns.coding import state_of

__all__ = ["PURPOSE", "Utterances"]

_OBLIGED = 0.76
_OBLIGES = frozenset({"müssen", "sollen", "must", "should", "ought"})
_WILLS = frozenset({"wollen"})
#: Infinitives opened by these say what an act is for, not what was said.
PURPOSE = frozenset({"um", "ohne", "statt", "anstatt", PURPOSE_LINK})
_FIRST = frozenset({"erst", "zuerst", "zunächst", "first"})
_HOSTILE = frozenset({"threat", "ultimatum", "attack", "sanction", "weapon_test", "coercion"})
_TERMS = frozenset({"if", "once", "when", "after"})
_ONLY = frozenset({"erst", "nur", "only"})


class Utterances:
    """One clause of a reading, and what may be made of it without a cue."""

    def __init__(self, reading: Reading, number: int) -> None:
        self.reading, self.number = reading, number
        self.clause, self.frame = reading.clauses[number], reading.frames[number]
        self.speaker = reading.speakers.get(number, "")

    def _terms(self, best: Candidate | None) -> Draft | None:
        """ "Erst wenn sie abzögen, werde man verhandeln": what the other side must do first."""
        before = self.number - 1
        if before < 0 or self.clause.kind != "main" or (best and best.cue.entry.move in _HOSTILE):
            return None
        terms, low = self.reading.clauses[before], self.reading.sentence.low
        while low[terms.first] not in _ONLY and terms.brother is not None and before > 0:
            before -= 1  # "Erst wenn sie abziehen und die Waffen niederlegen, ..."
            terms = self.reading.clauses[before]
        if terms.link not in self.reading.language.conditional or low[terms.first] not in _ONLY:
            return None
        speaker = tuple(filter(None, self.speaker.split(";"))) or self.frame.fill(("subject",))
        if not speaker:
            return None
        target = self.reading.frames[before].fill(("subject",), -1, speaker)
        draft = self._speech("ultimatum", target, "terms", 0.66)
        draft.source, draft.stance = speaker, "conditional"
        start, _ = clause_span(self.reading.sentence, terms)
        end = clause_span(self.reading.sentence, self.reading.clauses[self.number - 1])[1]
        draft.terms = self.reading.text[start:end]
        draft.span = (start, draft.span[1])
        self.reading.done.add(before)
        return draft

    def _only_if(self, best: Candidate | None) -> Draft | None:
        """ "said talks were possible only if Mali withdrew": the condition is what is demanded."""
        after, reading = self.number + 1, self.reading
        if not self.speaker or after >= len(reading.clauses) or reading.language.code != "en":
            return None
        terms, low = reading.clauses[after], reading.sentence.low
        opened = terms.link in _TERMS and terms.first > 0 and low[terms.first - 1] == "only"
        if not opened or terms.kind != "sub" or (best and best.cue.entry.move in _HOSTILE):
            return None
        speaker = tuple(self.speaker.split(";"))
        target = reading.frames[after].fill(("subject", "agent"), -1, speaker)
        draft = self._speech("demand", target, "only_if", _OBLIGED)
        draft.stance = "conditional"
        start, _ = clause_span(reading.sentence, self.clause)
        draft.span = (start, clause_span(reading.sentence, terms)[1])
        reading.done.add(after)
        return draft

    def _intention(self, best: Candidate | None) -> Draft | None:
        """ "X will (nicht) ...", whatever it is: a statement of intent."""
        verbs = self.clause.verbs
        if best is not None or verbs.modal not in _WILLS or not verbs.lexical:
            return None
        if self.clause.kind != "main" or verbs.mood == "2":
            return None
        source = self.frame.fill(("subject",))
        if len(source) != 1 or self.reading.sentence.question:
            return None
        target = self._others_named(source)
        if not target and is_negated(self.frame, -1):
            target = tuple(filter(None, [self.reading.discourse.counterpart(source)]))
        if not target:
            return None
        return Draft(
            span=clause_span(self.reading.sentence, self.clause),
            kind="pledge",
            move="pledge",
            source=source,
            target=target,
            stance="planned",
            speaker=self.speaker,
            rule=f"{self.reading.language.code}.pledge.intention",
            confidence=0.42,
        )

    def _wish(self, best: Candidate | None) -> Draft | None:
        """ "Trump will, dass die EU mehr zahlt": a demand on whoever is to do it."""
        lexical, reading = self.clause.verbs.lexical, self.reading
        wishes = bool(lexical) and lexical[0][0] in reading.language.wishing
        hypothetical = self.clause.verbs.mood == "2" and self.clause.verbs.modal != "mögen"
        if best is not None or not wishes or hypothetical:
            return None
        contents = [n for n in reading.children(self.number) if reading.clauses[n].link == "dass"]
        source = self.frame.fill(("subject",)) if contents else ()
        if len(source) != 1 or is_negated(self.frame, -1):
            return None
        target = reading.frames[contents[0]].fill(("subject", "agent"), -1, source)
        if not target or state_of(target[0]) == state_of(source[0]):
            return None
        return Draft(
            span=clause_span(reading.sentence, self.clause, self._governed()),
            kind="event",
            move="demand",
            source=source,
            target=target,
            speaker=self.speaker,
            rule=f"{reading.language.code}.demand.wish",
            confidence=0.7,
        )

    def _obligation(self, best: Candidate | None) -> Draft | None:
        """ "Iran müsse einlenken", "Libya must hand over": a demand by whoever says so."""
        verbs = self.frame.clause.verbs
        said = self.speaker or verbs.mood == "1" or self.number in self.reading.voiced
        if not said or not (verbs.modal in _OBLIGES or self._forbids()):
            return None
        if self.clause.link in self.reading.language.conditional or verbs.future:
            return None  # "Sollten die USA angreifen, werde Iran antworten müssen"
        if best is not None and best.score > _OBLIGED + 0.15:
            return None
        speaker = tuple(filter(None, self._voice().split(";")))
        target = self.frame.fill(("subject", "agent"))
        if not target and self.speaker and _FIRST.intersection(self.reading.words(self.number)):
            target = self.reading.discourse.partner(speaker)  # "Erst müssten die Sanktionen fallen"
        if target and self._is_bare_role():
            own = {state_of(code) for code in speaker}
            theirs = own & {state_of(code) for code in target}
            target = self.reading.discourse.partner(speaker) if theirs else target
        target = target or self._asked_before(speaker)
        if not target or {state_of(c) for c in target} & {state_of(c) for c in speaker}:
            return None
        return self._speech("demand", target, "obligation", _OBLIGED)

    def _is_bare_role(self) -> bool:
        """ "said the junta must withdraw": not one's own, though nobody else is named."""
        subject = self.frame.subject
        phrase = self.frame.phrases[subject] if subject >= 0 else None
        return phrase is not None and bool(phrase.roles) and not (phrase.owners or phrase.actors)

    def _forbids(self) -> bool:
        """ "Iran dürfe keine Bombe bauen": what must not be is demanded as well."""
        verbs = self.clause.verbs
        return verbs.modal == "dürfen" and verbs.mood == "1" and is_negated(self.frame, -1)

    def _asked_before(self, speaker: tuple[str, ...]) -> tuple[str, ...]:
        """ "Es müsse möglich sein, ...": whoever goes on demanding asks the same as before."""
        turn, asker, target = self.reading.discourse.told
        impersonal = self.frame.subject >= 0 and (
            self.frame.phrases[self.frame.subject].pronoun == "n"
        )
        if not (speaker and impersonal) or self.reading.discourse.turn - turn > 1:
            return ()
        return target if state_of(asker) == state_of(speaker[0]) else ()

    def _plain(self, best: Candidate | None) -> Draft | None:
        """What somebody said, without a cue of its own: typed by its tone."""
        if not self.speaker or best is not None or self.clause.kind in ("rel", "ptc", "inf"):
            return None
        words = self.reading.words(self.number)
        if len(words) < 3 or (self.clause.kind == "sub" and not self._is_content()):
            return None
        speaker = tuple(self.speaker.split(";"))
        planned = self._speaks_of_own_plans(speaker)
        move = self.reading.tools.tone.move(words) or ("announcement" if planned else "")
        if move == "threat" and is_negated(self.frame, -1):
            move = "pledge"
        if move == "praise" and self.reading.language.code == "en" and self._says_no():
            move = "accusation"
        if planned and self._under_condition():
            move = "threat"
        target = self._others_named(speaker)
        if move == "refusal" and target and self._is_subject(target):
            move = "accusation"  # "Russland habe sich nie daran gehalten"
        if not target and move in ("praise", "accusation") and self._of_their_deed():
            target = self.reading.discourse.partner(speaker)
        if not move or not (target or planned):
            return None
        return self._speech(move, target, "indirect", 0.42)

    def _gives_up(self, best: Candidate | None) -> Draft | None:
        """ "werde das nicht mehr beanstanden": what its doer will no longer do is promised."""
        speaker = tuple(filter(None, self.speaker.split(";")))
        verbs = self.clause.verbs
        unlike = best is None or best.cue.entry.negated != "-" or self.clause.kind != "main"
        if unlike or not speaker or self.reading.language.code != "de":
            return None
        if not (verbs.future and is_negated(self.frame, -1) and self._speaks_of_own_plans(speaker)):
            return None
        return self._speech("pledge", self._others_named(speaker), "gives_up", 0.55)

    def _says_no(self) -> bool:
        """ "was not happy with": praise with a negation is blame."""
        return not self.reading.language.negations.isdisjoint(self.reading.words(self.number))

    def _is_subject(self, codes: tuple[str, ...]) -> bool:
        return bool(set(codes) & set(self.frame.fill(("subject",))))

    def _of_their_deed(self) -> bool:
        """ "Das Vorgehen sei berechtigt": the deed that was spoken of, by the other side."""
        subject = self.frame.subject
        if subject < 0:
            return False
        phrase = self.frame.phrases[subject]
        word = self.reading.sentence.low[phrase.head]
        return phrase.pronoun == "n" or word in self.reading.language.deeds

    def _speaks_of_own_plans(self, speaker: tuple[str, ...]) -> bool:
        """ "man werde antworten", "Washington wolle helfen": the speaker's side means to act."""
        verbs = self.clause.verbs
        if not (verbs.future or verbs.modal in _WILLS) or self.frame.passive:
            return False
        own = {state_of(code) for code in speaker}
        return bool(own & {state_of(code) for code in self.frame.fill(("subject",))})

    def _others_named(self, speaker: tuple[str, ...]) -> tuple[str, ...]:
        """The first actor in the clause that is of another state than the speaker."""
        own = {state_of(code) for code in speaker}
        reporters = set(attributed(self.frame).split(";"))
        for k in range(len(self.frame.phrases)):
            found = self.frame.actors(k, asked=False)
            if set(found) <= reporters:
                continue  # "nach Einschätzung der Beobachtungsstelle": it only reports
            if found and not own & {state_of(code) for code in found}:
                return found
        return ()

    def _is_content(self) -> bool:
        language = self.reading.language
        return not self.clause.link or self.clause.link in language.content

    def _voice(self) -> str:
        """Whose words the clause holds: its speaker, or who is named as its source."""
        return self.speaker or self.reading.reporters.get(self.number, "")

    def _speech(self, move: str, target: tuple[str, ...], how: str, confidence: float) -> Draft:
        speaker = tuple(filter(None, self._voice().split(";")))
        if not target:
            target = tuple(filter(None, [self.reading.discourse.counterpart(speaker)]))
        return Draft(
            span=clause_span(self.reading.sentence, self.clause, self._governed()),
            kind="quote",
            move=move,
            source=speaker,
            target=target,
            speaker=self._voice(),
            rule=f"{self.reading.language.code}.speech.{how}",
            confidence=confidence,
        )

    def _governed(self) -> int | None:
        """The end of the clauses that this one governs; an announcement leaves them their own."""
        announced = self.reading.best(self.number)
        keep = announced is not None and announced.cue.entry.move == "announcement"
        last: int | None = None
        language = self.reading.language
        for n in range(self.number + 1, len(self.reading.clauses)):
            clause = self.reading.clauses[n]
            infinitive = clause.kind == "inf" and clause.link not in PURPOSE
            content = clause.kind == "sub" and clause.link in language.content
            quoted = self.reading.governor.get(n) == self.number
            if not (infinitive or content or quoted):
                break
            last = clause.last
            if not keep:
                self.reading.done.add(n)
        return last

    def _retaliates(self) -> bool:
        """ "kündigte an, darauf militärisch zu antworten": an answer announced is a threat."""
        meant = self.reading.language.retaliating
        told = [n for n, by in self.reading.governor.items() if by == self.number]
        told += [n for n in self.reading.children(self.number) if n not in told]
        verbs = (lemma for n in told for lemma, _ in self.reading.clauses[n].verbs.lexical)
        return not meant.isdisjoint(verbs)

    def _under_condition(self) -> bool:
        """ "kündigte einen neuen Weg an, sollten die Sanktionen bleiben": that is a threat."""
        beside = (self.number - 1, self.number + 1, self.number + 2)
        clauses = [self.reading.clauses[n] for n in beside if 0 <= n < len(self.reading.clauses)]
        conditional = self.reading.language.conditional
        if self.reading.sentence.low[self.clause.first] == "otherwise":
            return True
        return any(clause.kind == "sub" and clause.link in conditional for clause in clauses)
