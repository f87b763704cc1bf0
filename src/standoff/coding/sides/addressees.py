"""Addressees: to whom an act goes whose clause names nobody.

The first rule that finds somebody holds:

- a third party that calls for calm means both parties to the conflict;
- who strikes again strikes whom he struck before;
- words that go on in the same sentence are said to the same as before;
- an opposition that criticises means the government of its own state;
- who mediates does so between the two states of which the text says most;
- words about an event ("kritisierte die Übung") go to whoever was said to have done it;
- words about "das", "den Schritt", and refusals, go to whoever was last said to have acted;
- in a text about two, what one of them does in arms or threatens is meant for the other;
- sanctions and accusations answer the last test, attack or breach;
- hostile acts and force posture go to whom the doer was at odds with in the last sentences;
- a refusal or denial answers whoever turned to its source last;
- who drills or strikes together with the doer is meant by no hostile act;
- sanctions and blame meet the state that the text blames most, if it stands out;
- who leaves "the talks" or offers "another round" means whoever talked last;
- who tells of a blow that hit a thing suffered it;
- in a text about one state, words and pressure without an addressee are meant for it;
- else the doer's counterpart, the most salient actor of another state, if it stands out; of a
  promise only in a text that is about these two;
- where nobody stands out in the sentences before, the other side of the two that the whole text
  is about (`matter`).

In a text on the affairs of one state nobody is guessed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from standoff.coding.matching.candidates import Candidate
from standoff.coding.reading import Reading
from standoff.coding.sides.wording import (
    hits_people,
    names_the_deed,
    of_antecedent,
    of_content,
    of_main_clause,
    of_rejected,
    own_government,
    same_addressee,
    scene,
    struck,
    told_to,
    under_terms,
)
from standoff.nouns.coding import state_of

__all__ = ["counterpart", "mediates", "unsaid_target"]

_AGAIN = frozenset({"again", "erneut", "wieder", "abermals", "nochmals"})
_ANSWERS = frozenset({"dismissal", "refusal", "concession", "agreement", "accusation"})
_THIS = frozenset({"the", "this", "that"})
_ABOUT_EVENTS = frozenset({"accusation", "praise", "insult", "ridicule", "dismissal"})
_LOOSELY = frozenset({"pledge", "deployment", "exercise", "weapon_test", "nuclear_restart"})
_ABOUT_TO_END = frozenset({"demand", "warning"})
_UNDOES = {"withdrawal": "deployment", "concession": "coercion", "relief": "sanction"}
_REPLIES = _ANSWERS | _ABOUT_EVENTS
_GOING_ON = frozenset({"accusation", "demand", "warning", "threat", "refusal", "ultimatum"})
_POSTURE = frozenset({"deployment", "exercise", "attack", "coercion"})
_AT_WAR = _POSTURE | {"threat", "warning", "ultimatum", "trade_dispute"}
_AT_ODDS = _POSTURE | {"threat", "warning", "accusation", "sanction", "trade_dispute", "ultimatum"}
_QUARREL = 4
_NOT_BETWEEN = _POSTURE | frozenset({"aid", "withdrawal", "announcement"})
_AT_ONE = frozenset(
    {"accusation", "demand", "warning", "threat", "refusal", "sanction", "relief", "dismissal",
     "trade_dispute", "ultimatum"}
)  # fmt: skip
_ABOUT_TALKS = frozenset({"threat", "refusal", "breakdown", "pledge", "demand", "warning"})
_BLAMING = frozenset({"sanction", "accusation", "trade_dispute", "threat", "warning", "insult"})
_PARALLEL = frozenset({"sanction", "trade_dispute", "accusation", "praise", "demand", "refusal"})


def unsaid_target(
    reading: Reading, candidate: Candidate, source: tuple[str, ...], move: str
) -> tuple[str, ...]:
    """The codes of whom an act of `source` is meant for; empty where nobody stands out."""
    if reading.discourse.matter.is_of_one() or _is_for_friends(reading, candidate, move):
        return ()
    for found in _perhaps(reading, candidate, source, move):
        if not found or _is_of_one_side(reading, source, found, move):
            continue
        if not _has_no_embassy(reading, candidate, found):
            return found
    return ()


def _is_for_friends(reading: Reading, candidate: Candidate, move: str) -> bool:
    """ "thanked his allies", "asked for ammunition": said to those on his side."""
    if move not in ("demand", "praise"):
        return False
    low, language = reading.sentence.low, reading.language
    heads = {low[phrase.head] for phrase in candidate.frame.phrases if not phrase.actors}
    asked = language.help_asked if move == "demand" else frozenset()
    return not heads.isdisjoint(language.friends | asked)


def _has_no_embassy(reading: Reading, candidate: Candidate, found: tuple[str, ...]) -> bool:
    """ "recalled its ambassador": that is not from an armed group."""
    words = reading.words(reading.number(candidate.frame.clause))
    diplomatic = not reading.language.diplomatic.isdisjoint(words)
    return diplomatic and all(reading.discourse.is_group(code) for code in found)


def _perhaps(
    reading: Reading, candidate: Candidate, source: tuple[str, ...], move: str
) -> Iterator[tuple[str, ...]]:
    """What the rules find, one after the other."""
    yield of_main_clause(reading, candidate, source)
    yield told_to(reading, candidate, source)
    yield of_content(reading, candidate, source, move)
    yield _both_parties(reading, candidate, source, move)
    yield of_antecedent(reading, candidate, source, move)
    yield under_terms(reading, candidate, source, move)
    yield _again(reading, candidate, source, move)
    yield same_addressee(reading, candidate, source, move)
    yield own_government(candidate, source, move)
    yield _between(reading, candidate, source)
    yield _at_the_table(reading, candidate, source, move)
    yield _apart(of_rejected(reading, candidate, move), source)
    yield _doer_of_object(reading, candidate, source, move)
    if move in _ABOUT_EVENTS:
        yield _last_actor(reading, candidate, source, move)
    yield _doer_of_deed(reading, candidate, source, move)
    yield _civilians(reading, candidate, source, move)
    yield scene(candidate, source, move)
    yield struck(candidate, source, move)
    yield _opponent(reading, source, move)
    yield _in_parallel(reading, source, move)
    yield _complainant(reading, candidate, source, move)
    yield _foe(reading, source, move)
    yield _provoker(reading, source, move)
    yield _answered(reading, source, move)
    yield _last_actor(reading, candidate, source, move)
    yield _culprit(reading, source, move)
    yield _told_before(reading, source, move)
    yield _other_party(reading, candidate, source, move)
    yield _still(reading, source, move)
    yield _hub(reading, source, move)
    yield tuple(filter(None, [reading.discourse.matter.opposite(source)]))


def _is_of_one_side(
    reading: Reading, source: tuple[str, ...], found: tuple[str, ...], move: str
) -> bool:
    """Who drills or strikes together with the doer is not whom a hostile act is meant for."""
    if move not in _AT_ODDS or reading.language.code != "de":
        return False
    states = {state_of(code) for code in found}
    at_odds = {state_of(code) for code in reading.discourse.foe(source, _QUARREL)}
    return states <= reading.discourse.allies_of(source) and states.isdisjoint(at_odds)


def _apart(found: tuple[str, ...], source: tuple[str, ...]) -> tuple[str, ...]:
    """Those found, if none is of the source's own side."""
    own = {state_of(code) for code in source}
    return found if own.isdisjoint({state_of(code) for code in found}) else ()


