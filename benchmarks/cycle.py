"""Hidden models beside hmmlearn: one EM iteration, in one run, CPU seconds, medians.

    python benchmarks/cycle.py [--length 100000] [--large]
    python benchmarks/cycle.py --recovery 20

4 states, 3 kinds of count, Poisson emissions, the same start for both sides; hmmlearn runs `fit`
with one iteration. The semi-Markov model has dwell times up to 24 (negative binomial) on the same
counts. `--large` adds a million periods in a process of its own and its peak memory. One thread.
`--recovery N` fits N simulated semi-Markov records of 5,000 periods at each of three levels of
difficulty (those of `tests/cycle/test_hidden_fits.py`) and prints how near the fits come.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import numpy as np  # noqa: E402

from standoff.cycle.hidden import Markov, Priors, SemiMarkov, simulate  # noqa: E402
from standoff.cycle.hidden.durations import NegativeBinomialDurations  # noqa: E402
from standoff.cycle.hidden.em_steps import step_markov, step_semi_markov  # noqa: E402
from standoff.cycle.hidden.emission import EmissionPrior  # noqa: E402
from standoff.cycle.hidden.poisson import PoissonEmission  # noqa: E402
from standoff.cycle.hidden.series import count_series  # noqa: E402

STATES, KINDS, LONGEST = 4, 3, 24


def models() -> tuple[Markov, SemiMarkov]:
    """The two models that every figure is about."""
    rng = np.random.default_rng(1)
    stay = np.full((STATES, STATES), 0.05)
    np.fill_diagonal(stay, 0.85)
    emission = PoissonEmission(rng.gamma(1.0, 2.0, (STATES, KINDS)) + 0.1)
    even = np.full(STATES, 1.0 / STATES)
    law = NegativeBinomialDurations(np.full(STATES, 6.0), np.full(STATES, 2.0), LONGEST)
    off = (1.0 - np.eye(STATES)) / (STATES - 1)
    return Markov(even, stay, emission), SemiMarkov(even, off, law, emission)


def seconds(work: Callable[[], object], times: int) -> float:
    """Median CPU seconds of `times` runs after one that warms up."""
    work()
    taken = []
    for _ in range(times):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def hmmlearn_iteration(model: Markov, counts: np.ndarray) -> Callable[[], object] | None:
    """One iteration of hmmlearn from the same parameters; None if it is not installed."""
    try:
        from hmmlearn.hmm import PoissonHMM
    except ImportError:
        return None

    def work() -> None:
        theirs = PoissonHMM(STATES, n_iter=1, init_params="", params="stl", tol=-np.inf)
        theirs.startprob_, theirs.transmat_ = model.start, model.transition
        theirs.lambdas_ = model.emission.mean
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            theirs.fit(counts)

    return work


def compare(length: int, times: int) -> None:
    """Print the table."""
    markov, semi = models()
    _, counts = simulate(markov, length, seed=1)
    series = count_series(counts)
    prior, priors = EmissionPrior(mean=series.pooled_mean()), Priors()
    theirs = hmmlearn_iteration(markov, counts)
    base = seconds(theirs, times) if theirs else None
    ours = seconds(lambda: step_markov(series, prior, priors, markov), times)
    slow = seconds(lambda: step_semi_markov(series, prior, priors, semi), times)
    print(f"one EM iteration, {length} periods, {STATES} states, {KINDS} counts (CPU ms)")
    print(f"  hmmlearn, Markov       {base * 1e3:8.1f}" if base else "  hmmlearn not installed")
    times_faster = f"{base / ours:.1f} times faster than hmmlearn" if base else ""
    print(f"  standoff, Markov       {ours * 1e3:8.1f}   {times_faster}")
    print(f"  standoff, semi-Markov  {slow * 1e3:8.1f}   {slow / ours:.1f} times the Markov one")


def large(length: int, kind: str) -> None:
    """One iteration on a long record; print time and peak memory of this process."""
    markov, semi = models()
    _, counts = simulate(markov, length, seed=1)
    series = count_series(counts)
    del counts
    prior, priors = EmissionPrior(mean=series.pooled_mean()), Priors()
    start = time.process_time()
    if kind == "markov":
        step_markov(series, prior, priors, markov)
    else:
        step_semi_markov(series, prior, priors, semi)
    taken = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  {kind}, {length} periods: {taken:.2f} s, peak {peak:.0f} MB (data and program too)")


def recovery(records: int) -> None:
    """Phase accuracy beside the Bayes-optimal one, dwell means beside the true ones, by level."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "cycle"))
    from test_hidden_fits import EMITTED, LASTING, recovered

    print("| level | dwell times | accuracy / Bayes-optimal: least, median | dwell mean / true: "
          "median of the error | within 10 % |")  # fmt: skip
    print("|---|---|---|---|---|")
    for level in EMITTED:
        for lasting in LASTING:
            found = [recovered(level, lasting, 5000, seed) for seed in range(records)]
            shares = [share for share, _ in found]
            errors = np.abs(np.array([dwell for _, dwell in found]) - 1.0)
            print(f"| {level} | {lasting} | {min(shares):.3f}, {statistics.median(shares):.3f} | "
                  f"{100 * np.median(errors):.1f} % | {(errors < 0.1).sum()} of {errors.size} |",
                  flush=True)  # fmt: skip


def main() -> None:
    """Read the options and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--length", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=9)
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--recovery", type=int, metavar="N")
    parser.add_argument("--only", choices=["markov", "semi_markov"], help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.only:
        large(1_000_000, asked.only)
        return
    if asked.recovery:
        recovery(asked.recovery)
        return
    compare(asked.length, asked.times)
    if asked.large:
        for kind in ("markov", "semi_markov"):
            subprocess.run([sys.executable, __file__, "--only", kind], check=True)


if __name__ == "__main__":
    main()
