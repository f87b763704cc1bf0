"""Rolling-origin backtest: the same questions asked at the end of every month of the past.

At each origin every model answers from a view cut off there; the pool's weights come from answers
whose windows had closed by then. Only afterwards is it looked up what came. The steps are pure
functions of the record, so they may run anywhere and in any order:

    month_ends(warm_up(first), last)    the origins, with a warm-up that fills the pool's past
    answer_origins(view, asking, ...)   what the single models said at some of them
    score(results, asking, ...)         the pool's chances from the answers before, and a `Backtest`
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from standoff.cycle import count_events
from standoff.cycle.calendar import last_day, months_of
from standoff.forecast.asked import MOST, Asked
from standoff.forecast.asking import SINGLE, Panel, answered
from standoff.forecast.phase_model import PhaseFit
from standoff.forecast.pool import YEARS, Answered, pool_weights
from standoff.forecast.skill import (
    Blocks,
    bias_interval,
    brier,
    log_loss,
    ranked,
    reliability,
    skill,
    skill_of_came,
)
from standoff.forecast.view import View
from standoff.nouns import EventPattern, Question, coverage_level, kinds_of
from standoff.nouns.backtest import Backtest, Kind, ReliabilityBin, Scored
from standoff.nouns.event import Coverage

__all__ = ["Asking", "Result", "answer_origins", "month_ends", "score", "warm_up"]

Array = NDArray[np.float64]
_DAY = timedelta(days=1)


class Asking(Struct, frozen=True, kw_only=True):
    """What a backtest asks: kinds of event, horizons in days, first and last origin."""

    kinds: tuple[Kind, ...]
    days: tuple[int, ...]
    first: date
    last: date


class Result(Struct, frozen=True, kw_only=True):
    """One answer to one question of the backtest; `count` days with such an event came."""

    kind: str
    days: int
    answer: Answered
    count: int


def month_ends(first: date, last: date) -> tuple[date, ...]:
    """Last days of the months from that of `first` to that of `last`."""
    return tuple(last_day(month) for month in months_of(first, last))


def warm_up(first: date) -> date:
    """Where answers must begin so that the pool of `first` has all its past."""
    return first.replace(year=max(first.year - YEARS, 1), day=1)


def answer_origins(
    view: View,
    asking: Asking,
    origins: Iterable[date],
    fits: Mapping[int, PhaseFit | None],
) -> list[Result]:
    """The single models' answers at some origins; `view` is of the whole record.

    Windows that end after the view's last day are not asked.
    """
    panel = Panel(view, fits)
    patterns = [(kind, EventPattern.parse(kind.pattern)) for kind in asking.kinds]
    matching = {kind.id: view.of_kind(pattern) for kind, pattern in patterns}
    results = []
    for origin in origins:
        models = panel.models_on(origin)
        for kind, pattern in patterns:
            for days in asking.days:
                end = origin + timedelta(days=days)
                if end > view.knows_until:
                    continue
                question = Question(pattern=pattern, start=origin + _DAY, end=end)
                answer = answered(Asked(question, panel.at(origin)), matching[kind.id], models)
                count = count_events(matching[kind.id], question.start, question.end).sure
                results.append(Result(kind=kind.id, days=days, answer=answer, count=count))
    return results


def _with_pool(results: Sequence[Result], first: date) -> list[Result]:
    """Results from `first` on of one kind and horizon, the pool's answer added to each."""
    answers = [result.answer for result in results]
    out = []
    for result in results:
        answer = result.answer
        if answer.origin < first or not answer.covered:
            continue
        speaking = [name for name in SINGLE if name not in answer.silent]
        weights = pool_weights(answers, speaking, answer.origin, result.days)
        tails = [weight * np.array(answer.at_least[name]) for name, weight in weights.items()]
        at_least = {**answer.at_least, "pool": tuple(np.sum(tails, axis=0).tolist())}
        out.append(
            msgspec.structs.replace(
                result, answer=msgspec.structs.replace(answer, at_least=at_least)
            )
        )
    return out


@dataclass(frozen=True, slots=True, eq=False)
class _Line:
    """One kind and horizon: chances (N, M) by model; what came, counts and origins (N,)."""

    kind: str
    days: int
    tails: dict[str, Array]
    came: Array
    counts: Array
    origins: NDArray[np.int64]

    def chance(self, model: str) -> Array:
        """The chances of at least one (N,)."""
        return np.asarray(self.tails[model][:, 0])


def _line(results: Sequence[Result]) -> _Line:
    models = results[0].answer.at_least
    return _Line(
        kind=results[0].kind,
        days=results[0].days,
        tails={
            name: np.array([result.answer.at_least[name][:MOST] for result in results])
            for name in models
        },
        came=np.array([result.answer.came_on is not None for result in results], dtype=float),
        counts=np.array([result.count for result in results], dtype=float),
        origins=np.array([result.answer.origin.toordinal() for result in results]),
    )