def _opponent(reading: Reading, source: tuple[str, ...], move: str) -> tuple[str, ...]:
    """In a text about two, what one of them does in arms or threatens is meant for the other."""
    found = reading.discourse.matter.opposite(source) if move in _AT_WAR else ""
    return (found,) if found and reading.discourse.knows(found) else ()


def _in_parallel(reading: Reading, source: tuple[str, ...], move: str) -> tuple[str, ...]:
    """ "Bolivia cut ties with Israel, Chile recalled its envoy": the same move, so its target."""
    turn, before, target = reading.discourse.moved.get(move, (-9, (), ()))
    for number, (doer, hit) in reading.sides.items():
        best = reading.best(number)
        if best is not None and best.cue.entry.move == move and doer and hit:
            turn, before, target = reading.discourse.turn, doer, hit
    own = {state_of(code) for code in source}
    near = move in _PARALLEL and reading.discourse.turn - turn <= 1
    other = own.isdisjoint({state_of(code) for code in (*before, *target)})
    return target if near and other else ()


def _still(reading: Reading, source: tuple[str, ...], move: str) -> tuple[str, ...]:
    """Where nobody stands out: whom the doer had to do with in the sentences before."""
    return () if move in _NOT_BETWEEN | _LOOSELY else reading.discourse.still_dealing(source)


def _hub(reading: Reading, source: tuple[str, ...], move: str) -> tuple[str, ...]:
    """In a text about one state, what others do is meant for it."""
    if reading.language.code != "en" or move not in _AT_ONE:
        return ()
    found = reading.discourse.hub(source)
    return (found,) if found else ()


def _provoker(reading: Reading, source: tuple[str, ...], move: str) -> tuple[str, ...]:
    """Sanctions and accusations without an addressee answer the last test, attack or breach."""
    found, discourse = reading.discourse.provoker, reading.discourse
    recent = discourse.turn - discourse.provoked <= _QUARREL
    if move not in ("sanction", "accusation", "threat") and not (recent and move == "deployment"):
        return ()
    own = {state_of(code) for code in source}
    return () if own & {state_of(code) for code in found} else found


