"""What the page of the cycle says: four answers first, then the figures behind them."""

from __future__ import annotations

from typing import Any

from standoff.nouns import RhythmTest
from standoff.nouns.clocks import Clock, ClockEffect
from standoff.nouns.cycle import VERDICTS, Contrast, CycleQuestion, CycleReading, ModelRow
from standoff.report.charts.card import SIGNS
from standoff.report.charts.cycle import clock_chart, dwell_chart, lag_chart, ribbons_chart
from standoff.report.charts.transitions import transitions_chart
from standoff.report.cycle_naming import CycleNaming, shell
from standoff.report.figures import figure

__all__ = ["cycle"]

Row = dict[str, Any]
#: How the verdicts of the cycle look: as those of claims.
BADGES = {"yes": "supported", "no": "contradicted", "open": "open"}


def cycle(naming: CycleNaming) -> Row:
    """Everything the template lays out."""
    answer, words = naming.answer, naming.words
    first = answer.readings[0].phases
    page = naming.page
    moved = any(any(row.values()) for row in first.transitions.values())
    sides = tuple(lag for lag in answer.lags if ":" in lag.name)
    kinds = tuple(lag for lag in answer.lags if ":" not in lag.name)
    return {
        "questions": [_question(naming, question) for question in answer.questions],
        "regularity": words.pick(answer.regularity.text) if answer.regularity else "",
        "multiple": words.t("cycle.multiple", n=answer.tests, by_chance=_by_chance(naming)),
        "ways": [_way(naming, reading) for reading in answer.readings],
        "ribbons": figure(lambda _, width: ribbons_chart(naming, width), page, words, "ribbons",
                          data=False),
        "dwell": figure(lambda _, width: dwell_chart(naming, first, width), page, words, "dwell"),
        "moves": figure(
            lambda _, width: transitions_chart(shell(answer, words.language, first), width),
            page, words, "moves", (560, 350),
        ) if moved else None,
        "lags_n": len(answer.lags), "lags_chance": words.number(0.05 * len(answer.lags), 1),
        "sides": _lags(naming, sides, "sides"),
        "kinds": _lags(naming, kinds, "kinds"),
        "clocks": _clocks(naming),
        "around": [_around(naming, contrast) for contrast in answer.around],
        "changes": [_change(naming, place) for place in range(len(answer.changes))],
        "models": [_model(naming, row) for row in answer.models],
        "stays": [_stay(naming, contrast) for contrast in answer.dwell],
        "model_rule": words.pick(answer.model.rule_text) if answer.model else "",
        "remarks": [words.pick(remark) for remark in answer.remarks],
    }  # fmt: skip


def _by_chance(naming: CycleNaming) -> str:
    """One in twenty; the labels of an exception are widened for their number and count as one."""
    answer = naming.answer
    widened = sum(len(reading.exception) - 1 for reading in answer.readings if reading.exception)
    return naming.words.number(0.05 * (answer.tests - widened), 1)


def _lags(naming: CycleNaming, lags: tuple[Contrast, ...], key: str) -> Any:
    if not any(lag.value is not None for lag in lags):
        return None
    return figure(lambda _, width: lag_chart(naming, lags, width), naming.page, naming.words, key)


def _clocks(naming: CycleNaming) -> Row | None:
    """What clocks do: a sentence on whether they help, one on what shows, and the chart."""
    answer, words = naming.answer.clocks, naming.words
    if answer is None:
        return None
    helps = "yes" if answer.bic < answer.bic_without else "no"
    lines = [
        words.t(f"cycle.clocks_bic_{helps}", bic=words.number(answer.bic, 1),
                without=words.number(answer.bic_without, 1)),
    ]  # fmt: skip
    if answer.held_out is not None and answer.held_out_without is not None:
        lines.append(words.t(
            "cycle.clocks_held", held=words.number(answer.held_out, 3),
            without=words.number(answer.held_out_without, 3),
        ))  # fmt: skip
    if not answer.can_pull:
        lines.append(words.t("cycle.clocks_no_pull"))
    n = len(answer.effects)
    lines.append(words.t("cycle.clocks_chance", n=n, by_chance=words.number(0.05 * n, 1)))
    return {
        "shown": [_effect(naming, effect) for effect in answer.effects
                  if effect.verdict in ("raised", "lowered")],
        "untold": sum(effect.verdict == "untold" for effect in answer.effects),
        "lines": lines,
        "named": [_clock(naming, clock) for clock in answer.clocks],
        "model": words.t("cycle.clocks_model", kind=words.label("cycle_models", answer.kind),
                         states=answer.states),
        "chart": figure(lambda _, width: clock_chart(naming, answer, width), naming.page, words,
                        "clocks"),
    }  # fmt: skip


