"""One interface for all coders, and the rule that binds them: no coding without its words.

A coder proposes; what it proposes counts only if the text says it, letter for letter:

    offsets that hold            text[start:end] == quote                          kept
    no or wrong offsets          the quote stands in the text exactly once         kept, set right
    several times                and `before`, the words right before it, choose   kept
    several times, no hint       or a hint that fits none or several               dropped
    not at all                   also a changed case, comma or blank               dropped

So an invented, mended or translated quotation never becomes a coding, whoever proposes it (the
standoff principle: annotations point into an untouched text; Ide & Romary 2004). Fields that the
codebook wants "as written" (said, terms, place) are emptied where the text does not hold them.
What is dropped is counted under its reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, Protocol, runtime_checkable

import msgspec
from msgspec import Struct

from standoff.errors import BadValue
from standoff.nouns import Article, Coding

__all__ = ["Checked", "CheckingCoder", "Coder", "Proposal", "checked", "coder_named"]

_AS_WRITTEN = ("said", "terms", "place")
_MOST_PLACES = 1000


@runtime_checkable
class Coder(Protocol):
    """Whatever turns an article into codings; `name` stands in the `coder` of each of them."""

    @property
    def name(self) -> str:
        """As it is called on the command line: `rules`, `spacy:NAME`, `llm:URL`."""

    def code(self, article: Article) -> list[Coding]:
        """The codings of an article, each found letter for letter in its text."""

    def notes(self) -> list[str]:
        """What the user should know of the run so far: dropped proposals, cost."""


class Proposal(Struct, frozen=True, kw_only=True):
    """A coding whose place is not known yet: the words, a hint, and the other fields.

    `before` are the words that stand right before the quote; `within` the part of the text
    (offsets, end exclusive) that the proposer has read. `fields` are attributes of a `Coding`.
    """

    quote: str
    before: str = ""
    within: tuple[int, int] | None = None
    fields: Mapping[str, Any] = {}


class Checked(NamedTuple):
    """Codings that stand in the text, in its order, and how many were dropped for which reason."""

    codings: list[Coding]
    dropped: Counter[str]


def checked(proposals: Iterable[Coding | Proposal], article: Article, coder: str = "") -> Checked:
    """Check proposals against the article's text; `coder` (if given) signs the codings.

    `doc` and `article` are filled in. Equal codings count once. Never raises for a bad proposal.
    """
    kept: dict[str, Coding] = {}
    dropped: Counter[str] = Counter()
    for proposal in proposals:
        made = _checked_one(proposal, article, coder)
        if isinstance(made, str):
            dropped[made] += 1
        elif made.id in kept:
            dropped["proposed twice"] += 1
        else:
            kept[made.id] = made
    return Checked(sorted(kept.values(), key=lambda c: (c.start, c.end, c.kind)), dropped)


def _checked_one(proposal: Coding | Proposal, article: Article, coder: str) -> Coding | str:
    """The coding, or the reason why there is none."""
    fields = _fields(proposal)
    start = _place(proposal, article.text)
    if isinstance(start, str):
        return start
    quote = proposal.text if isinstance(proposal, Coding) else proposal.quote
    fields |= {"start": start, "end": start + len(quote), "text": quote}
    fields |= {"doc": article.name, "article": article.id}
    if coder:
        fields["coder"] = coder
    for name in _AS_WRITTEN:
        if fields.get(name) and str(fields[name]) not in article.text:
            fields[name] = ""
    try:
        return msgspec.convert(fields, Coding)
    except (msgspec.ValidationError, BadValue):
        return "a value outside the codebook"


def _fields(proposal: Coding | Proposal) -> dict[str, Any]:
    if isinstance(proposal, Coding):
        return msgspec.structs.asdict(proposal)
    return dict(proposal.fields)


def _place(proposal: Coding | Proposal, text: str) -> int | str:
    """Where the quote begins, or why it has no place."""
    if isinstance(proposal, Coding):
        if text[proposal.start : proposal.end] == proposal.text:
            return proposal.start
        quote, before, (first, last) = proposal.text, "", (0, len(text))
    else:
        quote, before = proposal.quote, proposal.before.rstrip()
        first, last = proposal.within or (0, len(text))
    if not quote.strip():
        return "no words"
    places = list(_occurrences(quote, text, first, last))
    if not places:
        return "words not in the text"
    if len(places) > 1 and before:
        places = [place for place in places if text[:place].rstrip().endswith(before)]
    return places[0] if len(places) == 1 else "words several times in the text, no hint"


def _occurrences(quote: str, text: str, first: int, last: int) -> Iterator[int]:
    place = text.find(quote, first, last)
    for _ in range(_MOST_PLACES):
        if place < 0:
            return
        yield place
        place = text.find(quote, place + 1, last)


class CheckingCoder:
    """A coder made of a function that proposes; checks and counts what it proposes.

    Subclasses state `name` and `propose(article)`; `notes` may say more.
    """

    name = ""

    def __init__(self) -> None:
        self.dropped: Counter[str] = Counter()

    def propose(self, article: Article) -> Iterable[Coding | Proposal]:
        """What the coder reads in the article, not yet checked."""
        raise NotImplementedError

    def code(self, article: Article) -> list[Coding]:
        """The proposals that stand in the text."""
        codings, dropped = checked(self.propose(article), article, self.name)
        self.dropped.update(dropped)
        return codings

    def notes(self) -> list[str]:
        """One sentence on dropped proposals, if there are any."""
        if not self.dropped:
            return []
        reasons = ", ".join(f"{reason}: {n}" for reason, n in sorted(self.dropped.items()))
        return [f"{self.name}: {self.dropped.total()} proposals dropped ({reasons})."]


class RuleCoder(CheckingCoder):
    """The rule coder behind the same interface."""

    name = "rules"

    def propose(self, article: Article) -> Iterable[Coding]:
        """The codings of the rules."""
        from standoff.coding import code_article

        return code_article(article)


def coder_named(spec: str, **options: Any) -> Coder:
    """The coder that `spec` names: `rules`, `spacy:NAME` or `llm:URL`, the latter with `#MODEL`.

    `options` are those of `LlmOptions` and reach an endpoint only. Raises `BadValue` for an
    unknown spec, `MissingExtra` with the pip line where the optional part is not installed.
    """
    kind, _, rest = spec.partition(":")
    make = {"rules": _rules, "spacy": _spacy, "llm": _llm}.get(kind)
    if make is None or bool(rest) == (kind == "rules"):
        raise BadValue(
            f"unknown coder {spec[:80]!r}",
            expected="rules, spacy:NAME or llm:URL#MODEL",
            next="for instance --coder rules --coder spacy:de_core_news_sm",
        )
    return make(rest, options)


def _rules(rest: str, options: Mapping[str, Any]) -> Coder:
    return RuleCoder()


def _spacy(rest: str, options: Mapping[str, Any]) -> Coder:
    from standoff.coding.coders.spacy_coder import SpacyCoder

    return SpacyCoder(rest)


def _llm(rest: str, options: Mapping[str, Any]) -> Coder:
    from standoff.coding.coders.llm_coder import LlmCoder, LlmOptions

    return LlmCoder(rest, LlmOptions(**options))
