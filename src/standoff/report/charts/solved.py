"""A solved game in two pictures: choice probabilities by state, and steps between levels.

Choices are a grid, a state a row and an action a column, deeper where it is likelier. Steps are
circles of the levels of one factor on a ring, their area the months spent there, and an arrow for
each step, as thick as it is likely; steps below one in a hundred are left out and said so.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import cos, hypot, pi, sin, sqrt
from types import MappingProxyType
from typing import Any

from standoff.nouns.solved import SolvedGame, SolvedState
from standoff.report import grammar as g
from standoff.report.palette import light
from standoff.report.words import Words, load_words

__all__ = ["choices_chart", "steps_chart"]

Called = Mapping[str, str]
"""Side, move, factor or "factor.level" -> what it is called."""

BARE: Called = MappingProxyType({})

ROWS = 24
"""Most states drawn."""

FAINT = 0.01
"""Steps below this chance are not drawn."""


def choices_chart(
    answer: SolvedGame, width: int = 900, called: Called = BARE, language: str = "en"
) -> g.Chart:
    """Choice probabilities of the first equilibrium in the states most visited.

    `called` says what sides, moves, factors and "factor.level" are called; else by their names.
    """
    words = load_words(language)
    states = answer.equilibria[0].states[:ROWS]
    names = _names(states, called)
    columns = [_move(side, a, called) for side in answer.sides for a in states[0].choices[side]]
    rows = [
        _cell(name, _move(side, action, called), chance)
        for name, state in zip(names, states, strict=True)
        for side in answer.sides
        for action, chance in state.choices[side].items()
    ]
    x = g.by_name("move", columns, side="x", labels=110, tilt=45)
    y = g.by_name("state", names, labels=330)
    shades = {f"step{k}": f"step{k}" for k in range(5)}
    layers = [g.cells(rows, x=x, y=y, color=g.paint("step", "steps", shades))]
    layers += [
        g.words_at([row for row in rows if row["ink"] == ink], "told", x=x, y=y, align="center",
                 size=11, colour=f"step_ink.{ink}")
        for ink in ("on_pale", "on_deep")
    ]  # fmt: skip
    room = min(width - 330, 56 * len(columns))
    return g.Chart(
        name="choices",
        title=words.t("solved.choices", game=answer.game),
        alt="; ".join(f"{row['state']}, {row['move']}: {row['told']} %" for row in rows),
        language=language,
        spec=g.finish(g.over(*layers, width=room, height=24 * len(names))),
        rows=tuple({key: row[key] for key in ("state", "move", "chance")} for row in rows),
        headings={key: words.t(f"solved.{key}") for key in ("state", "move", "chance")},
        note=words.t(
            "solved.choices_note",
            shown=len(states),
            all=words.number(answer.state_count),
            told=" · ".join(called.get(key, key) for key in _telling(states)),
            caution=_caution(answer, words),
        ),
    )


def _move(side: str, action: str, called: Called) -> str:
    return f"{called.get(side, side)}: {called.get(action, action)}"


def _cell(state: str, move: str, chance: float) -> dict[str, Any]:
    step = min(4, int(5 * chance))
    ink = "on_deep" if step > 2 else "on_pale"
    told = f"{100 * chance:.0f}"
    return {"state": state, "move": move, "chance": chance, "told": told, "step": f"step{step}",
            "ink": ink}  # fmt: skip


def _telling(states: tuple[SolvedState, ...]) -> list[str]:
    """The factors in which the states shown differ."""
    keys = [key for key in states[0].state if len({s.state[key] for s in states}) > 1]
    return keys or list(states[0].state)


def _names(states: tuple[SolvedState, ...], called: Called) -> list[str]:
    """States told by their levels of those factors."""
    keys = _telling(states)
    return [
        " · ".join(called.get(f"{key}.{s.state[key]}", s.state[key]) for key in keys)
        for s in states
    ]


def _caution(answer: SolvedGame, words: Words) -> str:
    first = answer.equilibria[0]
    sizes = words.t("solved.illustrative") if answer.illustrative else ""
    told = sizes + words.t("solved.equilibrium", residual=words.power(first.residual))
    return f"{told} How: {first.how}." if words.language == "en" else told


def steps_chart(
    answer: SolvedGame, width: int = 560, called: Called = BARE, language: str = "en"
) -> g.Chart:
    """The levels of one factor and the steps between them in the first equilibrium."""
    from lxml import etree

    words, found = load_words(language), answer.equilibria[0]
    names = [name for name, months in found.levels.items() if months > 0]
    drawn = [s for s in found.steps if s.chance >= FAINT]
    by = called.get(answer.by, answer.by)
    told = {name: called.get(f"{answer.by}.{name}", name.replace("_", " ")) for name in names}
    title = words.t("solved.steps", game=answer.game, by=by)
    return g.Chart(
        name="steps",
        title=title,
        alt="; ".join(
            words.t("solved.step", source=told[s.source], target=told[s.target],
                    chance=words.percent(s.chance))
            for s in drawn
        ),
        language=language,
        svg=etree.tostring(_graph(answer, told, width), encoding="unicode"),
        rows=tuple(
            {"from": told[s.source], "to": told[s.target], "chance": s.chance}
            for s in found.steps
        ),
        headings={key: words.t(f"solved.{key}") for key in ("from", "to", "chance")},
        note=words.t(
            "solved.steps_note",
            title=title,
            months=answer.months,
            faint=words.percent(FAINT),
            caution=_caution(answer, words),
        ),
    )  # fmt: skip


def _graph(answer: SolvedGame, told: dict[str, str], width: int) -> Any:
    from standoff.report.svg import element

    found, middle, names = answer.equilibria[0], width / 2, list(told)
    ring = middle - 110 if len(names) > 1 else 0.0
    angles = {name: 2 * pi * k / len(names) - pi / 2 for k, name in enumerate(names)}
    height = 2 * ring + 150
    places = {n: (middle + ring * cos(w), height / 2 + ring * sin(w)) for n, w in angles.items()}
    sizes = {name: 12 + 34 * sqrt(found.levels[name] / answer.months) for name in names}
    root = element("svg", width=width, height=height)
    for step in found.steps:
        if step.chance >= FAINT and step.source != step.target:
            a, b = step.source, step.target
            root.extend(_arrow(step.chance, places[a], places[b], sizes[a], sizes[b]))
    stays = {s.source: s.chance for s in found.steps if s.source == s.target}
    for name in names:
        stay = stays.get(name, 0.0)
        root.extend(_level(told[name], stay, places[name], sizes[name], angles[name]))
    return root


def _level(
    name: str, stay: float, place: tuple[float, float], size: float, angle: float
) -> list[Any]:
    """A circle with the chance of staying in it and its name on the far side from the middle."""
    from standoff.report.svg import element

    (x, y), ink = place, light("page.ink")
    away = size + 8
    side = "middle" if abs(cos(angle)) < 0.2 else "start" if cos(angle) > 0 else "end"
    label = {"text_anchor": side, "font_size": 13, "font_weight": "bold", "fill": ink}
    at = y + away * sin(angle) + 4 + 6 * sin(angle)
    return [
        element("circle", cx=x, cy=y, r=size, fill=light("steps.step2")),
        element("text", f"{100 * stay:.0f}", x=x, y=y + 4, text_anchor="middle", font_size=12,
                fill=ink),
        element("text", name, x=x + away * cos(angle), y=at, **label),
    ]  # fmt: skip


def _arrow(
    chance: float, begin: tuple[float, float], end: tuple[float, float], r: float, s: float
) -> list[Any]:
    """A bent arrow from one circle to another, its number a third of the way along."""
    from standoff.report.svg import element

    dx, dy = end[0] - begin[0], end[1] - begin[1]
    length = hypot(dx, dy)
    ux, uy = dx / length, dy / length
    # Bent to one side, so that there and back are two arrows.
    nx, ny = -uy, ux
    a = (begin[0] + ux * r + nx * 5, begin[1] + uy * r + ny * 5)
    b = (end[0] - ux * (s + 9) + nx * 5, end[1] - uy * (s + 9) + ny * 5)
    bend = 0.12 * length
    c = ((a[0] + b[0]) / 2 + nx * bend, (a[1] + b[1]) / 2 + ny * bend)
    colour, wide = light("page.muted"), 0.8 + 7 * chance
    tip = 4 + wide
    vx, vy = b[0] - c[0], b[1] - c[1]
    norm = hypot(vx, vy)
    vx, vy = vx / norm, vy / norm
    head = [(b[0] + vx * 9, b[1] + vy * 9), (b[0] - vy * tip / 1.4, b[1] + vx * tip / 1.4),
            (b[0] + vy * tip / 1.4, b[1] - vx * tip / 1.4)]  # fmt: skip
    curve = f"M{a[0]:.1f},{a[1]:.1f}Q{c[0]:.1f},{c[1]:.1f} {b[0]:.1f},{b[1]:.1f}"
    point = "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in head) + "Z"
    t = 0.3
    at = [(1 - t) ** 2 * a[k] + 2 * t * (1 - t) * c[k] + t**2 * b[k] for k in (0, 1)]
    return [
        element("path", d=curve, fill="none", stroke=colour, stroke_width=wide, opacity=0.55),
        element("path", d=point, fill=colour),
        element("text", f"{100 * chance:.0f}", x=at[0] + nx * 9, y=at[1] + ny * 9 + 4,
                text_anchor="middle", font_size=11, fill=light("page.ink")),
    ]  # fmt: skip
