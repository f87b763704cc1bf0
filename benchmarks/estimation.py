"""Estimation of the escalation model: the frozen starts, and CasADi + IPOPT from the same ones.

    python benchmarks/estimation.py [--data DIR] [--starts N] [--rival N] [--cap SECONDS] [--rest]
                                   [--stability N] [--rounds N]

The first `--starts` of the frozen list are run one after the other on one core, failures included:
seconds until the log-likelihood passed that of the published study at a violation below 1e-4, where
each ended, whether it converged. The first `--rival` of the uniform seeds are also given to IPOPT,
ours and theirs in turn, each capped; building the rival's problem is not counted. Seconds are CPU
seconds of one thread, so that other programs on the machine do not enter. `--rest` adds
the crisis game, switching at the published point, and held-out scores of the fits. `--stability`
compares pooled fits of the first N starts, with `--rounds` of switching.

IPOPT comes from an environment of its own:

    python3 -m venv .venv-bench-est && .venv-bench-est/bin/pip install casadi numpy
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import tempfile
import time
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np

from standoff.game.estimation.fit import Fit, Options, estimate
from standoff.game.estimation.heldout import equilibrium_choice, held_out, score_seen
from standoff.game.estimation.multistart import best_first, frozen_starts
from standoff.game.estimation.panel import Panel
from standoff.game.estimation.pooling import pooled_problem
from standoff.game.estimation.problem import Point, Problem, problem_of
from standoff.game.estimation.reading import read_panel
from standoff.game.estimation.sequential import solve
from standoff.game.estimation.starts import named_start
from standoff.game.estimation.switching import better_equilibria
from standoff.game.estimation_signalling import (
    constrained_likelihood,
    nested_pseudo_likelihood,
    read_crises,
)

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("STANDOFF_SHARED", ROOT.parent / "shared"))
RIVAL_PYTHON = ROOT / ".venv-bench-est" / "bin" / "python"
TARGET = -8190.53


class Capped(Exception):
    """The time is up."""


def ours(problem: Problem, name: str, cap: float) -> tuple[Fit | None, float | None]:
    """The fit from a start (None where the cap cut it) and the seconds to the target."""
    began, passed = time.process_time(), None

    def watch(point: Point) -> None:
        nonlocal passed
        spent = time.process_time() - began
        if passed is None and point.log_likelihood > TARGET and point.violation < 1e-4:
            passed = spent
        if spent > cap:
            raise Capped

    try:
        fit = estimate(problem, named_start(name, problem), watch=watch)
    except Capped:
        return None, passed
    spent = time.process_time() - began
    if passed is None and fit.log_likelihood > TARGET and fit.violation < 1e-4:
        passed = spent
    return replace(fit, seconds=spent), passed


def theirs(problem: Problem, name: str, cap: float) -> dict:
    """The same start in IPOPT."""
    start = named_start(name, problem)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "problem.npz"
        np.savez(path, counts=problem.counts, local=problem.design.local,
                 columns=problem.design.columns, theta=start.theta, v=start.v)  # fmt: skip
        rival = ROOT / "benchmarks" / "estimation_rival.py"
        program = [RIVAL_PYTHON, rival, path, str(cap), str(TARGET)]
        done = subprocess.run(program, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def seconds(value: float | None) -> str:
    return "never" if value is None else f"{value:.2f} s"


def frozen(problem: Problem, number: int, cap: float) -> None:
    """Every start of the list, and the summary the promises name."""
    fits, times = [], []
    for name in frozen_starts(number):
        fit, passed = ours(problem, name, cap)
        times.append(np.inf if passed is None else passed)
        if fit is None:
            print(f"{name:12} cut at {cap:g} s, target after {seconds(passed)}", flush=True)
            continue
        fits.append(fit)
        print(f"{name:12} {fit.log_likelihood:12.3f}  violation {fit.violation:.0e}  target "
              f"{seconds(passed):>8}  end {fit.seconds:5.2f} s  {fit.steps} steps  "
              f"{'converged' if fit.converged else 'NOT converged'}", flush=True)  # fmt: skip
    closed = [fit for fit in fits if fit.violation < 1e-8]
    best = max(closed, key=lambda fit: fit.log_likelihood)
    print(f"{number} starts: {sum(fit.converged for fit in fits)} converged, "
          f"{len(closed)} at a violation below 1e-8; median to target "
          f"{statistics.median(times):.2f} s, median to the end "
          f"{statistics.median(fit.seconds for fit in fits):.2f} s; best "
          f"{best.log_likelihood:.3f} from {best.start}")  # fmt: skip


def duel(problem: Problem, number: int, cap: float) -> None:
    """Ours and IPOPT from the same seeds, in turn."""
    if not RIVAL_PYTHON.exists():
        print("CasADi + IPOPT: no .venv-bench-est here, not measured")
        return
    mine, other = [], []
    for seed in range(1, number + 1):
        name = f"uniform:{seed}"
        fit, passed = ours(problem, name, cap)
        rival = theirs(problem, name, cap)
        mine.append(cap if passed is None else passed)
        other.append(cap if rival["to_target"] is None else rival["to_target"])
        ended = "cut" if fit is None else f"{fit.log_likelihood:.1f} in {fit.seconds:.1f} s"
        print(f"{name:12} standoff: target {seconds(passed)}, end {ended}; IPOPT: target "
              f"{seconds(rival['to_target'])}, end {rival['log_likelihood']:.1f} "
              f"(violation {rival['violation']:.0e}) in {rival['seconds']:.1f} s",
              flush=True)  # fmt: skip
    ours_middle, their_middle = statistics.median(mine), statistics.median(other)
    print(f"time to target, capped at {cap:g} s: sum {sum(mine):.1f} s against {sum(other):.1f} s "
          f"({sum(other) / sum(mine):.1f} times), median {ours_middle:.2f} s against "
          f"{their_middle:.2f} s ({their_middle / ours_middle:.1f} times)")  # fmt: skip


def rest(panel: Panel, problem: Problem, folder: Path) -> None:
    """Switching, the crisis game, and which fit to believe."""
    start = named_start("published", problem, folder)
    point, moved, _ = better_equilibria(problem.at(start.theta, start.v))
    again = solve(point)
    print(f"published theta, {len(moved)} pairs switched: {point.log_likelihood:.2f}; optimised "
          f"once more: {again.point.log_likelihood:.2f}")  # fmt: skip
    crises = read_crises(SHARED / "data" / "sanctions")
    for estimator in (nested_pseudo_likelihood, constrained_likelihood):
        fit = estimator(crises)
        print(f"{fit.method}: {fit.log_likelihood:.5f}, AIC {fit.aic:.3f}, {fit.seconds:.2f} s")
    believe(panel, problem, problem.at(start.theta, start.v))


def stability(panel: Panel, number: int, rounds: int) -> None:
    """Pooled fits at tau = 2 of the first starts: how their payoffs of backing down correlate."""
    problem = pooled_problem(panel, 2.0)
    alphas, tops = problem.design.alphas, 5
    for search in ("relaxed", "anchored"):
        options = Options(searches=(search,), switch_rounds=rounds)
        fits = [estimate(problem, named_start(n, problem), options) for n in frozen_starts(number)]
        best = best_first(fits)[:tops]
        payoffs = np.array([fit.theta[alphas] for fit in best])
        apart = np.corrcoef(payoffs)[np.triu_indices(len(best), 1)]
        print(f"pooled, {search}, {rounds} rounds of switching, {len(best)} best of {number}: "
              f"{sum(fit.converged for fit in fits)} converged, log-likelihood "
              f"{best[0].log_likelihood:.1f} to {best[-1].log_likelihood:.1f}, objective "
              f"{best[0].objective:.1f} to {best[-1].objective:.1f}, mean payoff "
              f"{payoffs.mean(1).min():.2f} to {payoffs.mean(1).max():.2f}, correlation "
              f"{apart.min():.3f} to {apart.max():.3f}", flush=True)  # fmt: skip


def believe(panel: Panel, problem: Problem, published: Point) -> None:
    """Held-out log score of a pair-month, five blocks of months; all fits from `pooled`."""
    kinds = {
        "unbounded, relaxed": problem_of,
        "unbounded": problem_of,
        "bounded": lambda seen: problem_of(seen).bounded(-50.0, 0.0),
        "pooled, tau 2, relaxed": lambda seen: pooled_problem(seen, 2.0),
        "pooled, tau 2": lambda seen: pooled_problem(seen, 2.0),
        "pooled, tau 2, switched": lambda seen: pooled_problem(seen, 2.0),
    }
    score = score_seen("published", published, panel)
    print(f"published: {score.score:.5f} (has seen all months); choice among equilibria "
          f"{equilibrium_choice(published):.0f}")  # fmt: skip
    for name, kind in kinds.items():
        searches = ("relaxed",) if "relaxed" in name else ("anchored",)
        options = Options(searches=searches, switch_rounds=3 if "switched" in name else 0,
                          switch_tries=40)  # fmt: skip

        def fitter(seen: Panel, kind=kind, options=options) -> tuple[Problem, Point]:
            own = kind(seen)
            return own, estimate(own, named_start("pooled", own), options).point(own)

        whole = fitter(panel)[1]
        score = held_out(name, fitter, panel)
        print(f"{name}: {score.score:.5f} held out; in sample {whole.log_likelihood:.1f}, choice "
              f"among equilibria {equilibrium_choice(whole):.0f}", flush=True)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=SHARED / "data" / "escalation")
    parser.add_argument("--starts", type=int, default=52)
    parser.add_argument("--rival", type=int, default=10)
    parser.add_argument("--cap", type=float, default=60.0)
    parser.add_argument("--rest", action="store_true")
    parser.add_argument("--stability", type=int, default=0)
    parser.add_argument("--rounds", type=int, default=0)
    chosen = parser.parse_args()
    panel = read_panel(chosen.data)
    problem = problem_of(panel)
    if chosen.starts:
        frozen(problem, chosen.starts, chosen.cap)
    if chosen.rival:
        duel(problem, chosen.rival, chosen.cap)
    if chosen.stability:
        stability(panel, chosen.stability, chosen.rounds)
    if chosen.rest:
        rest(panel, problem, chosen.data)


if __name__ == "__main__":
    main()
