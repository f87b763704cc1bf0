"""The charts of the cycle: ribbons under every way of labelling, dwell times, what follows what."""

from __future__ import annotations

from datetime import timedelta
from types import MappingProxyType
from typing import Any

from standoff.nouns import Phases
from standoff.nouns.clocks import ClockEffect, ClocksAnswer
from standoff.nouns.cycle import Contrast
from standoff.report import grammar as g
from standoff.report.cycle_naming import CycleNaming

__all__ = ["clock_chart", "dwell_chart", "lag_chart", "ribbons_chart"]

Row = dict[str, Any]
WIDEST = 4.0
CLOCKS_WIDEST = 6.0
HEADS = MappingProxyType({"lags": "lag", "clocks": "clock"})


def ribbons_chart(naming: CycleNaming, width: int = 860) -> g.Chart:
    """One lane a way of labelling, coloured by phase; the hidden model is the last lane."""
    answer, words = naming.answer, naming.words
    lanes = [(naming.way(reading.id), reading.phases) for reading in answer.readings]
    if answer.model:
        lanes.append((naming.way("model"), answer.model))
    rows = [row for lane, phases in lanes for row in _bars(naming, lane, phases)]
    room = 120 if width > 400 else 92
    colours = naming.colours()
    told = {naming.phase(name): colour for name, colour in colours.items()}
    bars = g.bars(
        rows, height=16, x=g.by_time("from", answer.start, answer.end), x2="until",
        y=g.by_name("lane", [lane for lane, _ in lanes], labels=room),
        color=g.paint("phase", "phases", told, legend=5 if width > 400 else 2),
    )  # fmt: skip
    return g.Chart(
        name="ribbons",
        title=words.t("cycle.ribbons"),
        alt=words.t("cycle.ribbons_alt", ways=", ".join(lane for lane, _ in lanes)),
        language=words.language,
        spec=g.finish(g.over(bars, width=width - room, height=24 * max(1, len(lanes)))),
        rows=tuple(
            {"lane": lane, "phase": naming.phase(phase.name), "start": phase.start,
             "end": phase.end}
            for lane, phases in lanes
            for phase in phases.phases
        ),
        headings={"lane": words.t("cycle.way"), "phase": words.t("phases.name"),
                  "start": words.t("phases.from"), "end": words.t("phases.until")},
        note=naming.note(answer.reviewed),
    )  # fmt: skip


def _bars(naming: CycleNaming, lane: str, phases: Phases) -> list[Row]:
    return [
        {"lane": lane, "phase": naming.phase(phase.name), "from": g.moment(phase.start),
         "until": g.moment(phase.end + timedelta(days=1))}
        for phase in phases.phases
    ]  # fmt: skip


def dwell_chart(naming: CycleNaming, phases: Phases, width: int = 860) -> g.Chart:
    """Each phase as a stroke at its length, the mean length as a point, by name."""
    words, room = naming.words, 110
    lengths = [
        {"phase": naming.phase(phase.name), "length": phase.months, "open": bool(phase.censored)}
        for phase in phases.phases
    ]
    means = [
        {"phase": naming.phase(dwell.name), "mean": dwell.mean,
         "told": f"{words.number(dwell.mean, 1)} (n = {words.number(dwell.n)})"}
        for dwell in phases.dwell if dwell.mean is not None
    ]  # fmt: skip
    longest = [float(phase.months) for phase in phases.phases]
    longest += [dwell.mean for dwell in phases.dwell if dwell.mean is not None]
    top = max([*longest, 1.0]) * 1.15
    lanes = [naming.phase(name) for name in phases.names]
    y = g.by_name("phase", lanes, labels=room, lines=True)
    layers = [
        g.strokes(lengths, height=14, colour="page.muted", x=g.by_number("length", top), y=y),
        g.points(means, shape="circle", colour="verdict.supported", x=g.by_number("mean", top),
                 y=y),
        g.words_at(means, "told", x=g.by_number("mean", top), y=y, dx=10, dy=-11),
    ]  # fmt: skip
    return g.Chart(
        name="dwell",
        title=words.t(f"cycle.dwell_{phases.step}"),
        alt=words.t(
            "cycle.dwell_alt", list=", ".join(f"{row['phase']} {row['told']}" for row in means)
        ),
        language=words.language,
        spec=g.finish(g.over(*layers, width=width - room - 20, height=36 * max(1, len(lanes)))),
        rows=tuple({"phase": row["phase"], "length": row["length"]} for row in lengths),
        headings={"phase": words.t("phases.name"),
                  "length": words.t(f"cycle.length_{phases.step}")},
        note=f"{words.t('cycle.dwell_key')} {naming.note(naming.answer.reviewed)}",
    )  # fmt: skip