def score(
    results: Iterable[Result], asking: Asking, coverage: Sequence[Coverage], **about: object
) -> Backtest:
    """The backtest that answers amount to; `about` are the remaining fields of `Backtest`."""
    by_line: dict[tuple[str, int], list[Result]] = {}
    for result in sorted(results, key=lambda one: one.answer.origin):
        by_line.setdefault((result.kind, result.days), []).append(result)
    kept = {key: _with_pool(found, asking.first) for key, found in by_line.items()}
    lines = [_line(found) for found in kept.values() if found]
    scored: list[Scored] = []
    for line in lines:
        scored += _scores(line, _partly(line, asking, coverage))
    for kind in asking.kinds:
        scored += _time_to_event([line for line in lines if line.kind == kind.id])
    pool = [row for row in scored if row.model == "pool" and row.days]
    fields: dict[str, object] = {
        "first": asking.first,
        "last": asking.last,
        "origins": len({int(day) for line in lines for day in line.origins}),
        "kinds": asking.kinds,
        "days": asking.days,
        "scored": tuple(scored),
        "reliability": tuple(_reliability(lines)),
        "asked": len(pool),
        "better": sum(row.brier_skill.interval[0] > 0.0 for row in pool),
        "worse": sum(row.brier_skill.interval[1] < 0.0 for row in pool),
    }
    return Backtest(**(fields | about))  # type: ignore[arg-type]


def _partly(line: _Line, asking: Asking, coverage: Sequence[Coverage]) -> bool:
    """True if some window of the line is only partly covered."""
    pattern = next(kind.pattern for kind in asking.kinds if kind.id == line.kind)
    first, last = (date.fromordinal(int(day)) for day in (line.origins[0], line.origins[-1]))
    kinds = kinds_of(EventPattern.parse(pattern))
    return coverage_level(coverage, kinds, first, last + timedelta(days=line.days)) != "complete"


def _months(days: int) -> int:
    """Origins that share a day with a window of that length: the least length of a block."""
    return -(-days // 30) + 1


def _scores(line: _Line, partly: bool) -> list[Scored]:
    blocks = Blocks(len(line.came), _months(line.days))
    losses = {
        name: (
            brier(line.chance(name), line.came),
            log_loss(line.chance(name), line.came),
            ranked(tails, line.counts),
        )
        for name, tails in line.tails.items()
    }
    base = losses["base_rate"]
    return [
        Scored(
            kind=line.kind,
            days=line.days,
            model=name,
            n=len(line.came),
            came=int(line.came.sum()),
            brier=float(own[0].mean()),
            log=float(own[1].mean()),
            ranked=float(own[2].mean()),
            brier_skill=skill_of_came(own[0], base[0], line.came, blocks),
            log_skill=skill_of_came(own[1], base[1], line.came, blocks),
            ranked_skill=skill(own[2], base[2], blocks),
            bias=float((line.chance(name) - line.came).mean()),
            bias_interval=bias_interval(line.chance(name), line.came, blocks),
            partly=partly,
        )
        for name, own in losses.items()
    ]


def _time_to_event(lines: Sequence[_Line]) -> list[Scored]:
    """All horizons of a kind together: the ranked score of the time to the event, in bins.

    The chance of "by this horizon" never falls with the horizon, whatever a model says of each.
    """
    if len(lines) < 2:
        return []
    lines = sorted(lines, key=lambda line: line.days)
    shared = np.array(sorted(set.intersection(*(set(line.origins.tolist()) for line in lines))))
    if not len(shared):
        return []
    rows = [np.isin(line.origins, shared) for line in lines]
    came = np.column_stack([line.came[row] for line, row in zip(lines, rows, strict=True)])
    blocks = Blocks(len(shared), _months(lines[-1].days))
    chances = {
        name: np.maximum.accumulate(
            np.column_stack([one.chance(name)[row] for one, row in zip(lines, rows, strict=True)]),
            axis=1,
        )
        for name in lines[0].tails
    }
    losses = {
        name: (
            brier(chance, came).mean(axis=1),
            log_loss(chance, came).mean(axis=1),
        )
        for name, chance in chances.items()
    }
    base = losses["base_rate"]
    return [
        Scored(
            kind=lines[0].kind,
            days=0,
            model=name,
            n=len(shared),
            came=int(came[:, -1].sum()),
            brier=float(own[0].mean()),
            log=float(own[1].mean()),
            ranked=float(own[0].mean()),
            brier_skill=skill(own[0], base[0], blocks),
            log_skill=skill(own[1], base[1], blocks),
            ranked_skill=skill(own[0], base[0], blocks),
            bias=float((chances[name] - came).mean()),
            bias_interval=bias_interval(chances[name].mean(axis=1), came.mean(axis=1), blocks),
        )
        for name, own in losses.items()
    ]


def _reliability(lines: Sequence[_Line]) -> list[ReliabilityBin]:
    if not lines:
        return []
    came = np.concatenate([line.came for line in lines])
    months = np.concatenate([line.origins for line in lines])
    length = _months(max(line.days for line in lines))
    rows: list[ReliabilityBin] = []
    for name in lines[0].tails:
        chance = np.concatenate([line.chance(name) for line in lines])
        rows += reliability(name, chance, came, months, length)
    return rows
