"""German clauses from parts: what a comma interrupted is joined again.

"Der Präsident, der gestern kam, drohte mit Krieg": the first and the last part are one clause, the
one between depends on it. A clause that still waits for its verb takes the parts that follow.
"""

from __future__ import annotations

from standoff.coding.grammar.clauses import DASHES, Clause
from standoff.coding.grammar.forms import Readings
from standoff.coding.grammar.german.parts import AND, LIGHT, Part, closes_with_verb, finite_in
from standoff.coding.grammar.sentence import QUOTE, Sentence

__all__ = ["join_parts"]

_SUBJECTS = frozenset({"er", "sie", "es", "man", "der", "die", "das", "ein", "eine"})
_CONTRAST = frozenset(
    {"aber", "jedoch", "auch", "allerdings", "zugleich", "dann", "dafür", "dagegen"}
)


def join_parts(parts: list[Part], sentence: Sentence) -> list[Clause]:
    """Clauses from parts: interrupted ones are joined, coordinate ones know their brother."""
    joiner = _Joiner(parts, sentence)
    for number, part in enumerate(parts):
        joiner.take(number, part)
    clauses = joiner.clauses
    for clause in clauses:
        if clause.parent is None and clause.kind != "main":
            clause.parent = next((c for c in clauses if c.kind == "main"), None)
    return clauses


