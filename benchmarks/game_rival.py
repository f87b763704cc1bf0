"""The rivals' side of `benchmarks/game.py`, run by the interpreter of their own environment.

Reads one job (an .npz file) and prints one JSON object: strategies and CPU seconds of each repeat.
"""

from __future__ import annotations

import json
import sys
import time

import numpy as np


def sgamesolver(job: dict) -> tuple[list, list[float]]:
    """Quantal response at precision `lam` by homotopy, as its documentation shows."""
    import sgamesolver as rival

    states = job["payoffs"].shape[1]
    seconds, strategies = [], None
    for _ in range(int(job["repeats"])):
        begin = time.process_time()
        game = rival.SGame(
            [job["payoffs"][:, s] for s in range(states)],
            [job["moves"][s] for s in range(states)],
            list(job["discounts"]),
        )
        homotopy = rival.homotopy.QRE(game)
        homotopy.solver_setup(target_lambda=float(job["lam"]))
        homotopy.solver.verbose = 0
        homotopy.solver.convergence_tol = 1e-10
        homotopy.solve()
        seconds.append(time.process_time() - begin)
        strategies = homotopy.equilibrium.strategies
    return np.asarray(strategies).tolist(), seconds


def pygambit(job: dict) -> tuple[list, list[float]]:
    """Logit equilibrium of a game played once at precision `lam`, on the principal branch."""
    import pygambit as rival

    first, second = job["payoffs"][0, 0], job["payoffs"][1, 0]
    seconds, strategies = [], None
    for _ in range(int(job["repeats"])):
        begin = time.process_time()
        game = rival.Game.from_arrays(first, second)
        found = rival.qre.logit_solve_lambda(game, [float(job["lam"])])[0]
        profile = getattr(found, "profile", found)
        seconds.append(time.process_time() - begin)
        strategies = [[float(profile[s]) for s in player.strategies] for player in game.players]
    return [strategies], seconds


def tree(job: dict) -> tuple[list, list[float]]:
    """Agent logit equilibria of a game tree (.efg text), where the branch meets each precision."""
    import io

    import pygambit as rival

    seconds, found = [], []
    for _ in range(int(job["repeats"])):
        begin = time.process_time()
        game = rival.read_efg(io.StringIO(str(job["efg"])))
        found = rival.qre.logit_solve_lambda(game, [float(x) for x in job["precisions"]])
        seconds.append(time.process_time() - begin)
    # Profiles are indexed by number: player by player, information set by information set.
    names = [
        [told.label, action.label]
        for player in game.players
        for told in player.infosets
        for action in told.actions
    ]
    return [[[*pair, p[k]] for k, pair in enumerate(names)] for p in found], seconds


RIVALS = {"sgamesolver": sgamesolver, "pygambit": pygambit, "tree": tree}

if __name__ == "__main__":
    told = dict(np.load(sys.argv[2]))
    answer, cost = RIVALS[sys.argv[1]](told)
    print(json.dumps({"strategies": answer, "seconds": cost}))
