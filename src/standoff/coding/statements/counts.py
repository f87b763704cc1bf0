"""Counts: how many events of a kind a text speaks of, and in what period.

    13 Kurzstrecken-Tests in nur sieben Monaten     a number before an event noun
    Trump und Kim haben sich dreimal getroffen      how often the verb's event happened
    Es war der fünfte derartige Vorfall             the how-manieth of what was told last
    bei ihrem zweiten Gipfel                        the how-manieth: a count of its own word

A count takes the place of the event draft with the same words; casualties and sums of money are no
counts of events, since only codebook nouns of the moves below are counted.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from standoff.coding.drafts import Draft, clause_span, phrase_span, token_span
from standoff.coding.matching.candidates import Candidate
from standoff.coding.numbers import Numbers, load_numbers
from standoff.coding.reading import Reading
from standoff.coding.sides.sides import find_sides
from standoff.coding.statements.systems import weapon_system
from standoff.coding.tokens import start_of
from standoff.nouns import TimePhrase

__all__ = ["apply_counts"]

_COUNTED = frozenset({"weapon_test", "talks", "summit", "attack", "exercise", "letter", "sanction",
                      "protest", "threat", "agreement", "deployment", "coercion"})  # fmt: skip
_RECENT = 2
_ORDINAL = frozenset({"talks", "summit", "weapon_test"})


def apply_counts(reading: Reading, drafts: list[Draft], times: list[TimePhrase]) -> list[Draft]:
    """The drafts with counts in the place of counted events, ordinals added."""
    numbers = load_numbers(reading.language.code)
    made = [_how_often(reading, numbers, draft) for draft in drafts]
    for number in range(len(reading.clauses)):
        made += _once_more(reading, numbers, number)
        for candidate in reading.candidates[number]:
            if candidate.noun < 0 or candidate.cue.verbs:
                continue
            count = _count(reading, numbers, candidate, times)
            if count is not None:
                made = [d for d in made if not _same_event(d, count)]
                made.append(count)
            ordinal = _ordinal(reading, numbers, candidate)
            if ordinal is not None:
                made.append(ordinal)
    return made


def _once_more(reading: Reading, numbers: Numbers, number: int) -> list[Draft]:
    """ "Es war der fünfte derartige Vorfall seit März": of what was told last."""
    frame, discourse = reading.frames[number], reading.discourse
    turn, move, _, _ = discourse.deed
    if not frame.clause.verbs.copula or discourse.turn - turn > _RECENT or move not in _COUNTED:
        return []
    low = reading.sentence.low
    if reading.language.code == "en":
        ordinal = _such_again(reading, numbers, number)
        return [_counted_again(reading, number, ordinal)] if ordinal else []
    for phrase in frame.phrases:
        ordinal = next((numbers.ordinals[low[k]] for k in range(phrase.first, phrase.head)
                        if low[k] in numbers.ordinals), 0)  # fmt: skip
        if ordinal and low[phrase.head] in reading.language.incidents:
            return [_counted_again(reading, number, ordinal)]
    return []


def _such_again(reading: Reading, numbers: Numbers, number: int) -> int:
    """ "It was the second such incident this month": which one it was, 0 for none."""
    low, frame = reading.sentence.low, reading.frames[number]
    pronoun = frame.subject >= 0 and bool(frame.phrases[frame.subject].pronoun)
    opens = low[frame.clause.first] in reading.language.pronouns["demonstrative"]
    if not (pronoun or opens):
        return 0
    for k in frame.clause.tokens:
        such = low[k + 1 : k + 2] in (["such"], ["similar"])
        noun = low[k + 1 + such : k + 2 + such]
        if low[k] in numbers.ordinals and noun and noun[0] in reading.language.incidents:
            return numbers.ordinals[low[k]]
    return 0


def _counted_again(reading: Reading, number: int, ordinal: int) -> Draft:
    """The count of the deed that was told last."""
    _, move, source, target = reading.discourse.deed
    named = {c.cue.entry.move for c in reading.candidates[number] if c.noun >= 0}
    if len(named & _ORDINAL) == 1:
        move = next(iter(named & _ORDINAL))  # "the third such meeting", whatever came of it
    return Draft(
        span=clause_span(reading.sentence, reading.frames[number].clause),
        kind="count",
        move=move,
        source=source,
        target=target,
        number=ordinal,
        rule=f"{reading.language.code}.count.once_more",
        confidence=0.6,
    )


def _how_often(reading: Reading, numbers: Numbers, draft: Draft) -> Draft:
    """ "dreimal" makes a count of the event whose clause it stands in."""
    told = draft.kind in ("event", "quote")
    if draft.move not in _COUNTED or draft.level != "clause" or not told:
        return draft
    sentence = reading.sentence
    tokens = sentence.tokens
    first, last = (bisect_left(tokens, at, key=start_of) for at in draft.span)
    while last > first and tokens[last - 1].end > draft.span[1]:
        last -= 1
    often = numbers.how_often(sentence.low[first:last])
    often = often or _how_many(reading, numbers, draft, range(first, last))
    return replace(draft, kind="count", number=often) if often else draft


def _how_many(reading: Reading, numbers: Numbers, draft: Draft, span: range) -> int:
    """ "Since May it has tested 26 missiles": the number of what a period saw done, else 0."""
    low = reading.sentence.low
    if not numbers.in_period(low[span.start : span.stop]):
        return 0
    for candidate in (c for found in reading.candidates for c in found):
        if candidate.noun < 0 or candidate.at not in span or candidate.cue.entry.id != draft.rule:
            continue
        phrase = candidate.frame.phrases[candidate.noun]
        one_each = draft.move == "weapon_test" or low[phrase.head] in numbers.each
        return _number_before(low, phrase.first, phrase.head, numbers)[1] if one_each else 0
    return 0


def _count(
    reading: Reading, numbers: Numbers, candidate: Candidate, times: list[TimePhrase]
) -> Draft | None:
    entry, phrase = candidate.cue.entry, candidate.frame.phrases[candidate.noun]
    sentence = reading.sentence
    if entry.move not in _COUNTED or candidate.at != phrase.head:
        return None
    first, value = _number_before(sentence.low, phrase.first, phrase.head, numbers)
    if value < 2:
        return None
    source, target = find_sides(reading, candidate, entry.move)
    if not source:
        source = tuple(filter(None, [reading.discourse.last_subject()]))
    start, _ = token_span(sentence, first, phrase.last)
    end = phrase_span(sentence, candidate.frame.phrases, candidate.noun)[1]
    period = _period(times, end)
    if period is not None:
        end = period.end
    return Draft(
        span=(start, end),
        kind="count",
        move=entry.move,
        source=source,
        target=target,
        number=value,
        system=entry.system or weapon_system(entry.move, sentence.low[first : phrase.last]),
        rule=f"{reading.language.code}.count.{entry.move}",
        confidence=0.7,
        level="phrase",
    )


def _number_before(low: list[str], first: int, head: int, numbers: Numbers) -> tuple[int, int]:
    """(token, value) of the number in front of the head, (first, 0) without one."""
    for k in range(first, head):
        value = numbers.cardinal(low[k])
        if value:
            return k, value
    return first, 0


def _period(times: list[TimePhrase], end: int) -> TimePhrase | None:
    """The time phrase that follows within a few words ("in nur sieben Monaten")."""
    for phrase in times:
        if 0 <= phrase.start - end <= 12:
            return phrase
    return None


def _ordinal(reading: Reading, numbers: Numbers, candidate: Candidate) -> Draft | None:
    entry, phrase = candidate.cue.entry, candidate.frame.phrases[candidate.noun]
    if entry.move not in _ORDINAL or candidate.at != phrase.head:
        return None
    sentence = reading.sentence
    for k in range(phrase.first, phrase.head):
        value = numbers.ordinals.get(sentence.low[k], 0)
        if value:
            source, target = find_sides(reading, candidate, entry.move)
            return Draft(
                span=token_span(sentence, k, k + 1),
                kind="count",
                move=entry.move,
                source=source,
                target=target,
                number=value,
                rule=f"{reading.language.code}.count.ordinal",
                confidence=0.45,
                level="phrase",
            )
    return None


def _same_event(draft: Draft, count: Draft) -> bool:
    """True if the draft tells of the counted event in the same words or of nothing else."""
    inside = draft.span[0] <= count.span[0] < draft.span[1] or (
        count.span[0] <= draft.span[0] < count.span[1]
    )
    return inside and draft.move == count.move and draft.kind == "event"
