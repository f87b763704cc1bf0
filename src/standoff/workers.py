"""Where runs run: cores of this machine (joblib) or a Dask cluster, in the order they finish.

    for at, result in spread(function, tasks, jobs=2):              # cores
    for at, result in spread(function, tasks, cluster="tcp://..."): # a scheduler's address

`function(shared, task)` must depend on its two arguments alone; `shared` is sent once to a worker.
Then it does not matter where a task runs, as long as a worker's sums are done in one order: on one
BLAS thread, which joblib's processes are given here and Dask's workers have by default. A run that
is stopped takes back what it had handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from standoff.errors import BadValue, MissingExtra, NotAnswered

__all__ = ["spread"]

S = TypeVar("S")
T = TypeVar("T")
R = TypeVar("R")

_WAIT = "10s"


def spread(
    function: Callable[[S, T], R],
    shared: S,
    tasks: Sequence[T],
    *,
    jobs: int = 1,
    cluster: str = "",
) -> Iterator[tuple[int, R]]:
    """(number of the task, its result), as they finish.

    Raises `MissingExtra` without Dask, `BadValue` for no address, `NotAnswered` where no scheduler
    or no worker answers, or one without standoff.
    """
    if cluster:
        yield from _on_cluster(function, shared, tasks, cluster)
    elif jobs == 1 or len(tasks) < 2:
        yield from ((at, function(shared, task)) for at, task in enumerate(tasks))
    else:
        yield from _on_cores(function, shared, tasks, jobs)


def _on_cores(
    function: Callable[[S, T], R], shared: S, tasks: Sequence[T], jobs: int
) -> Iterator[tuple[int, R]]:
    from joblib import Parallel, delayed, parallel_config

    with parallel_config(backend="loky", n_jobs=jobs, inner_max_num_threads=1):
        results: Iterator[tuple[int, R]] = Parallel(return_as="generator_unordered")(
            delayed(_numbered)(function, shared, at, task) for at, task in enumerate(tasks)
        )
        yield from results


def _numbered(function: Callable[[S, T], R], shared: S, at: int, task: T) -> tuple[int, R]:
    return at, function(shared, task)


def _on_cluster(
    function: Callable[[S, T], R], shared: S, tasks: Sequence[T], address: str
) -> Iterator[tuple[int, R]]:
    try:
        from distributed import as_completed
    except ModuleNotFoundError:
        raise MissingExtra(
            "a cluster needs Dask, which is not installed", next="pip install 'standoff[cluster]'"
        ) from None
    client = _connect(address)
    futures: dict[Any, int] = {}
    try:
        (sent,) = client.scatter([shared], broadcast=True)
        # Pure or not, each call is a task of its own: two runs must not share a future.
        futures = {
            client.submit(function, sent, task, pure=False): at for at, task in enumerate(tasks)
        }
        for future in as_completed(list(futures), loop=client.loop):
            yield futures[future], _result(future, address)
    finally:
        client.cancel(list(futures))
        client.close()


def _connect(address: str) -> Any:
    """A client of the scheduler at an address, at which at least one worker is ready."""
    from distributed import Client

    try:
        client = Client(address, timeout=_WAIT, set_as_default=False)
    except ValueError as fault:
        raise BadValue(f"{address!r} is no address of a Dask scheduler ({fault})",
                       expected="tcp://HOST:PORT") from None  # fmt: skip
    except OSError:
        raise NotAnswered("no Dask scheduler answers", where=address,
                          next="start one with `dask scheduler`, and `dask worker` beside it",
                          ) from None  # fmt: skip
    try:
        client.wait_for_workers(1, timeout=10)
    except TimeoutError:
        client.close()
        raise NotAnswered("the scheduler has no worker", where=address,
                          next="start one with `dask worker ADDRESS`") from None  # fmt: skip
    return client


def _result(future: Any, address: str) -> Any:
    try:
        return future.result()
    except ModuleNotFoundError as fault:
        raise NotAnswered(f"a worker lacks {fault.name}", where=address,
                          expected="the same standoff on every worker") from None  # fmt: skip
