"""Verbs of the codebook in a clause: the conditions that a verb's entry sets, one after the other.

The cheap ones come first (sets compared with sets), those that look at the grammar last; a clause
meets a cue only if all hold, so their order changes nothing but the time.
"""

from __future__ import annotations

from standoff.coding.codebook.entries import Cue
from standoff.coding.datafiles import words
from standoff.coding.frames.frame import Frame
from standoff.coding.matching.clausewords import ClauseWords

__all__ = ["WHEN_OR_WHY", "is_asked_for", "is_reduced", "noun_of_verb_cue"]

_FOR_AT_ONCE = words("call argue push plead appeal campaign vote clamour")
_TO_AT_ONCE = words("want like prefer expect need")
_ASKING_WHAT = words("whether if why how about what who")
_CALLING = words("for on off")
_BEHIND_PARTICIPLE = words("by for in on at from with under near during last")
_DONE_TO_A_THING = frozenset({"agreement", "sanction"})
_NO_WORDS: frozenset[str] = frozenset()
WHEN_OR_WHY = words("nach seit wegen während trotz after since during despite following amid")


def noun_of_verb_cue(
    cue: Cue, lemma: str, at: int, here: ClauseWords, frame: Frame
) -> tuple[str, int] | None:
    """The noun that meets a verb's cue and its phrase, ("", -1) if it asks for none.

    None if the clause does not meet the cue for the verb `lemma` at token `at`.
    """
    if not _words_met(cue, lemma, at, here, frame) or not _grammar_met(cue, lemma, at, here, frame):
        return None
    if not cue.nouns:
        return "", -1
    nouns = (*here.nouns, *here.meant)
    met = ((name, k) for name, _, k in nouns if name in cue.nouns)
    name, noun = next((one for one in met if not _is_before_it(cue, frame, one[1])), ("", -1))
    if noun < 0 or _is_of_a_title(frame, noun, (name, noun) in here.parts):
        return None
    return name, noun


def _is_before_it(cue: Cue, frame: Frame, noun: int) -> bool:
    """ "Nach dem Angriff drohte Rom": when or why it was done is not what was done.

    Nor is what is talked about: "schloss ein Abkommen über die Grenze". A cue that asks for a
    sequence of words ("nach dem Willen") says itself what the noun is.
    """
    prep = frame.phrases[noun].prep
    if prep == "über" and cue.entry.move in _DONE_TO_A_THING:
        return not cue.sequences and prep not in cue.preps
    return prep in WHEN_OR_WHY and prep not in cue.preps and not cue.sequences


def _words_met(cue: Cue, lemma: str, at: int, here: ClauseWords, frame: Frame) -> bool:
    """True if the particle, word sequence, preposition and reflexive that a cue asks for stand."""
    if cue.sequences and cue.sequences.isdisjoint(here.sequences):
        return False
    if cue.particles and not _particle_met(cue, lemma, at, here, frame):
        return False
    if cue.preps and cue.preps.isdisjoint(here.preps):
        return False
    if (cue.without and not cue.without.isdisjoint(here.low)) or (
        cue.links and here.link not in cue.links
    ):
        return False
    if cue.entry.reflexive and not here.reflexive:
        return False
    return not cue.entry.tone or here.has_tone(cue.entry.tone)


def _grammar_met(cue: Cue, lemma: str, at: int, here: ClauseWords, frame: Frame) -> bool:
    """True if voice, subject and objects are as a cue asks."""
    entry = cue.entry
    if entry.bare and not _is_bare(frame, at):
        return False
    if _is_in_wrong_voice(cue, lemma, at, frame):
        return False
    if lemma == "geben" and frame.sentence.language.code == "de" and "es" in here.low:
        return False  # "es gibt" tells that something is there
    if lemma == "ask" and _is_a_question(frame, at):
        return False
    if cue.by and not _subject_is(frame, cue.by):
        return False
    if lemma == "call" and entry.move == "talks" and _is_given_a_name(frame, at):
        return False
    if cue.doer and not _done_by(frame, at, cue.doer):
        return False
    return not (entry.governs and _with_infinitive(frame, at))


