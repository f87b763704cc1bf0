"""German phrases: articles tell case, capitals tell nouns."""

from __future__ import annotations

from collections.abc import Sequence

from standoff.coding.grammar.clauses import Clause
from standoff.coding.grammar.german.builder import Builder
from standoff.coding.grammar.german.lists import asides
from standoff.coding.grammar.language import Language
from standoff.coding.grammar.phrases import Phrase
from standoff.coding.grammar.sentence import QUOTE, Sentence

__all__ = ["german_phrases"]

_CONTRACTED = {"im": "in", "ins": "in", "zum": "zu", "zur": "zu", "vom": "von", "am": "an",
               "ans": "an", "beim": "bei", "aufs": "auf", "vorm": "vor", "fürs": "für"}  # fmt: skip
# "die Hauptstadt Ankara", "im Bürgerkriegsland Syrien": the name behind is the same place.
_PLACES = ("stadt", "land", "staat", "republik", "provinz", "region", "metropole", "gebiet",
           "nachbar", "nachbarn", "feind", "rivalen", "partner", "macht", "mitglied")  # fmt: skip
# "sechs Jahre Haft": so long is no when.
_LENGTHS = frozenset(("jahre", "jahren", "tage", "tagen", "wochen", "monate", "monaten", "stunden",
                      "minuten", "uhr", "woche"))  # fmt: skip
_SEASONS = frozenset(("frühjahr", "frühling", "sommer", "herbst", "winter", "frühsommer",
                      "spätsommer", "spätherbst", "jahresende", "jahresbeginn"))  # fmt: skip
_WHERE = frozenset(("in", "nach", "aus", "bei", "nahe", "vor"))
# What is there without an article only as many.
_MANY = ("ungen", "ionen", "gespräche", "angriffe", "kämpfe", "gefechte", "truppen", "soldaten",
         "raketen", "waffen", "drohnen", "proteste", "manöver", "streitkräfte")  # fmt: skip
_ADJECTIVE = ("e", "en", "er", "es", "em")
_FEMININE = frozenset(("die", "eine", "diese", "keine", "jene", "jede"))
_ARTICLES = _FEMININE.union(("der", "dem", "den", "des", "das", "ein", "einem", "einen", "einer"))
_JOINING = frozenset({"und", "oder", "sowie", "beziehungsweise"})


_PRONOUNS = {
    "er": ("m", "n"), "ihn": ("m", "a"), "ihm": ("m", "d"), "sie": ("f", "na"), "ihnen": ("p", "d"),
    "ich": ("1", "n"), "wir": ("1", "n"), "uns": ("1", "ad"), "mich": ("1", "a"), "mir": ("1", "d"),
    "man": ("one", "n"), "es": ("n", "na"), "einander": ("each", "ad"),
}  # fmt: skip


_SMALL = _JOINING | _PRONOUNS.keys() | {"zufolge", "auch", "als", "wie", "noch", QUOTE}


def german_phrases(clause: Clause, sentence: Sentence, language: Language) -> list[Phrase]:
    """The phrases of a German clause, in order."""
    builder = Builder(sentence, language)
    mention_at, readings, low, head = (
        sentence.mention_at,
        sentence.readings,
        sentence.low,
        clause.head,
    )
    skip = before = -1
    inside = asides(sentence)
    for k in clause.tokens:
        if k < skip or k in inside:
            continue
        if k > before + 1 and k > skip:
            builder.flush()  # a mark or another clause stands between
            builder.outer = None
        before, skip = k, k + 1
        if mention_at[k] >= 0:
            skip = _take_mention(builder, k)
        elif k == head and _opens_clause_here(builder, clause, k):
            skip = _relative(builder, k) if clause.kind == "rel" else skip
        elif readings[k]:
            builder.flush()
        elif low[k] in language.small_words or low[k] in _SMALL:
            _take_small_word(builder, clause, k, low[k])
        else:
            _take_content_word(builder, clause, k, low[k])
    builder.flush()
    return builder.phrases


def _opens_clause_here(builder: Builder, clause: Clause, k: int) -> bool:
    """The head of the clause is its relative pronoun or conjunction."""
    word, language = builder.sentence.low[k], builder.language
    if clause.kind == "sub":
        return word in language.subordinators
    return clause.kind == "rel" or (clause.kind == "inf" and word in language.infinitive)


def _relative(builder: Builder, k: int) -> int:
    """The relative pronoun, with a preposition before it or not; "dessen" belongs to a noun."""
    low = builder.sentence.low
    if low[k] in builder.language.prepositions and k + 1 < len(low):
        builder.prep, builder.prep_at = low[k], k
        k += 1
    if low[k] in ("dessen", "deren"):
        builder.det, builder.det_at, builder.possessive = low[k], k, "rel"
        return k + 1
    cases = {"der": "n", "die": "na", "das": "na", "den": "a", "dem": "d", "denen": "d"}
    woman = low[k] == "der" and not builder.prep and _follows_feminine(low, k)
    builder.pronoun(k, "rel", "d" if woman else cases.get(low[k], "na"))
    return k + 1


