"""German verb groups: finite verb, full verbs with their particles, tense, mood and voice."""

from __future__ import annotations

from standoff.coding.datafiles import words
from standoff.coding.grammar.clauses import Clause, VerbGroup
from standoff.coding.grammar.forms import Reading, Readings
from standoff.coding.grammar.german.parts import LIGHT
from standoff.coding.grammar.language import Language
from standoff.coding.grammar.sentence import Sentence

__all__ = ["verb_group"]

_MODALS = words("können müssen sollen wollen dürfen mögen")


def verb_group(clause: Clause, sentence: Sentence, language: Language) -> VerbGroup:
    """Which verb is finite, which carry meaning, and tense, mood and voice."""
    tokens = [k for k in clause.tokens if sentence.readings[k]]
    group = VerbGroup()
    if not tokens:
        return group
    if _is_headline(clause, tokens, sentence):
        lexical = [(r.lemma, tokens[0]) for r in sentence.readings[tokens[0]] if r.kind == "part"]
        moved = language.moves(lexical[0][0])
        return VerbGroup(mood="p", lexical=lexical, passive=not moved, perfect=True)
    if _shares_auxiliary(clause, tokens, sentence) and clause.brother is not None:
        return _as_brother(clause.brother.verbs, tokens, sentence)
    group.finite = _find_finite(clause, tokens, sentence)
    reading = None
    if group.finite >= 0:
        reading = sentence.readings[group.finite].finite
        reading = _reported_form(reading, clause, sentence, group.finite)
    if reading is None:
        group.finite = -1
        group.infinitive = clause.kind == "inf"
    else:
        group.mood, group.number = reading.kind, reading.number or "b"
        if reading.lemma in LIGHT and reading.lemma not in ("sein", "haben", "werden", "lassen"):
            group.modal = reading.lemma
    lemma = reading.lemma if reading else ""
    others = [k for k in tokens if k != group.finite]
    _collect(group, lemma, others, clause, sentence, language)
    return group


def _find_finite(clause: Clause, tokens: list[int], sentence: Sentence) -> int:
    finite = [k for k in tokens if sentence.readings[k].finite and not _after_zu(k, sentence)]
    if not finite:
        return -1
    if clause.kind == "main" or (clause.link == "wenn" and finite[0] == clause.head):
        return _behind_participle(finite, sentence)
    last = finite[-1]
    auxiliary = [k for k in finite if sentence.readings[k][0].lemma in LIGHT]
    if auxiliary and last not in auxiliary and last - auxiliary[-1] <= 2:
        return auxiliary[-1]
    return auxiliary[-1] if auxiliary and auxiliary[-1] >= last - 1 else last


def _behind_participle(finite: list[int], sentence: Sentence) -> int:
    """ "Scharf verurteilt wurde der Test": the participle stands first, the verb behind it."""
    first = finite[0]
    able = "part" in sentence.readings[first].kinds
    behind = sentence.readings[first + 1] if finite[1:2] == [first + 1] else ()
    if able and behind and behind[0].lemma in ("werden", "sein", "haben"):
        return first + 1
    infinitive = "inf" in sentence.readings[first].kinds
    if infinitive and behind and behind[0].lemma in LIGHT:
        return first + 1  # "Nachgeben werde man nicht"
    return first


def _reported_form(
    reading: Reading | None, clause: Clause, sentence: Sentence, finite: int
) -> Reading | None:
    """ "Kim habe", "er werde": Konjunktiv I, unless it is "ich habe"."""
    if reading is None or reading.kind != "p" or reading.number != "s":
        return reading
    readings = sentence.readings[finite]
    if "1" not in readings.kinds or "ich" in sentence.words_of(clause.tokens):
        return reading
    return next(other for other in readings if other.kind == "1")


def _after_zu(k: int, sentence: Sentence) -> bool:
    return k > 0 and sentence.low[k - 1] == "zu"


def _is_headline(clause: Clause, tokens: list[int], sentence: Sentence) -> bool:
    """ "Zwei Palästinenser erschossen": a lone participle at the end of a main clause."""
    if clause.kind != "main" or len(tokens) != 1 or clause.brother is not None:
        return False
    at = tokens[0]
    if at != clause.last - 1 or at - clause.first < 2 or _has_content(at, sentence):
        return False
    return "part" in sentence.readings[at].kinds


def _has_content(at: int, sentence: Sentence) -> bool:
    """ "Die Regierung verlangt, dass ...", "..., Mali müsse ...": present, no participle."""
    behind = sentence.low[at + 1 :]
    if "p" not in sentence.readings[at].kinds or behind[:1] != [","]:
        return False
    if behind[1:2] and behind[1] in sentence.language.content:
        return True
    end = next((k for k, word in enumerate(behind[1:], 1) if word in ",.;:"), len(behind))
    return any(r.kind == "1" for k in range(at + 2, at + 1 + end) for r in sentence.readings[k])


