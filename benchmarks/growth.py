"""How cost grows: articles, months, states, starts; and what a million articles cost.

    python benchmarks/growth.py [--write]

Each figure is the median CPU time of three runs (one for the largest), with its spread; the
exponent is the slope of log time on log size from the smallest to the largest, so 1 means that
twice as much takes twice as long. The articles are the dispatches of the bundled case, numbered so
that no two are alike. `--write` puts the chart into docs/growth.svg. One thread.
"""

from __future__ import annotations

import argparse
import math
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "POLARS_MAX_THREADS"):
    os.environ[name] = "1"

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.game.random_games import random_model  # noqa: E402

from cycle import models  # noqa: E402
from standoff.case import Case  # noqa: E402
from standoff.case.corpus import coded  # noqa: E402
from standoff.cycle.hidden import Priors, simulate  # noqa: E402
from standoff.cycle.hidden.em_steps import step_markov, step_semi_markov  # noqa: E402
from standoff.cycle.hidden.emission import EmissionPrior  # noqa: E402
from standoff.cycle.hidden.series import count_series  # noqa: E402
from standoff.game.solving import solve_arrays  # noqa: E402
from standoff.nouns import Article  # noqa: E402

DISPATCHES = sorted((ROOT / "src/standoff/cases/korea/dispatches").glob("*.txt"))
Row = tuple[str, int, list[float]]


def articles(count: int) -> list[Article]:
    """Short articles of our own, no two alike."""
    texts = [path.read_text(encoding="utf-8") for path in DISPATCHES]
    return [
        Article.of(
            f"{texts[n % len(texts)]}\nNo. {n}.\n", published=date(2019, 12, 9), outlet=f"o{n}",
            language="de" if "_de_" in DISPATCHES[n % len(texts)].name else "en",
        )
        for n in range(count)
    ]  # fmt: skip


def taken(work: Callable[[], object], runs: int = 3) -> list[float]:
    """CPU seconds of each run."""
    found = []
    for _ in range(runs):
        begun = time.process_time()
        work()
        found.append(time.process_time() - begun)
    return found


def coding() -> list[Row]:
    sum(1 for _ in coded(articles(20)))
    rows = []
    for count in (250, 500, 1000, 2000):
        given = articles(count)
        rows.append(("articles coded", count, taken(lambda g=given: sum(1 for _ in coded(g)))))
    return rows


def months() -> list[Row]:
    rows = []
    markov, semi = models()
    for length in (1000, 10_000, 100_000):
        series = count_series(simulate(markov, length, seed=1)[1])
        given = (series, EmissionPrior(mean=series.pooled_mean()), Priors())
        for kind, step, model in (("Markov", step_markov, markov),
                                  ("semi-Markov", step_semi_markov, semi)):  # fmt: skip
            work = partial(step, *given, model)
            work()
            rows.append((f"months, one step of {kind} EM", length, taken(work)))
    return sorted(rows)


def states() -> list[Row]:
    rows = []
    for count in (30, 300, 3000, 30_000):
        model = random_model(1, states=count, delta=0.95, precision=4.0,
                             convention="quantal_response")  # fmt: skip
        runs = 1 if count > 3000 else 3
        rows.append(("states of a random game, solved", count,
                     taken(lambda m=model: solve_arrays(m), runs)))  # fmt: skip
    return rows


def reading() -> list[Row]:
    """Into a case: coded, written to the journal, opened again."""
    rows = []
    for count in (250, 1000, 4000):
        given = articles(count)
        with tempfile.TemporaryDirectory() as folder:
            case = Case.create(Path(folder) / "c", dyad=("PRK", "USA"))
            rows.append(("articles read into a case", count, taken(partial(case.add, given), 1)))
            size = (Path(folder) / "c" / "journal.sqlite").stat().st_size
            case = Case.open(Path(folder) / "c")
            rows.append(("articles in a case, its record opened", count,
                         taken(lambda: Case.open(Path(folder) / "c").record)))  # fmt: skip
    print(f"journal: {size / 4000 / 1000:.1f} kB an article of {_length(given):,.0f} characters")
    return sorted(rows)


def _length(given: list[Article]) -> float:
    return statistics.mean(len(article.text) for article in given)


def exponent(rows: list[Row]) -> float:
    (_, small, first), (_, large, last) = rows[0], rows[-1]
    return math.log(statistics.median(last) / statistics.median(first)) / math.log(large / small)


def show(rows: list[Row]) -> None:
    for what in dict.fromkeys(row[0] for row in rows):
        own = [row for row in rows if row[0] == what]
        print(f"\n{what}: exponent {exponent(own):.2f}")
        for _, size, seconds in own:
            spread = f"{min(seconds):.3f} to {max(seconds):.3f}" if len(seconds) > 1 else "one run"
            print(f"  {size:>8,}  {statistics.median(seconds):9.3f} s   ({spread})")


def units(rows: list[Row]) -> None:
    """What a million articles and a daily feed cost, from the largest runs."""
    costs = {what: statistics.median(s) / size for what, size, s in rows}
    code = costs["articles coded"]
    print("\nunit costs, from the largest run of each")
    print(f"  coding an article             {1000 * code:.2f} ms")
    print(f"  coding a million              {1e6 * code / 3600:.2f} core hours")
    print(f"  reading one into a case       {1000 * costs['articles read into a case']:.2f} ms")
    print(f"  a daily feed of 500 articles  {500 * code:.1f} s of one core a day")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  most memory of this run       {most:.0f} MB")


def draw(rows: list[Row], path: Path) -> None:
    """Time by size, both on logarithmic scales."""
    import altair as alt
    import vl_convert

    values = [
        {"what": what, "size": size, "seconds": statistics.median(seconds)}
        for what, size, seconds in rows
    ]
    chart = (
        alt.Chart(alt.Data(values=values), width=460, height=300, title="How cost grows")
        .mark_line(point=True)
        .encode(
            x=alt.X("size:Q", scale=alt.Scale(type="log"), title="size"),
            y=alt.Y("seconds:Q", scale=alt.Scale(type="log"), title="CPU seconds"),
            color=alt.Color("what:N", title=None),
        )
    )
    path.write_text(vl_convert.vegalite_to_svg(chart.to_dict()), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="docs/growth.svg")
    told = parser.parse_args()
    rows = [*coding(), *reading(), *months(), *states()]
    show(rows)
    units(rows)
    if told.write:
        draw(rows, ROOT / "docs" / "growth.svg")


if __name__ == "__main__":
    main()
