"""Deadlines: a date by which something must happen, with its terms.

    Sollten die USA bis Jahresende nicht einlenken, dann ...     an if-clause with "bis"
    Riad stellte Doha ein Ultimatum bis Montag.                  an ultimatum or demand with "bis"
    Iran muss die Anlage bis Mai schließen.                      an obligation with "bis"

The deadline's source is who sets it, its target who must act; `move` is what is due, `terms` the
condition as written. A date in the past sets no deadline any more, so it must not lie before the
day of publication (if that is known).
"""

from __future__ import annotations

from datetime import date

from standoff.coding.drafts import Draft, clause_span
from standoff.coding.grammar.clauses import Clause
from standoff.coding.numbers import load_numbers
from standoff.coding.reading import Reading
from standoff.nouns import TimePhrase
from standoff.nouns.coding import state_of

__all__ = ["find_deadlines"]

_SETTING = frozenset({"ultimatum", "demand", "threat", "warning"})
_SEEN = frozenset({"sehen", "haben", "bekommen", "hören"})
_OBLIGED = frozenset({"müssen", "sollen", "must", "should", "ought"})


def find_deadlines(
    reading: Reading, drafts: list[Draft], times: list[TimePhrase], published: date | None
) -> list[Draft]:
    """A deadline for each clause with "until" and a date that sets one."""
    made: list[Draft] = []
    for number in range(len(reading.clauses)):
        due = _due(reading, number, times, published)
        if due is not None:
            draft = _deadline(reading, number, due, drafts)
            if draft is not None:
                made.append(draft)
    return made


def _due(
    reading: Reading, number: int, times: list[TimePhrase], published: date | None
) -> TimePhrase | None:
    """The dated time phrase behind "bis" or "by" in the clause."""
    sentence, until = reading.sentence, load_numbers(reading.language.code).until
    if not times or until.isdisjoint(reading.frames[number].words):
        return None
    for k in reading.clauses[number].tokens:
        if sentence.low[k] not in until:
            continue
        at = sentence.tokens[k].start
        for phrase in times:
            near = at <= phrase.start <= sentence.tokens[k].end + 6
            ahead = phrase.latest is not None and (published is None or phrase.latest >= published)
            if near and ahead and not _looks_back(phrase, published):
                return phrase
    return None


def _looks_back(phrase: TimePhrase, published: date | None) -> bool:
    """ "forderte, binnen 48 Stunden ...": read as days up to publication, it says no term."""
    past = phrase.earliest is not None and published is not None and phrase.earliest < published
    return past and phrase.latest == published


def _deadline(reading: Reading, number: int, due: TimePhrase, drafts: list[Draft]) -> Draft | None:
    clause, frame = reading.clauses[number], reading.frames[number]
    conditional = clause.kind == "sub" and clause.link in reading.language.conditional
    setting = _set_by(reading, number, drafts)
    wanted = _wants_to_see(clause)
    if not (conditional or setting or wanted or clause.verbs.modal in _OBLIGED):
        return None
    span = _terms_span(reading, number)
    target = frame.fill(("subject",)) if conditional or setting is None else setting.target
    if setting is not None and setting.source:
        source = setting.source
    else:
        source = _answers(reading, number) if conditional else ()
        source = source or _demander(reading, target)
    if wanted and setting is None:
        source = frame.fill(("subject",))
        target = tuple(filter(None, [reading.discourse.counterpart(source)]))
    source = tuple(code for code in source if code not in target)
    if not (source or target):
        return None
    return Draft(
        span=span,
        kind="deadline",
        move=_what_is_due(reading, number),
        source=source,
        target=target,
        stance="conditional" if conditional else "actual",
        latest=due.latest,
        earliest=due.earliest,
        said=due.said,
        terms=_text(reading, span),
        speaker=reading.speakers.get(number, ""),
        rule=f"{reading.language.code}.deadline.{'if' if conditional else 'until'}",
        confidence=0.75,
        level="deadline",
    )


def _wants_to_see(clause: Clause) -> bool:
    """ "Bis Jahresende will Kim Ergebnisse sehen": what he wants, others must bring."""
    seen = any(lemma in _SEEN for lemma, _ in clause.verbs.lexical)
    return clause.verbs.modal == "wollen" and seen


def _terms_span(reading: Reading, number: int) -> tuple[int, int]:
    """The clause and those joined to it by "und": all the terms."""
    sentence, clause = reading.sentence, reading.clauses[number]
    start, end = clause_span(sentence, clause)
    for other in reading.clauses[number + 1 :]:
        if other.brother is not clause or other.kind != clause.kind:
            break
        end = clause_span(sentence, other)[1]
        clause = other
    return start, _without_then(reading, start, end)


def _without_then(reading: Reading, start: int, end: int) -> int:
    """The end of the terms without a trailing "dann" or "then"."""
    inside = [t for t in reading.sentence.tokens if start <= t.start and t.end <= end]
    while len(inside) > 1 and inside[-1].text.lower() in ("dann", "then", ",", "so", "…"):
        inside.pop()
    return inside[-1].end if inside else end


def _text(reading: Reading, span: tuple[int, int]) -> str:
    return reading.text[span[0] : span[1]]


def _set_by(reading: Reading, number: int, drafts: list[Draft]) -> Draft | None:
    """The demand, threat or ultimatum of this sentence; one in the clause itself first."""
    start, _ = clause_span(reading.sentence, reading.clauses[number])
    setting = [draft for draft in drafts if draft.move in _SETTING]
    inside = [draft for draft in setting if draft.span[0] <= start < draft.span[1]]
    return next(iter(inside + setting), None)


def _answers(reading: Reading, number: int) -> tuple[str, ...]:
    """ "Sollte Brüssel bis Juni nicht zahlen, will Ankara ...": whoever says what follows."""
    for n in (number + 1, number + 2, number - 1):
        if 0 <= n < len(reading.clauses) and reading.clauses[n].kind == "main":
            return reading.frames[n].fill(("subject",))
    return ()


def _demander(reading: Reading, target: tuple[str, ...]) -> tuple[str, ...]:
    states = {state_of(code) for code in target}
    if len(states) != 1:
        return ()
    found = reading.discourse.counterpart(target)
    return (found,) if found else ()


def _what_is_due(reading: Reading, number: int) -> str:
    """The move the terms name, before negation; "concession" if they name none."""
    best = reading.best(number)
    move = best.cue.entry.move if best is not None else ""
    return "concession" if move in ("", *_SETTING) else move
