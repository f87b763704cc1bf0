"""The page of a backtest: is anything better than the base rate, and are the chances right?"""

from __future__ import annotations

from standoff.nouns.backtest import Backtest, Scored, Skill
from standoff.report.charts.backtest import reliability_chart, skill_chart
from standoff.report.sheet import Section, Sheet, Table
from standoff.report.words import Words, load_words

__all__ = ["backtest_sheet"]


def backtest_sheet(backtest: Backtest, language: str = "en") -> Sheet:
    """The answer first, then the pictures, then every score, then how it was made."""
    words = load_words(language)
    beats, calibrated = backtest.sentences(language)
    label = words.label("backtest_labels", backtest.label)
    return Sheet(
        title=words.t("backtest.title", case=backtest.case),
        language=language,
        lead=f"{label}. {words.t(f'backtest.label_{_key(backtest)}')}",
        source=words.t("page.source", hash=backtest.head[:12] or "–"),
        sections=(
            Section(
                key="skill",
                heading=words.t("backtest.skill_heading"),
                paragraphs=(beats, _span(backtest, words)),
                charts=(tuple(skill_chart(backtest, words, width) for width in (860, 360)),),
            ),
            Section(
                key="reliability",
                heading=words.t("backtest.reliability_heading"),
                paragraphs=(calibrated,),
                charts=(tuple(reliability_chart(backtest, words, width) for width in (520, 340)),),
            ),
            Section(
                key="scores",
                heading=words.t("backtest.scores_heading"),
                tables=tuple(
                    _table(backtest, words, days) for days in (*backtest.days, 0) if backtest.scored
                ),
                notes=(words.t("backtest.partly"),),
            ),
            Section(
                key="method",
                heading=words.t("method.title"),
                paragraphs=tuple(
                    words.t(f"backtest.{name}") for name in ("how", "models", "intervals", "hyper")
                ),
            ),
        ),
    )


def _key(backtest: Backtest) -> str:
    return backtest.label.split()[0]


def _span(backtest: Backtest, words: Words) -> str:
    return words.t(
        "backtest.span",
        n=backtest.origins,
        first=words.day(backtest.first),
        last=words.day(backtest.last),
    )


def _table(backtest: Backtest, words: Words, days: int) -> Table:
    """Every model's scores at one horizon; 0 is the time to the event over all of them."""
    rows = [row for row in backtest.scored if row.days == days]
    title = words.t("backtest.within", n=days) if days else words.t("backtest.time_to_event")
    heads = ("question", "model", "n", "came", "brier", "log", "ranked", "skill", "bias")
    return Table(
        caption=title,
        headings=tuple(words.t(f"backtest.{head}") for head in heads),
        rows=tuple(_cells(backtest, words, row) for row in rows),
        align="llrrrrrrr",
    )


def _cells(backtest: Backtest, words: Words, row: Scored) -> tuple[str, ...]:
    kind = next(kind for kind in backtest.kinds if kind.id == row.kind)
    mark = " *" if row.partly else ""
    return (
        (words.pick(kind.text) or kind.id) + mark,
        words.label("baselines", row.model),
        words.number(row.n),
        words.number(row.came),
        words.number(row.brier, 3),
        words.number(row.log, 3),
        words.number(row.ranked, 4),
        _skill(words, row.brier_skill) if row.model != "base_rate" else "–",
        f"{words.number(row.bias)} ({words.numbers(row.bias_interval)})",
    )


def _skill(words: Words, skill: Skill) -> str:
    if skill.value is None:
        return "–"
    return f"{words.number(skill.value)} ({words.numbers(skill.interval)})"
