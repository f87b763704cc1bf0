"""The rival of benchmarks/estimation.py: the same problem in CasADi + IPOPT, from the same start.

    .venv-bench-est/bin/python benchmarks/estimation_rival.py PROBLEM.npz SECONDS TARGET

PROBLEM.npz holds counts (K, 2, 3, 3), local (K, 13, c) and columns (K, c) of the design, theta and
v to begin from. Variables, constraints and exact derivatives are those of the constrained form; one
line of JSON: seconds until the log-likelihood passed TARGET at a violation below 1e-4 (or null),
where it ended, and whether IPOPT called that solved.
"""

from __future__ import annotations

import json
import sys
import time

import casadi as ca
import numpy as np

LEVEL = np.maximum.outer(np.arange(3), np.arange(3))


def pair_function(delta: float = 0.9) -> ca.Function:
    """(v, eta, counts) of one pair -> log-likelihood, v - Phi(v)."""
    v, eta, counts = ca.SX.sym("v", 18), ca.SX.sym("eta", 13), ca.SX.sym("n", 18)

    def at(side: int, s: int, a: int) -> int:
        return side * 9 + s * 3 + a

    def log_sum(i: int, s: int) -> ca.SX:
        three = [v[at(i, s, a)] for a in range(3)]
        top = ca.fmax(ca.fmax(three[0], three[1]), three[2])
        return top + ca.log(sum(ca.exp(one - top) for one in three))

    logs = [[log_sum(i, s) for s in range(3)] for i in (0, 1)]
    chance = [
        [[ca.exp(v[at(i, s, a)] - logs[i][s]) for a in range(3)] for s in range(3)] for i in (0, 1)
    ]
    gap, likelihood = [], 0
    for i in (0, 1):
        for s in range(3):
            for a in range(3):
                phi = 0
                for b in range(3):
                    payoff = 0
                    if s:
                        payoff += eta[2 * i + s - 1]
                    if a:
                        payoff += eta[4 + 2 * i + a - 1]
                    if a and b:
                        payoff += eta[8 + s]
                    if b >= s and a < s:
                        payoff += eta[11 + i]
                    ahead = payoff + delta * logs[i][LEVEL[a, b]]
                    phi += chance[1 - i][s][b] * ahead
                gap.append(v[at(i, s, a)] - phi)
                likelihood += counts[at(i, s, a)] * (v[at(i, s, a)] - logs[i][s])
    return ca.Function("pair", [v, eta, counts], [likelihood, ca.vertcat(*gap)])


class Watch(ca.Callback):
    """Notes when the target was passed; stops IPOPT at the limit."""

    def __init__(self, size: int, rows: int, target: float, limit: float) -> None:
        ca.Callback.__init__(self)
        self.size, self.rows, self.target, self.limit = size, rows, target, limit
        self.began, self.passed, self.last = time.process_time(), None, (np.nan, np.nan)
        self.construct("watch", {})

    def get_n_in(self) -> int:
        return ca.nlpsol_n_out()

    def get_n_out(self) -> int:
        return 1

    def get_name_in(self, i: int) -> str:
        return ca.nlpsol_out(i)

    def get_sparsity_in(self, i: int) -> ca.Sparsity:
        name = ca.nlpsol_out(i)
        rows = {"f": 1, "x": self.size, "lam_x": self.size, "g": self.rows, "lam_g": self.rows}
        return ca.Sparsity.dense(rows.get(name, 0), 1 if name in rows else 0)

    def eval(self, given: list) -> list:
        values = dict(zip(ca.nlpsol_out(), given, strict=True))
        spent = time.process_time() - self.began
        violation = float(np.abs(np.array(values["g"])).max())
        height = -float(values["f"])
        self.last = (height, violation)
        if self.passed is None and height >= self.target and violation < 1e-4:
            self.passed = spent
        return [1.0 if spent > self.limit else 0.0]


def main() -> None:
    path, limit, target = sys.argv[1], float(sys.argv[2]), float(sys.argv[3])
    data = np.load(path)
    counts, local, columns = data["counts"], data["local"], data["columns"]
    pairs, size = len(counts), len(data["theta"])
    theta, values = ca.MX.sym("theta", size), ca.MX.sym("v", 18, pairs)
    rows = np.repeat(np.arange(pairs * 13), local.shape[2])
    where = np.repeat(columns, 13, axis=0).ravel()
    matrix = ca.DM.triplet(rows.tolist(), where.tolist(), ca.DM(local.ravel()), pairs * 13, size)
    eta = ca.reshape(ca.mtimes(ca.sparsify(matrix), theta), 13, pairs)
    likelihood, gap = pair_function().map(pairs)(values, eta, counts.reshape(pairs, 18).T)
    x = ca.vertcat(theta, ca.vec(values))
    problem = {"x": x, "f": -ca.sum2(likelihood), "g": ca.vec(gap)}
    watch = Watch(x.shape[0], 18 * pairs, target, limit)
    options = {"print_time": False, "iteration_callback": watch, "ipopt.print_level": 0,
               "ipopt.sb": "yes", "ipopt.max_iter": 3000, "ipopt.max_wall_time": limit}  # fmt: skip
    solver = ca.nlpsol("solver", "ipopt", problem, options)
    watch.began = time.process_time()
    done = solver(x0=np.concatenate([data["theta"], data["v"].ravel()]), lbg=0, ubg=0)
    spent = time.process_time() - watch.began
    violation = float(np.abs(np.array(done["g"])).max())
    height = -float(done["f"])
    if watch.passed is None and height >= target and violation < 1e-4:
        watch.passed = spent
    solved = bool(solver.stats()["success"])
    json.dump({"to_target": watch.passed, "log_likelihood": height, "violation": violation,
               "converged": solved, "seconds": spent}, sys.stdout)  # fmt: skip


if __name__ == "__main__":
    main()