def _doer_of_object(
    reading: Reading, candidate: Candidate, source: tuple[str, ...], move: str
) -> tuple[str, ...]:
    """ "kritisierte die Übung", "fordert ein Ende der Angriffe": whoever was said to do it."""
    if move not in _ABOUT_EVENTS and move not in _ABOUT_TO_END:
        return ()
    own = {state_of(code) for code in source}
    number = reading.number(candidate.frame.clause)
    for other in reading.candidates[number]:
        if other.noun < 0 or other.cue.verbs or other.cue is candidate.cue:
            continue
        about = other.cue.entry.move
        doers = reading.discourse.doers.get(_UNDOES.get(about, about), ())
        if doers and not own & {state_of(code) for code in doers}:
            return doers
    heads = (candidate.frame.sentence.low[p.head] for p in candidate.frame.phrases)
    if reading.language.blows.isdisjoint(heads):
        return ()
    return _apart(reading.discourse.doers.get("attack", ()), source)  # "begrüßte den Schlag"


def _last_actor(
    reading: Reading, candidate: Candidate, source: tuple[str, ...], move: str
) -> tuple[str, ...]:
    """ "Minsk lehnt das ab", "nannte den Schritt falsch": whose act was told last."""
    turn, doers = reading.discourse.act
    if move not in _REPLIES or reading.discourse.turn - turn > 1:
        return ()
    if move in _ABOUT_EVENTS and not names_the_deed(candidate):
        return ()
    own = {state_of(code) for code in source}
    return () if own & {state_of(code) for code in doers} else doers


def _doer_of_deed(
    reading: Reading, candidate: Candidate, source: tuple[str, ...], move: str
) -> tuple[str, ...]:
    """ "welcomed the decision", "applauded it": whoever did what was told last."""
    frame, language = candidate.frame, reading.language
    if move not in _ABOUT_EVENTS or language.code != "en":
        return ()
    low, (turn, found) = frame.sentence.low, reading.discourse.act
    meant = any(
        (phrase.det in _THIS and low[phrase.head] in language.deeds) or phrase.pronoun == "n"
        for k, phrase in enumerate(frame.phrases)
        if k != frame.subject and (not phrase.prep or phrase.prep in ("at", "over", "of", "as"))
    )
    own = {state_of(code) for code in source}
    meant = meant and reading.discourse.turn - turn <= _QUARREL
    return found if meant and own.isdisjoint({state_of(code) for code in found}) else ()


def _answered(reading: Reading, source: tuple[str, ...], move: str) -> tuple[str, ...]:
    """A refusal or denial without an addressee answers whoever turned to its source last."""
    if move not in _ANSWERS or not source:
        return ()
    own = state_of(source[0])
    found = reading.discourse.addressed.get(own, "")
    for before, target in reading.sides.values():
        if len(before) == 1 and own in {state_of(code) for code in target}:
            found = before[0]  # in the same sentence
    at_home = found.endswith("_OPP") and not source[0].endswith("_OPP")
    return (found,) if found and (at_home or state_of(found) != own) else ()


def _complainant(
    reading: Reading, candidate: Candidate, source: tuple[str, ...], move: str
) -> tuple[str, ...]:
    """ "Sudanese aircraft bombed a market, Juba said": who tells of it suffered it."""
    number = reading.number(candidate.frame.clause)
    teller = reading.speakers.get(number) or reading.reporters.get(number, "")
    state = state_of(teller.split(";")[0])
    ours = any(p.possessive in ("n", "p", "1") for p in candidate.frame.phrases)
    suffered = move in ("attack", "coercion", "breach") or (move == "deployment" and ours)
    suffered = suffered and reading.language.code == "en"
    if not suffered or state not in reading.discourse.parties():
        return ()
    return () if state in {state_of(code) for code in source} else (state,)


def _civilians(
    reading: Reading, candidate: Candidate, source: tuple[str, ...], move: str
) -> tuple[str, ...]:
    """ "Bei dem Beschuss starben 18 Zivilisten": people of where it is, not of the other army."""
    frame, discourse, language = candidate.frame, reading.discourse, reading.language
    if move != "attack" or language.code != "de" or not source:
        return ()
    heads = {frame.sentence.low[phrase.head] for phrase in frame.phrases if not phrase.prep}
    place = discourse.here or discourse.before_here or discourse.home
    return (place,) if place and not language.civilians.isdisjoint(heads) else ()


def _foe(reading: Reading, source: tuple[str, ...], move: str) -> tuple[str, ...]:
    """Whom the doer was at odds with in the last sentences."""
    return reading.discourse.foe(source, _QUARREL) if move in _AT_ODDS else ()


def _between(reading: Reading, candidate: Candidate, source: tuple[str, ...]) -> tuple[str, ...]:
    """ "Oman offered to mediate": between the two parties to the conflict."""
    if not mediates(candidate):
        return ()
    found = reading.discourse.parties(source)
    return found if len(found) == 2 else ()


