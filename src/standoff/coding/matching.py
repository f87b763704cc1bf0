"""Which codebook entries the words of a clause meet.

A **clause candidate** speaks for the whole clause: a verb with its conditions, an idiom, or a noun
whose verb only carries it ("fanden Gespräche statt"). A **phrase candidate** is a noun that names
an event beside what the clause says ("nach dem Gipfel", "vor Unterzeichnung einer Erklärung").

The more conditions a cue has, the surer it is; of the clause candidates the surest wins.
"""

from __future__ import annotations

from dataclasses import dataclass

from standoff.coding.codebook.entries import Codebook, Cue
from standoff.coding.datafiles import read_table, words
from standoff.coding.frames import Frame

__all__ = ["Aspect", "Candidate", "ClauseWords", "find_candidates"]

_FOR_AT_ONCE = words("call argue push plead appeal campaign vote clamour")
_SEEING = words("see regard view consider treat interpret perceive portray understand read use")
_SEEN_AS = 0.4
_STEP = 0.05
_LATER_VERB = 0.12
_COPULA = 0.3
_OWNED = 0.1
_BEGIN_WITH = words("beginnen anfangen fortfahren")
_ANSWER_WITH = words("reagieren antworten kontern revanchieren")
_PREDICATIVE = words("für als")  # "hält ihn für gefährlich": no noun behind it
_PART = 0.07
_ATTRIBUTE = 0.2
_BEHIND_PARTICIPLE = words("by for in on at from with under near during last")
_EVENT_PREPS = words(
    "vor nach bei seit während wegen trotz anlässlich angesichts infolge durch mit auf an zu über "
    "zwischen before after during since following amid despite at over in by with"
)


@dataclass(slots=True)
class Candidate:
    """A cue met in a clause; `noun` is its noun's phrase, `aspect` what the verb does to it."""

    cue: Cue
    frame: Frame
    at: int
    score: float
    noun: int = -1
    aspect: str = ""
    level: str = "clause"
    negated: bool = False


class Aspect:
    """Verbs that begin, plan or stop the event that a noun names."""

    def __init__(self, language: str) -> None:
        table = read_table(f"grammar/{language}_aspect.toml")
        self.of: dict[str, str] = {}
        for name in ("perform", "plan", "stop", "judge"):
            for verb in words(table[name]):
                self.of.setdefault(verb.replace("|", ""), name)
        self.stopped: dict[str, str] = dict(table["stopped"])
        self.conditional: dict[str, str] = dict(table.get("conditional", {}))
        self.planned: dict[str, str] = dict(table.get("planned", {}))


class ClauseWords:
    """The words of a clause as the codebook sees them."""

    __slots__ = (
        "link",
        "low",
        "meant",
        "nouns",
        "parts",
        "preps",
        "string",
        "tokens",
        "tone",
        "words",
    )

    def __init__(self, frame: Frame, codebook: Codebook) -> None:
        sentence = frame.sentence
        self.tokens = frame.clause.tokens
        self.low = [sentence.low[k] for k in self.tokens]
        self.words = frozenset(self.low)
        self.string = f" {' '.join(self.low)} "
        adverbs = sentence.language.pronominal
        self.preps = frozenset(
            [p.prep for p in frame.phrases if p.prep]
            + [adverbs[word] for word in self.low if word in adverbs]
            + [word for word in self.low if word in _PREDICATIVE]
            + [word for word in self.low if word in ("bis", "until")]
        )
        self.link = frame.clause.link
        self.tone = codebook.tone
        self.parts: set[tuple[str, int]] = set()
        self.nouns = _nouns(frame, codebook, self.parts)
        self.meant = _meant(frame, codebook)


def _nouns(
    frame: Frame, codebook: Codebook, parts: set[tuple[str, int]]
) -> list[tuple[str, int, int]]:
    """(codebook noun, token, phrase) of every phrase's words, heads first.

    `parts` takes the nouns that are only part of a longer one: "curfew" in "night curfew", and in
    English those that do not end their phrase: "war" in "war games".
    """
    table, sentence = codebook.nouns, frame.sentence
    english = sentence.language.code == "en"
    found: list[tuple[str, int, int]] = []
    for number, phrase in enumerate(frame.phrases):
        if phrase.pronoun:
            continue
        for k in range(phrase.last - 1, phrase.first - 1, -1):
            mention = sentence.mention(k)
            titled = mention is not None and mention.kind == "person" and k + 1 < mention.last
            if (
                mention is not None
                and not titled
                and mention.kind
                not in (
                    "modifier",
                    "organisation",
                    "role",
                    "office",
                    "adjective",
                )
            ):
                continue
            longer, _ = table.find_longer(sentence.low, k)
            if english and k != phrase.head:
                parts.update((noun, number) for noun in table.find(sentence.low[k]))
            shorter = [noun for noun in table.find(sentence.low[k]) if noun]
            if longer:
                found.append((longer, k, number))
                parts.update((noun, number) for noun in shorter)
            found.extend((noun, k, number) for noun in shorter)
    return found


