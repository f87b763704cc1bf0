"""Speech without a verb of saying: the words, a mark or the mood show that somebody speaks.

    Moskau: Nato muss abziehen             headline       who stands before the colon
    Ankara reagierte scharf: Man werde ... behind_colon   the subject before the colon
    Der Angriff sei falsch, so Merkel      so_somebody    a name behind "so"
    Glaubt man ihm, ...                    believed       whom one believes
    Man werde antworten.                   free_speech    Konjunktiv I alone: the last speaker
                                                          goes on; in the plural also II
Each writes what it finds into the reading.
"""

from __future__ import annotations

from standoff.coding.datafiles import words
from standoff.coding.grammar.clauses import Clause
from standoff.coding.reading import Reading
from standoff.coding.speech.speakers import inherited_speaker, stranger, stranger_in
from standoff.nouns.coding import state_of

__all__ = ["behind_colon", "believed", "free_speech", "headline", "so_somebody"]

_HELPING = words("haben werden sein wollen können müssen")


def headline(reading: Reading) -> None:
    """ "Moskau: Nato muss abziehen": who stands before the colon says what follows."""
    sentence = reading.sentence
    mention = sentence.mention(0) if len(sentence) else None
    if mention is None or not mention.code or mention.kind in ("dateline", "modifier", "adjective"):
        return
    at = mention.last
    if sentence.low[at : at + 1] != [":"] or sentence.quotes:
        return
    for n, clause in enumerate(reading.clauses):
        if clause.first > at and clause.verbs.finite >= 0:
            reading.speakers.setdefault(n, mention.code)
            reading.frames[n].set_speaker(mention.code)


def believed(reading: Reading) -> None:
    """ "Glaubt man ihm, ...": the clause beside it is his claim."""
    for number, frame in enumerate(reading.frames):
        verbs = frame.clause.verbs
        subject = frame.phrases[frame.subject].pronoun if frame.subject >= 0 else ""
        lemma = verbs.lexical[0][0] if verbs.lexical else ""
        if lemma not in ("glauben", "trauen", "folgen") or subject != "one":
            continue
        speaker = ";".join(frame.fill(("dative", "object")))
        if speaker and frame.clause.kind == "sub" and number + 1 < len(reading.clauses):
            reading.speakers[number + 1] = speaker
            reading.governor[number + 1] = number
            reading.done.add(number)


def so_somebody(reading: Reading) -> None:
    """ "Der Angriff sei ein Verbrechen, so Merkel": all before it is hers."""
    low = reading.sentence.low
    if "so" not in low:
        return
    for number, frame in enumerate(reading.frames):
        for k, phrase in enumerate(frame.phrases):
            at = phrase.start - 1
            if phrase.prep or at < 1 or low[at] != "so" or low[at - 1] != ",":
                continue
            speaker = ";".join(frame.actors(k)) or stranger_in(frame, k)
            if not speaker or k == 0:
                continue
            reading.discourse.spoke(speaker)
            inserted = low[phrase.last : phrase.last + 1] == [","]
            for n in range(len(reading.clauses) if inserted else number + 1):
                reading.speakers.setdefault(n, speaker)
                reading.frames[n].set_speaker(speaker)
            return


def behind_colon(reading: Reading) -> None:
    """ "Ankara reagierte scharf: Man werde antworten": what follows is said by the subject."""
    low = reading.sentence.low
    for number, clause in enumerate(reading.clauses):
        opened = number and clause.first and low[clause.first - 1] == ":"
        first = next((c for c in reading.clauses[number:] if c.kind == "main"), clause)
        if not opened or first.verbs.mood not in ("1", "2"):
            continue
        before = (n for n in range(number - 1, -1, -1) if reading.clauses[n].kind == "main")
        frame = reading.frames[next(before, number - 1)]
        speaker = ";".join(frame.fill(("subject",))) or stranger(frame)
        if not speaker:
            continue
        reading.discourse.spoke(speaker)
        for n in range(number, len(reading.clauses)):
            goes_on = n == number or reading.clauses[n].verbs.mood in ("1", "2")
            if goes_on or reading.clauses[n].kind != "main":
                reading.speakers.setdefault(n, speaker)
                reading.frames[n].set_speaker(speaker)
        return


def free_speech(reading: Reading) -> None:
    """Main clauses in Konjunktiv I without a verb of saying: the last speaker goes on."""
    if reading.language.code != "de":
        return
    for number, clause in enumerate(reading.clauses):
        verbs = clause.verbs
        obliged = verbs.mood == "2" and verbs.modal == "müssen" and verbs.number == "p"
        obliged = obliged or _goes_on_reporting(reading, clause)
        if number in reading.speakers:
            continue
        if clause.kind == "main" and (verbs.mood == "1" or obliged):
            speaker = inherited_speaker(reading.discourse)
            if verbs.modal == "müssen" and not verbs.future:
                speaker = _other_than(reading, number, speaker)
            if speaker:
                reading.speakers[number] = speaker
                reading.frames[number].set_speaker(speaker)
                reading.discourse.spoke(speaker)


def _goes_on_reporting(reading: Reading, clause: Clause) -> bool:
    """ "Die Länder hätten ihn gebeten": in the plural Konjunktiv II stands for I in a report."""
    verbs, discourse = clause.verbs, reading.discourse
    if verbs.mood != "2" or verbs.number != "p" or verbs.finite < 0 or reading.sentence.question:
        return False
    helps = reading.sentence.readings[verbs.finite][0].lemma in _HELPING
    return helps and bool(discourse.speaker) and discourse.turn - discourse.speaker_turn <= 1


def _other_than(reading: Reading, number: int, speaker: str) -> str:
    """Nobody says of himself that he must: "Erst müsse Iran einlenken" is the other side's."""
    own = {state_of(code) for code in speaker.split(";")}
    subject = {state_of(code) for code in reading.frames[number].fill(("subject",))}
    return reading.discourse.counterpart(subject) if own & subject else speaker