def _follows_feminine(low: Sequence[str], k: int) -> bool:
    """ "die Regierung in Caracas, der ...": behind a feminine "der" is dative."""
    articles = (low[j] for j in range(k - 1, max(k - 9, -1), -1) if low[j] in _ARTICLES)
    return next(articles, "") in _FEMININE


def _take_mention(builder: Builder, k: int) -> int:
    sentence = builder.sentence
    number = sentence.mention_at[k]
    mention = sentence.mentions[number]
    last = max(mention.last, k + 1)
    if mention.kind == "dateline":
        builder.flush()
        return last
    if mention.kind == "adjective" and not _is_people(sentence, k, last):
        if builder.head >= 0:
            builder.flush()
        builder.first = builder.first if builder.first >= 0 else k
        builder.owners.append(number)
        return last
    if builder.head >= 0 and not (
        builder.last == k
        and _extends(builder, mention.kind, sentence.tokens[last - 1].text.endswith("s"))
    ):
        builder.flush()
    if builder.head >= 0 and builder.actors:
        builder.owners.extend(builder.actors)
        builder.actors = []
    builder.first = builder.first if builder.first >= 0 else k
    builder.head, builder.last = last - 1, last
    if mention.kind == "modifier":
        builder.owners.append(number)
    elif mention.kind == "role":
        builder.roles.append(number)
    else:
        builder.actors.append(number)
    return last


def _is_people(sentence: Sentence, k: int, last: int) -> bool:
    """ "zwischen Deutschen und Dänen", "den Deutschen": no noun behind the adjective."""
    if not sentence.upper[k] or k == 0 or sentence.upper[k - 1]:
        return False
    if not sentence.low[k - 1].isalpha():
        return False
    if last >= len(sentence) or not sentence.low[last].isalpha():
        return True
    known = sentence.low[last] in sentence.language.small_words or bool(sentence.readings[last])
    return known and not sentence.upper[last]


def _extends(builder: Builder, kind: str, genitive: bool) -> bool:
    """True if a name right behind a noun belongs to it ("Minister Jones", "Trumps China-Bild")."""
    if builder.actors:
        before = builder.sentence.tokens[builder.last - 1].text
        return before.endswith(("s", "'", "’")) and kind in ("office", "modifier", "role")
    if builder.roles:
        return kind in ("person", "state")
    head = builder.sentence.low[builder.head]
    if kind in ("organisation", "group"):
        return bool(builder.det) and not genitive
    if kind in ("capital", "state"):
        return head.endswith(_PLACES) and not genitive
    return (
        kind == "person" and not builder.sentence.low[builder.head].endswith("s") and not genitive
    )


def _take_small_word(builder: Builder, clause: Clause, k: int, low: str) -> None:
    """A pronoun, conjunction, preposition, article or adverb; some are other things here."""
    sentence, language = builder.sentence, builder.language
    if low == "zufolge" and builder.head >= 0:
        builder.prep, builder.prep_at = low, -1
        builder.flush()
    elif low == QUOTE or (
        sentence.upper[k] and low in language.adverbs and _opens_clause(sentence, k)
    ):
        builder.flush()
    elif low in _PRONOUNS and not builder.det:
        _take_pronoun(builder, clause, k, low)
    elif low in _JOINING or (low in ("als", "noch") and _second_of_pair(sentence, low, k)):
        builder.flush()
        builder.joining = bool(builder.phrases) and builder.phrases[-1].last == k
    elif low == "auch" and sentence.low[k - 1] == "als" and builder.joining:
        return  # sowohl A als auch B
    elif low == "als" and _is_quantity(sentence, k):
        _take_adjective(builder, k)
    elif low in ("als", "wie") or (
        low in language.prepositions
        and not _closing_particle(clause, sentence, k)
        and not (low == "gegenüber" and sentence.upper[k])
    ):
        _take_preposition(builder, k, low)
    elif low in language.all_determiners and (not sentence.upper[k] or k in (clause.head, 0)):
        _take_determiner(builder, k, low)
    else:
        _take_content_word(builder, clause, k, low)


def _take_content_word(builder: Builder, clause: Clause, k: int, low: str) -> None:
    sentence, language = builder.sentence, builder.language
    if _is_opening_adjective(sentence, low, k):
        _take_adjective(builder, k)
    elif sentence.upper[k] and (low not in language.function_words or k != clause.first):
        _take_noun(builder, k)
    else:
        _take_rest(builder, k, low)


