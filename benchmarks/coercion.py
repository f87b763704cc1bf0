"""The full coercion game solved cold and warm, slopes for sliders, and the small fit.

    python benchmarks/coercion.py [--case DIR] [--repeats 3]
    python benchmarks/coercion.py --case DIR --calibrate      # the file's prices of moves, anew
    python benchmarks/coercion.py --draws 200                 # CPU and wall seconds of exact draws
    python benchmarks/coercion.py --sliders short             # every payoff halved and doubled

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
    parser.add_argument("--calibrate", action="store_true")
    parser.add_argument("--draws", type=int, default=0)
    parser.add_argument("--sliders", choices=("short", "full"))
    told = parser.parse_args()
    if told.sliders:
        return move_sliders(told.sliders)
    if told.calibrate or told.draws:
        return show_prices(told.case) if told.calibrate else time_draws(told.draws)
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


PRICES = {
    "acting_price": ("challenger", "provoke"),
    "taboo_price": ("challenger", "break_taboo"),
    "demand_price": ("challenger", "demand"),
    "opening_cost": ("challenger", "pledge"),
    "summit_taboo": ("target", "engage"),
    "announcement_price": ("target", "announce"),
    "relief_price": ("target", "relieve"),
    "pressure_price": ("target", "pressure"),
}


def show_prices(folder: Path) -> None:
    """Shares of moves in a record and in play, and the prices at which they meet."""
    from standoff.case import Case
    from standoff.game.calibrating import calibrate, move_shares
    from standoff.game.games.coercion import coercion_game, coercion_small
    from standoff.game.statics.implied import short_clocks

    rows = Case.open(folder).months().frame.to_dicts()
    games = {
        "short clocks": short_clocks(coercion_game(), deadline=2, election=1),
        "coercion_small": coercion_small(),
    }
    for name, game in games.items():
        wanted = {}
        for side, moves in game.declaration.sides.items():
            made = [row[side] for row in rows if row[side]]
            wanted |= {(side, move): made.count(move) / len(made) for move in moves}
        shown = move_shares(game.solve(), len(rows))
        found = calibrate(game, PRICES, wanted, months=len(rows))
        print(name)
        for move, share in wanted.items():
            print(f"  {' '.join(move)}: record {share:.3f}, at the file's prices {shown[move]:.3f}")
        for price, value in found.prices.items():
            print(f"  {price}: {value:.2f}, in the file {game.parameters[price]:g}")


def time_draws(draws: int) -> None:
    """A what-if of the full game with so many exact draws on two cores."""
    import resource

    from standoff.case import what_if
    from standoff.game.games.coercion import coercion_game

    begun = time.perf_counter()
    answer = what_if(coercion_game(), event="taboo_broken", months=12, moves={"target": "relieve"},
                     draws=draws, exact=draws, jobs=2)  # fmt: skip
    here, there = (resource.getrusage(who) for who in (resource.RUSAGE_SELF,
                                                       resource.RUSAGE_CHILDREN))  # fmt: skip
    cpu = sum(one.ru_utime + one.ru_stime for one in (here, there))
    wall = time.perf_counter() - begun
    print(f"{draws} draws: {wall:.0f} s, {cpu:.0f} CPU s; {answer.unsolved} not solved")


def move_sliders(clocks: str) -> None:
    """Every payoff at half and at twice its value, and relief_gain 0.5, from the solved game."""
    from standoff.errors import NotSolved
    from standoff.game.changing import follow_change
    from standoff.game.games.coercion import coercion_game
    from standoff.game.statics.implied import short_clocks
    from standoff.game.statics.prior import multipliers, payoff_parameters

    for variant in ("tension_for_home", "tension_for_relief"):
        game = coercion_game(variant)
        game = short_clocks(game, deadline=2, election=1) if clocks == "short" else game
        base, seconds, lost = game.solve(), [], []
        told = game.declaration
        names = (*payoff_parameters(told), *multipliers(told))
        moved = [(name, k * game.parameters[name]) for name in names if game.parameters[name]
                 for k in (0.5, 2.0)]  # fmt: skip
        for name, value in (*moved, ("relief_gain", 0.5)):
            begun = time.process_time()
            try:
                found = follow_change(game.with_parameters(**{name: value}), base)
                ended = found.ended_at(base)
                how = found.solution.how if ended or not found.straight else ""
            except NotSolved as fault:
                lost.append(name)
                ended, how = {}, str(fault)
            seconds.append(time.process_time() - begun)
            if how:
                end = "".join(f"; its equilibrium ends at {at:.4g}" for at in ended.values())
                print(f"  {name} {value:g}: {seconds[-1]:.1f} s, {how}{end}", flush=True)
        print(f"{variant}, {len(game.states)} states: {len(seconds) - len(lost)} of {len(seconds)} "
              f"solved, median {median(seconds):.2f} s, worst {max(seconds):.1f} s")  # fmt: skip


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
