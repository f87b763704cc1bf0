"""The game behind the case: choices by state, sliders, mechanisms, play.

game         choice probabilities in one state, each with the payoffs that drive it and a way to the
             events that show such a move; sliders that answer by tangents (marked approximate)
exact        the same outcomes with the game solved anew, as JSON; asked for by the script
mechanisms   the articles' mechanisms: implied by the game, seen in the months of the record
play         a play against the equilibrium; all of it stands in the address, nothing is kept

Nothing here writes. The game is solved in a process of its own (`apart`); the page is shown at once
and says what is still being computed (`games`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import msgspec
from markupsafe import Markup
from starlette.responses import Response

from standoff.case import Case
from standoff.case import game_side as side
from standoff.case.game_engine import (
    AskExact,
    AskMechanisms,
    AskNow,
    AskPlay,
    AskSliders,
    Question,
)
from standoff.desk.actors import sides_named
from standoff.desk.apart import Asked
from standoff.desk.ask import Ask
from standoff.desk.background import Later
from standoff.desk.pages import case_page
from standoff.errors import BadValue
from standoff.nouns.game_page import GameNow

__all__ = ["exact", "game", "mechanisms", "play"]

#: Draws of the prior that the page of mechanisms takes; the command takes more.
DRAWS = 4
#: Months of a play.
PLAYED = 6


def game(ask: Ask) -> Response:
    """Choices in the state that the address asks for, else in that of the record's last month."""
    with ask.case() as (case, kept):
        variant = _variant(ask)
        month = kept.later(("game month", ask.proposed), side.last_month)
        if not month.fresh or month.value is None:
            return _page(ask, case, "game.html", variant, waiting=True, body=None)
        day, recorded = month.value
        found = _later(ask, AskNow(
            variant=variant, asked=_state(ask), recorded=recorded, language=ask.language,
            folder=str(case.folder),
        ))  # fmt: skip
        if found.value is None:
            return _page(ask, case, "game.html", variant, waiting=True, body=None)
        now = found.value
        sliders = _later(ask, AskSliders(variant=variant, state=now.state, language=ask.language))
        return _page(
            ask, case, "game.html", variant, waiting=False, pending=not sliders.fresh, body=now,
            sliders=sliders.value, month=day, question=now.state, called=_told(now),
            seconds=case.info.settings.exact_seconds,
        )  # fmt: skip


def exact(ask: Ask) -> Response:
    """JSON: the outcomes at changed parameters, or that they are still being computed, and for how
    long already (`done` of `total` seconds of computing; `total` 0 before it has begun).

    `outcomes` is null where the effort that `exact_seconds` allows did not suffice; `ended` names
    sliders and where, on the way, the equilibrium of now ceases to exist.
    """
    with ask.case() as (case, _):
        seconds = case.info.settings.exact_seconds
    question = AskExact(
        variant=_variant(ask), state=_state(ask), changes=_changes(ask), seconds=seconds
    )
    engine = ask.desk.engine
    answer, job = ask.desk.games.latest(
        (ask.part("case"), ask.query("reader")[:40]),
        _key(question),
        lambda tell: engine.ask(question, tell),
        lambda: engine.stop(question),
    )
    outcomes = answer.value.outcomes if answer.value else None
    ended = answer.value.ended if answer.value else {}
    told = {"ready": answer.fresh, "outcomes": outcomes, "ended": ended,
            "done": job.done, "total": job.total}  # fmt: skip
    headers = {} if answer.fresh else {"x-standoff-waiting": "1"}
    return Response(msgspec.json.encode(told), media_type="application/json", headers=headers)


def mechanisms(ask: Ask) -> Response:
    """The articles' mechanisms, computed aside with progress."""
    with ask.case() as (case, _):
        variant = _variant(ask)
        key = ("mechanisms", ask.part("case"), case.head_hash, ask.language)
        question = AskMechanisms(folder=str(case.folder), language=ask.language, draws=DRAWS)
        found, job = ask.desk.games.slowly(key, partial(_ask_apart, ask.desk.engine, question))
        return _page(
            ask, case, "game_mechanisms.html", variant, waiting=not found.fresh, body=found.value,
            job=job, draws=DRAWS,
        )  # fmt: skip


def _ask_apart(engine: Asked, question: AskMechanisms, tell: Callable[[int, int], None]) -> Markup:
    """Long work in a process of its own, which ends with it; its sections come escaped."""
    another = engine.another()
    try:
        return Markup(another.ask(question, tell))  # noqa: S704
    finally:
        another.close()


def play(ask: Ask) -> Response:
    """A play: side, seed and moves so far are asked for in the address."""
    with ask.case() as (case, _):
        variant, state = _variant(ask), _state(ask)
        who, seed = ask.query("side") or "target", ask.number("seed", 1)
        moves = tuple(move for move in ask.query("moves").split(".") if move)
        if len(moves) > PLAYED:
            raise BadValue(f"{len(moves)} moves", expected=f"at most {PLAYED}")
        found = _later(ask, AskPlay(
            variant=variant, side=who, seed=seed, months=PLAYED, language=ask.language,
            asked=state, moves=moves,
        ))  # fmt: skip
        return _page(
            ask, case, "game_play.html", variant, waiting=found.value is None, body=found.value,
            seed=seed, moves=".".join(moves), question=state,
        )  # fmt: skip


def _told(now: GameNow) -> dict[str, str]:
    """The words of sides and moves."""
    sides = {one.name: one.told for one in now.sides}
    return sides | {move.name: move.told for one in now.sides for move in one.moves}


def _page(ask: Ask, case: Case, template: str, variant: str, **values: Any) -> Response:
    values.setdefault("pending", False)
    return case_page(
        ask, case, template, here_page="game", variant=variant, variants=side.VARIANTS,
        sides=sides_named(ask, case), **values,
    )  # fmt: skip


def _variant(ask: Ask) -> str:
    """The reading of the game; raises `BadValue` for one that is not offered."""
    asked = ask.query("variant") or side.VARIANTS[0]
    if asked not in side.VARIANTS:
        raise BadValue(f"variant {asked[:40]!r}", expected=f"one of {', '.join(side.VARIANTS)}")
    return asked


def _later(ask: Ask, question: Question) -> Later[Any]:
    """The answer to a question, asked aside and kept."""
    engine = ask.desk.engine
    return ask.desk.games.later(_key(question), lambda: engine.ask(question))


def _key(question: Question) -> bytes:
    return msgspec.json.encode(question)


def _state(ask: Ask) -> dict[str, str]:
    """What the address asks of the state, factor by factor."""
    return {name: ask.query(name) for name in side.FACTORS if ask.query(name)}


def _changes(ask: Ask) -> dict[str, float]:
    """Parameters that the address moves, within what numbers a slider can have."""
    asked = {name: ask.query(f"p_{name}") for name in side.SLIDERS}
    return {name: _number(said, name) for name, said in asked.items() if said}


def _number(said: str, name: str) -> float:
    try:
        value = float(said) if len(said) < 20 else float("nan")
    except ValueError:
        value = float("nan")
    if not -20 <= value <= 20:
        raise BadValue(f"{said[:40]!r} is no number to try", where=name, expected="-20 to 20")
    return value
