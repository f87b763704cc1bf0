"""First-order answers of the coercion game around one stored solution, for sliders.

Making a tangent solves the game (seconds, once); asking one is a sum of products. With `keep` it is
stored as JSON under what was asked, and read back from there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from standoff.nouns.tangent import GameTangent, OutcomeSlope

if TYPE_CHECKING:
    from standoff.game import Game

__all__ = ["EVENTS", "game_tangent", "kept_tangent"]

EVENTS = ("taboo_broken", "deal_signed", "relief", "summit")


def game_tangent(
    game: Game,
    *,
    state: Mapping[str, str] | None = None,
    events: Sequence[str] = EVENTS,
    months: int = 12,
    variant: str = "",
    fitted: bool = False,
) -> GameTangent:
    """Choice probabilities in `state` and chances of `events` within `months`, with their slopes.

    Raises `BadValue` for unknown names, `NotSolved`.
    """
    from standoff.game.adjoint import slopes_at

    solution = game.solve()
    at = game.start | dict(state or {})
    choices, chances = slopes_at(solution, at, tuple(events), months)
    told = [(f"{side}: {action}", slope) for side, found in choices.items()
            for action, slope in found.items()]  # fmt: skip
    return GameTangent(
        game=game.name,
        variant=variant,
        state=at,
        months=months,
        parameters=game.parameters,
        fitted=fitted,
        how=solution.how,
        residual=solution.residual,
        outcomes=tuple(
            OutcomeSlope(what=what, chance=slope.value, slopes=slope.slopes)
            for what, slope in (*told, *chances.items())
        ),
    )


def kept_tangent(
    folder: Path,
    game: Game,
    *,
    state: Mapping[str, str] | None = None,
    events: Sequence[str] = EVENTS,
    months: int = 12,
    variant: str = "",
    fitted: bool = False,
) -> GameTangent:
    """`game_tangent`, stored in `folder` under what was asked, and taken from there."""
    import hashlib

    import msgspec

    from standoff.files import write_bytes

    at = game.start | dict(state or {})
    asked = (game.declaration, game.parameters, at, tuple(events), months, variant, fitted)
    name = hashlib.sha256(msgspec.json.encode(asked)).hexdigest()[:16]
    path = folder / f"tangent-{name}.json"
    try:
        return msgspec.json.decode(path.read_bytes(), type=GameTangent)
    except (OSError, msgspec.MsgspecError):
        pass
    made = game_tangent(
        game, state=at, events=events, months=months, variant=variant, fitted=fitted
    )
    folder.mkdir(parents=True, exist_ok=True)
    write_bytes(path, msgspec.json.encode(made))
    return made
