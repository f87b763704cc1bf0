"""Quotations: a draft for each full one, and for short ones that judge.

The type of a quotation comes from, in this order: the verb that reports it if that has a meaning of
its own ("warnte: ..."), the codebook met in its words (with "we" and "I" as the speaker), its tone.
"""

from __future__ import annotations

from standoff.coding.drafts import Draft
from standoff.coding.matching.candidates import Candidate
from standoff.coding.meaning import find_meaning
from standoff.coding.reading import Reading
from standoff.coding.sides.sides import find_sides
from standoff.coding.speech.speakers import quote_speaker
from standoff.coding.stance import is_negated
from standoff.nouns.coding import state_of

__all__ = ["make_quotes"]

_MARKS = ".,!?;:…„“”»«\"'‚‘’()"
_WILLING = frozenset({"would", "can", "could"})
_TONES = frozenset({"praise", "accusation", "demand", "threat"})


def make_quotes(reading: Reading) -> list[Draft]:
    """The drafts of a sentence's quotations."""
    sentence = reading.sentence
    if not (sentence.quotes or sentence.marked):
        return []
    speaker = quote_speaker(reading)
    if not speaker:
        return []
    made: list[Draft] = []
    for number, span in enumerate(sentence.quotes):
        reading.discourse.spoke(speaker)
        made.append(_full(reading, number, span, speaker))
    for span in sentence.marked:
        draft = _partial(reading, span, speaker)
        if draft is not None:
            made.append(draft)
    return made


def _full(reading: Reading, number: int, span: tuple[int, int], speaker: str) -> Draft:
    sentence = reading.sentence.inner[number]
    inner = Reading(sentence, reading.tools, reading.discourse, reading.text, speaker)
    move, target, confidence, rule = _from_verb(reading)
    if not move:
        move, target, confidence, rule = _from_words(inner)
    if not move:
        move = _refuses(inner) or reading.tools.tone.move(sentence.low) or "announcement"
        stands_out = reading.discourse.counterpart(tuple(speaker.split(";")))
        target = () if stands_out else _named_in(inner, speaker)
        confidence, rule = 0.45, "tone"
    return _draft(reading, span, move, speaker, target, confidence, f"direct.{rule}")


def _refuses(inner: Reading) -> str:
    """ "We will not trade our land": what the speaker's side will not do, unless it is violence."""
    for frame in inner.frames:
        verbs = frame.clause.verbs
        first = frame.subject >= 0 and frame.phrases[frame.subject].pronoun == "1"
        peaceful = inner.language.violent.isdisjoint(lemma for lemma, _ in verbs.lexical)
        able = verbs.future or verbs.modal in _WILLING
        if first and able and peaceful and verbs.lexical and is_negated(frame, verbs.lexical[0][1]):
            return "refusal"
    return ""


def _named_in(inner: Reading, speaker: str) -> tuple[str, ...]:
    """The first actor of another state in the quotation."""
    own = {state_of(code) for code in speaker.split(";")}
    for frame in inner.frames:
        for k in range(len(frame.phrases)):
            found = frame.actors(k, asked=False)
            if found and not own & {state_of(code) for code in found}:
                return found
    return ()


def _from_verb(reading: Reading) -> tuple[str, tuple[str, ...], float, str]:
    for number in range(len(reading.clauses)):
        says = reading.saying(number)
        if says is not None and says.cue.entry.move not in ("", "announcement"):
            move, _ = find_meaning(reading, number, says)
            _, target = find_sides(reading, says, move)
            if move:
                return move, target, 0.7, says.cue.entry.id
    return "", (), 0.0, ""


def _from_words(inner: Reading) -> tuple[str, tuple[str, ...], float, str]:
    best: tuple[float, str, Candidate] | None = None
    for number in range(len(inner.clauses)):
        candidate = inner.best(number)
        if candidate is None or candidate.cue.entry.kind == "assessment":
            continue
        inner.speakers[number] = inner.frames[number].speaker
        move, _ = find_meaning(inner, number, candidate)
        if move and (best is None or candidate.score > best[0]):
            best = (candidate.score, move, candidate)
    if best is None or best[0] < 0.6:
        return "", (), 0.0, ""
    _, target = find_sides(inner, best[2], best[1])
    return best[1], target, best[0] - 0.1, best[2].cue.entry.id


def _partial(reading: Reading, span: tuple[int, int], speaker: str) -> Draft | None:
    """A short quotation counts if it judges: „Freund“, „großartigen“ (not a name or a title)."""
    words = [word.strip(_MARKS) for word in reading.text[span[0] : span[1]].lower().split()]
    move = reading.tools.tone.move(words)
    if move not in _TONES:
        return None
    start, end = span
    if len(words) == 1:
        end = _with_noun(reading, end)
    return _draft(reading, (start, end), move, speaker, (), 0.42, "partial")


def _with_noun(reading: Reading, end: int) -> int:
    """A quoted adjective takes its noun along: „großartigen“ Treffen."""
    sentence = reading.sentence
    for k, token in enumerate(sentence.tokens):
        if token.start >= end:
            close = token.start - end <= 1
            noun = sentence.upper[k] and sentence.mention_at[k] < 0
            return token.end if close and noun and token.text[0].isalpha() else end
    return end


def _draft(
    reading: Reading,
    span: tuple[int, int],
    move: str,
    speaker: str,
    target: tuple[str, ...],
    confidence: float,
    rule: str,
) -> Draft:
    source = tuple(speaker.split(";"))
    target = tuple(code for code in target if code not in source)
    if not target:
        target = tuple(filter(None, [reading.discourse.counterpart(source)]))
    return Draft(
        span=span,
        kind="quote",
        move=move,
        source=source,
        target=target,
        speaker=speaker,
        rule=f"{reading.language.code}.speech.{rule}",
        confidence=confidence,
        level="quote",
    )
