"""`ParsedClause`: the roles of our codebook, read from a dependency parse.

Label schemes differ (ClearNLP, TIGER, Universal Dependencies); `data/coders/parse.toml` says which
labels fill which role. A clause is a verb with its auxiliaries: TIGER hangs the verb below its
auxiliary, the others the auxiliary below the verb; both become one **chain** here.

Nothing of spaCy is imported: a token is whatever has `text`, `lemma_`, `pos_`, `tag_`, `dep_`,
`head`, `children`, `subtree`, `i` and `idx`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, cached_property
from typing import Any

from standoff.coding.datafiles import read_table, words

__all__ = ["Labels", "ParsedClause", "load_labels", "spans"]

_DEEPEST = 40


class Labels:
    """The labels of each role, and the auxiliaries of one language."""

    def __init__(self, language: str) -> None:
        table = read_table("coders/parse.toml")
        self._of = {name: words(row) for name, row in table.items() if isinstance(row, str)}
        self.auxiliaries = {name: words(row) for name, row in table[language].items()}

    def fits(self, token: Any, *roles: str) -> bool:
        """True if the token's label is one of these roles."""
        return any(token.dep_.lower() in self._of[role] for role in roles)


@cache
def load_labels(language: str) -> Labels:
    """The labels for German (`de`) or English (`en`)."""
    return Labels(language)


