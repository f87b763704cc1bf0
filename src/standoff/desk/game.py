"""The game behind the case: choices by state, sliders, mechanisms, play.

game         choice probabilities in one state, each with the payoffs that drive it and a way to the
             events that show such a move; sliders that answer by tangents (marked approximate)
exact        the same outcomes with the game solved anew, as JSON; asked for by the script
mechanisms   the articles' mechanisms: implied by the game, seen in the months of the record
play         a play against the equilibrium; all of it stands in the address, nothing is kept

Nothing here writes. What takes long is computed aside (`games`), and the page says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from starlette.responses import Response

from standoff.case import Case
from standoff.case import game_side as side
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
        solved = _solved(ask, variant)
        if not (month.fresh and solved.fresh):
            return _page(ask, case, "game.html", variant, waiting=True, body=None)
        solution, (day, recorded) = _sure(solved), _reached(solved, month)
        state = _state(ask, solution, recorded)
        language, folder = ask.language, case.folder
        now = ask.desk.games.at_once(
            ("now", variant, tuple(state.items()), language, str(folder)),
            lambda: side.game_now(solution, state, language, folder),
        )
        sliders = _sliders(ask, variant, solution, now.state)
        return _page(
            ask, case, "game.html", variant, waiting=False, pending=not sliders.fresh, body=now,
            sliders=sliders.value, factors=side.factors_of(solution, ask.language), month=day,
            is_month=state == _kept(solution, recorded), question=dict(now.state),
            called=_told(now),
        )  # fmt: skip


def exact(ask: Ask) -> Response:
    """JSON: the outcomes at changed parameters, or that they are still being computed."""
    with ask.case():
        variant = _variant(ask)
        solved = _solved(ask, variant)
        found = _tangents(ask, variant, solved.value) if solved.value else Later(None, False)
        if found.value is None or solved.value is None:
            return _json({"ready": False})
        tangents, state = found.value, _state(ask, solved.value, {})
        changes = _changes(ask, tangents)
        key = ("exact", variant, tuple(sorted(changes.items())), tuple(sorted(state.items())))
        answer = ask.desk.games.latest(key, lambda: side.exact_outcomes(tangents, changes, state))
        return _json({"ready": answer.fresh, "outcomes": answer.value})


def mechanisms(ask: Ask) -> Response:
    """The articles' mechanisms, computed aside with progress."""
    with ask.case() as (case, _):
        variant = _variant(ask)
        key = ("mechanisms", ask.part("case"), case.head_hash, ask.language)
        snapshot = case.snapshot()
        language = ask.language
        found, job = ask.desk.games.slowly(
            key, lambda tell: side.mechanisms_html(snapshot, language, DRAWS, tell)
        )
        return _page(
            ask, case, "game_mechanisms.html", variant, waiting=not found.fresh, body=found.value,
            job=job, draws=DRAWS,
        )  # fmt: skip


def play(ask: Ask) -> Response:
    """A play: side, seed and moves so far are asked for in the address."""
    with ask.case() as (case, _):
        variant = _variant(ask)
        solved = _solved(ask, variant)
        if not solved.fresh:
            return _page(ask, case, "game_play.html", variant, waiting=True, body=None)
        solution = _sure(solved)
        state = _state(ask, solution, {})
        who = ask.query("side") or "target"
        seed = ask.number("seed", 1)
        moves = tuple(move for move in ask.query("moves").split(".") if move)
        if len(moves) > PLAYED:
            raise BadValue(f"{len(moves)} moves", expected=f"at most {PLAYED}")
        played = side.play_of(solution, who, seed, PLAYED, ask.language, state, moves)
        chances = solution.choices(who, **played.state) if not played.over else {}
        return _page(
            ask, case, "game_play.html", variant, waiting=False, body=played, side=who, seed=seed,
            moves=".".join(moves), chances=chances, question=dict(state),
            side_words=side.sides_of(solution, ask.language),
        )  # fmt: skip


def _told(now: GameNow) -> dict[str, str]:
    """The words of sides and moves."""
    sides = {one.name: one.told for one in now.sides}
    return sides | {move.name: move.told for one in now.sides for move in one.moves}


def _page(ask: Ask, case: Case, template: str, variant: str, **values: Any) -> Response:
    values.setdefault("pending", False)
    return case_page(
        ask, case, template, here_page="game", variant=variant, variants=side.VARIANTS, **values
    )


def _variant(ask: Ask) -> str:
    return ask.query("variant") or side.VARIANTS[0]


def _solved(ask: Ask, variant: str) -> Later[Any]:
    return ask.desk.games.later(("solved", variant), lambda: side.solved_game(variant))


def _sure(found: Later[Any]) -> Any:
    assert found.value is not None
    return found.value


def _reached(solved: Later[Any], month: Later[Any]) -> tuple[Any, dict[str, str]]:
    """The record's last month, unless the game never comes to its state."""
    day, recorded = month.value or (None, {})
    try:
        solved.value.game.index(**_kept(solved.value, recorded))  # type: ignore[union-attr]
    except BadValue:
        return None, {}
    return day, dict(recorded)


def _tangents(ask: Ask, variant: str, solution: Any) -> Later[Any]:
    return ask.desk.games.later(("tangents", variant), lambda: side.tangents_of(solution))


def _sliders(ask: Ask, variant: str, solution: Any, state: Mapping[str, str]) -> Later[Any]:
    found = _tangents(ask, variant, solution).value
    if found is None:
        return Later(None, False)
    key = ("sliders", variant, tuple(state.items()))
    return ask.desk.games.later(key, lambda: side.sliders_of(found, state))


def _state(ask: Ask, solution: Any, recorded: Mapping[str, str]) -> dict[str, str]:
    """The state that the address asks for, factor by factor, over the recorded one."""
    asked = {name: ask.query(name) for name in solution.game.start if ask.query(name)}
    if asked:
        state: dict[str, str] = solution.game.start | asked
        solution.game.index(**state)
        return state
    return _kept(solution, recorded)


def _kept(solution: Any, recorded: Mapping[str, str]) -> dict[str, str]:
    return solution.game.start | dict(recorded)


def _changes(ask: Ask, tangents: Any) -> dict[str, float]:
    """Parameters that the address moves, within what numbers a slider can have."""
    out = {}
    for name in tangents.names:
        said = ask.query(f"p_{name}")
        if said:
            out[name] = _number(said, name)
    return out


def _number(said: str, name: str) -> float:
    try:
        value = float(said) if len(said) < 20 else float("nan")
    except ValueError:
        value = float("nan")
    if not -20 <= value <= 20:
        raise BadValue(f"{said[:40]!r} is no number to try", where=name, expected="-20 to 20")
    return value


def _json(answer: Mapping[str, Any]) -> Response:
    return Response(msgspec.json.encode(answer), media_type="application/json")
