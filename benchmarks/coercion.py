"""The full coercion game solved cold and warm, slopes for sliders, and the small fit.

    python benchmarks/coercion.py [--case DIR] [--repeats 3]

CPU seconds of one BLAS thread, medians. Steps of the linear solver are counted as well: they do not
depend on how busy the machine is. With a case the small game is fitted to its months.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")

CHANGES: tuple[dict[str, float], ...] = (
    {"relief_price": -1.2},
    {"tension_at_home": 0.3, "breach_cost": -1.5},
    {"relief_price": -0.2},
)


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--case", type=Path)
    parser.add_argument("--repeats", type=int, default=3)
    told = parser.parse_args()
    from standoff.case import game_tangent
    from standoff.game.games.coercion import coercion_game
    from standoff.game.whatif import solve_near

    steps = count_steps()
    game = coercion_game()
    print(f"{len(game.states)} states")
    cold = game.solve()
    show("cold solve", lambda: game.solve(), told.repeats, steps)
    for change in CHANGES:
        words = ", ".join(f"{name} {value:g}" for name, value in change.items())
        show(
            f"warm: {words}",
            lambda change=change: solve_near(game.with_parameters(**change), cold),
            told.repeats,
            steps,
        )
    tangent = game_tangent(game)
    show("slopes of 14 outcomes", lambda: game_tangent(game), 1, steps)
    show("a slider answered", lambda: tangent.at(relief_price=-0.5), told.repeats, steps)
    if told.case:
        fit_small(told.case, told.repeats, steps)


def fit_small(folder: Path, repeats: int, steps: list[int]) -> None:
    """The 60 states fitted to a record."""
    from standoff.case import Case
    from standoff.game.estimation_months.fitting import fit_months
    from standoff.game.games.coercion import coercion_small

    rows = Case.open(folder).months().frame.to_dicts()
    show(f"small fit to {len(rows)} months", lambda: fit_months(coercion_small(), [rows]), repeats,
         steps)  # fmt: skip


def count_steps() -> list[int]:
    """A counter that every application of I - K adds to."""
    from standoff.game.linearised import Linearised

    counter, apply = [0], Linearised.apply

    def counted(self, values):
        counter[0] += 1
        return apply(self, values)

    Linearised.apply = counted
    return counter


def show(name: str, what: Callable[[], object], repeats: int, steps: list[int]) -> None:
    """One line: CPU seconds (median) and linear steps of the last run."""
    seconds = []
    for _ in range(repeats):
        steps[0], begun = 0, time.process_time()
        what()
        seconds.append(time.process_time() - begun)
    print(f"{name}: {median(seconds):.3g} s, {steps[0]} linear steps")


if __name__ == "__main__":
    main()
