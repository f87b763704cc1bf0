"""English clauses: verbs told from nouns, the sentence cut, its parts joined.

Infinitives stay in the clause of the verb that governs them ("threatened to attack"); a part
without a verb joins the clause before it.
"""

from __future__ import annotations

from itertools import zip_longest

from standoff.coding.grammar.clauses import Clause
from standoff.coding.grammar.english.openings import AND
from standoff.coding.grammar.english.parts import Part, cut_parts
from standoff.coding.grammar.english.purposes import PURPOSE_LINK, opens_purpose
from standoff.coding.grammar.english.verbs import is_finite, verb_group
from standoff.coding.grammar.english.words import SKIPPED, tag_verbs
from standoff.coding.grammar.language import Language
from standoff.coding.grammar.sentence import Sentence

__all__ = ["split_english"]

#: Behind these a name is who says it ("..., said Togo"), not whom it was said to.
_SPEAKING = frozenset({"say", "insist", "add", "argue", "conclude", "complain", "boast", "explain"})


def split_english(sentence: Sentence, language: Language) -> list[Clause]:
    """The clauses of an English sentence, in the order of their first words."""
    tag_verbs(sentence, language)
    clauses = _join(cut_parts(sentence, language), sentence)
    for clause in clauses:
        clause.verbs = verb_group(clause, sentence)
        clause.verbs.passive = clause.verbs.passive or _is_past_participle(clause, sentence)
    return clauses


def _join(parts: list[Part], sentence: Sentence) -> list[Clause]:
    """Clauses from parts; a part without verb joins the clause before it."""
    clauses: list[Clause] = []
    main: Clause | None = None
    waiting: Clause | None = None
    for number, (part, following) in enumerate(zip_longest(parts, parts[1:])):
        verbs = [k for k in range(part.first, part.last) if sentence.readings[k]]
        finite = [k for k in verbs if is_finite(sentence, k)]
        if part.kind == "main" and not finite:
            if verbs and (part.mark or not clauses) and _begins_with_gerund(part, sentence):
                part.kind, part.shares = "ptc", True
            elif not clauses and following is not None and opens_purpose(sentence, part.first):
                part.kind, part.link = "inf", PURPOSE_LINK
            elif (
                clauses
                and part.mark not in (";", ":")
                and not _opens(part, following, sentence)
                and not _names_who_says(parts[number:], sentence)
            ):
                (waiting or clauses[-1]).absorb(part.first, part.last)
                continue
        if waiting is not None and _tells_which(part, following, sentence):
            part.kind, part.shares = "ptc", True
        if waiting is not None and _goes_on(part, finite, waiting, clauses[-1], sentence):
            waiting.absorb(part.first, part.last)
            waiting = None
            continue
        said = part.mark == "," and finite and _is_said_behind(part, following, finite, sentence)
        if clauses and finite and not said and _has_no_subject(part, finite[0], sentence):
            part.shares = True  # "accused Iran, asked Russia for help": no subject of its own
        clause = Clause([(part.first, part.last)], part.kind, part.link, head=part.first)
        if part.shares:
            clause.brother = _brother(clauses, main, part, sentence)
            clause.shares = part.kind == "main"
        if part.kind != "main":
            clause.parent = clauses[-1] if clauses else None
        clauses.append(clause)
        if part.kind == "main":
            main = clause
            waiting = None if finite else clause
    _depend(clauses, main)
    return clauses


def _opens(part: Part, following: Part | None, sentence: Sentence) -> bool:
    """ "..., and the UN, which had signed it, conceded": a subject that waits for its verb."""
    joined = part.mark == "," and sentence.low[part.first] in AND
    return joined and following is not None and following.kind == "rel"


def _names_who_says(parts: list[Part], sentence: Sentence) -> bool:
    """ "..., the secretary of state, Jane Doe, announced": an office and a name before the verb."""
    if len(parts) < 3 or any(part.mark != "," for part in parts[:3]):
        return False
    office, name, says = parts[:3]
    verbal = any(sentence.readings[k] for k in range(office.first, name.last))
    readings = sentence.readings[says.first]
    said = not readings.lemmas.isdisjoint(sentence.language.saying)
    return said and not verbal and sentence.upper[name.first]


def _is_said_behind(
    part: Part, following: Part | None, finite: list[int], sentence: Sentence
) -> bool:
    """ "..., said the Togolese envoy": the speaker stands behind the verb that opens the part."""
    at = part.first
    if finite != [at] or at + 1 >= part.last:
        return False
    saying = not sentence.readings[at].lemmas.isdisjoint(_SPEAKING)
    determined = sentence.low[at + 1] in sentence.language.all_determiners
    named = determined or sentence.mention_at[at + 1] >= 0 or sentence.upper[at + 1]
    return saying and named and (following is None or following.mark == ",")