def _clock(naming: CycleNaming, clock: Clock) -> str:
    words = naming.words
    told = {"clock": clock.id, "text": words.pick(clock.text), "unit": words.pick(clock.unit)}
    if clock.on is None:
        return words.t("cycle.clock_is", **told)
    return words.t(f"cycle.clock_share_{naming.answer.step}", on=clock.on, n=clock.n, **told)


def _effect(naming: CycleNaming, effect: ClockEffect) -> str:
    words = naming.words
    return words.t(
        f"cycle.clock_shown_{effect.what}", clock=effect.clock, of=naming.phase(effect.of),
        state=effect.state or 0, ratio=words.number(effect.ratio),
        interval=words.numbers(effect.interval or (0.0, float("inf"))),
    )  # fmt: skip


def _question(naming: CycleNaming, question: CycleQuestion) -> Row:
    """One question: its words, the shared verdict, and a row for each way of labelling."""
    answer, words = naming.answer, naming.words
    rows = []
    for reading in answer.readings:
        verdict = question.verdicts[reading.id]
        rows.append({
            "way": naming.way(reading.id),
            "told": _told(naming, question.id, reading),
            "verdict": BADGES[verdict],
            "sign": SIGNS[BADGES[verdict]],
            "word": words.t(f"cycle.verdict_{verdict}"),
        })  # fmt: skip
    verdict, found = question.verdict, list(question.verdicts.values())
    one_voice = len(set(found)) == 1
    word = f"cycle.is_{question.id}_{verdict}" if one_voice else "cycle.hangs"
    votes = ", ".join(
        words.t("cycle.votes", word=words.t(f"cycle.verdict_{one}"), n=found.count(one))
        for one in VERDICTS
        if one in found
    )
    mild, others = _mild(naming)
    # The question of the exception rests on what is covered throughout, which comes last.
    first = rows[-1] if question.id == "exception" else rows[0]
    return {
        "id": question.id,
        "text": words.t(f"cycle.ask_{question.id}", mild=mild, others=others,
                        order=_order(naming), period=_exception(naming), turns=_turns(naming)),
        "verdict": BADGES[verdict],
        "sign": SIGNS[BADGES[verdict]],
        "word": words.t(word),
        "agreeing": words.t("cycle.agreeing", n=len(found)) if one_voice else votes,
        "answer": f"{first['way']}: {first['told'][0]}",
        "rows": rows,
    }  # fmt: skip


def _mild(naming: CycleNaming) -> tuple[str, str]:
    contrast = naming.answer.readings[0].detente
    others = [name for name in naming.labels[:-1] if name != contrast.name]
    return naming.phase(contrast.name), ", ".join(naming.phase(name) for name in others)


def _order(naming: CycleNaming) -> str:
    return ", ".join(naming.phase(name) for name in naming.answer.readings[0].order.names)


def _turns(naming: CycleNaming) -> str:
    return f" {naming.words.t('page.and')} ".join(
        naming.phase(name) for name in naming.answer.readings[0].turns.names
    )


def _exception(naming: CycleNaming) -> str:
    period = naming.answer.exception
    return naming.words.days(*period) if period else ""


def _told(naming: CycleNaming, question: str, reading: CycleReading) -> list[str]:
    words = naming.words
    if question == "cycle":
        thin = words.pick(reading.order_thinned.text)
        return [words.pick(reading.order.text), words.t("cycle.thinned", text=thin)]
    if question == "turns":
        return [words.pick(reading.turns.text), _share(naming, reading.turns)]
    if question == "shorter":
        return [_dwell(naming, reading.detente)]
    decided = [contrast for contrast in reading.exception if contrast.decided]
    if decided:
        return [_share_told(naming, contrast) for contrast in decided]
    even = [_share_told(naming, one) for one in reading.exception if one.covered]
    return [*even, *_shares_untold(naming, [o for o in reading.exception if not o.covered])]


