"""`SpacyCoder`: an installed spaCy pipeline parses, our codebook and gazetteer read the parse.

    spacy:de_core_news_sm        by name, or the path of a pipeline on disk; never downloaded

For every verb: the surest codebook entry it meets (`cues`), who stands in its roles (`parsed`),
which actors those are (our gazetteer; a person or organisation that the pipeline finds and we do
not know is kept as it stands), stance from auxiliaries and words. What somebody says is a quote of
the speaker. One known actor at least must take part. Nouns without a verb ("nach dem Gipfel"),
pronouns and later sentences are left to the rules.

spaCy: Honnibal & Montani 2017, MIT licence; pipelines have licences of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from importlib import import_module
from typing import Any

from standoff.coding.coders.anchors import Anchors
from standoff.coding.coders.cues import MetCue, best_cue
from standoff.coding.coders.interface import CheckingCoder
from standoff.coding.coders.parsed import ParsedClause, load_labels, spans
from standoff.coding.coders.prompt import parts_of
from standoff.coding.drafts import Draft
from standoff.coding.statements.systems import weapon_system
from standoff.coding.tools import load_tools
from standoff.errors import BadValue, MissingExtra
from standoff.nouns import Article, Coding

__all__ = ["SpacyCoder"]

_LEAST = 0.4
_PART_CHARS = 50_000
_NAMED = frozenset({"PERSON", "PER", "ORG", "GPE", "NORP"})


class SpacyCoder(CheckingCoder):
    """Codes with the pipeline of that name or path; raises `MissingExtra`, `BadValue`."""

    def __init__(self, pipeline: str) -> None:
        super().__init__()
        self.name = f"spacy:{pipeline}"
        self._nlp = _load(pipeline)
        self.language = str(self._nlp.lang)[:2]
        if self.language not in ("de", "en"):
            raise BadValue(
                f"a pipeline for {self.language!r}",
                where=self.name,
                expected="a German or English one",
            )

    def propose(self, article: Article) -> Iterator[Coding]:
        """The codings of the parse, part by part; articles in another language have none."""
        anchors = Anchors(article)
        if anchors.language != self.language:
            self.dropped[f"articles not in {self.language!r}, left out"] += 1
            return
        if not anchors.mentions:
            return
        for start, end in parts_of(article.text, _PART_CHARS):
            doc = self._nlp(article.text[start:end])
            if not doc.has_annotation("DEP"):
                raise BadValue(
                    "the pipeline does not parse",
                    where=self.name,
                    expected="a pipeline with a parser, for instance de_core_news_sm",
                )
            yield from _Reader(doc, start, anchors, self.language).codings()


def _load(pipeline: str) -> Any:
    try:
        spacy = import_module("spacy")
    except ImportError:
        raise MissingExtra(
            "the coder spacy: needs spaCy, which is not installed",
            next="pip install 'standoff[spacy]'",
        ) from None
    try:
        return spacy.load(pipeline)
    except (OSError, ValueError, ImportError) as fault:
        raise BadValue(
            f"no pipeline {pipeline[:80]!r} can be loaded ({type(fault).__name__})",
            where="spacy:",
            expected="the name or path of an installed pipeline",
            next=f"python -m spacy download {pipeline[:80]}; standoff downloads nothing itself",
        ) from None


class _Reader:
    """Reads the codings off one parsed part; `shift` is where it begins in the article."""

    def __init__(self, doc: Any, shift: int, anchors: Anchors, language: str) -> None:
        self.doc, self.shift, self.anchors = doc, shift, anchors
        self.tools, self.labels = load_tools(language), load_labels(language)
        self.language = language
        self._clauses: dict[int, ParsedClause] = {}
        self._cues: dict[int, MetCue | None] = {}
        self.known = {code for mention in anchors.mentions for code in mention.code.split(";")}

    @cached_property
    def entities(self) -> list[tuple[int, int, str]]:
        """(first token, past the last, words) of persons, organisations, states."""
        return [(e.start, e.end, str(e.text)) for e in self.doc.ents if e.label_ in _NAMED]

    def codings(self) -> Iterator[Coding]:
        """One coding a verb at most, in the order of the text."""
        for token in self.doc:
            if token.pos_ == "VERB":
                draft = self._draft(token)
                if draft is not None and draft.confidence >= _LEAST:
                    yield draft.coding(self.anchors.text)

    def _clause(self, verb: Any) -> ParsedClause:
        if verb.i not in self._clauses:
            self._clauses[verb.i] = ParsedClause(verb, self.labels, self.language)
        return self._clauses[verb.i]

    def _cue(self, verb: Any) -> MetCue | None:
        if verb.i not in self._cues:
            self._cues[verb.i] = best_cue(self._clause(verb), self.tools)
        return self._cues[verb.i]

    # ---- one verb --------------------------------------------------------------------------

    def _draft(self, verb: Any) -> Draft | None:
        met, clause = self._cue(verb), self._clause(verb)
        if met is None or not (met.cue.entry.move or met.cue.entry.kind == "assessment"):
            return None
        governor = self._governor(clause)
        above = self._cue(governor) if governor is not None else None
        if above is not None and above.cue.entry.move and above.cue.entry.says:
            return None  # the demand or accusation takes its content along
        move, stance = self._meaning(met, clause, reported=above is not None)
        source, target = self._sides(met, clause)
        if not self.known.intersection((*source, *target)):
            return None
        entry = met.cue.entry
        kind, speaker = self._kind(met, clause, governor, above, source)
        if entry.kind != "assessment" and not move:
            return None
        start, end = spans(clause.tokens(with_content=entry.takes or entry.says))
        start, end = start + self.shift, end + self.shift
        return Draft(
            span=(start, end),
            kind=kind,
            move=move,
            source=source,
            target=target,
            stance="opinion" if kind == "assessment" else stance,
            speaker=speaker,
            system=entry.system or weapon_system(move, [t.text.lower() for t in verb.subtree]),
            rule=f"spacy.{entry.id}",
            confidence=met.score,
            **self.anchors.dates(start, end),
        )

    def _governor(self, clause: ParsedClause) -> Any:
        """The verb whose content this clause is."""
        above = clause.top.head
        governed = above is not clause.top and self.labels.fits(clause.top, "content")
        return above if governed and above.pos_ == "VERB" else None

    def _kind(
        self,
        met: MetCue,
        clause: ParsedClause,
        governor: Any,
        above: MetCue | None,
        source: tuple[str, ...],
    ) -> tuple[str, str]:
        """Kind and speaker: what somebody says is a quote, as is speech with its content."""
        entry = met.cue.entry
        if entry.kind != "event":
            return entry.kind, ""
        if above is not None and above.cue.entry.says:
            return "quote", ";".join(self._fill(above, self._clause(governor), ("subject",)))
        if entry.says and clause.content:
            return "quote", ";".join(source)
        return "event", ""

    # ---- who -------------------------------------------------------------------------------

    def _sides(self, met: MetCue, clause: ParsedClause) -> tuple[tuple[str, ...], tuple[str, ...]]:
        source = self._fill(met, clause, met.cue.source)
        target = self._fill(met, clause, met.cue.target, source)
        if met.cue.entry.both:
            source = target = tuple(dict.fromkeys((*source, *target)))
        return source, target

    def _fill(
        self,
        met: MetCue,
        clause: ParsedClause,
        roles: tuple[str, ...],
        exclude: tuple[str, ...] = (),
    ) -> tuple[str, ...]:
        """The actors of the first of these roles that names any."""
        for role in roles:
            tokens = clause.role(role, met.noun)
            found = dict.fromkeys(code for token in tokens for code in self._actors(token))
            codes = tuple(code for code in found if code not in exclude)
            if codes:
                return codes
        return ()

    def _actors(self, token: Any, depth: int = 0) -> list[str]:
        """Who a noun phrase names: its head, else what describes the head; and who is joined."""
        codes = list(self._named(token))
        for child in sorted(token.children, key=lambda t: t.i):
            joined = self.labels.fits(child, "conjunct")
            linked = self.labels.fits(child, "coordinator") and any(True for _ in child.children)
            describes = not codes and child.pos_ in ("ADJ", "PROPN", "NOUN") and child.i < token.i
            if depth < 8 and (joined or linked or describes):
                codes += self._actors(child, depth + 1)
        return codes

    def _named(self, token: Any) -> tuple[str, ...]:
        start = token.idx + self.shift
        codes = self.anchors.codes_in(start, start + len(token.text))
        if codes:
            return codes
        for first, last, words in self.entities:
            if first <= token.i < last:
                return (words.replace(";", ","),)
        return ()

    # ---- what ------------------------------------------------------------------------------

    def _meaning(self, met: MetCue, clause: ParsedClause, reported: bool) -> tuple[str, str]:
        """Move and stance; an empty move where the negated cue means nothing."""
        entry = met.cue.entry
        move, stance = entry.move, entry.stance or self._stance(clause, reported)
        if met.aspect == "stop":
            move = self.tools.aspect.stopped.get(move, "cancellation")
        elif met.aspect == "plan":
            stance = "planned"
        if self._negated(clause) and not self._says_no(met):
            if entry.negated:
                return ("" if entry.negated == "-" else entry.negated), stance
            stance = "denied"
        return move, stance

    def _says_no(self, met: MetCue) -> bool:
        """True if the negation is part of the cue ("did not withdraw" is a refusal)."""
        return any(self.tools.language.negations & set(words) for words in met.cue.phrases)

    def _negated(self, clause: ParsedClause) -> bool:
        negations = self.tools.language.negations
        near = [t for t in clause.parts if t.i < clause.verb.i or self.language == "de"]
        return any(self.labels.fits(t, "negation") or t.text.lower() in negations for t in near)

    def _stance(self, clause: ParsedClause, reported: bool) -> str:
        language = self.tools.language
        low = {str(t.text).lower() for t in clause.tokens(with_content=False)}
        if self._conditional(clause):
            return "conditional"
        if str(clause.verb.sent.text).rstrip().endswith("?") and not reported:
            return "hypothetical"
        if language.habitual & low:
            return "habitual"
        of = clause.labels.auxiliaries
        helpers = {str(t.lemma_).lower() for t in clause.auxiliaries}
        helpers |= {str(t.text).lower() for t in clause.auxiliaries}
        subjunctive = any("Sub" in t.morph.get("Mood") for t in clause.auxiliaries)
        if subjunctive and helpers & of["counterfactual"] and not reported:
            return "hypothetical"
        if language.unconfirmed & low or helpers & of["unconfirmed"]:
            return "unconfirmed"
        planning = of["planned"] - (of["passive"] if clause.passive else frozenset())
        infinite = clause.top.dep_.lower() == "xcomp"
        return "planned" if helpers & planning or infinite else "actual"

    def _conditional(self, clause: ParsedClause) -> bool:
        """An if-clause, or one with an if-clause below it."""
        below = [m for t in clause.with_label("apart") for m in t.children]
        marks = [t for t in (*clause.parts, *below) if self.labels.fits(t, "mark")]
        return any(str(t.text).lower() in self.tools.language.conditional for t in marks)