class _Joiner:
    """Takes one part after another; knows which clause still waits for its verb."""

    def __init__(self, parts: list[Part], sentence: Sentence) -> None:
        self.parts, self.sentence = parts, sentence
        self.clauses: list[Clause] = []
        self.main: Clause | None = None
        self.sub: Clause | None = None
        self.waiting: set[int] = set()

    def take(self, number: int, part: Part) -> None:
        """Make a clause of the part, or add it to the clause it belongs to."""
        if self._is_aside(number, part) or self._is_inserted(number, part):
            self.clauses.append(Clause([(part.first, part.last)], "main", head=part.opener))
        elif part.kind in ("sub", "rel", "inf"):
            self._open_sub(part)
        elif part.kind in ("phrase", "rest"):
            self._take_phrase(number, part)
        else:
            self._take_finite(number, part)

    def _is_inserted(self, number: int, part: Part) -> bool:
        """ "Mali, selbst von Offizieren regiert, entsandte": a participle that only describes."""
        after = self.parts[number + 1 : number + 2]
        if part.kind not in ("rest", "main") or not number or not after:
            return False
        ends = len(part.verbs) == 1 and part.verbs[0] == part.last - 1
        readings = self.sentence.readings[part.last - 1]
        if not ends or "part" not in readings.kinds or not self._waits(self.main):
            return False
        bare = self.main is not None and not any(
            self.sentence.readings[k] for k in self.main.tokens
        )
        between = self.parts[number - 1].closing == "," == part.closing
        return bare and between and after[0].kind == "main" and after[0].verbs[0] == after[0].first

    def _is_aside(self, number: int, part: Part) -> bool:
        """ "dass in Wien – gemeint war ... – nichts geschah": between dashes, in a clause."""
        before = self.parts[number - 1].closing if number else ""
        dashed = before in DASHES and part.closing in DASHES and part.kind == "main"
        return dashed and (self._waits(self.sub) or self._waits(self.main))

    def _waits(self, clause: Clause | None) -> bool:
        return clause is not None and id(clause) in self.waiting

    def _add(self, clause: Clause, *, complete: bool) -> None:
        if not complete:
            self.waiting.add(id(clause))
        self.clauses.append(clause)
        if clause.kind == "main":
            self.main, self.sub = clause, None
        else:
            self.sub = clause

    def _finish(self, clause: Clause | None, part: Part) -> None:
        if clause is not None:
            clause.absorb(part.first, part.last)
            self.waiting.discard(id(clause))

    def _open_sub(self, part: Part) -> None:
        if part.kind == "rel" and self._ends_bracket(part):
            self._finish(self.main, part)
            return
        if self._waits(self.sub) and part.link in ("als", "wie"):
            self._finish(self.sub, part)
            return
        clause = Clause([(part.first, part.last)], part.kind, part.link, head=part.opener)
        last = self.clauses[-1] if self.clauses else None
        clause.parent = _parent(part, self.main, self.sub, last)
        self._add(clause, complete=bool(part.verbs))

    def _take_phrase(self, number: int, part: Part) -> None:
        joined = number > 0 and self.parts[number - 1].closing in AND
        if part.kind == "rest" and joined and self.main is not None and not self._waits(self.main):
            self._open_main(number, part)
            return
        if self._goes_on_listing(number, part):
            clause = Clause([(part.first, part.last)], "main", head=part.opener)
            clause.brother, clause.shares = self.main, True
            self._add(clause, complete=True)
            return
        target = self._owner(number, part)
        if target is None:
            clause = Clause([(part.first, part.last)], "main", head=part.opener)
            self._add(clause, complete=part.kind == "rest")
        elif part.kind == "rest":
            self._finish(target, part)
        else:
            target.absorb(part.first, part.last)

    def _told_by(self, part: Part) -> Clause | None:
        """ "Wang räumte ein, Kim müsse zahlen, sprach sich aber ...": he who said it goes on."""
        readings = self.sentence.readings
        opens = part.verbs[:1] == [part.first]
        if self.main is None or not opens or not _is_indicative(readings[part.first]):
            return None
        mains = [clause for clause in self.clauses if clause.kind == "main"]
        said = [k for k in self.main.tokens if readings[k].finite]
        if len(mains) < 2 or not said or _is_indicative(readings[said[0]]):
            return None
        return mains[-2]

    def _is_listed(self, number: int, part: Part) -> bool:
        """ "Sie riefen ihn heim, sperrten Häfen und gaben Rat": one subject for all of them."""
        sentence, after = self.sentence, self.parts[number + 1 : number + 2]
        opens = part.verbs[:1] == [part.first] and part.closing in AND
        if not opens or not after or after[0].verbs[:1] != [after[0].first]:
            return False
        behind = sentence.mention(part.first + 1)
        return behind is None and sentence.low[part.first + 1] not in _SUBJECTS

    def _goes_on_listing(self, number: int, part: Part) -> bool:
        """ "hat Truppen verlegt, Leitungen gekappt und Führer verhaftet": one auxiliary."""
        before = self.parts[number - 1].closing if number else ""
        listed = before == "," and (part.closing in AND or part.closing == ",")
        if part.kind != "rest" or not listed or self.sub is not None or self._waits(self.main):
            return False
        if self.main is None or self._has_bare_auxiliary(self.main) or not part.verbs:
            return False
        later = any(p.kind == "rest" for p in self.parts[number + 1 : number + 3])
        readings = self.sentence.readings
        ends = [readings[part.verbs[-1]], readings[self.main.last - 1]]
        participles = all("part" in found.kinds for found in ends)
        return later and participles and part.verbs[-1] == part.last - 1

    def _owner(self, number: int, part: Part) -> Clause | None:
        """The clause a verbless part belongs to: one that waits, else the one it stands beside."""
        before = self.parts[number - 1].closing if number else ""
        after_dash = before in DASHES and not self._waits(self.main) and part.closing == ""
        if before in (":", ";") or (after_dash and part.last - part.first > 3):
            return None
        resumed = part.kind == "rest" and self._has_bare_auxiliary(self.main)
        if resumed and not self._waits(self.sub):
            return self.main
        if self.sub is not None and (self._waits(self.sub) or self.sub.last == part.first - 1):
            return self.sub
        return self.main

    def _has_bare_auxiliary(self, clause: Clause | None) -> bool:
        """ "Er sei beim Versuch, ..., festgenommen worden": no participle yet."""
        if clause is None:
            return False
        readings = [self.sentence.readings[k] for k in clause.tokens]
        verbs = [found for found in readings if found]
        return len(verbs) == 1 and verbs[0][0].lemma in LIGHT

    def _take_finite(self, number: int, part: Part) -> None:
        if number and self.parts[number - 1].closing in (":", ";"):
            self._open_main(number, part)
        elif self._waits(self.sub) and _closing_verb(part, self.sentence):
            self._finish(self.sub, part)
        elif self._waits(self.main) or self._ends_bracket(part):
            self._finish(self.main, part)
        elif self.sub is not None and _continues_sub(
            part, self.parts, number, self.sub, self.sentence
        ):
            sub = self.sub
            clause = Clause([(part.first, part.last)], sub.kind, sub.link, head=part.first)
            clause.parent, clause.brother = sub.parent, sub
            self._add(clause, complete=True)
        else:
            self._open_main(number, part)

    def _ends_bracket(self, part: Part) -> bool:
        """ "Die Türkei muss, wenn sie beitreten will, Standards einhalten": the modal waited."""
        if not self._has_bare_auxiliary(self.main) or self.sub is None or self._waits(self.sub):
            return False
        readings = self.sentence.readings
        infinite = all(not readings[v].kinds.isdisjoint(("inf", "part")) for v in part.verbs)
        return infinite and part.verbs[-1] == part.last - 1

    def _ends_in_if(self, part: Part) -> bool:
        """ "..., sollten die Sanktionen bleiben": a condition behind its main clause."""
        if self.main is None or not part.verbs or part.verbs[0] != part.first:
            return False
        first = self.sentence.readings[part.first][0]
        return first.lemma == "sollen" and first.kind == "t" and len(part.verbs) > 1

    def _open_main(self, number: int, part: Part) -> None:
        clause = Clause([(part.first, part.last)], "main", head=part.opener)
        if _conditional_start(part, self.parts, number, self.sentence) or self._ends_in_if(part):
            clause.kind, clause.link = "sub", "wenn"
        elif self.main is not None and _joined(self.parts, number):
            clause.brother = self._told_by(part) or self.main
            beside = self.sentence.low[part.first + 1 : part.first + 4]
            late = not _CONTRAST.isdisjoint(beside)
            contrast = part.verbs[:1] == [part.first] and late
            listed = self._is_listed(number, part)
            clause.shares = self.parts[number - 1].closing in AND or contrast or listed
        self._add(clause, complete=True)


