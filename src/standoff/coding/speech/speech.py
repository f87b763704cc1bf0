"""Speech: whose words a clause or a quotation holds.

Words of a speaker come in five forms:

    direct      „Es gibt keine Eile“, sagte er.     the quotation is the statement (`quotes`)
    indirect    Sie sagte, man werde antworten.     the clauses beside the verb of saying
    free        Man werde antworten.                Konjunktiv I alone: the last speaker goes on
    behind      Es sei Zeit, so Merkel.             a name behind "so" (both `unsaid`)
    partial     Er lobte die „gute Beziehung“.      a few words, inside somebody's sentence

Here a verb of saying gets its speaker and its content (`contents`); where a sentence has none,
`unsaid` looks for other signs. `speakers` tells who is said to speak, and who goes on speaking.
"""

from __future__ import annotations

from standoff.coding.datafiles import words
from standoff.coding.frames.frame import Frame
from standoff.coding.matching.candidates import Candidate
from standoff.coding.reading import Reading
from standoff.coding.speech.contents import content_clauses, follows_content
from standoff.coding.speech.speakers import attributed, inherited_speaker, stranger
from standoff.coding.speech.unsaid import (
    behind_colon,
    believed,
    free_speech,
    headline,
    so_somebody,
)  # fmt: skip

__all__ = ["attribute_speech"]

_ABOUT = words("gegen für vor über wegen")


def attribute_speech(reading: Reading) -> None:
    """Fill in `speakers` and `governor` of a reading: indirect speech, then free speech."""
    for number in range(len(reading.clauses)):
        if _is_as_if(reading, number):
            reading.done.add(number)
        else:
            _attribute(reading, number)
    for frame in reading.frames if reading.language.code == "de" else []:
        source = attributed(frame)
        if source:
            reading.discourse.spoke(source)  # "nach Angaben der Beobachter"
    if not reading.governor:
        headline(reading)
        believed(reading)
        so_somebody(reading)
        behind_colon(reading)
        free_speech(reading)


def _attribute(reading: Reading, number: int) -> None:
    """Who says what the verb of saying in this clause introduces, if it has one."""
    candidate = reading.saying(number)
    if candidate is None or number in reading.governor:
        return
    speaker = ";".join(_who_says(reading.frames[number], candidate))
    if not speaker:
        reading.voiced.update(_voiced(reading, number))
        if number and follows_content(reading.clauses[number]):
            reading.done.add(number)  # "..., kritisierte ein Anwalt"
        return
    if _names_reporter(reading, number, speaker) or _closes(reading, number, speaker):
        return
    contents = content_clauses(reading, number)
    if contents or reading.sentence.quotes:
        reading.discourse.spoke(speaker)
    if contents and contents[0] < number:
        reading.done.add(number)  # "..., sagte er" is no statement beside its content
    for n in contents:
        reading.speakers.setdefault(n, speaker)
        if not _stands_apart(reading, number, n):
            reading.governor.setdefault(n, number)
        reading.frames[n].set_speaker(speaker)


def _is_as_if(reading: Reading, number: int) -> bool:
    """ "als wolle er zeigen, wer der Herr ist": how it looks, and nobody's words."""
    clause = reading.clauses[number]
    as_if = reading.sentence.low[clause.first] == "als" and clause.verbs.finite == clause.first + 1
    return reading.language.code == "de" and as_if and clause.verbs.mood in ("1", "2")


def _stands_apart(reading: Reading, number: int, n: int) -> bool:
    """ "forderte ein Ende; auch müsse Iran ...", "verurteilte die Tat: Das sei ...".

    What the verb says is complete before the mark, so what follows is a statement beside it.
    """
    clause, frame = reading.clauses[n], reading.frames[number]
    if reading.language.code != "de" or clause.kind != "main" or n < number:
        return False
    mark = reading.sentence.low[clause.first - 1] if clause.first else ""
    if mark == ";":
        return True
    best = reading.saying(number)
    if mark != ":" or best is None or best.cue.entry.move in ("", "announcement"):
        return False
    before = any(reading.governor.get(k) == number for k in range(number + 1, n))
    about = any(phrase.prep in _ABOUT for phrase in frame.phrases)
    return before or about or bool(frame.role_phrases("object"))


def _who_says(frame: Frame, candidate: Candidate) -> tuple[str, ...]:
    """The subject; "hieß es aus Moskau" and "verlautete aus Kiew" name a place for it."""
    impersonal = frame.subject < 0 or frame.phrases[frame.subject].pronoun == "n"
    lemma = next((name for name, k in frame.clause.verbs.lexical if k == candidate.at), "")
    if lemma in ("heißen", "verlauten", "lauten") and impersonal:
        named = frame.fill(("aus", "in", "bei", "von"))
        return named or tuple(filter(None, [inherited_speaker(frame.discourse)]))
    found = frame.fill(("subject", "agent")) or tuple(filter(None, [stranger(frame)]))
    if not found and impersonal and frame.subject >= 0 and lemma == "wissen":
        found = tuple(filter(None, [frame.discourse.it()]))  # "ließ es wissen": the ministry
    return found


def _names_reporter(reading: Reading, number: int, speaker: str) -> bool:
    """ "Wie die Armee mitteilte, ...": the clause beside it has a source, and is no quote."""
    clause = reading.clauses[number]
    if clause.kind != "sub" or clause.link not in ("wie", "as"):
        return False
    reading.done.add(number)
    for n, other in enumerate(reading.clauses):
        if other.kind == "main" and abs(n - number) <= 2:
            reading.reporters[n] = speaker
    return True


def _closes(reading: Reading, number: int, speaker: str) -> bool:
    """ "Peru recalled its envoy, the ministry said": who reports it stands behind."""
    before = _reported_before(reading, number)
    for n in before:
        reading.reporters[n] = speaker
    if before:
        reading.voiced.update(before)
        reading.done.add(number)
        reading.discourse.spoke(speaker)
    return bool(before)


def _reported_before(reading: Reading, number: int) -> list[int]:
    """The main clauses before an English ", X said" that closes its sentence."""
    clause, low = reading.clauses[number], reading.sentence.low
    behind = clause.first > 0 and low[clause.first - 1] == ","
    behind = behind and low[clause.first] not in reading.language.coordinators
    if reading.language.code != "en" or clause.kind != "main" or not behind or clause.shares:
        return []
    if any(other.kind in ("sub", "main") for other in reading.clauses[number + 1 :]):
        return []
    before = [n for n in range(number) if reading.clauses[n].kind == "main"]
    return [n for n in before if reading.clauses[n].verbs.finite >= 0]


def _voiced(reading: Reading, number: int) -> list[int]:
    """What somebody without a name says, before or behind the verb of saying."""
    return _reported_before(reading, number) or content_clauses(reading, number)