def _at_the_table(
    reading: Reading, candidate: Candidate, source: tuple[str, ...], move: str
) -> tuple[str, ...]:
    """ "threatened to leave the talks", "offered to host another round": whoever talked last."""
    meant = reading.language.meetings.intersection(
        reading.words(reading.number(candidate.frame.clause))
    )
    if not meant or move not in _ABOUT_TALKS:
        return ()
    found = reading.discourse.at_the_table(source)
    own = {state_of(code) for code in source}
    among = own & {state_of(code) for code in reading.discourse.at_the_table()}
    return found if among or move == "pledge" else ()


def _culprit(reading: Reading, source: tuple[str, ...], move: str) -> tuple[str, ...]:
    """ "Kanada zog nach": sanctions and blame of one more state meet whom all blame."""
    if move not in _BLAMING or reading.language.code != "de":
        return ()
    beside = (*source, *reading.discourse.allies_of(source))
    return tuple(filter(None, [reading.discourse.culprit(beside)]))


def _both_parties(
    reading: Reading, candidate: Candidate, source: tuple[str, ...], move: str
) -> tuple[str, ...]:
    """ "China called for calm": a third party means both parties to the conflict."""
    number = reading.number(candidate.frame.clause)
    asked = reading.language.calm if move == "demand" else reading.language.worries
    if move not in ("demand", "accusation") or asked.isdisjoint(reading.words(number)):
        return ()
    found = reading.discourse.parties()
    own = {state_of(code) for code in source}
    return found if len(found) == 2 and own.isdisjoint(found) else ()


def _other_party(
    reading: Reading, candidate: Candidate, source: tuple[str, ...], move: str
) -> tuple[str, ...]:
    """The counterpart; a promise goes to it only in a text that is about these two.

    Troops face it in such a text as well, and a thing that is struck is its own if the two had to
    do with each other before.
    """
    if move in _POSTURE and reading.language.code == "en":
        if not reading.discourse.is_of_two(source) or hits_people(reading, candidate):
            return ()
        before = reading.discourse.still_dealing(source)
        return before if move in ("attack", "coercion") else counterpart(reading, source)
    alone = move not in _LOOSELY or reading.discourse.is_of_two(source)
    at_home = reading.language.code == "de" and reading.discourse.is_of_one(source)
    if not alone or move in _NOT_BETWEEN or at_home:
        return ()
    if reading.language.code != "de":
        return counterpart(reading, source)
    allies = reading.discourse.allies_of(source) if move in _AT_ODDS else ()
    found = counterpart(reading, source, allies)
    together = reading.discourse.acted_with(found[0]) if found else ()
    return together if _apart(together, source) else found


def _again(
    reading: Reading, candidate: Candidate, source: tuple[str, ...], move: str
) -> tuple[str, ...]:
    """ "They struck again": whoever was hit before."""
    words = reading.words(reading.number(candidate.frame.clause))
    if move not in ("attack", "coercion") or not source:
        return ()
    if _AGAIN.isdisjoint(words) and not _names_it_again(reading, candidate):
        return ()
    return reading.discourse.hit.get(state_of(source[0]), ())


def _names_it_again(reading: Reading, candidate: Candidate) -> bool:
    """ "Nine people were killed in the Pakistani attack": the one that was told before."""
    frame = candidate.frame
    events = {other.noun for other in reading.candidates[reading.number(frame.clause)]}
    named = (frame.phrases[k] for k in events if k >= 0)
    return frame.passive and any(phrase.det == "the" and phrase.prep == "in" for phrase in named)


def _told_before(reading: Reading, source: tuple[str, ...], move: str) -> tuple[str, ...]:
    """Who goes on in the next sentence speaks to the same."""
    turn, speaker, target = reading.discourse.told
    if move not in _GOING_ON or reading.discourse.turn - turn > 1 or not source:
        return ()
    return target if state_of(speaker) == state_of(source[0]) else ()


def counterpart(
    reading: Reading, codes: tuple[str, ...], beside: Collection[str] = ()
) -> tuple[str, ...]:
    """The most salient actor of another state, if these are all of one; none `beside` them."""
    if len({state_of(code) for code in codes}) > 1:
        return ()
    found = reading.discourse.counterpart((*codes, *beside))
    return (found,) if found else ()


def mediates(candidate: Candidate) -> bool:
    """True if the verb brings two others together ("vermitteln", "an einen Tisch bringen")."""
    frame = candidate.frame
    lemmas = {lemma for lemma, _ in frame.clause.verbs.lexical}
    heads = {frame.sentence.low[phrase.head] for phrase in frame.phrases if not phrase.prep}
    return not frame.sentence.language.mediating.isdisjoint(lemmas | heads)