def _meant(frame: Frame, codebook: Codebook) -> list[tuple[str, int, int]]:
    """ "Sanktionen, die Rom verhängt hat": what the relative pronoun stands for.

    Only verbs look at these; the noun itself speaks in the clause where it stands.
    """
    k = frame.antecedent() if frame.clause.kind == "rel" else -1
    if k < 0 or frame.parent is None or frame.sentence.language.code != "de":
        return []
    head = frame.parent.phrases[k].head
    names = [noun for noun in codebook.nouns.find(frame.sentence.low[head]) if noun]
    for number, phrase in enumerate(frame.phrases):
        if phrase.pronoun == "rel" and not phrase.prep:
            return [(name, phrase.head, number) for name in names]
    return []


def find_candidates(frame: Frame, codebook: Codebook, aspect: Aspect) -> list[Candidate]:
    """All cues met in the clause of `frame`, best first."""
    here = ClauseWords(frame, codebook)
    found: list[Candidate] = []
    for lemma, at in frame.clause.verbs.lexical:
        for cue in codebook.by_verb.get(lemma, ()):
            candidate = _verb_candidate(cue, lemma, at, here, frame)
            if candidate is not None:
                found.append(candidate)
    idioms: set[int] = set()
    for word in dict.fromkeys(here.low):
        for cue in codebook.by_word.get(word, ()):
            if id(cue) in idioms:
                continue
            if _phrase_met(cue, here) and _allowed(cue, here):
                at = here.tokens[here.low.index(word)]
                found.append(Candidate(cue, frame, at, _score(cue)))
                idioms.add(id(cue))
    _add_nouns(found, here, frame, codebook, aspect)
    found.sort(key=lambda candidate: -candidate.score)
    return found


def _score(cue: Cue) -> float:
    return cue.entry.confidence + _STEP * (cue.weight - 1)


def _verb_candidate(
    cue: Cue, lemma: str, at: int, here: ClauseWords, frame: Frame
) -> Candidate | None:
    if not _words_met(cue, lemma, at, here, frame):
        return None
    if not _allowed(cue, here) or (cue.entry.bare and not _is_bare(frame, at)):
        return None
    if _is_in_wrong_voice(cue, lemma, at, frame):
        return None
    if lemma == "geben" and frame.sentence.language.code == "de" and "es" in here.low:
        return None  # "es gibt" tells that something is there
    if cue.by and not _subject_is(frame, cue.by):
        return None
    if lemma == "call" and cue.entry.move == "talks" and _is_given_a_name(frame, at):
        return None
    if cue.doer and not _done_by(frame, at, cue.doer):
        return None
    if cue.entry.governs and _with_infinitive(frame, at):
        return None
    name, noun = "", -1
    if cue.nouns:
        nouns = (*here.nouns, *here.meant)
        met = ((name, number) for name, _, number in nouns if name in cue.nouns)
        name, noun = next(met, ("", -1))
        if noun < 0 or _is_of_a_title(frame, noun, (name, noun) in here.parts):
            return None
    first = frame.clause.verbs.lexical[0][1]
    score = _score(cue) - (_LATER_VERB if at != first else 0.0)
    score -= _PART if (name, noun) in here.parts else 0.0
    score -= _ATTRIBUTE if at != first and _is_reduced(frame, at) else 0.0
    return Candidate(cue, frame, at, score, noun)


def _is_in_wrong_voice(cue: Cue, lemma: str, at: int, frame: Frame) -> bool:
    """ "Bei dem Angriff verletzte ein Malier einen Togoer": no victim, he did it."""
    if frame.is_passive(at):
        return cue.entry.active
    suffers = "subject" in cue.target and "subject" not in cue.source
    return suffers and lemma in frame.sentence.language.wounding


