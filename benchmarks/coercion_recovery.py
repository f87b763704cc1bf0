"""Are planted payoffs of the coercion game found again? Simulated records, fitted, held to account.

    python benchmarks/coercion_recovery.py --game coercion_small --records 3
    python benchmarks/coercion_recovery.py --short --records 3
    python benchmarks/coercion_recovery.py --records 2                 # the full game
    python benchmarks/coercion_recovery.py --short --dyads 1           # what one dyad cannot tell

For every record new payoffs are planted: the file's, each moved by `--spread` (0.3) standard
deviations of its prior. Dyads of `--years` (30) are drawn from the equilibrium there, all months
and moves seen, and fitted as `standoff estimate coercion` does: from zero, prior around zero.
Printed are planted value, estimate, 95 % interval and whether it holds the planted value; whether
the search ended by itself; CPU seconds of one BLAS thread. Payoffs at which no equilibrium is found
are counted and others planted. `--seconds` (900 CPU) bounds a run: no record is begun after it.
"""

from __future__ import annotations

import argparse
import os
import sys
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import numpy as np  # noqa: E402

from standoff.errors import NotSolved  # noqa: E402
from standoff.game import Game, Solution, simulate  # noqa: E402
from standoff.game.estimation_months.fitting import MonthsFit, fit_months  # noqa: E402
from standoff.game.estimation_months.objective import Value  # noqa: E402
from standoff.game.estimation_months.posterior import ASSUMED  # noqa: E402
from standoff.game.estimation_months.prior import normal_prior  # noqa: E402
from standoff.game.games.coercion import coercion_game, coercion_small  # noqa: E402
from standoff.game.statics.implied import short_clocks  # noqa: E402

SPEAKS = 0.5
"""Posterior over prior standard deviation below which the record speaks, not the prior."""


def main() -> None:
    """Run and print."""
    told = _arguments()
    game = coercion_small() if told.game == "coercion_small" else coercion_game()
    if told.short:
        game = short_clocks(game, deadline=2, election=1)
    print(f"{told.game}, {len(game.states)} states; {told.dyads} dyads of {told.years} years")
    held, spoken, settled = [], [], []
    for record in range(told.records):
        if time.process_time() > told.seconds:
            print(f"stopped after {record} records: {told.seconds} CPU s are over")
            break
        planted, lost = plant(game, told.spread, told.seed + record)
        rows = draw(planted, told.dyads, 12 * told.years, told.seed + record)
        begun = time.process_time()
        fit = fit_months(planted.game, rows, told=progress)
        held.append(show(record, fit, planted, time.process_time() - begun, lost))
        spoken.append(fit.laplace.sd < SPEAKS * fit.prior.sd)
        settled.append(fit.mode.converged)
    every, speaks = np.concatenate(held), np.concatenate(spoken)
    print(f"\n{sum(settled)} of {len(settled)} searches ended by themselves")
    for what, some in (("all payoffs", every), ("those the record speaks of", every[speaks])):
        print(f"{what}: {some.sum()} of {len(some)} intervals hold the planted value "
              f"({some.mean():.1%})")  # fmt: skip


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--game", choices=("coercion", "coercion_small"), default="coercion")
    parser.add_argument("--short", action="store_true", help="deadline 2, election 1")
    parser.add_argument("--records", type=int, default=1)
    parser.add_argument("--dyads", type=int, default=60)
    parser.add_argument("--years", type=int, default=30)
    parser.add_argument("--spread", type=float, default=0.3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=900.0)
    return parser.parse_args()


def plant(game: Game, spread: float, seed: int) -> tuple[Solution, int]:
    """Payoffs around the file's with their equilibrium, and how many were refused before."""
    chance, prior = np.random.default_rng(seed), normal_prior(game)
    for lost in range(20):
        moved = spread * prior.sd * chance.standard_normal(len(prior.names))
        values = {n: game.parameters[n] + d for n, d in zip(prior.names, moved, strict=True)}
        try:
            return game.with_parameters(**values).solve(), lost
        except NotSolved:
            continue
    raise SystemExit("no planted payoffs could be solved: lower --spread")


def draw(planted: Solution, dyads: int, months: int, seed: int) -> list[list[dict[str, str]]]:
    """Simulated records, a list of months a dyad."""
    drawn = simulate(planted, paths=dyads, months=months, seed=seed)
    return [drawn.path(k) for k in range(dyads)]


def progress(evaluations: int, best: Value) -> None:
    """Where the search is, on standard error."""
    print(f"evaluation {evaluations}: {best.log_posterior:.2f}", file=sys.stderr, flush=True)


def show(record: int, fit: MonthsFit, planted: Solution, seconds: float, lost: int) -> np.ndarray:
    """Print one fit; whether each interval holds the planted value: (K,)."""
    names, mode, sd = fit.prior.names, fit.laplace.mode, fit.laplace.sd
    truth = np.array([planted.game.parameters[name] for name in names])
    within = np.abs(mode - truth) <= 1.96 * sd
    rows = zip(names, truth, mode, sd, sd / fit.prior.sd, within, strict=True)
    print(f"\nrecord {record + 1}: {seconds:.0f} CPU s, {fit.evaluations} evaluations, "
          f"{fit.mode.steps} steps, {fit.mode.ended} cut at an edge, {fit.jumps} jumps, "
          f"{'ended by itself' if fit.mode.converged else 'DID NOT END BY ITSELF'}, "
          f"{lost} planted points not solved before")  # fmt: skip
    print(f"{'payoff':26}{'planted':>8}{'found':>8}   95 % interval    of prior sd")
    for name, real, at, wide, ratio, ok in rows:
        low, high = at - 1.96 * wide, at + 1.96 * wide
        note = ("" if ok else "  outside") + ("  assumption" if ratio >= ASSUMED else "")
        print(f"{name:26}{real:8.2f}{at:8.2f}  {low:6.2f} to {high:5.2f}{ratio:12.2f}{note}")
    print(f"{within.sum()} of {len(within)} hold", flush=True)
    return within


if __name__ == "__main__":
    main()