def _has_no_subject(part: Part, verb: int, sentence: Sentence) -> bool:
    """A main part behind a comma that begins with its verb, or with "and" and its verb."""
    first = part.first + (sentence.low[part.first] in AND)
    begins = part.kind == "main" and part.mark == ","
    return begins and all(word in SKIPPED for word in sentence.low[first:verb])


def _tells_which(part: Part, following: Part | None, sentence: Sentence) -> bool:
    """ "A visit, planned for June, did not take place": a participle between commas."""
    readings = sentence.readings[part.first]
    between = part.mark == "," and sentence.low[part.last : part.last + 1] == [","]
    participle = "part" in readings.kinds
    if not (between and participle and following is not None and following.mark == ","):
        return False
    alone = part.last - part.first == 1  # "Moscow, humiliated, froze its ties"
    if not alone and sentence.low[part.first + 1] not in sentence.language.prepositions:
        return False
    finite = [k for k in range(following.first, following.last) if is_finite(sentence, k)]
    return bool(finite) and _no_subject(following, finite[0], sentence)


def _is_past_participle(clause: Clause, sentence: Sentence) -> bool:
    """ "planned for June", between commas: what is told of suffers it."""
    kinds = sentence.readings[clause.first].kinds
    return clause.kind == "ptc" and "part" in kinds and "ger" not in kinds


def _goes_on(
    part: Part, finite: list[int], waiting: Clause, last: Clause, sentence: Sentence
) -> bool:
    """The part brings the verb for which a clause was waiting."""
    if part.kind != "main" or not finite or part.shares:
        return False
    return _no_subject(part, finite[0], sentence) or waiting is not last


def _depend(clauses: list[Clause], main: Clause | None) -> None:
    """What depends on nothing yet depends on the main clause; a participle may stand before it."""
    for clause in clauses:
        if clause.parent is None and clause.kind != "main":
            clause.parent = main
    if clauses and clauses[0].kind == "ptc":
        ahead = next((clause for clause in clauses if clause.kind == "main"), None)
        clauses[0].parent = clauses[0].brother = ahead  # "Speaking in Paris, he said"


def _no_subject(part: Part, verb: int, sentence: Sentence) -> bool:
    """At most a word, or adverbs, stand before the verb: "once again refused"."""
    adverbs = sentence.language.adverbs
    words = sentence.low[part.first : verb]
    return len(words) <= 1 or all(
        word in adverbs or word in SKIPPED or word.endswith("ly") for word in words
    )


def _begins_with_gerund(part: Part, sentence: Sentence) -> bool:
    readings = sentence.readings[part.first]
    return "ger" in readings.kinds


def _only_reports(clause: Clause, sentence: Sentence) -> bool:
    """ ", witnesses said": who reports, between commas."""
    behind = clause.first > 0 and sentence.low[clause.first - 1] == ","
    if clause.kind != "main" or not behind or sentence.low[clause.last : clause.last + 1] != [","]:
        return False
    verbs = [r[0].lemma for k in clause.tokens if (r := sentence.readings[k])]
    return bool(verbs) and sentence.language.saying.issuperset(verbs)


def _brother(
    clauses: list[Clause], main: Clause | None, part: Part, sentence: Sentence
) -> Clause | None:
    """The clause whose subject a part shares: the last one, or the main one it goes on from.

    "condemned what he called a lie and warned that ...": behind a relative clause, or with a second
    verb of saying, the main clause goes on.
    """
    last = clauses[-1] if clauses else None
    if last is not None and len(clauses) > 1 and _only_reports(last, sentence):
        last = clauses[-2]  # "Tanks advanced, witnesses said, ignoring ..."
    if last is None or last.kind == "main" or main is None or part.kind != "main":
        return last
    if sentence.low[part.first - 1] == "," and sentence.low[part.first - 2] in AND:
        return main  # "demanded that they leave and, a week later, banned all trade"
    if last.kind == "rel" and part.mark != "," and sentence.low[last.first - 1] == ",":
        return last  # "Somalia, which recalled its envoy and vowed to ..."
    if last.kind == "sub" and part.mark == "," and sentence.low[part.first] in AND:
        return main  # "arrested him as he fled, and charged him with treason"
    lemma = sentence.readings[part.first][0].lemma if sentence.readings[part.first] else ""
    relative = last.kind == "rel" or sentence.low[last.first] in sentence.language.questions
    return main if relative or lemma in sentence.language.uttering else last
