"""Commas that part the items of a list: "Iran, Iraq and Syria", not clauses.

A comma belongs to a list if only nouns stand between it and an "and" or "or" (further commas of
the same kind included), and a noun before it that neither ends a subordinate clause nor an opening
adverbial ("In Paris, Iran and Iraq ..."); or if it joins the two names that open a headline.
"""

from __future__ import annotations

from standoff.coding.grammar.clauses import MARKS
from standoff.coding.grammar.english.purposes import opens_purpose
from standoff.coding.grammar.forms import NO_READINGS
from standoff.coding.grammar.sentence import QUOTE, Sentence

__all__ = ["is_list_comma"]

_LONGEST = 24
_JOINING = ("and", "or")
_NAMES = {"state", "capital", "house", "person", "organisation", "group"}


def is_list_comma(sentence: Sentence, k: int) -> bool:
    """True if the comma at token k parts two items of a list."""
    if sentence.low[k] != "," or k == 0:
        return False
    known = sentence.list_commas.get(k)
    if known is None:
        known = sentence.list_commas[k] = _parts_items(sentence, k)
    return known


def _parts_items(sentence: Sentence, k: int) -> bool:
    """The rule itself; what it says of a comma is kept, since later commas ask for earlier ones."""
    if _joins_two_names(sentence, k):
        return True
    return _items_follow(sentence, k) and _item_before(sentence, k) and not _is_comment(sentence, k)


def _joins_two_names(sentence: Sentence, k: int) -> bool:
    """ "Seoul, Tokyo to resume talks": in a headline a comma stands for "and"."""
    one, two = sentence.mention(k - 1), sentence.mention(k + 1) if k + 1 < len(sentence) else None
    if one is None or two is None or one.first or one.code == two.code:
        return False
    if {one.kind, two.kind} - _NAMES or one.last != k or two.last >= len(sentence):
        return False
    finite = not sentence.readings[two.last].kinds.isdisjoint(("p", "t"))
    planned = sentence.low[two.last] == "to" and bool(
        sentence.readings[min(two.last + 1, len(sentence) - 1)]
    )
    return finite or planned


def _is_comment(sentence: Sentence, k: int) -> bool:
    """ "agreed on a truce, Ghana and Togo said": who reports it, no list."""
    first, end = k, k + 1
    while first > 0 and sentence.low[first - 1] not in MARKS:
        first -= 1
    told = any(sentence.readings[j] for j in range(first, k))
    while end < len(sentence.low) and not sentence.readings[end] and end < k + _LONGEST:
        end += 1
    verb = sentence.readings[end] if end < len(sentence.low) else NO_READINGS
    return told and not verb.lemmas.isdisjoint(sentence.language.saying)


def _items_follow(sentence: Sentence, k: int) -> bool:
    low, language = sentence.low, sentence.language
    for j in range(k + 1, min(k + _LONGEST, len(low) - 1)):
        word = low[j]
        if word in _JOINING:
            return not sentence.readings[j + 1] and low[j + 1] not in language.infinitive
        if word == "," and j > k + 1:
            continue
        other = word in MARKS or word == QUOTE or word in language.relatives
        if other or sentence.readings[j] or word in language.only_subordinators:
            return False
    return False


def _item_before(sentence: Sentence, k: int) -> bool:
    low, language = sentence.low, sentence.language
    if sentence.readings[k - 1] or not low[k - 1][:1].isalnum() or low[k - 1] in language.adverbs:
        return False
    first, verbs = k, 0
    while first > 0 and (low[first - 1] not in MARKS or is_list_comma(sentence, first - 1)):
        first -= 1
        verbs += bool(sentence.readings[first])
    opener = low[first]
    if opener in language.prepositions and not verbs:
        return False
    if opens_purpose(sentence, first) and _is_subject(sentence, k):
        return False
    return not (verbs and (opener in language.subordinators or opener in language.relatives))


def _is_subject(sentence: Sentence, k: int) -> bool:
    """ "To end it, Iran and Iraq signed": the names behind the comma run into their verb."""
    for j in range(k + 1, min(k + _LONGEST, len(sentence.low))):
        if sentence.readings[j]:
            return True
        if sentence.low[j] in MARKS:
            return False
    return False
