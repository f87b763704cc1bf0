"""A program that writes to a journal from several processes, and kills some of them.

    python writers.py kill ADDRESS ROUNDS SEED    kill a writer at a random moment, ROUNDS times
    python writers.py crowd ADDRESS WRITERS N     WRITERS processes append N batches each, at once

It forks before any thread is started, so each round costs milliseconds. Every batch says how many
entries it has, so that half a batch can be told. The result is one line of JSON.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time

from standoff.errors import StandoffError
from standoff.record import Journal, note_entry


def append(journal, writer, number, size):
    batch = [{"writer": writer, "batch": number, "place": n, "of": size} for n in range(size)]
    return journal.append([note_entry(body, by=f"writer {writer}") for body in batch])


def write_for_ever(address, writer, pipe):
    """Append batches and tell the pipe the last number of each that was acknowledged."""
    journal, number = Journal.open(address), 0
    while True:
        number += 1
        last = append(journal, writer, number, random.randint(1, 4))[-1]
        os.write(pipe, f"{last.seq} {last.hash}\n".encode())


def fork(work, *args):
    pid = os.fork()
    if pid == 0:
        try:
            work(*args)
            os._exit(0)
        except StandoffError as fault:
            os.write(2, f"{fault}\n".encode())
        finally:
            os._exit(1)
    return pid


def kill(address, rounds, seed):
    random.seed(seed)
    acknowledged = 0
    Journal.open(address).verify()
    for number in range(rounds):
        reading, writing = os.pipe()
        pid = fork(write_for_ever, address, number, writing)
        os.close(writing)
        told = os.read(reading, 4096) if number % 3 else b""
        time.sleep(random.uniform(0.0, 0.03))
        os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
        assert os.WIFSIGNALED(status), "the writer ended by itself"
        with os.fdopen(reading) as lines:
            whole = (told.decode() + lines.read()).split("\n")[:-1]
        journal = Journal.open(address)
        journal.verify()
        for seq, hash_ in map(str.split, whole):
            assert journal.hash_at(int(seq)) == hash_, f"entry {seq} was acknowledged and is lost"
        acknowledged += len(whole)
    require_whole_batches(Journal.open(address))
    return {"acknowledged": acknowledged, "entries": Journal.open(address).head.seq}


def crowd(address, writers, batches):
    def work(writer):
        journal = Journal.open(address)
        for number in range(batches):
            append(journal, writer, number, 1 + (writer + number) % 3)

    pids = [fork(work, writer) for writer in range(writers)]
    ended = [os.waitpid(pid, 0)[1] for pid in pids]
    journal = Journal.open(address)
    journal.verify()
    order = require_whole_batches(journal)
    for writer in range(writers):
        own = [batch for one, batch in order if one == writer]
        assert own == list(range(batches)), f"batches of writer {writer}: {own}"
    return {"ended": ended, "batches": len(order)}


def require_whole_batches(journal):
    """(writer, batch) in order; fails unless each batch stands in one piece."""
    bodies = [entry.content() for entry in journal.entries()]
    order = []
    while bodies:
        size = bodies[0]["of"]
        batch, bodies = bodies[:size], bodies[size:]
        assert [body["place"] for body in batch] == list(range(size)), "half a batch"
        assert len({(body["writer"], body["batch"]) for body in batch}) == 1, "mixed batches"
        order.append((batch[0]["writer"], batch[0]["batch"]))
    return order


if __name__ == "__main__":
    task, where, first, second = sys.argv[1:]
    done = {"kill": kill, "crowd": crowd}[task](where, int(first), int(second))
    sys.stdout.write(json.dumps(done))