def lag_chart(naming: CycleNaming, lags: tuple[Contrast, ...], width: int = 860) -> g.Chart:
    """Rate ratios with their intervals; the dashed line is "no difference"."""
    rows = [_lag_row(naming, lag) for lag in lags if lag.value is not None]
    return _ratio_chart(naming, rows, "lags", WIDEST, width)


def clock_chart(naming: CycleNaming, answer: ClocksAnswer, width: int = 860) -> g.Chart:
    """What a unit of each clock does: ratios with their intervals."""
    rows = [_clock_row(naming, answer, effect) for effect in answer.effects]
    return _ratio_chart(naming, rows, "clocks", CLOCKS_WIDEST, width)


def _ratio_chart(
    naming: CycleNaming, rows: list[Row], key: str, widest: float, width: int
) -> g.Chart:
    """Labelled ratios with intervals; a stroke at 1; `key` names the words."""
    words = naming.words
    for number, row in enumerate(rows):
        row["lane"] = str(number)
    y = g.by_name("lane", [row["lane"] for row in rows])
    left = 290 if width > 400 else 0
    ends = [{"one": 1.0, "lane": row["lane"]} for row in rows]
    wide = width > 400
    layers = [
        g.strokes(ends, height=26, colour="page.rule", x=g.by_number("one", widest), y=y),
        g.rules(rows, colour="verdict.open", width=2, x=g.by_number("low", widest), x2="high", y=y),
        g.points([row for row in rows if not row["sure"]], shape="circle", hollow=True,
                 colour="verdict.open", x=g.by_number("value", widest), y=y),
        g.points([row for row in rows if row["sure"]], shape="circle",
                 colour="verdict.supported", x=g.by_number("value", widest), y=y),
        g.words_at(rows, "label", x=g.at_pixel(-left + 4 if wide else 0), y=y,
                   dy=0 if wide else -15, limit=left - 12 if wide else width - 20),
    ]  # fmt: skip
    height = (26 if wide else 42) * max(1, len(rows))
    # The label's x is a fixed pixel left of the plot, so the plot leaves room for it by padding.
    spec = g.over(*layers, width=width - left - 20, height=height)
    columns = ("label", "told", "range", "n")
    return g.Chart(
        name=key,
        title=words.t(f"cycle.{key}"),
        alt=words.t(f"cycle.{key}_alt", n=len(rows)),
        language=words.language,
        spec=g.finish(spec),
        rows=tuple({column: row[column] for column in columns} for row in rows),
        headings={column: words.t(f"cycle.{HEADS[key]}_{column}") for column in columns},
        note=f"{words.t(f'cycle.{key}_key')} {naming.note(naming.answer.reviewed)}",
    )


def _clock_row(naming: CycleNaming, answer: ClocksAnswer, effect: ClockEffect) -> Row:
    words, value = naming.words, effect.ratio
    low, high = effect.interval or (0.0, float("inf"))
    moved = words.t(f"cycle.clock_{effect.what}", of=naming.phase(effect.of),
                    state=effect.state or 0, states=answer.states)  # fmt: skip
    return {
        "label": f"{effect.clock}: {moved}",
        "value": min(value, CLOCKS_WIDEST), "low": min(low, CLOCKS_WIDEST),
        "high": min(high, CLOCKS_WIDEST), "sure": effect.verdict in ("raised", "lowered"),
        "told": words.number(value),
        "range": words.numbers(effect.interval) if effect.interval else "–",
        "n": words.t(f"cycle.clock_{effect.verdict}"),
    }  # fmt: skip


def _lag_row(naming: CycleNaming, lag: Contrast) -> Row:
    words, value = naming.words, lag.value or 0.0
    return {
        "label": f"{naming.lag(lag.name)}, +{lag.lag}",
        "value": min(value, WIDEST), "low": min(max(lag.interval[0], 0.0), WIDEST),
        "high": min(lag.interval[1], WIDEST), "sure": bool(lag.decided),
        "told": words.number(value), "range": words.numbers(lag.interval),
        "n": f"{words.number(lag.n)} / {words.number(lag.n_other)}",
    }  # fmt: skip
