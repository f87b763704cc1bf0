"""The page's own words: a TOML catalogue per language; dates and numbers in the reader's form.

A text is asked for by its dotted key, `words.t("claims.under", k=2, n=5)`; where the catalogue
gives `one` and `other`, the argument `n` chooses. A codebook value is asked for by its section,
`words.label("moves", "weapon_test")`; a value that the catalogue does not know reads as itself
with its underscores as spaces, for games and phases may name what they like. Arguments are
inserted once and never read as patterns themselves, so hostile text stays text.
"""

from __future__ import annotations

import math
from calendar import monthrange
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from standoff.errors import DataError

__all__ = ["Words", "capital", "load_words", "sentence"]


@cache
def load_words(language: str) -> Words:
    """The words of `language` ("en" or "de")."""
    import tomllib

    source = files(__package__).joinpath(f"{language}.toml").read_text(encoding="utf-8")
    return Words(language, tomllib.loads(source))


def capital(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """The text as a sentence: a capital first, a full stop last unless it has an end of its own."""
    told = capital(text.strip())
    return told if not told or told[-1] in ".!?…:;" else f"{told}."


class Words:
    """The catalogue of one language."""

    def __init__(self, language: str, catalogue: dict[str, dict[str, Any]]) -> None:
        self.language = language
        self._catalogue = catalogue

    def t(self, key: str, **values: Any) -> str:
        """The text at `section.name` with its values filled in; raises `DataError`."""
        section, _, name = key.partition(".")
        entry = self._catalogue.get(section, {}).get(name)
        if isinstance(entry, dict):
            entry = entry["one" if values.get("n") == 1 else "other"]
        if not isinstance(entry, str):
            raise DataError(f"no text {key!r}", where=f"report/words/{self.language}.toml")
        if isinstance(values.get("n"), int | float):
            values["n"] = self.number(values["n"])
        return entry.format(**values)

    def label(self, section: str, value: str) -> str:
        """The word for a codebook value, else the value itself without underscores."""
        entry = self._catalogue.get(section, {}).get(value)
        return entry if isinstance(entry, str) else value.replace("_", " ")

    def knows(self, section: str, value: str) -> bool:
        """True if the catalogue has a word for this value."""
        return value in self._catalogue.get(section, {})

    def pick(self, texts: dict[str, str]) -> str:
        """The text in this language, else in the first language there is, else nothing."""
        return texts.get(self.language) or next(iter(texts.values()), "")

    # Dates

    def _month(self, number: int) -> str:
        name: str = self._catalogue["dates"]["months"][number - 1]
        return name

    def day(self, day: date) -> str:
        """`4 May 2019`, `4. Mai 2019`."""
        return self.t("dates.day", d=day.day, month=self._month(day.month), y=day.year)

    def month(self, day: date) -> str:
        """`May 2019`, `Mai 2019`."""
        return self.t("dates.month", month=self._month(day.month), y=day.year)

    def days(self, earliest: date | None, latest: date | None) -> str:
        """A range of days as briefly as can be: a day, a month, a year, `4–6 May 2019`, ..."""
        if earliest is None or latest is None:
            return self._open_days(earliest, latest)
        if earliest == latest:
            return self.day(earliest)
        if earliest.day == 1 and latest.day == monthrange(latest.year, latest.month)[1]:
            return self._whole_months(earliest, latest)
        return self._day_range(earliest, latest)

    def _open_days(self, earliest: date | None, latest: date | None) -> str:
        if earliest:
            return self.t("dates.from", day=self.day(earliest))
        return self.t("dates.until", day=self.day(latest)) if latest else self.t("dates.none")

    def _whole_months(self, earliest: date, latest: date) -> str:
        dash = self.t("dates.dash")
        if earliest.year != latest.year:
            whole = earliest.month == 1 and latest.month == 12
            ends = (
                (str(earliest.year), str(latest.year))
                if whole
                else map(self.month, (earliest, latest))
            )
            return f" {dash} ".join(ends)
        if earliest.month == latest.month:
            return self.month(earliest)
        if (earliest.month, latest.month) == (1, 12):
            return str(earliest.year)
        return f"{self._month(earliest.month)}{dash}{self.month(latest)}"

    def _day_range(self, earliest: date, latest: date) -> str:
        dash = self.t("dates.dash")
        if earliest.year != latest.year:
            return f"{self.day(earliest)} {dash} {self.day(latest)}"
        if earliest.month != latest.month:
            first = self.t("dates.day_month", d=earliest.day, month=self._month(earliest.month))
            return f"{first} {dash} {self.day(latest)}"
        return f"{self.t('dates.day_only', d=earliest.day)}{dash}{self.day(latest)}"

    # Numbers

    def number(self, value: float, digits: int = 2) -> str:
        """A number with at most `digits` decimals and a true minus: `1,234.5`, `1.234,5`."""
        if not math.isfinite(value):
            return "–" if math.isnan(value) else "∞" if value > 0 else "\u2212∞"
        text = f"{round(value, digits) + 0.0:,.{digits}f}"  # + 0.0: no minus before nought
        if "." in text:
            text = text.rstrip("0").rstrip(".")
        marks = {".": self.t("numbers.decimal"), ",": self.t("numbers.group"), "-": "\u2212"}
        return "".join(marks.get(sign, sign) for sign in text)

    def fixed(self, value: float, digits: int) -> str:
        """A number with exactly `digits` decimals, for columns: `1.50`, `1,50`."""
        text = f"{round(value, digits) + 0.0:.{digits}f}".replace("-", "\u2212")
        return text.replace(".", self.t("numbers.decimal"))

    def power(self, value: float) -> str:
        """A very small or large number: `1.1e-14`, `1,1e-14`."""
        return f"{value:.1e}".replace(".", self.t("numbers.decimal"))

    def percent(self, share: float) -> str:
        """A share of 1 in whole percent; near 0 and 1 it never says "none" or "all" wrongly."""
        if not math.isfinite(share):
            return "–"
        if 0 < share < 0.01:
            return self.t("numbers.below", n=1)
        if 0.99 < share < 1:
            return self.t("numbers.above", n=99)
        return self.t("numbers.percent", n=round(share * 100))

    def percents(self, interval: tuple[float, float]) -> str:
        """An interval of shares: `12% to 60%`."""
        return self.t("numbers.to", low=self.percent(interval[0]), high=self.percent(interval[1]))

    def numbers(self, interval: tuple[float, float]) -> str:
        """An interval of numbers: `3 to 7`."""
        return self.t("numbers.to", low=self.number(interval[0]), high=self.number(interval[1]))