def _shares_auxiliary(clause: Clause, tokens: list[int], sentence: Sentence) -> bool:
    """ "hat getestet und ... verstoßen": the brother's auxiliary serves both."""
    if clause.kind != "main" or clause.brother is None or clause.brother.verbs.finite < 0:
        return False
    first = tokens[0]
    if first < clause.last - 2 or first == clause.first:
        return False
    helps = sentence.readings[clause.brother.verbs.finite][0].lemma in LIGHT
    return helps and not sentence.readings[first].kinds.isdisjoint(("part", "inf"))


def _as_brother(brother: VerbGroup, tokens: list[int], sentence: Sentence) -> VerbGroup:
    lexical = [(r.lemma, k) for k in tokens for r in sentence.readings[k] if r.kind != "t"]
    return VerbGroup(
        mood=brother.mood,
        number=brother.number,
        modal=brother.modal,
        lexical=list(dict.fromkeys(lexical)),
        passive=brother.passive,
        perfect=brother.perfect,
        future=brother.future,
    )


def _collect(
    group: VerbGroup,
    finite_lemma: str,
    others: list[int],
    clause: Clause,
    sentence: Sentence,
    language: Language,
) -> None:
    """Fill in the full verbs, voice and tense."""
    rest = _Rest(finite_lemma, others, sentence)
    group.modal = group.modal or rest.modal
    group.passive = rest.passive
    if finite_lemma in _MODALS and not rest.found and not rest.to_be:
        group.lexical = [(finite_lemma, group.finite)]
    elif _is_full(finite_lemma, rest):
        full = [r.lemma for r in sentence.readings[group.finite] if r.kind in "pt12"]
        particle = _particle(group.finite, clause, sentence, language)
        first = [
            (_with_particle(particle, lemma, language), group.finite)
            for lemma in dict.fromkeys(full)
        ]
        group.lexical = first + [pair for pair in rest.found if pair not in first]
    else:
        group.lexical = list(dict.fromkeys(reversed(rest.found)))
        group.copula = (finite_lemma == "sein" or rest.to_be) and not rest.found
        _voice(group, finite_lemma, rest, language)


def _is_full(lemma: str, rest: _Rest) -> bool:
    """The finite verb carries the meaning ("ließ ... frei" too, but not "ließ ... testen")."""
    return bool(lemma) and (lemma not in LIGHT or (lemma == "lassen" and not rest.found))


class _Rest:
    """The verbs beside the finite one: full verbs, and what the helping ones say."""

    def __init__(self, finite_lemma: str, others: list[int], sentence: Sentence) -> None:
        self.found: list[tuple[str, int]] = []
        self.participle = self.infinitive = self.passive = self.to_be = False
        self.modal = ""
        for k in others:
            readings = sentence.readings[k]
            if readings[0].lemma in LIGHT:
                self._helping(readings)
                continue
            for reading in readings:
                helped = finite_lemma in LIGHT or not finite_lemma
                if reading.kind in ("inf", "zu") or helped or _after_zu(k, sentence):
                    self.participle = self.participle or reading.kind == "part"
                    self.infinitive = self.infinitive or reading.kind in ("inf", "zu")
                    self.found.append((reading.lemma, k))

    def _helping(self, readings: Readings) -> None:
        lemma = readings[0].lemma
        kinds = readings.kinds
        if lemma in _MODALS:
            self.modal = self.modal or lemma
        self.passive = self.passive or (lemma == "werden" and bool(kinds & {"part", "inf"}))
        self.to_be = self.to_be or (lemma == "sein" and "inf" in kinds)


def _voice(group: VerbGroup, finite_lemma: str, rest: _Rest, language: Language) -> None:
    """Passive, perfect and future from the finite auxiliary."""
    if finite_lemma == "werden":
        if rest.participle and not (rest.infinitive and not group.passive):
            group.passive = True
        group.future = rest.infinitive and (not rest.participle or group.mood == "2")
    group.perfect = finite_lemma in ("haben", "sein") and rest.participle
    if finite_lemma == "sein" and group.lexical:
        moved = language.moves(group.lexical[0][0])
        group.passive = group.passive or (rest.participle and not moved)
        group.copula = group.copula or not rest.participle


def _with_particle(particle: str, lemma: str, language: Language) -> str:
    """The separable verb, unless the last word is an adverb and no such verb is known."""
    if particle in language.weak_particles and not language.knows_verb(particle + lemma):
        return lemma
    return particle + lemma


def _particle(finite: int, clause: Clause, sentence: Sentence, language: Language) -> str:
    """The separated particle of the finite verb: the last word of its stretch, if it is one."""
    low = sentence.low
    for first, last in clause.pieces:
        if not first <= finite < last:
            continue
        end = last - 1
        while end > finite and low[end] in ".!?…":
            end -= 1
        if end > finite and low[end] in language.particles and not sentence.upper[end]:
            return low[end]
    first, last = clause.pieces[-1]
    end = last - 1
    while end > first and low[end] in ".!?…":
        end -= 1
    if end > finite and low[end] in language.particles and clause.kind == "main":
        return low[end]
    return ""
