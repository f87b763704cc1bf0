"""The page of mechanisms: the claim, implied by the model or not, seen in the record or not."""

from __future__ import annotations

from standoff.nouns.mechanism import Implied, MechanismResult, Mechanisms, Seen
from standoff.report.charts.mechanisms import shares_chart
from standoff.report.sheet import Section, Sheet, Table
from standoff.report.words import Words, load_words

__all__ = ["mechanisms_sheet", "odds_told"]

OPPOSITE = 0.95
"""Share of draws with the opposite sign from which the game is said to imply the opposite."""


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
                tables=(_short_table(answer, words), _implied_table(answer, words)),
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


def _short_table(answer: Mechanisms, words: Words) -> Table:
    """The claim, what each variant of the game says, what the record says: a row a mechanism."""
    variants = tuple(
        dict.fromkeys(one.variant for result in answer.results for one in result.implied)
    )
    heads = [words.t("mechanisms.row"), words.t("mechanisms.claim")]
    heads += [words.label("variants", one) for one in variants]
    heads += [words.t("mechanisms.seen")] if answer.case else []
    rows = []
    for number, result in enumerate(answer.results, 1):
        row = [str(number), words.pick(result.claim)]
        told = {one.variant: _verdict(one, words) for one in result.implied}
        row += [told.get(variant, "–") for variant in variants]
        row += [words.t(f"verdict.{result.seen_verdict}_short")] if answer.case else []
        rows.append(tuple(row))
    caption = words.t("mechanisms.tables_short")
    return Table(
        caption=caption, headings=tuple(heads), rows=tuple(rows), align="r".ljust(len(heads), "l")
    )


def _verdict(one: Implied, words: Words) -> str:
    """Yes, no or depends, with the count of draws; the opposite sign is named."""
    label = words.label("implied_verdicts", one.verdict)
    opposite = f" {words.t('mechanisms.opposite')}" if one.against >= OPPOSITE else ""
    count = words.t("mechanisms.of", k=round(one.share * one.solved), n=one.solved)
    return f"{label}{opposite} ({count})"


def _implied_table(answer: Mechanisms, words: Words) -> Table:
    heads = ["row", "claim", "variant", "share", "effect", "at_file", "agree"]
    heads += ["fitted"] if _is_fitted(answer) else []
    return Table(
        caption=words.t("mechanisms.tables_implied"),
        headings=tuple(words.t(f"mechanisms.{head}") for head in heads),
        rows=tuple(
            (
                str(number),
                words.pick(result.claim) if place == 0 else "",
                *_implied_cells(one, words),
            )[: len(heads)]
            for number, result in enumerate(answer.results, 1)
            for place, one in enumerate(result.implied)
        ),
        align="rllrrrrr"[: len(heads)],
    )


def _implied_cells(one: Implied, words: Words) -> tuple[str, ...]:
    return (
        words.label("variants", one.variant),
        f"{words.percent(one.share)} ({words.percents(one.share_interval)})",
        " … ".join(words.number(effect, 4) for effect in one.effects),
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
            row
            for number, result in enumerate(answer.results, 1)
            for row in _seen_rows(str(number), result, words)
        ),
        align="rlllrrll",
    )
    note = words.t("mechanisms.how_seen", months=answer.months)
    return Section(
        key="seen",
        heading=words.t("mechanisms.seen_heading"),
        paragraphs=(note,),
        tables=(table,),
    )


def _seen_rows(number: str, result: MechanismResult, words: Words) -> list[tuple[str, ...]]:
    """A row for each mapping; one for all where nothing can be compared under any."""
    contrast = _contrast(result, words)
    if all(one.low is None for one in result.seen) and len({one.why for one in result.seen}) == 1:
        one = result.seen[0]
        verdict = words.t(f"verdict.{one.verdict}_short")
        return [(number, contrast, _sign(result), words.t("mechanisms.any"), *_counts(one),
                 _why(one, words), verdict)]  # fmt: skip
    return [
        (
            number,
            contrast if place == 0 else "",
            _sign(result),
            words.label("mappings", one.mapping),
            *_counts(one),
            _why(one, words) if one.low is None else odds_told(one, words),
            words.t(f"verdict.{one.verdict}_short"),
        )
        for place, one in enumerate(result.seen)
    ]


def _sign(result: MechanismResult) -> str:
    return "\N{MINUS SIGN}" if result.sign == "-" else result.sign


def _counts(one: Seen) -> tuple[str, str]:
    return (
        f"{one.came_high} / {one.n_high}" if one.n_high else "–",
        f"{one.came_low} / {one.n_low}" if one.n_low else "–",
    )


def _why(one: Seen, words: Words) -> str:
    return one.why_told.get(words.language, one.why)


def _contrast(result: MechanismResult, words: Words) -> str:
    """What is compared, and what stands in for it where it is not the claim's own contrast."""
    if not result.asked:
        return f"{result.contrast}: {result.outcome}"
    key = "mechanisms.compared" if result.there else "mechanisms.varied"
    here, there, asked = (
        words.pick(part) if part else "" for part in (result.here, result.there, result.asked)
    )
    told = words.t(key, here=here, there=there, asked=asked)
    proxies = [one for one in result.seen if one.why and one.low is not None]
    return f"{told} [{_why(proxies[0], words)}]" if proxies else told


def odds_told(one: Seen, words: Words) -> str:
    """The odds ratio with its interval; a phrase where one kind of month has all of it or none."""
    low = words.number(one.low or 0.0)
    if one.high is None:
        key = "only_here" if one.came_low == 0 else "always_here"
        return words.t(f"mechanisms.{key}", low=low)
    high = words.number(one.high)
    if not one.odds_ratio:
        key = "never_here" if one.came_high == 0 else "always_there"
        return words.t(f"mechanisms.{key}", high=high)
    ends = words.t("numbers.to", low=low, high=high)
    return f"{words.number(one.odds_ratio)} ({ends})"


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
