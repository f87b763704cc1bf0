"""A program that reviews a case from a child process and kills it at random moments.

    python reviewer.py FOLDER ROUNDS SEED

The child accepts, rejects and takes back codings through the case, and tells a pipe each verdict
that was acknowledged. After each kill the case is opened anew: every acknowledged verdict stands in
its journal, whole, and `case.toml` can be read. The result is one line of JSON.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time

from standoff.case import Case
from standoff.case.reviewing import decide


def review_for_ever(folder, by, pipe):
    """Decide on random codings; tell the pipe the id, decision and reason of each verdict."""
    case = Case.open(folder)
    ids = [item.id for item in case.record.codings]
    number = 0
    while True:
        number += 1
        id_, why = random.choice(ids), f"{by}-{number}"
        decision = random.choice(["accept", "reject"])
        decide(case, id_, decision, by=by, why=why)
        os.write(pipe, f"{id_} {decision} {why}\n".encode())


def kill(folder, rounds, seed):
    random.seed(seed)
    acknowledged = []
    for number in range(rounds):
        reading, writing = os.pipe()
        pid = os.fork()
        if pid == 0:
            review_for_ever(folder, f"r{number}", writing)
        os.close(writing)
        told = os.read(reading, 4096)  # It writes now, so the kill falls among its writes.
        time.sleep(random.uniform(0.0, 0.03))
        os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
        assert os.WIFSIGNALED(status), "the reviewer ended by itself"
        with os.fdopen(reading) as lines:
            acknowledged += (told.decode() + lines.read()).split("\n")[:-1]
    case = Case.open(folder)
    head = case.verify()
    there = {
        f"{item.id} {verdict.decision} {verdict.why}"
        for item in case.record.codings
        for verdict in item.verdicts
    }
    lost = [line for line in acknowledged if line not in there]
    return {"acknowledged": len(acknowledged), "verdicts": len(there), "lost": lost,
            "head": head.seq, "noted": case.info.head_seq}  # fmt: skip


if __name__ == "__main__":
    where, count, start = sys.argv[1:]
    sys.stdout.write(json.dumps(kill(where, int(count), int(start))))
