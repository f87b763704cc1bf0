"""The game engine beside its rivals: the same random games, both sides in one run, CPU seconds.

    python benchmarks/game.py [--rival PATH_TO_PYTHON] [--sizes 3,30] [--large]

Games: 2 players, 3 x 3 actions, 5 successors a row, payoffs uniform on [0, 1], precision 4,
discount 0.95, quantal response (sgamesolver has no private-shock value). The rivals live in an
environment of their own (numpy below 2, sgamesolver without build isolation):

    python -m venv .venv-bench-game
    .venv-bench-game/bin/pip install "numpy<2" cython setuptools wheel scipy pygambit
    .venv-bench-game/bin/pip install --no-build-isolation sgamesolver

Without it only our side runs, and the table says so. `--large` adds 3,000 and 30,000 states and the
simulation of paths. One BLAS thread a side.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import numpy as np  # noqa: E402

from standoff.errors import NotSolved  # noqa: E402
from standoff.game import Crisis, coercion_game, deadline_game  # noqa: E402
from standoff.game.games.bargaining import bargaining  # noqa: E402
from standoff.game.model import Model  # noqa: E402
from standoff.game.simulation import simulate  # noqa: E402
from standoff.game.solving import solve_arrays  # noqa: E402
from standoff.game.sparse import SparseTransition  # noqa: E402
from standoff.game.trees.gambit import to_efg  # noqa: E402
from standoff.game.trees.logit import logit_branch  # noqa: E402
from standoff.game.trees.tree import Tree  # noqa: E402

HERE = Path(__file__).parent


def random_game(states: int, seed: int, *, ladder: bool = False, delta: float = 0.95) -> Model:
    """One game of the family above."""
    rng = np.random.default_rng(seed)
    shape = (states, 3, 3, 5)
    following = rng.integers(0, states, shape)
    if ladder:
        near = np.arange(states)[:, None, None, None] + np.arange(-2, 3)
        following = np.clip(np.broadcast_to(near, shape), 0, states - 1)
    chances = rng.dirichlet(np.ones(5), shape[:3])
    payoffs = rng.random((2, states, 3, 3))
    transition = SparseTransition.of_successors(following, chances)
    return Model(payoffs, transition, (delta, delta), "quantal_response", 4.0)


def one_shot(size: int, seed: int) -> Model:
    """A random game that is played once."""
    payoffs = np.random.default_rng(seed).random((2, 1, size, size))
    still = SparseTransition.of_dense(np.ones((1, size, size, 1)))
    return Model(payoffs, still, (0.0, 0.0), "quantal_response", 4.0)


def ours(model: Model, repeats: int) -> tuple[list[np.ndarray], list[float], str]:
    """Strategies, CPU seconds of each repeat (certificate included), how it was found."""
    seconds = []
    for _ in range(repeats):
        begin = time.process_time()
        found = solve_arrays(model)
        seconds.append(time.process_time() - begin)
    return [found.first, found.second], seconds, found.branch.sentence()


def theirs(
    rival: Path, name: str, model: Model, repeats: int, cap: float
) -> tuple[list | None, list[float], str]:
    """The same from a rival; None with the reason where it did not answer."""
    states, a, b = model.transition.shape
    moves = model.transition.matrix.toarray().reshape(states, a, b, states)
    told = {"payoffs": model.payoffs, "moves": moves, "discounts": np.array(model.discounts)}
    return asked(rival, name, {**told, "lam": model.precision, "repeats": repeats}, cap)


def asked(rival: Path, name: str, told: dict, cap: float) -> tuple[list | None, list[float], str]:
    """A job done by the rivals' environment."""
    with tempfile.TemporaryDirectory() as folder:
        job = Path(folder) / "job.npz"
        np.savez(job, **told)
        command = [str(rival), str(HERE / "game_rival.py"), name, str(job)]
        try:
            run = subprocess.run(command, capture_output=True, text=True, timeout=cap, check=True)
        except subprocess.TimeoutExpired:
            return None, [cap], f"no answer within {cap:.0f} s"
        except (subprocess.CalledProcessError, FileNotFoundError) as fault:
            return None, [], f"did not run: {getattr(fault, 'stderr', fault)!s:.200}"
    told = json.loads(run.stdout.strip().splitlines()[-1])
    return told["strategies"], told["seconds"], ""


def compare(rival: Path | None, name: str, model: Model, label: str, cap: float) -> None:
    """One row of the table."""
    repeats = 25 if model.states < 10 else 5
    mine, seconds, how = ours(model, repeats)
    row = f"{label:28} ours {statistics.median(seconds):8.4f} s"
    if rival is None:
        print(f"{row}   {name}: no environment")
        return
    answer, cost, why = theirs(rival, name, model, repeats if model.states < 50 else 1, cap)
    if answer is None:
        print(f"{row}   {name}: {why}")
        return
    worst = 0.0
    for s, state in enumerate(answer):
        for i in (0, 1):
            told = np.array(state[i][: model.actions[i]])
            worst = max(worst, float(np.abs(told - mine[i][s]).max()))
    ratio = statistics.median(cost) / statistics.median(seconds)
    print(
        f"{row}   {name} {statistics.median(cost):9.4f} s   x {ratio:8.1f}"
        f"   largest difference {worst:.1e}   {how}"
    )


