"""The words and rules of a language, read from its data file `data/times/LANGUAGE.toml`.

The file holds `[[word]]` entries (a tag, the forms, a value) and `[[rule]]` entries (a pattern over
tags and the name of the builder that gives it a meaning). Each entry has examples, which run as
tests; the pattern language is explained in `patterns`, the builders in the modules they live in.

A form with a capital letter matches only words with one ("Morgen", but not "morgen"); a form in
small letters matches both, unless the capitalised form has an entry of its own. `~` at the end
stands for the file's endings (`letzt~`: letzte, letzten, letzter, letztes, letztem).
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from itertools import product
from types import MappingProxyType
from typing import Any, NamedTuple

from standoff.errors import DataError
from standoff.press.times.patterns import compile_pattern, first_signs

__all__ = ["Entry", "Lexicon", "Rule", "known_languages", "load_lexicon"]

# Tags that every language has: digits by their number, the marks that phrases contain, a
# paragraph's end, and everything else. A tag's character is a letter that needs no escaping.
_MARKS = MappingProxyType({
    ".": "dot", ",": "comma", ":": "colon", "/": "slash", "?": "query", "(": "open", ")": "close",
    **dict.fromkeys("-\u2010\u2011\u2012\u2013\u2014", "dash"),
    **dict.fromkeys("'\u2019", "apostrophe"),
})  # fmt: skip
_DIGITS = MappingProxyType({1: "d1", 2: "d1", 4: "d4"})
_COMMON = (*dict.fromkeys(_MARKS.values()), "d1", "d4", "dn", "break", "other")
_SIGNS = MappingProxyType({tag: chr(0x100 + number) for number, tag in enumerate(_COMMON)})
OTHER, BREAK = _SIGNS["other"], _SIGNS["break"]


class Entry(NamedTuple):
    """What a word is to the grammar: its tag, the character for it, and its value."""

    tag: str
    sign: str
    value: Any


class Rule(NamedTuple):
    """A rule of the grammar: where it matches, and which builder reads it with which options."""

    name: str
    builder: str
    regex: re.Pattern[str]
    roles: dict[str, tuple[int, ...]]
    options: dict[str, Any]


def _times_files() -> Any:
    return files("standoff.press").joinpath("data", "times")


@cache
def known_languages() -> tuple[str, ...]:
    """The languages with a data file, in alphabetical order."""
    names = (entry.name for entry in _times_files().iterdir())
    return tuple(sorted(name[:-5] for name in names if re.fullmatch(r"[a-z]{2}\.toml", name)))


class Lexicon:
    """The words and the grammar of one language; never changes once it is built."""

    def __init__(self, table: dict[str, Any], where: str) -> None:
        self.where = where
        self._endings: list[str] = table.get("endings", [""])
        self._signs = _assign_signs(table)
        self._exact: dict[str, Entry] = {}
        self._small: dict[str, Entry] = {}
        for word in table["word"]:
            self._add(word)
        for compound in table.get("compound", []):
            self._add_compounds(compound)
        self._tails = [
            (ending, Entry(tail["tag"], self._signs[tail["tag"]], value), set(tail["not"].split()))
            for tail in table.get("tail", [])
            for ending, value in _read_pairs(tail["pairs"])
        ]
        macros = self._macros(table.get("macro", {}))
        self.rules = [self._rule(rule, macros) for rule in table["rule"]]
        cues = table.get("cue", {})
        self._cues = {name: frozenset(words.split()) for name, words in cues.items()}
        self.starters = self._rules_by_first_sign()
        self.start = re.compile(f"[{''.join(self.starters)}]")
        helpers = self._class_of(table["helpers"].split())
        self.island = re.compile(f"[^{OTHER}{BREAK}]+")
        self.anchor = re.compile(f"[^{OTHER}{BREAK}{helpers}]")
        self.rules_from = lru_cache(maxsize=4096)(self._rules_from)
        self.classify = lru_cache(maxsize=65536)(self._classify)

    def _rule(self, table: dict[str, Any], macros: dict[str, str]) -> Rule:
        where = f"{self.where}, rule {table['name']}"
        regex = compile_pattern(table["pattern"], self._signs, macros, where)
        options = {k: v for k, v in table.items() if k not in ("name", "pattern", "builder")}
        regex, roles = _number_roles(regex)
        return Rule(table["name"], table["builder"], re.compile(regex), roles, options)

    def _rules_by_first_sign(self) -> dict[str, tuple[int, ...]]:
        """For every character the numbers of the rules that a match can begin with it."""
        firsts = [first_signs(rule.regex.pattern)[0] for rule in self.rules]
        signs = frozenset[str]().union(*firsts)
        return {s: tuple(i for i, first in enumerate(firsts) if s in first) for s in signs}

    def _rules_from(self, sign: str, number: int) -> tuple[re.Pattern[str], tuple[Rule, ...]]:
        """The rules that can begin with a sign, from the `number`-th on: as one and one by one."""
        rules = tuple(self.rules[n] for n in self.starters[sign][number:])
        patterns = (_without_groups(rule.regex.pattern) for rule in rules)
        return re.compile("|".join(f"({pattern})" for pattern in patterns)), rules

    @property
    def signs(self) -> frozenset[str]:
        """The characters of all tags."""
        return frozenset(self._signs.values())

    def cue(self, name: str) -> frozenset[str]:
        """The words of a cue ("past", "counted", ...), none if the language does not give it."""
        return self._cues.get(name, frozenset())

    def _class_of(self, tags: list[str]) -> str:
        """The characters of several tags; raises `DataError` for one that no word has."""
        unknown = [tag for tag in tags if tag not in self._signs]
        if unknown:
            raise DataError(f"unknown helpers {unknown}", where=self.where, expected="tags")
        return "".join(self._signs[tag] for tag in tags)

    def _macros(self, table: dict[str, str]) -> dict[str, str]:
        """The regular expressions of the named patterns; each may use those before it."""
        macros: dict[str, str] = {}
        for name, pattern in table.items():
            where = f"{self.where}, macro {name}"
            if name in self._signs:
                raise DataError("a macro with the name of a tag", where=where, expected="another")
            macros[name] = compile_pattern(pattern, self._signs, macros, where)
        return macros

    def _forms(self, forms: str) -> list[str]:
        """The forms of an entry, `~` standing for the endings."""
        found = []
        for form in forms.split():
            if form.endswith("~"):
                found += [form[:-1] + ending for ending in self._endings]
            else:
                found.append(form)
        return found

    def _add(self, word: dict[str, Any]) -> None:
        tag = word["tag"]
        pairs = [(form, word.get("value")) for form in self._forms(word.get("forms", ""))]
        pairs += _read_pairs(word.get("pairs", ""))
        for form, value in pairs:
            known = self._exact if form != form.lower() else self._small
            if form in known:
                raise DataError(f"{form!r} stands twice", where=self.where, expected="one entry")
            known[form] = Entry(tag, self._signs[tag], value)

    def _add_compounds(self, compound: dict[str, Any]) -> None:
        """Compounds of two entries' forms ("Dienstag" + "abend"), each valued with both values."""
        heads = [
            (form, entry.value) for form, entry in self._all() if entry.tag == compound["head"]
        ]
        for (head, value), (tail, tail_value) in product(heads, _read_pairs(compound["tails"])):
            form = head.lower() + tail
            entry = Entry(compound["tag"], self._signs[compound["tag"]], (value, tail_value))
            self._small.setdefault(form, entry)

    def _all(self) -> list[tuple[str, Entry]]:
        return [*self._exact.items(), *self._small.items()]

    def _classify(self, word: str) -> Entry:
        """The entry of a token; words that no phrase contains all share one."""
        small = word.lower()
        if word != small:
            capital = word if word in self._exact else word[:1] + small[1:]
            if capital in self._exact:
                return self._exact[capital]
        if small in self._small:
            return self._small[small]
        if word[:1].isupper():
            for ending, entry, apart in self._tails:
                if small.endswith(ending) and word not in apart and len(word) > len(ending):
                    return entry
        return _shape(word)


