"""Which language a text is written in, told by its function words.

German and English share hardly any of their commonest words ("der", "und", "nicht" against "the",
"and", "not"), so a handful of sentences is enough: the language with the larger share of its own
function words wins, if it has at least two hits and twice as many as the runner-up. Anything less
cannot be told, and the answer is empty rather than a guess. Character n-gram models (Cavnar and
Trenkle 1994) do better on single words, which no article is.

The words are in `data/language.toml`; a language is added there.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from importlib.resources import files

__all__ = ["tell_language"]

_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH = 200_000  # characters; more text cannot change the answer


@cache
def _function_words() -> dict[str, tuple[str, ...]]:
    """Language -> its function words, turned round: word -> the languages that have it."""
    table = tomllib.loads(files("standoff.press").joinpath("data/language.toml").read_text("utf-8"))
    words: dict[str, tuple[str, ...]] = {}
    for language, entry in table.items():
        for word in entry["words"].split():
            words[word] = (*words.get(word, ()), language)
    return words


def tell_language(text: str) -> str:
    """The language of `text`: "de", "en", or "" when it cannot be told."""
    known = _function_words()
    hits: Counter[str] = Counter()
    for word, times in Counter(_WORD.findall(text[:_ENOUGH].lower())).items():
        for language in known.get(word, ()):
            hits[language] += times
    ranked = [*hits.most_common(2), ("", 0), ("", 0)]
    (best, most), (_, second) = ranked[:2]
    return best if most >= 2 and most >= 2 * second else ""