PRECISIONS = (0.5, 1.0, 2.0, 4.0, 8.0)
"""Where equilibria of crisis games are compared along the branch."""


def crisis_of(types: int, seed: int) -> Tree:
    """A crisis bargaining game with random private types."""
    rng = np.random.default_rng([types, seed])
    fights = np.sort(rng.normal(size=(2, types)), axis=1)
    chances = rng.dirichlet(np.full(types, 3.0), 2)
    return bargaining(
        fights[0],
        fights[1] - 0.5,
        chances_a=chances[0],
        chances_b=chances[1],
        back_down_a=-0.5 - rng.random(types),
    )


def crises(rival: Path | None, cap: float) -> None:
    """Crisis games with private types: the branch, with building and certificates."""
    for types in (2, 4, 8):
        seconds = []
        for _ in range(5):
            begin = time.process_time()
            tree = crisis_of(types, 1)
            found = logit_branch(tree, PRECISIONS)
            seconds.append(time.process_time() - begin)
        mine = statistics.median(seconds)
        row = f"{f'crisis, {types} x {types} types':28} ours {mine:8.4f} s"
        if rival is None:
            print(f"{row}   pygambit: no environment")
            continue
        told = {"efg": to_efg(tree), "precisions": np.array(PRECISIONS)}
        answer, cost, why = asked(rival, "tree", {**told, "repeats": 1 if types > 4 else 3}, cap)
        if answer is None:
            print(f"{row}   pygambit: {why}")
            continue
        worst = max(
            abs(one.probability(at, action) - float(p))
            for one, other in zip(found, answer, strict=True)
            for at, action, p in other
        )
        print(
            f"{row}   pygambit {statistics.median(cost):9.4f} s   x"
            f" {statistics.median(cost) / mine:8.1f}   largest difference {worst:.1e}"
            f"   {found[-1].how}"
        )


def most_memory() -> int:
    """Most memory of this process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def large_games(states: int, ladder: bool) -> None:
    """Median and worst of eight random games at discount 0.99."""
    seconds, worst, jumped, unsolved = [], 0.0, [], 0
    for seed in range(1, 9):
        model = random_game(states, seed, ladder=ladder, delta=0.99)
        begin = time.process_time()
        try:
            found = solve_arrays(model)
            worst = max(worst, found.certificate.residual)
            jumped.append(found.branch.jumped)
        except NotSolved:
            unsolved += 1
        seconds.append(time.process_time() - begin)
    label = f"S = {states}, {'ladder' if ladder else 'random'}"
    print(
        f"{label:28} ours {statistics.median(seconds):8.3f} s   8 games, {min(seconds):.2f} to"
        f" {max(seconds):.2f} s; {unsolved} not solved; residual at most {worst:.1e}; states that"
        f" may have left the branch: {min(jumped, default=0)} to {max(jumped, default=0)}"
    )


def large() -> None:
    """What the rivals cannot run."""
    for states in (3000, 30_000):
        for ladder in (False, True):
            large_games(states, ladder)
    print(f"{'most memory up to here':28} {most_memory()} MB")
    begin = time.process_time()
    told = coercion_game().solve()
    cost = time.process_time() - begin
    most = most_memory()
    print(
        f"{'coercion, 28,800 of 40,320':28} ours {cost:8.3f} s   residual {told.residual:.1e}; "
        f"most memory of the whole run {most} MB"
    )
    rng = np.random.default_rng(1)
    crisis = Crisis(*(rng.normal(size=100_000) for _ in range(7)))
    begin = time.process_time()
    found = crisis.solve()
    cost = time.process_time() - begin
    print(f"{'signalling, 100,000 draws':28} ours {cost:8.3f} s   {len(found.game)} equilibria")
    solution = deadline_game().solve()
    simulate(solution, paths=100_000, months=36)
    begin = time.process_time()
    simulate(solution, paths=1_000_000, months=36)
    rate = 1_000_000 / (time.process_time() - begin)
    print(f"{'simulation, 36 months':28} {rate:,.0f} paths a CPU second")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rival", default=".venv-bench-game/bin/python")
    parser.add_argument("--sizes", default="3,30")
    parser.add_argument("--cap", type=float, default=120.0, help="seconds a rival may take")
    parser.add_argument("--large", action="store_true")
    told = parser.parse_args()
    rival = Path(told.rival) if Path(told.rival).exists() else None
    for states in map(int, told.sizes.split(",")):
        for seed in (1, 2, 3) if states < 50 else (1,):
            model = random_game(states, seed)
            compare(rival, "sgamesolver", model, f"S = {states}, seed {seed}", told.cap)
    for size in (2, 4, 8):
        compare(rival, "pygambit", one_shot(size, 1), f"once, {size} x {size}", told.cap)
    crises(rival, told.cap)
    if told.large:
        large()


if __name__ == "__main__":
    main()