def _is_reduced(frame: Frame, at: int) -> bool:
    """ "cancelled a drill planned for June": a participle that only tells which one is meant."""
    sentence = frame.sentence
    if sentence.language.code != "en" or at + 1 >= len(sentence.low):
        return False
    participle = any(reading.kind == "part" for reading in sentence.readings[at])
    behind = any(phrase.last == at and k != frame.subject for k, phrase in enumerate(frame.phrases))
    return participle and behind and sentence.low[at + 1] in _BEHIND_PARTICIPLE


def _is_given_a_name(frame: Frame, at: int) -> bool:
    """ "called the generals cowards": two objects, so nobody is telephoned."""
    behind = [p for p in frame.phrases if p.start > at and not p.prep and p.of < 0]
    low, times = frame.sentence.low, frame.sentence.language.time_nouns
    objects = [p for p in behind if p.joined < 0 and low[p.head] not in times]
    named = bool(objects) and bool(objects[0].owners) and not objects[0].actors
    if named and not objects[0].roles and low[objects[0].head] in frame.sentence.language.deeds:
        return True  # "called Morocco's plan for autonomy serious"
    plural = named and low[objects[0].head].endswith("s") and low[objects[0].head - 1].endswith("s")
    return len(objects) > 1 or plural


def _is_of_a_title(frame: Frame, noun: int, part: bool) -> bool:
    """ "the army chief flew in": a man is sent, no army."""
    head = frame.sentence.low[frame.phrases[noun].head]
    return part and noun == frame.subject and head in frame.sentence.language.titles


def _words_met(cue: Cue, lemma: str, at: int, here: ClauseWords, frame: Frame) -> bool:
    """True if the particle, word sequence, preposition and reflexive that a cue asks for stand."""
    if cue.particles and not _particle_met(cue, lemma, at, frame):
        return False
    if cue.phrases and not _phrase_met(cue, here):
        return False
    if cue.preps and not cue.preps & here.preps:
        return False
    if cue.entry.tone and not here.tone.is_of(cue.entry.tone, here.low):
        return False
    return not cue.entry.reflexive or _reflexive(here, frame)


def _particle_met(cue: Cue, lemma: str, at: int, frame: Frame) -> bool:
    wanted = cue.particles.get(lemma, frozenset())
    if "" in wanted:
        return True
    low = frame.sentence.low
    if lemma in _FOR_AT_ONCE and not _follows_at_once(frame, at, "for"):
        wanted = wanted - {"for"}
    last, days = len(low) - 1, frame.sentence.language.day_names
    return any(  # "called him on Monday" calls on nobody
        low[k] in wanted and low[min(k + 1, last)] not in days
        for k in range(at + 1, min(at + 6, len(low)))
    )


def _follows_at_once(frame: Frame, at: int, particle: str) -> bool:
    """ "called again for calm"; "called the plan for autonomy serious" calls for nothing."""
    low, sentence = frame.sentence.low, frame.sentence
    for k in range(at + 1, min(at + 6, len(low))):
        if low[k] == particle:
            return True
        named = sentence.mention_at[k] >= 0 or low[k] in sentence.language.all_determiners
        if named or sentence.readings[k]:
            return False
    return False


def _phrase_met(cue: Cue, here: ClauseWords) -> bool:
    string, strings = here.string, cue.strings
    return any(
        words in string for opener in strings.keys() & here.words for words in strings[opener]
    )


def _reflexive(here: ClauseWords, frame: Frame) -> bool:
    return bool(frame.sentence.language.pronouns["reflexive"].intersection(here.low))


def _allowed(cue: Cue, here: ClauseWords) -> bool:
    return cue.without.isdisjoint(here.low) and (not cue.links or here.link in cue.links)


def _subject_is(frame: Frame, kinds: frozenset[str]) -> bool:
    """True if the subject names an actor of such a kind; pronouns and roles are persons."""
    if frame.subject < 0:
        return True
    phrase = frame.phrases[frame.subject]
    mentions = frame.sentence.mentions
    named = {mentions[a].kind for a in phrase.actors}
    named |= {"state"} if phrase.owners else set()
    stands_in = bool(phrase.pronoun or phrase.roles)
    return bool(named & kinds) or (stands_in and "person" in kinds)


