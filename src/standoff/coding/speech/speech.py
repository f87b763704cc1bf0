"""Speech: whose words a clause or a quotation holds.

Words of a speaker come in five forms:

    direct      „Es gibt keine Eile“, sagte er.     the quotation is the statement
    indirect    Sie sagte, man werde antworten.     the clauses beside the verb of saying
    free        Man werde antworten.                Konjunktiv I alone: the last speaker goes on
    behind      Es sei Zeit, so Merkel.             a name behind "so"
    partial     Er lobte die „gute Beziehung“.      a few words, inside somebody's sentence

A quotation without any verb of saying belongs to the last speaker, if somebody spoke within the
last two sentences, else to the subject of the sentence before; what a stranger says
is his, under the name that the text gives him. "Laut X", "nach Angaben von X",
"according to X", "glaubt man X" name a speaker as well.
"""

from __future__ import annotations

from standoff.coding.actors.names import fold
from standoff.coding.datafiles import words
from standoff.coding.discourse.discourse import Discourse
from standoff.coding.frames.frame import Frame
from standoff.coding.grammar.clauses import Clause
from standoff.coding.grammar.sentence import QUOTE
from standoff.coding.matching.candidates import Candidate
from standoff.coding.reading import Reading
from standoff.coding.speech.contents import content_clauses, follows_content
from standoff.nouns.coding import state_of

__all__ = ["attribute_speech", "attributed", "inherited_speaker", "quote_speaker"]

_RECENT = 2
_ABOUT = words("gegen für vor über wegen")
_OWN = words("eigenen eigener")
_NAMING_SOURCES = words("laut gemäß zufolge nach to")
_HELPING = words("haben werden sein wollen können müssen")
_SOURCES = words(
    "angaben darstellung aussage worten ansicht einschätzung bericht überzeugung meinung "
    "erkenntnissen informationen"
)


def inherited_speaker(discourse: Discourse) -> str:
    """Who goes on speaking where nobody is said to."""
    if discourse.speaker and discourse.turn - discourse.speaker_turn <= _RECENT:
        return discourse.speaker
    return discourse.last_subject()


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
        _headline(reading)
        _believed(reading)
        _so_somebody(reading)
        _behind_colon(reading)
        _free_speech(reading)


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


def _behind_colon(reading: Reading) -> None:
    """ "Ankara reagierte scharf: Man werde antworten": what follows is said by the subject."""
    low = reading.sentence.low
    for number, clause in enumerate(reading.clauses):
        opened = number and clause.first and low[clause.first - 1] == ":"
        first = next((c for c in reading.clauses[number:] if c.kind == "main"), clause)
        if not opened or first.verbs.mood not in ("1", "2"):
            continue
        before = (n for n in range(number - 1, -1, -1) if reading.clauses[n].kind == "main")
        frame = reading.frames[next(before, number - 1)]
        speaker = ";".join(frame.fill(("subject",))) or _stranger(frame)
        if not speaker:
            continue
        reading.discourse.spoke(speaker)
        for n in range(number, len(reading.clauses)):
            goes_on = n == number or reading.clauses[n].verbs.mood in ("1", "2")
            if goes_on or reading.clauses[n].kind != "main":
                reading.speakers.setdefault(n, speaker)
                reading.frames[n].set_speaker(speaker)
        return


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
    found = frame.fill(("subject", "agent")) or tuple(filter(None, [_stranger(frame)]))
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


def _headline(reading: Reading) -> None:
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


def _so_somebody(reading: Reading) -> None:
    """ "Der Angriff sei ein Verbrechen, so Merkel": all before it is hers."""
    low = reading.sentence.low
    if "so" not in low:
        return
    for number, frame in enumerate(reading.frames):
        for k, phrase in enumerate(frame.phrases):
            at = phrase.start - 1
            if phrase.prep or at < 1 or low[at] != "so" or low[at - 1] != ",":
                continue
            speaker = ";".join(frame.actors(k)) or _named(frame, k)
            if not speaker or k == 0:
                continue
            reading.discourse.spoke(speaker)
            inserted = low[phrase.last : phrase.last + 1] == [","]
            for n in range(len(reading.clauses) if inserted else number + 1):
                reading.speakers.setdefault(n, speaker)
                reading.frames[n].set_speaker(speaker)
            return


def _believed(reading: Reading) -> None:
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


def _free_speech(reading: Reading) -> None:
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


def quote_speaker(reading: Reading) -> str:
    """Who speaks the quotations of a sentence: its subject, or who spoke before."""
    for number, frame in enumerate(reading.frames):
        if reading.saying(number) is not None:
            speaker = ";".join(frame.fill(("subject", "agent")))
            speaker = speaker or _stranger(frame)
            if speaker:
                return speaker
    for frame in reading.frames:
        named = _before_colon(frame)
        if named:
            return named
    for frame in reading.frames:
        speaker = attributed(frame) or ";".join(frame.fill(("subject",)))
        if speaker:
            return speaker
    return inherited_speaker(reading.discourse)


def _before_colon(frame: Frame) -> str:
    """ "Estonia: "We are ready"": who stands alone before the colon of a quotation, or ""."""
    clause, low = frame.clause, frame.sentence.low
    colon = low[clause.last : clause.last + 2] == [":", QUOTE]
    if frame.sentence.language.code != "en" or not colon or clause.verbs.lexical:
        return ""
    return ";".join(frame.actors(0)) if len(frame.phrases) == 1 else ""


def _stranger(frame: Frame) -> str:
    """ "sagte die Anwältin Rosa Lind": a name that nobody listed, as it stands, or ""."""
    return _named(frame, frame.subject) if frame.subject >= 0 else ""


def _named(frame: Frame, k: int) -> str:
    """The last name of a phrase that is a stranger's name, or ""."""
    phrase, sentence = frame.phrases[k], frame.sentence
    words = [token.text for token in sentence.tokens[phrase.first : phrase.last]][-3:]
    least = 3 if phrase.det and sentence.language.code == "de" else 2
    name = words[-least:]
    if phrase.pronoun or phrase.owners or phrase.roles or len(name) < least:
        return ""
    return fold(name[-1]) if all(word[0].isupper() and word.isalpha() for word in name) else ""


def attributed(frame: Frame) -> str:
    """ "laut X", "nach Angaben von X", "according to X": who reports it, or ""."""
    low = frame.sentence.low
    if frame.preps.isdisjoint(_NAMING_SOURCES) and "zufolge" not in low:
        return ""
    for k, phrase in enumerate(frame.phrases):
        if phrase.prep in ("laut", "gemäß", "zufolge"):
            return ";".join(frame.actors(k))
        if phrase.prep == "nach" and _SOURCES.intersection(low[phrase.first : phrase.last]):
            own = _OWN.intersection(low[phrase.first : phrase.last])
            return ";".join(frame.fill(("subject",) if own else ("owner",), k))
        if phrase.last < len(low) and low[phrase.last] == "zufolge":
            return ";".join(frame.actors(k))
        if phrase.prep == "to" and phrase.prep_at > 0 and low[phrase.prep_at - 1] == "according":
            return ";".join(frame.actors(k))
    return ""