def _is_a_question(frame: Frame, at: int) -> bool:
    """ "were asked whether they wanted it": who asks wants to know, and demands nothing."""
    near = frame.sentence.low[at + 1 : at + 8]
    first = next((word for word in near if word == "to" or word in _ASKING_WHAT), "to")
    return first != "to"


def _is_in_wrong_voice(cue: Cue, lemma: str, at: int, frame: Frame) -> bool:
    """ "Bei dem Angriff verletzte ein Malier einen Togoer": no victim, he did it."""
    if frame.is_passive(at):
        return cue.entry.active
    suffers = "subject" in cue.target and "subject" not in cue.source
    return suffers and lemma in frame.sentence.language.wounding


def is_reduced(frame: Frame, at: int) -> bool:
    """ "cancelled a drill planned for June": a participle that only tells which one is meant."""
    sentence = frame.sentence
    if sentence.language.code != "en" or at + 1 >= len(sentence.low):
        return False
    participle = "part" in sentence.readings[at].kinds
    behind = any(phrase.last == at and k != frame.subject for k, phrase in enumerate(frame.phrases))
    return participle and behind and sentence.low[at + 1] in _BEHIND_PARTICIPLE


def is_asked_for(frame: Frame, at: int) -> bool:
    """ "appealed to both to lay down their arms": an infinitive that somebody is asked to do."""
    low, language = frame.sentence.low, frame.sentence.language
    if at < 2 or not frame.clause.verbs.lexical:
        return False
    if low[at - 1] == "to" and _is_of_a_noun(frame, at - 1):
        return True
    lemma, first = frame.clause.verbs.lexical[0]
    back = at - 1 if low[at - 1] == "to" else at - 2
    if lemma not in language.asking or low[back] != "to":
        return False
    return any(first < phrase.start and phrase.last <= back for phrase in frame.phrases)


def _is_of_a_noun(frame: Frame, end: int) -> bool:
    """ "a threat by Oslo to attack": what the noun before it is about."""
    phrases, language = frame.phrases, frame.sentence.language
    for k, phrase in enumerate(phrases):
        if phrase.last != end:
            continue
        by_somebody = phrase.prep in ("by", "of", "from") and k > 0
        noun = phrases[k - 1] if by_somebody and phrases[k - 1].last == phrase.start else phrase
        return noun.prep == "" and frame.sentence.low[noun.head] in language.intents
    return False


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


def _particle_met(cue: Cue, lemma: str, at: int, here: ClauseWords, frame: Frame) -> bool:
    wanted = cue.particles.get(lemma, _NO_WORDS)
    if "" in wanted and lemma in _TO_AT_ONCE and cue.entry.move == "demand":
        return not _follows_at_once(frame, at, "to")  # "wants to help": asks nobody
    if "" in wanted:
        return lemma != "call" or not _calls_for(here, at) or not wanted.isdisjoint(_CALLING)
    if lemma in _TO_AT_ONCE and not _follows_at_once(frame, at, "to"):
        wanted = wanted - {"to"}  # "wants Togo to help": not what one wants to do
    if lemma in _FOR_AT_ONCE and not _follows_at_once(frame, at, "for"):
        wanted = wanted - {"for"}
    return not wanted.isdisjoint(here.behind(at))


def _calls_for(here: ClauseWords, at: int) -> bool:
    """ "called for restraint": nobody is called anything."""
    low = here.frame.sentence.low
    return low[at + 1 : at + 2] in (["for"], ["on"], ["off"]) and low[at + 1] in here.behind(at)


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
    if _with_infinitive(frame, at):
        return False
    others = [p for p in frame.phrases if not p.prep and p.of < 0 and p.joined < 0]
    return len(others) <= 1 and {"dies", "das", "es"}.isdisjoint(frame.words)
