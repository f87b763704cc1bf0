"""The page of mechanisms: the claim, implied by the model or not, seen in the record or not."""

from __future__ import annotations

from standoff.nouns.mechanism import Implied, MechanismResult, Mechanisms, Seen
from standoff.report.charts.mechanisms import shares_chart
from standoff.report.sheet import Section, Sheet, Table
from standoff.report.words import Words, load_words

__all__ = ["mechanisms_sheet"]


def mechanisms_sheet(answer: Mechanisms, language: str = "en") -> Sheet:
    """The answer in short, the picture, both tables, then how it was asked."""
    words = load_words(language)
    return Sheet(
        title=words.t("mechanisms.title"),
        language=language,
        lead=words.t("mechanisms.lead_fitted" if _is_fitted(answer) else "mechanisms.lead"),
        source=answer.case,
        sections=(
            Section(
                key="implied",
                heading=words.t("mechanisms.picture"),
                paragraphs=(_in_short(answer, words), *_contradicted(answer, words)),
                charts=(tuple(shares_chart(answer, words, width) for width in (860, 360)),),
                tables=(_implied_table(answer, words),),
            ),
            *((_seen_section(answer, words),) if answer.case else ()),
            Section(
                key="method",
                heading=words.t("mechanisms.method"),
                paragraphs=_method(answer, words),
            ),
        ),
    )


def _in_short(answer: Mechanisms, words: Words) -> str:
    verdicts = [{one.verdict for one in result.implied} for result in answer.results]
    seen = [result.seen_verdict for result in answer.results]
    told = words.t(
        "mechanisms.in_short",
        n=len(verdicts),
        yes=sum(some == {"yes"} for some in verdicts),
        no=sum(some == {"no"} for some in verdicts),
        supported=seen.count("supported"),
        contradicted=seen.count("contradicted"),
        open=seen.count("open"),
    )
    return told if answer.case else f"{told.split(';')[0]}. {words.t('mechanisms.not_asked')}"


def _contradicted(answer: Mechanisms, words: Words) -> tuple[str, ...]:
    """Claims whose opposite the game implies: a finding, said as one."""
    claims = [words.pick(one.claim) for one in answer.results if one.contradicted]
    return (words.t("mechanisms.against", list=" ".join(claims)),) if claims else ()


def _is_fitted(answer: Mechanisms) -> bool:
    return any(one.fitted is not None for result in answer.results for one in result.implied)


def _implied_table(answer: Mechanisms, words: Words) -> Table:
    heads = ["row", "claim", "variant", "verdict", "share", "effect", "at_file", "agree"]
    heads += ["fitted"] if _is_fitted(answer) else []
    return Table(
        caption=words.t("mechanisms.tables_implied"),
        headings=tuple(words.t(f"mechanisms.{head}") for head in heads),
        rows=tuple(
            (str(result.row), words.pick(result.claim), *_implied_cells(one, words))[: len(heads)]
            for result in answer.results
            for one in result.implied
        ),
        align="rlllrrrrr"[: len(heads)],
    )


def _implied_cells(one: Implied, words: Words) -> tuple[str, ...]:
    return (
        words.label("variants", one.variant),
        words.label("implied_verdicts", one.verdict),
        f"{words.percent(one.share)} / {words.number(one.solved)}",
        ", ".join(words.number(effect, 4) for effect in one.effects),
        words.number(one.at_file, 4),
        words.percent(one.agree),
        "–" if one.fitted is None else words.number(one.fitted, 4),
    )


def _seen_section(answer: Mechanisms, words: Words) -> Section:
    heads = ("row", "contrast", "sign", "mapping", "high", "low", "odds", "verdict")
    table = Table(
        caption=words.t("mechanisms.tables_seen"),
        headings=tuple(words.t(f"mechanisms.{head}") for head in heads),
        rows=tuple(
            _seen_cells(result, one, words) for result in answer.results for one in result.seen
        ),
        align="rlllrrrl",
    )
    note = words.t("mechanisms.how_seen", months=answer.months)
    return Section(
        key="seen",
        heading=words.t("mechanisms.seen_heading"),
        paragraphs=(note,),
        tables=(table,),
    )


def _seen_cells(result: MechanismResult, one: Seen, words: Words) -> tuple[str, ...]:
    return (
        str(result.row),
        _contrast(result, one),
        result.sign,
        words.label("mappings", one.mapping),
        f"{one.came_high} / {one.n_high}" if one.n_high else "–",
        f"{one.came_low} / {one.n_low}" if one.n_low else "–",
        one.why if one.low is None else _ratio(one, words),
        words.t(f"verdict.{one.verdict}_short"),
    )


def _contrast(result: MechanismResult, one: Seen) -> str:
    """What is compared, and what stands in for it where it is not the claim's own contrast."""
    told = f"{result.contrast}: {result.outcome}"
    return f"{told} [{one.why}]" if one.why and one.low is not None else told


def _ratio(one: Seen, words: Words) -> str:
    ratio = "∞" if one.odds_ratio is None else words.number(one.odds_ratio)
    high = "∞" if one.high is None else words.number(one.high)
    return f"{ratio} ({words.number(one.low or 0.0)} – {high})"


def _method(answer: Mechanisms, words: Words) -> tuple[str, ...]:
    full, short = answer.states
    told = words.t(
        "mechanisms.how_implied",
        prior=answer.prior,
        draws=answer.draws,
        seed=answer.seed,
        full=words.number(full),
        short=words.number(short),
    )
    lost = ", ".join(
        f"{words.label('variants', name)} {count}" for name, count in answer.unsolved.items()
    )
    unsolved = words.t("mechanisms.unsolved", list=lost)
    return told, words.t("mechanisms.how_branch"), unsolved
