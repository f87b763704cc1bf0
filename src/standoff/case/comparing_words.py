"""The parts of a comparison that rest on words: actors, dates, and tone.

Tone has two measures that are kept apart. *Words*: evaluative words in the sentences that name the
actor, outside quotation marks (`coding.attitude`). *Treatment*: what is done or said to the actor
in the article's statements, friendly against hostile moves. An article can report much hostility
towards somebody in neutral words, and the other way round.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from standoff.nouns import Article, Coding, actor_set
from standoff.nouns.comparison import ActorRow, DateRow, Passage, Tone, ToneRow
from standoff.nouns.vocabulary import MOVE_FAMILY

if TYPE_CHECKING:
    from standoff.coding.attitude import Attitude

__all__ = ["actor_rows", "date_rows", "passage", "tone_rows"]

Named = Callable[[str], str]
Days = tuple[date, date]

_FRIENDLY = frozenset({"meeting", "agreement", "yielding", "withdrawal", "help"})
_HOSTILE = frozenset({"threat", "pressure", "violence", "refusal", "force posture", "protest"})
_FRIENDLY_WORDS = frozenset({"praise", "rapprochement"})
_HOSTILE_WORDS = frozenset({"accusation", "insult", "ridicule"})


def passage(coding: Coding) -> Passage:
    """The coded words, and where they stand."""
    return Passage(
        coding=coding.id,
        start=coding.start,
        end=coding.end,
        text=coding.text,
        kind=coding.kind,
        stance=coding.stance,
        speaker=coding.speaker,
    )


def actor_rows(codings: Sequence[Coding], others: Sequence[Coding], named: Named) -> list[ActorRow]:
    """Everybody who acts, is acted on or speaks; those in both first."""
    ours, theirs = _mentions(codings), _mentions(others)
    rows = [
        ActorRow(code=code, name=named(code), one=ours[code], other=theirs[code])
        for code in {*ours, *theirs} - {"AUTHOR"}
    ]
    return sorted(rows, key=lambda row: (-min(row.one, row.other), -row.one - row.other, row.code))


def _mentions(codings: Sequence[Coding]) -> Counter[str]:
    counted: Counter[str] = Counter()
    for coding in codings:
        fields = (coding.source, coding.target, coding.speaker)
        counted.update({code for field in fields for code in actor_set(field)})
    return counted


def date_rows(one: Article, other: Article) -> list[DateRow]:
    """Every range of days that a time phrase of either names, with the phrases."""
    found: dict[Days, tuple[dict[str, None], dict[str, None]]] = {}
    for side, article in enumerate((one, other)):
        for days, said in _phrases(article):
            found.setdefault(days, ({}, {}))[side][said] = None
    return [
        DateRow(earliest=days[0], latest=days[1], one=tuple(ours), other=tuple(theirs))
        for days, (ours, theirs) in sorted(found.items(), key=lambda item: item[0])
    ]


def _phrases(article: Article) -> Iterator[tuple[Days, str]]:
    from standoff.press import find_times

    language = article.language or "en"
    for phrase in find_times(article.text, published=article.published, language=language):
        if phrase.earliest and phrase.latest:
            yield (phrase.earliest, phrase.latest), " ".join(phrase.said.split())


def tone_rows(
    one: Article, codings: Sequence[Coding], other: Article, others: Sequence[Coding],
    named: Named,
) -> list[ToneRow]:  # fmt: skip
    """The tone of both towards everybody of whom both have something to say."""
    from standoff.coding.attitude import attitudes

    sides = [(attitudes(one), _treatment(codings)), (attitudes(other), _treatment(others))]
    codes = {code for words, deeds in sides for code in (*words, *deeds)} - {"AUTHOR", ""}
    rows = []
    for code in codes:
        ours, theirs = (_tone(code, words, deeds) for words, deeds in sides)
        if _any(ours) and _any(theirs):
            rows.append(ToneRow(code=code, name=named(code), one=ours, other=theirs))
    return sorted(rows, key=lambda row: (-min(row.one.sentences, row.other.sentences), row.code))


def _any(tone: Tone) -> bool:
    return tone.words is not None or tone.treatment is not None


def _treatment(codings: Sequence[Coding]) -> dict[str, list[int]]:
    """Friendly and hostile statements towards each actor; wishes and denials are no treatment."""
    found: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for coding in codings:
        family, move = MOVE_FAMILY.get(coding.move, ""), coding.move
        if coding.stance in ("denied", "cancelled", "hypothetical"):
            continue
        friendly = family in _FRIENDLY or move in _FRIENDLY_WORDS
        hostile = family in _HOSTILE or move in _HOSTILE_WORDS
        for code in actor_set(coding.target) if friendly or hostile else ():
            found[code][0 if friendly else 1] += 1
    return found


def _tone(code: str, words: Mapping[str, Attitude], deeds: dict[str, list[int]]) -> Tone:
    said = words.get(code)
    warm, cold = (said.warm, said.cold) if said else (0, 0)
    friendly, hostile = deeds.get(code, (0, 0))
    return Tone(
        sentences=said.sentences if said else 0,
        warm=warm,
        cold=cold,
        words=_balance(warm, cold),
        friendly=friendly,
        hostile=hostile,
        treatment=_balance(friendly, hostile),
    )


def _balance(good: int, bad: int) -> float | None:
    return round((good - bad) / (good + bad), 3) if good + bad else None