def _read_pairs(pairs: str) -> list[tuple[str, Any]]:
    """The forms and values of `form=value form=value ...`."""
    halves = (pair.partition("=") for pair in pairs.split())
    return [(form, _number_or_name(value)) for form, _, value in halves]


def _number_or_name(value: str) -> int | float | str:
    """The value of `form=value` in a list of pairs."""
    try:
        return int(value)
    except ValueError:
        pass
    try:
        return float(value)
    except ValueError:
        return value


@lru_cache(maxsize=1024)
def _plain(tag: str) -> Entry:
    return Entry(tag, _SIGNS[tag], None)


def _shape(word: str) -> Entry:
    """The entry of a token that is in no data file: digits, a mark, a paragraph's end, a word."""
    if word.isdecimal():
        return _plain(_DIGITS.get(len(word), "dn"))
    return _plain(_MARKS.get(word, "break" if "\n" in word else "other"))


def _assign_signs(table: dict[str, Any]) -> dict[str, str]:
    """A character for every tag, the common ones first."""
    named = [word["tag"] for word in table["word"]]
    named += [entry["tag"] for kind in ("compound", "tail") for entry in table.get(kind, [])]
    tags = dict.fromkeys([*_COMMON, *named])
    return {tag: chr(0x100 + number) for number, tag in enumerate(tags)}


def _number_roles(pattern: str) -> tuple[str, dict[str, tuple[int, ...]]]:
    """The pattern with numbered groups for its roles, and the numbers of each role's groups.

    A role may stand in several alternatives ("next year" and "this year's" both have a `shift`),
    which group names do not allow.
    """
    names = re.findall(r"\(\?P<(\w+)>", pattern)
    roles: dict[str, tuple[int, ...]] = {}
    for number, name in enumerate(names, start=1):
        roles[name] = (*roles.get(name, ()), number)
    return re.sub(r"\(\?P<\w+>", "(", pattern), roles


def _without_groups(pattern: str) -> str:
    """The same regular expression with no groups, so that many fit into one alternation."""
    return re.sub(r"\((?!\?)", "(?:", pattern)


@cache
def load_lexicon(language: str) -> Lexicon | None:
    """The lexicon of a language ("de", "de-AT"), None if it has no data file."""
    code = language.replace("_", "-").partition("-")[0].lower()
    if code not in known_languages():
        return None
    if code != language:
        return load_lexicon(code)
    path = _times_files().joinpath(f"{code}.toml")
    return Lexicon(tomllib.loads(path.read_text("utf-8")), where=path.name)
