"""`Mechanisms`: the articles' mechanisms, implied by the model or not, seen or not."""

from __future__ import annotations

from msgspec import Struct

__all__ = ["Implied", "MechanismResult", "Mechanisms", "Seen"]


class Implied(Struct, frozen=True, kw_only=True):
    """What one variant of the game says of a mechanism.

    `at_file` is the effect (change of probability) at the values of the game file in the full game,
    `agree` the share of its states with the claimed sign. `share` is the share of `solved` prior
    draws (in the game with short clocks) whose mean effect has that sign, `share_interval` its
    exact 95 % interval, `against` the share with the opposite sign (the rest has no effect),
    `effects` the 5, 50 and 95 % quantiles of the effect. `verdict` is yes (share of at least 0.95),
    no (at most 0.05), or depends. `fitted` is the effect in the game with short clocks at the
    posterior mode of the record's months, `fitted_agree` the share of states with the sign; None
    where no fit was asked for or the search did not end by itself.
    """

    variant: str
    verdict: str
    share: float
    share_interval: tuple[float, float]
    against: float
    solved: int
    effects: tuple[float, float, float]
    at_file: float
    agree: float
    fitted: float | None = None
    fitted_agree: float | None = None


class Seen(Struct, frozen=True, kw_only=True):
    """What the months of the record say under one mapping: counts, odds ratio, exact interval.

    `came_high` of `n_high` months of the one kind saw the outcome, `came_low` of `n_low` of the
    other. `odds_ratio` and the end `high` are None where infinite, all three where nothing can be
    said; `why` then says so, or what the contrast stands for (`why_told`: in both languages).
    """

    mapping: str
    verdict: str
    n_high: int = 0
    n_low: int = 0
    came_high: int = 0
    came_low: int = 0
    odds_ratio: float | None = None
    low: float | None = None
    high: float | None = None
    why: str = ""
    why_told: dict[str, str] = {}


class MechanismResult(Struct, frozen=True, kw_only=True):
    """One mechanism of the articles: the claim, how it is put, and both answers.

    `row` is its row in the table of what the articles describe; `here`, `there` and `asked` tell
    the contrast and the outcome in words, in both languages (`there` is empty where a parameter
    varies). `seen_verdict` is the verdict that all mappings share, else open.
    """

    id: str
    row: int
    claim: dict[str, str]
    contrast: str
    outcome: str
    sign: str
    implied: tuple[Implied, ...]
    here: dict[str, str] = {}
    there: dict[str, str] = {}
    asked: dict[str, str] = {}
    seen: tuple[Seen, ...] = ()

    @property
    def contradicted(self) -> bool:
        """Does every variant of the game have the opposite sign in nearly all draws?"""
        return bool(self.implied) and all(one.against >= 0.95 for one in self.implied)

    @property
    def seen_verdict(self) -> str:
        """The verdict under every mapping, else open."""
        found = {one.verdict for one in self.seen}
        return found.pop() if len(found) == 1 else "open"


class Mechanisms(Struct, frozen=True, kw_only=True):
    """All mechanisms under a prior (`articles` or `neutral`) with `draws` draws a variant.

    `unsolved` counts draws without a certified equilibrium, by variant; `states` are those of the
    full game and of the game with short clocks in which draws are solved. `case` is empty where no
    record was asked.
    """

    prior: str
    draws: int
    seed: int
    unsolved: dict[str, int]
    states: tuple[int, int]
    clocks: dict[str, int]
    results: tuple[MechanismResult, ...]
    case: str = ""
    months: int = 0
    illustrative: bool = True
