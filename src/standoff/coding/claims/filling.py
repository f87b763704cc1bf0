"""What the words around a cue fill into the claim grammar: who, whom, which kinds, how often."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

from standoff.coding.actors import Mention
from standoff.coding.claims.cues import CueRow, Cues
from standoff.coding.claims.making import definition, pattern_of_coding
from standoff.coding.tokens import Token
from standoff.nouns import Coding, TimePhrase, state_of

__all__ = ["ASKED", "Filler"]

Span = tuple[int, int]
_PEOPLE = ("person", "office", "role")
#: Moves that are the clock of a claim, and so cannot be what it drives.
_CLOCKS = ("election",)
#: Moves that want something done or left, and so count nothing.
ASKED = ("demand", "ultimatum")
#: Moves that happen by nothing happening.
_ABSENCES = ("silence", "moratorium", "drop_demand")


class Filler:
    """Fills in the forms of one text."""

    def __init__(
        self, text: str, tokens: Sequence[Token], named: Sequence[Mention], cues: Cues,
        published: date | None,
    ) -> None:  # fmt: skip
        self.text, self.cues, self.published = text, cues, published
        self.actors = [m for m in named if m.kind != "modifier"]
        self.starts = [tokens[m.first].start for m in self.actors]
        self.last_named = _last_named(self.actors)

    def fields(
        self,
        cue: CueRow,
        tokens: Sequence[Token],
        codings: Sequence[Coding],
        times: Sequence[TimePhrase],
        span: Span,
    ) -> dict[str, Any]:
        """The keys of a claim of the cue's form with evidence at `span`.

        `tokens`, `codings` and `times` are those of its sentence.
        """
        low = [token.text.lower() for token in tokens]
        here = [c for c in codings if c.start < span[1] and span[0] < c.end]
        who = self._who(here, span) or "*"
        fields: dict[str, Any] = {"end": self.published} if self.published else {}
        quantifier = cue.quantifier or self.cues.quantifier_in(low)
        if cue.form in ("alternation", "order", "dwell"):
            fields["kinds"] = list(self._kinds(tokens, low, span))
            fields["definition"] = [definition("", measure=cue.measure)]
        elif cue.form == "sign":
            fields |= {"announces": f"{who} announcement", "quantifier": quantifier or "always"}
            fields["definition"] = [definition(_coded(here, f"{who} signal"))]
        elif cue.form == "addressee":
            fields |= {"addressees": self._others(span, who), "quantifier": quantifier or "always"}
            fields["definition"] = [definition(f"{who} threat|demand|warning|weapon_test")]
        elif cue.form == "pledge":
            fields |= {"quantifier": cue.quantifier or "never", "outcomes": ["kept"]}
            towards = "|".join(self._others(span, who))
            whom = f" -> {towards}" if towards and who != "*" else ""
            fields["definition"] = [definition(f"{who} announcement|pledge|agreement{whom}")]
        elif cue.form == "clock":
            fields |= {"clock": f"{who} election", "direction": "more"}
            moved = [coding for coding in here if coding.move not in _CLOCKS]
            fields["definition"] = [definition(_coded(moved, f"{who} concession"))]
        elif cue.form == "exception":
            fields |= {"direction": "same", "margin": 1.0}
            fields["definition"] = [definition(_coded(here, f"{who} weapon_test"))]
        elif cue.form == "deadline":
            due = [t.latest for t in times if span[0] <= t.start < span[1] and t.latest]
            fields = {"end": due[0] if due else None, "terms": self.text[span[0] : span[1]]}
            fields["definition"] = [definition(_due(here, who))]
        else:
            # "Nothing was heard of him" asserts a silence; it does not deny one.
            some = cue.asserted or any(coding.move in _ABSENCES for coding in here)
            fields |= {"asserted": int(some), "bound": "at_least" if some else "at_most"}
            fields["definition"] = [definition(_coded(here, f"{who} announcement"))]
        return fields

    def _kinds(self, tokens: Sequence[Token], low: Sequence[str], span: Span) -> tuple[str, ...]:
        """The kinds that the evidence names, else those of the whole sentence."""
        words = [t.text.lower() for t in tokens if span[0] <= t.start and t.end <= span[1]]
        return self.cues.kinds_in(words) or self.cues.kinds_in(low)

    def _who(self, here: Sequence[Coding], span: Span) -> str:
        """The state that acts in these words: of what is coded there, else whoever was named last.

        Persons come before places.
        """
        for coding in here:
            if coding.source:
                return state_of(coding.source.partition(";")[0])
        before = bisect_left(self.starts, span[1])
        return self.last_named[before]

    def _others(self, span: Span, who: str) -> list[str]:
        """States that these words name besides the actor."""
        inside = slice(bisect_left(self.starts, span[0]), bisect_left(self.starts, span[1]))
        codes = [state_of(code) for m in self.actors[inside] for code in m.code.split(";")]
        return [code for code in dict.fromkeys(codes) if code != who]


def _due(here: Sequence[Coding], who: str) -> str:
    """What a term that is set asks for: a concession by the one it was set to."""
    for coding in here:
        if coding.source and coding.target:
            return pattern_of_coding(
                msgspec.structs.replace(
                    coding, source=coding.target, target=coding.source, move="concession", system=""
                )
            )
    return f"{who} concession"


def _coded(here: Sequence[Coding], otherwise: str) -> str:
    """The pattern of what is coded in these words, else the usual one of the form."""
    return next((pattern_of_coding(coding) for coding in here if coding.move), otherwise)


def _last_named(actors: Sequence[Mention]) -> list[str]:
    """After each number of mentions: the state of the last person, else of the last mention."""
    last, person = "", ""
    after = [""]
    for mention in actors:
        last = state_of(mention.code.partition(";")[0])
        person = last if mention.kind in _PEOPLE else person
        after.append(person or last)
    return after