def _share(naming: CycleNaming, test: RhythmTest) -> str:
    if not test.n:
        return ""
    share = naming.words.percent(test.statistic / test.n)
    return naming.words.t("cycle.turns_share", share=share)


def _dwell(naming: CycleNaming, contrast: Contrast) -> str:
    words = naming.words
    if contrast.value is None or contrast.first is None or contrast.second is None:
        return words.t("cycle.too_few", n=contrast.n, m=contrast.n_other)
    return words.t(
        "cycle.dwell_told", first=naming.steps(contrast.first), n=contrast.n,
        second=naming.steps(contrast.second), m=contrast.n_other,
        ratio=words.number(contrast.value), interval=words.numbers(contrast.interval),
    )  # fmt: skip


def _share_told(naming: CycleNaming, contrast: Contrast) -> str:
    words = naming.words
    if contrast.first is None or contrast.second is None or contrast.value is None:
        return words.t("cycle.too_few", n=contrast.n, m=contrast.n_other)
    points = tuple(100 * end for end in contrast.interval)
    return words.t(
        "cycle.share_told", name=naming.phase(contrast.name), inside=words.percent(contrast.first),
        n=contrast.n, outside=words.percent(contrast.second), m=contrast.n_other,
        low=words.number(points[0], 0), high=words.number(points[1], 0),
    )  # fmt: skip


def _shares_untold(naming: CycleNaming, contrasts: list[Contrast]) -> list[str]:
    """One line for all labels that decide nothing."""
    words = naming.words
    told = [
        words.t("cycle.share_of", name=naming.phase(one.name), inside=words.percent(one.first),
                outside=words.percent(one.second))
        for one in contrasts
        if one.first is not None and one.second is not None
    ]  # fmt: skip
    if not told:
        return []
    n, m = contrasts[0].n, contrasts[0].n_other
    return [words.t("cycle.share_uncovered", list="; ".join(told), n=n, m=m)]


def _way(naming: CycleNaming, reading: CycleReading) -> Row:
    return {
        "name": naming.way(reading.id),
        "rule": naming.words.pick(reading.phases.rule_text) or reading.phases.rule,
        "phases": naming.words.number(len(reading.phases.phases)),
    }


def _around(naming: CycleNaming, contrast: Contrast) -> Row:
    words = naming.words
    kind, day = naming.before_after(contrast.name)
    return {
        "day": day, "kind": kind, "before": words.number(contrast.second or 0.0),
        "after": words.number(contrast.first or 0.0),
        "n": f"{words.number(contrast.n_other)} / {words.number(contrast.n)}",
        "ratio": words.number(contrast.value) if contrast.value is not None else "–",
        "interval": words.numbers(contrast.interval), "sure": bool(contrast.decided),
    }  # fmt: skip


def _change(naming: CycleNaming, place: int) -> str:
    words, change = naming.words, naming.answer.changes[place]
    return words.t(
        f"cycle.change_{naming.answer.step}", at=words.month(change.at),
        low=words.month(change.earliest), high=words.month(change.latest),
        name=naming.phase(change.name),
        before=words.number(change.before), after=words.number(change.after),
    )  # fmt: skip


def _model(naming: CycleNaming, row: ModelRow) -> Row:
    words = naming.words
    return {
        "kind": words.label("cycle_models", row.kind), "states": words.number(row.states),
        "parameters": words.number(row.parameters), "bic": words.number(row.bic, 1),
        "held_out": words.number(row.held_out, 3) if row.held_out is not None else "–",
    }  # fmt: skip


def _stay(naming: CycleNaming, contrast: Contrast) -> Row:
    words = naming.words
    return {
        "name": naming.phase(contrast.name),
        "mean": words.number(contrast.first, 1) if contrast.first is not None else "–",
        "other": words.number(contrast.second, 1) if contrast.second is not None else "–",
        "n": words.number(contrast.n),
    }