def _second_of_pair(sentence: Sentence, low: str, k: int) -> bool:
    """ "sowohl A als auch B", "weder A noch B"."""
    if low == "als":
        return sentence.low[k + 1 : k + 2] == ["auch"]
    return low == "noch" and "weder" in sentence.low[max(k - 8, 0) : k]


def _is_quantity(sentence: Sentence, k: int) -> bool:
    """ "mehr als 60 Stellungen", "weniger als zehn Boote": part of the number."""
    return k > 0 and sentence.low[k - 1] in ("mehr", "weniger") and k + 1 < len(sentence)


def _take_pronoun(builder: Builder, clause: Clause, k: int, low: str) -> None:
    kind, cases = _PRONOUNS[low]
    if low == "sie" and clause.verbs.number == "p":
        kind = "p"
    builder.pronoun(k, kind, cases, kind == "p")


def _take_preposition(builder: Builder, k: int, low: str) -> None:
    builder.enter()
    builder.flush()
    builder.prep, builder.prep_at = _CONTRACTED.get(low, low), k
    if low == "zur":
        builder.det, builder.det_at = "der", k


def _take_rest(builder: Builder, k: int, low: str) -> None:
    """Numbers and small words: part of a phrase that is open, or its end."""
    following = builder.sentence.low[k + 1 : k + 2]
    if low[:1].isdigit():
        _take_adjective(builder, k)
        builder.number = True
    elif low == "." and following and following[0][:1].isdigit():
        return  # 11.55
    elif low[:1].isalpha() and (low.endswith(_ADJECTIVE) or builder.open):
        _take_adjective(builder, k)
    else:
        builder.flush()


def _opens_clause(sentence: Sentence, k: int) -> bool:
    return k == 0 or not sentence.low[k - 1][0].isalnum()


def _is_opening_adjective(sentence: Sentence, low: str, k: int) -> bool:
    """ "Westliche Regierungen": a capital only because it opens the sentence."""
    if k + 1 >= len(sentence.upper) or not sentence.upper[k + 1]:
        return False
    if not low.endswith(_ADJECTIVE) or not _opens_clause(sentence, k):
        return False
    mention = sentence.mention(k + 1)
    return mention is None or mention.kind == "role"


def _closing_particle(clause: Clause, sentence: Sentence, k: int) -> bool:
    return k + 1 >= clause.last and k > clause.verbs.finite >= 0


def _take_determiner(builder: Builder, k: int, low: str) -> None:
    if builder.head >= 0 or builder.first >= 0:
        builder.flush()
    pronouns = builder.language.pronouns
    if low in pronouns["possessive_m"]:
        builder.possessive = "m"
    elif low in pronouns["possessive_f"]:
        builder.possessive = "f"
    if builder.det and low in ("beide", "beiden"):
        builder.number = True
    builder.det, builder.det_at = low, k


def _take_noun(builder: Builder, k: int) -> None:
    ended = builder.last != k or _stands_for_actor(builder) or _says_when_or_where(builder, k)
    if builder.head >= 0 and ended:
        builder.flush()
    elif builder.head >= 0 and builder.actors:
        if _owns(builder):
            builder.owners.extend(builder.actors)
            builder.actors = []
        else:
            builder.flush()
    builder.first = builder.first if builder.first >= 0 else k
    builder.head, builder.last = k, k + 1


def _stands_for_actor(builder: Builder) -> bool:
    """ "dem Bündnis Provokation vorwerfen": such a noun takes no name behind it."""
    language, word = builder.language, builder.sentence.low[builder.head]
    listed = word in language.regional or word in language.groups or word in language.opposite
    return bool(builder.det) and listed


def _says_when_or_where(builder: Builder, k: int) -> bool:
    """ "im Herbst Gespräche", "in Genf Verhandlungen": no part of when and where."""
    if not builder.prep or builder.actors or builder.roles:
        return False
    low, time = builder.sentence.low, builder.language.time_nouns
    if low[builder.head] in _SEASONS or low[builder.head] in time:
        return low[builder.head] not in _LENGTHS and low[k] not in time
    name = builder.prep in _WHERE and builder.first == builder.head and not builder.det
    return name and low[k].endswith(_MANY)


def _owns(builder: Builder) -> bool:
    """True if the name before a noun is its owner ("Kims Test", "Vladimir Putins Armee")."""
    text = builder.sentence.tokens[builder.last - 1].text
    mention = builder.sentence.mention(builder.last - 1)
    return text.endswith(("s", "'", "’", "ß", "z", "x")) and mention is not None


def _take_adjective(builder: Builder, k: int) -> None:
    if builder.head >= 0:
        builder.flush()
        builder.leave()
    if builder.first < 0:
        builder.first = k