def _done_by(frame: Frame, at: int, nouns: frozenset[str]) -> bool:
    """True if one of these nouns stands in the phrase of whoever does it."""
    doing = frame.role_phrases("agent" if frame.is_passive(at) else "subject")
    low = frame.sentence.low
    return any(
        not nouns.isdisjoint(low[phrase.first : phrase.last])
        for k, phrase in enumerate(frame.phrases)
        if {k, phrase.joined, phrase.of} & set(doing)
    )


def _with_infinitive(frame: Frame, at: int) -> bool:
    low = frame.sentence.low
    return any(k != at and k and low[k - 1] == "zu" for _, k in frame.clause.verbs.lexical)


def _is_bare(frame: Frame, at: int) -> bool:
    """No infinitive with zu beside the verb, and nothing but its subject without preposition."""
    low = frame.sentence.low
    if _with_infinitive(frame, at):
        return False
    others = [p for p in frame.phrases if not p.prep and p.of < 0 and p.joined < 0]
    words = {low[k] for k in frame.clause.tokens}
    return len(others) <= 1 and not words & {"dies", "das", "es"}


def _add_nouns(
    found: list[Candidate], here: ClauseWords, frame: Frame, codebook: Codebook, aspect: Aspect
) -> None:
    taken: set[int] = set()
    kind = _aspect_of(frame, aspect)
    for name, at, number in here.nouns:
        if number in taken:
            continue
        met = [
            cue
            for cue in codebook.by_noun.get(name, ())
            if _allowed(cue, here) and (not cue.phrases or _phrase_met(cue, here))
        ]
        if met:
            taken.add(number)
            found.append(_noun_candidate(max(met, key=_score), at, number, kind, frame))


def _aspect_of(frame: Frame, aspect: Aspect) -> str:
    verbs = frame.clause.verbs
    if not verbs.lexical:
        return "perform"
    return next((aspect.of[lemma] for lemma, _ in verbs.lexical if lemma in aspect.of), "other")


def _has_actors(frame: Frame, number: int) -> bool:
    """True if the event noun names its actors: "Moskaus Drohung", "talks between"."""
    if frame.phrases[number].owners or frame.phrases[number].possessive:
        return True
    following = frame.phrases[number + 1 : number + 2]
    return any(p.prep in ("zwischen", "between") or p.of == number for p in following)


def _stands_apart(number: int, kind: str, frame: Frame) -> bool:
    """ "Poland's pledge was followed by others": an English noun with its doer, beside the verb."""
    phrase = frame.phrases[number]
    named = bool(phrase.owners) or phrase.possessive not in ("", "rel")
    return frame.sentence.language.code == "en" and kind == "other" and named


def _is_only_seen_as(frame: Frame, start: int) -> bool:
    """ "would be seen as an occupation": what something is taken for did not happen."""
    english = frame.sentence.language.code == "en" and start > 0
    seen = any(lemma in _SEEING for lemma, _ in frame.clause.verbs.lexical)
    return english and seen and frame.sentence.low[start - 1] == "as"


def _noun_candidate(cue: Cue, at: int, number: int, kind: str, frame: Frame) -> Candidate:
    phrase = frame.phrases[number]
    score = _score(cue) + (_OWNED if _has_actors(frame, number) else 0.0)
    if phrase.head != at and frame.sentence.language.code != "de":
        score -= 0.15
    apart = not phrase.prep and phrase.of < 0 and _stands_apart(number, kind, frame)
    core = not phrase.prep and phrase.of < 0 and not apart
    if _is_only_seen_as(frame, phrase.start):
        score -= _SEEN_AS
    came = any(lemma in ("kommen", "führen") for lemma, _ in frame.clause.verbs.lexical)
    began = any(lemma in _BEGIN_WITH for lemma, _ in frame.clause.verbs.lexical)
    answered = any(lemma in _ANSWER_WITH for lemma, _ in frame.clause.verbs.lexical)
    with_it = phrase.prep == "mit" and (began or answered)
    if core or (phrase.prep == "zu" and came) or with_it:
        level = "clause"
        by_somebody = any(p.prep == "durch" and p.of == number for p in frame.phrases)
        score -= _COPULA if frame.clause.verbs.copula and not by_somebody else 0.0
        score -= {"perform": 0.0, "plan": 0.0, "stop": 0.0, "judge": 0.3}.get(kind, 0.1)
    else:
        level = "phrase"
        score -= 0.05 if apart or phrase.prep in _EVENT_PREPS else 0.15
    return Candidate(cue, frame, at, score, number, kind if level == "clause" else "", level)