class ParsedClause:
    """A verb, its chain, and the tokens that fill its roles."""

    def __init__(self, verb: Any, labels: Labels, language: str) -> None:
        self.verb, self.labels, self.language = verb, labels, language
        self.chain = self._chain()
        self.top = self.chain[-1]
        self.parts = [child for token in self.chain for child in token.children
                      if child not in self.chain]  # fmt: skip
        self.auxiliaries = [t for t in [*self.parts, *self.chain[1:]] if t.pos_ == "AUX"]

    def _chain(self) -> list[Any]:
        """The verb and the auxiliaries it hangs below (TIGER)."""
        chain = [self.verb]
        while len(chain) < _DEEPEST:
            last = chain[-1]
            if (
                last.head is last
                or last.head.pos_ != "AUX"
                or not self.labels.fits(last, "content")
            ):
                break
            chain.append(last.head)
        return chain

    def with_label(self, *roles: str) -> list[Any]:
        """The parts of the clause with one of these labels, in their order."""
        return sorted((t for t in self.parts if self.labels.fits(t, *roles)), key=lambda t: t.i)

    @cached_property
    def lemma(self) -> str:
        """The verb's lemma, in German with its particle: hob ... auf -> aufheben."""
        lemma = str(self.verb.lemma_).lower()
        if self.language == "de":
            for particle in self.with_label("particle"):
                low = str(particle.text).lower()
                return lemma if lemma.startswith(low) else low + lemma
        return lemma

    @cached_property
    def passive(self) -> bool:
        """True if what stands as subject is what the deed is done to."""
        if self.with_label("passive_subject", "passive_auxiliary"):
            return True
        of = self.labels.auxiliaries
        formed = self.verb.tag_ in of["participles"]
        return formed and any(t.lemma_.lower() in of["passive"] for t in self.auxiliaries)

    # ---- roles -----------------------------------------------------------------------------

    def role(self, role: str, noun: Any = None) -> list[Any]:
        """The head tokens that fill a role of the codebook; `noun` is the cue's noun."""
        if role == "subject":
            return self.agents if self.passive else self.subjects
        if role == "object":
            found = self.patients if self.passive else self.with_label("object")
            return [token for token in found if token is not noun]
        if role in ("dative", "agent"):
            return self.with_label("dative") if role == "dative" else self.agents
        if role == "owner":
            return self._owners(noun)
        if role == "any":
            return [t for t in self.arguments if t is not noun]
        return [inner for prep, inner in self.prepositions if prep == role]

    @cached_property
    def subjects(self) -> list[Any]:
        """The subject, its own or the one it shares with the verb above."""
        found, top = self.with_label("subject", "passive_subject"), self.top
        for _ in range(_DEEPEST):
            if found or not self.labels.fits(top, "conjunct", "content"):
                break
            content, top = self.labels.fits(top, "content"), top.head
            siblings = sorted(top.children, key=lambda t: t.i)
            if content:
                found = [t for t in siblings if self.labels.fits(t, "object", "dative")]
            if not found:
                found = [t for t in siblings if self.labels.fits(t, "subject", "passive_subject")]
        return found

    @property
    def patients(self) -> list[Any]:
        """What a passive names first."""
        return self.subjects

    @cached_property
    def agents(self) -> list[Any]:
        """The doers of a passive: by, von, durch."""
        return [
            inner
            for part in self.with_label("agent")
            for inner in self._inner(part) or [part]
        ]  # fmt: skip

    @cached_property
    def arguments(self) -> list[Any]:
        """Subject, objects and what stands behind prepositions, in their order."""
        found = [*self.subjects, *self.with_label("object", "dative"), *self.agents]
        found += [inner for _, inner in self.prepositions]
        return list({token.i: token for token in found}.values())

    @cached_property
    def prepositions(self) -> list[tuple[str, Any]]:
        """(preposition, the noun behind it) of the verb, of its nouns, and of theirs."""
        waiting = [*self.parts, *self.subjects]
        found: list[tuple[str, Any]] = []
        seen: set[int] = set()
        while waiting and len(seen) < _DEEPEST:
            token = waiting.pop(0)
            if token.i in seen or self.labels.fits(token, "apart"):
                continue
            seen.add(token.i)
            behind = self._behind(token)
            found.extend(behind)
            if token.pos_ in ("NOUN", "PROPN", "ADP") or behind:
                waiting.extend(token.children)
        return found

    def _behind(self, token: Any) -> list[tuple[str, Any]]:
        if token.pos_ == "ADP" and self.labels.fits(token, "preposition", "agent", "dative"):
            return [(str(token.text).lower(), inner) for inner in self._inner(token)]
        if self.labels.fits(token, "oblique"):
            cases = [t for t in token.children if self.labels.fits(t, "case")]
            return [(str(case.text).lower(), token) for case in cases]
        return []

    def _inner(self, preposition: Any) -> list[Any]:
        return [t for t in preposition.children if self.labels.fits(t, "inner")]

    def _owners(self, noun: Any) -> list[Any]:
        if noun is None:
            return []
        own = [t for t in noun.children if self.labels.fits(t, "owner") and t.pos_ != "ADP"]
        for token in noun.children:
            own += [inner for prep, inner in self._behind(token) if prep in ("of", "von", "by")]
        return own

    # ---- words -----------------------------------------------------------------------------

    def tokens(self, with_content: bool) -> list[Any]:
        """The tokens of the clause in order; its content clause only `with_content`."""
        left: set[int] = set()
        for token in self.parts:
            verbal = token.pos_ in ("VERB", "AUX")
            joined = verbal and self.labels.fits(token, "conjunct")
            content = verbal and self.labels.fits(token, "content") and not with_content
            linked = self.labels.fits(token, "coordinator")
            beside = token.dep_.lower() in ("parataxis", "cj", "conj") and verbal
            if joined or content or linked or beside:
                left.update(t.i for t in token.subtree)
        return sorted((t for t in self.top.subtree if t.i not in left), key=lambda t: t.i)

    @cached_property
    def content(self) -> list[Any]:
        """The verbs of the clauses that this one governs: what is said, demanded, tried."""
        return [t for t in self.with_label("content") if t.pos_ in ("VERB", "AUX")]


def spans(tokens: list[Any]) -> tuple[int, int]:
    """Offsets from the first to the last token with a letter or digit; (0, 0) without any."""
    said = list(_words(tokens))
    return (said[0].idx, said[-1].idx + len(said[-1].text)) if said else (0, 0)


def _words(tokens: list[Any]) -> Iterator[Any]:
    return (token for token in tokens if any(c.isalnum() for c in token.text))
