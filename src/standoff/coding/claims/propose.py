"""From a text to claims in the claim grammar, for a person to confirm.

    codings:  a number of events, a deadline                       count, deadline
    cues:     "wie immer, wenn", "wechseln sich ab", "Ausnahme"    sign, alternation, exception, ...

A cue counts only in a sentence that speaks of somebody in politics, or right after one (where a
pronoun may). The evidence is the part of the
sentence between commas that holds the cue. What the words do not say (often the period) is listed
as missing and never guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

from standoff.coding.actors import Mention, load_gazetteer
from standoff.coding.claims.chosen import counts_of_deeds, event_pattern
from standoff.coding.claims.cues import Cue, Cues, load_cues
from standoff.coding.claims.period import counted_period
from standoff.coding.coder import code
from standoff.coding.relevance import is_relevant
from standoff.coding.tokens import Token, tokenize
from standoff.nouns import Coding, Evidence, state_of
from standoff.nouns.proposal import Proposal
from standoff.press import split_sentences, tell_language

__all__ = ["propose_claims"]

_BREAKS = frozenset({",", ";", ":", "–", "—"})
_CLOSE = 3
Span = tuple[int, int]


def propose_claims(
    text: str,
    published: date | None = None,
    language: str | None = None,
    *,
    article: str = "",
    chosen: bool = False,
) -> list[Proposal]:
    """The claims of a text in the order of their evidence; German and English.

    `chosen` says that a person picked the text as a claim: then it need not look like politics, and
    where no cue is found a deed is put as a count (see `chosen`).
    """
    tongue = (language or tell_language(text))[:2].lower()
    if tongue not in ("de", "en"):
        return []
    tokens = tokenize(text)
    mentions = load_gazetteer().find(tokens, language=tongue, on=published)
    if not (chosen or is_relevant(tokens, mentions, tongue)):
        return []
    codings = code(text, published, tongue, article=article)
    reader = _Reader(text, tokens, mentions, codings, load_cues(tongue), published, article)
    made = [_of_coding(coding, text, published, article) for coding in codings]
    found = [proposal for proposal in made if proposal]
    for start, end in split_sentences(text, tongue):
        found.extend(reader.sentence(start, end))
    if chosen and not found:
        found = counts_of_deeds(codings, text, published, tongue)
    return [msgspec.structs.replace(one, language=tongue) for one in _without_doubles(found)]


def _without_doubles(found: list[Proposal]) -> list[Proposal]:
    """One proposal a form and place: of overlapping evidence the first, codings before cues."""
    kept: list[Proposal] = []
    for one in found:
        if not any(o.form == one.form and _overlap(o.evidence, one.evidence) for o in kept):
            kept.append(one)
    return sorted(kept, key=lambda p: (p.evidence.start, p.evidence.end, p.form))


def _overlap(one: Evidence, other: Evidence) -> bool:
    return one.start < other.end and other.start < one.end


# -- from codings ---------------------------------------------------------------------------------


def _of_coding(coding: Coding, text: str, published: date | None, article: str) -> Proposal | None:
    """A count of two or more, or a deadline with terms."""
    evidence = Evidence(article=article, start=coding.start, end=coding.end, quote=coding.text)
    if coding.kind == "count" and coding.number and coding.number >= 2 and coding.move:
        start, end = counted_period(coding, text, published)
        fields = _filled(coding, start, end) | {"asserted": coding.number}
        if coding.move != "weapon_test":
            fields["definition"][0]["count"] = "events"
        return _proposal("count", "coding.count", evidence, fields, published, coding)
    if coding.kind == "deadline" and coding.latest:
        fields = {"end": coding.latest, "terms": coding.terms or coding.text}
        due = coding.move or "concession"
        fields["definition"] = [_definition(event_pattern(coding.target, due, "", coding.source))]
        return _proposal("deadline", "coding.deadline", evidence, fields, published, coding)
    return None


def _filled(coding: Coding, start: date | None, end: date | None) -> dict[str, Any]:
    fields: dict[str, Any] = {"start": start, "end": end}
    fields = {key: day for key, day in fields.items() if day}
    pattern = event_pattern(coding.source, coding.move, coding.system, coding.target)
    return fields | {"definition": [_definition(pattern)]}


def _definition(pattern: str, **fields: Any) -> dict[str, Any]:
    made = {"name": "literal", "pattern": pattern, **fields}
    return {key: value for key, value in made.items() if value}


def _proposal(
    form: str,
    cue: str,
    evidence: Evidence,
    fields: dict[str, Any],
    published: date | None,
    coding: Coding | None = None,
) -> Proposal:
    needed = ["start", "end", *_NEEDED.get(form, ())]
    if form == "count" and "asserted" not in fields:
        needed.append("asserted")
    speaker = coding.speaker if coding and coding.speaker else "AUTHOR"
    return Proposal(
        form=form,
        cue=cue,
        evidence=evidence,
        fields=fields,
        missing=tuple(key for key in needed if not fields.get(key)),
        said_by=speaker,
        said_on=published,
    )


def _with_list(low: Sequence[str], first: int) -> int:
    """The first word of a list whose last items begin at `first`: items of up to two words."""
    while first > 1 and low[first - 1] == ",":
        item = first - 1
        while item > 0 and low[item - 1] not in _BREAKS and first - item < _CLOSE + 1:
            item -= 1
        if first - 1 - item > 2 or (item > 0 and low[item - 1] not in _BREAKS):
            break
        first = item
    return first


_NEEDED = {
    "alternation": ("kinds",), "order": ("kinds",), "dwell": ("kinds",),
    "sign": ("announces",), "exception": ("compare_start", "compare_end"),
    "addressee": ("addressees",), "clock": ("clock",),
}  # fmt: skip


# -- from cues ------------------------------------------------------------------------------------


class _Reader:
    """Finds cues sentence by sentence; knows who was named and what was coded."""

    def __init__(
        self, text: str, tokens: list[Token], mentions: list[Mention], codings: list[Coding],
        cues: Cues, published: date | None, article: str,
    ) -> None:  # fmt: skip
        self.text, self.tokens, self.codings = text, tokens, codings
        self.named = [m for m in mentions if m.code and m.kind != "dateline"]
        self.mentions = [m for m in self.named if m.kind != "modifier"]
        self._after_politics = False
        self.cues, self.published, self.article = cues, published, article

    def sentence(self, start: int, end: int) -> list[Proposal]:
        """The proposals of one sentence."""
        places = [n for n, t in enumerate(self.tokens) if start <= t.start and t.end <= end]
        if not places:
            return []
        political = self._is_political(places[0], places[-1], start, end)
        before, self._after_politics = self._after_politics, political
        if not (political or before):
            return []
        low = [self.tokens[n].text.lower() for n in places]
        made = []
        for cue in self.cues.cue:
            found = cue.find(low)
            if found:
                span = self._part(places, low, *found)
                made.append(self._fill(cue, low, span))
        return made

    def _is_political(self, first: int, last: int, start: int, end: int) -> bool:
        """Whether the sentence names somebody in politics, or was coded."""
        named = any(first <= mention.first <= last for mention in self.named)
        return named or any(start <= c.start and c.end <= end for c in self.codings)

    def _part(self, places: list[int], low: Sequence[str], first: int, last: int) -> Span:
        """The part of the sentence between commas that holds the cue, three words at least."""
        while first > 0 and low[first - 1] not in _BREAKS:
            first -= 1
        while last + 1 < len(low) and low[last + 1] not in _BREAKS:
            last += 1
        if last - first < _CLOSE:
            while first > 0 and last - first < 2 * _CLOSE:
                first -= 1
        while low[first] in _BREAKS and first < last:
            first += 1
        first = _with_list(low, first)
        while low[last] in _BREAKS | {".", "!", "?"} and last > first:
            last -= 1
        return self.tokens[places[first]].start, self.tokens[places[last]].end

    def _fill(self, cue: Cue, low: Sequence[str], span: Span) -> Proposal:
        evidence = Evidence(
            article=self.article, start=span[0], end=span[1], quote=self.text[span[0] : span[1]]
        )
        return _proposal(
            cue.form,
            f"cue.{cue.name}",
            evidence,
            self._fields(cue, low, span),
            self.published,
        )

    def _fields(self, cue: Cue, low: Sequence[str], span: Span) -> dict[str, Any]:
        who = self._who(span) or "*"
        fields: dict[str, Any] = {"end": self.published} if self.published else {}
        quantifier = cue.quantifier or self.cues.quantifier_in(low)
        if cue.form in ("alternation", "order", "dwell"):
            fields["kinds"] = list(self._kinds(low, span))
            fields["definition"] = [_definition("", measure=cue.measure)]
        elif cue.form == "sign":
            fields |= {"announces": f"{who} announcement", "quantifier": quantifier or "always"}
            fields["definition"] = [_definition(self._coded(span, f"{who} signal"))]
        elif cue.form == "addressee":
            fields |= {"addressees": self._others(span, who), "quantifier": quantifier or "always"}
            fields["definition"] = [_definition(f"{who} threat|demand|warning|weapon_test")]
        elif cue.form == "pledge":
            fields |= {"quantifier": "never", "outcomes": ["kept"]}
            fields["definition"] = [_definition(f"{who} announcement|pledge|agreement")]
        elif cue.form == "clock":
            fields |= {"clock": f"{who} election", "direction": "more"}
            fields["definition"] = [_definition(self._coded(span, f"{who} concession"))]
        elif cue.form == "exception":
            fields |= {"direction": "same", "margin": 1.0}
            fields["definition"] = [_definition(self._coded(span, f"{who} weapon_test"))]
        else:
            fields |= {"asserted": cue.asserted, "bound": "at_least" if cue.asserted else "at_most"}
            fields["definition"] = [_definition(self._coded(span, f"{who} announcement"))]
        return fields

    def _coded(self, span: Span, otherwise: str) -> str:
        """The pattern of what is coded in these words, else the usual one of the form."""
        for coding in self.codings:
            if coding.move and coding.start < span[1] and span[0] < coding.end:
                return event_pattern(coding.source, coding.move, coding.system, coding.target)
        return otherwise

    def _kinds(self, low: Sequence[str], span: Span) -> tuple[str, ...]:
        """The kinds that the evidence names, else those of the whole sentence."""
        here = [t.text.lower() for t in self.tokens if span[0] <= t.start and t.end <= span[1]]
        return self.cues.kinds_in(here) or self.cues.kinds_in(low)

    def _who(self, span: Span) -> str:
        """The state that acts in these words: of what is coded there, else whoever was named last.

        Persons come before places.
        """
        for coding in self.codings:
            if coding.source and coding.start < span[1] and span[0] < coding.end:
                return state_of(coding.source.partition(";")[0])
        before = [m for m in self.mentions if self.tokens[m.first].start < span[1]]
        people = [m for m in before if m.kind in ("person", "office", "role")]
        last = (people or before)[-1:]
        return state_of(last[0].code.partition(";")[0]) if last else ""

    def _others(self, span: Span, who: str) -> list[str]:
        """States that these words name besides the actor."""
        codes = [
            state_of(code)
            for m in self.mentions
            if span[0] <= self.tokens[m.first].start < span[1]
            for code in m.code.split(";")
        ]
        return [code for code in dict.fromkeys(codes) if code != who]