def _is_indicative(readings: Readings) -> bool:
    return not readings.kinds.isdisjoint(("p", "t"))


def _joined(parts: list[Part], number: int) -> bool:
    """True if und, oder, aber or a comma joins this part to the one before."""
    return number > 0 and parts[number - 1].closing in (
        "und",
        "oder",
        "aber",
        "sowie",
        "sondern",
        ",",
    )


def _parent(
    part: Part, main: Clause | None, sub: Clause | None, last: Clause | None
) -> Clause | None:
    if part.kind == "rel" or part.kind == "inf":
        return last
    return sub if sub is not None and last is sub else main


def _closing_verb(part: Part, sentence: Sentence) -> bool:
    finite = finite_in(part, sentence)
    return bool(finite) and closes_with_verb(part, finite, sentence)


def _continues_sub(
    part: Part, parts: list[Part], number: int, sub: Clause | None, sentence: Sentence
) -> bool:
    """ "dass er kam und sie ging": a verb-last part joined by und to a subordinate clause."""
    if (
        sub is None
        or number == 0
        or parts[number - 1].closing not in ("und", "oder", "aber", "sowie")
    ):
        return False
    if sub.last < part.first - 1:
        return False
    finite = finite_in(part, sentence)
    if not finite:
        return False
    return finite[-1] == part.last - 1 and finite[0] > part.first


def _conditional_start(part: Part, parts: list[Part], number: int, sentence: Sentence) -> bool:
    """ "Sollten die USA ..., dann": a verb-first clause before another clause is a condition."""
    if not part.verbs or part.verbs[0] != part.opener or sentence.question:
        return False
    if sentence.readings[part.opener].finite is None:
        return False
    if any(sentence.readings[k].finite for k in part.verbs if k == part.opener + 1):
        return False  # "Nachgeben werde man nicht"
    if number and parts[number - 1].closing not in (":", ";", "–", "-", "—", ""):
        return False
    if part.closing not in (",", "und", "oder") or number + 1 >= len(parts):
        return False
    if not any(_answers_condition(later, sentence) for later in parts[number + 1 :]):
        return False
    return sentence.low[part.first] != QUOTE


def _answers_condition(part: Part, sentence: Sentence) -> bool:
    """The main clause after a condition begins with its verb, or with so or dann."""
    if part.first >= len(sentence.low):
        return False
    opening = sentence.readings[part.first]
    return sentence.low[part.first] in ("so", "dann") or (
        bool(opening) and opening.finite is not None
    )
