"""Size and power of every form of the claim grammar on simulated records.

    python benchmarks/claims.py [--forms sign,clock] [--records 1000]

Size: the share of records without the effect in which the claim's interval leaves the null value
out, on either side; a test at the 5 % level should do so in 3 to 7 of 100. Power: the share of
records with the stated effect in which the claim is borne out. Count, alternation, order, sign,
addressee and clock are run on 1,000 records each, the others on 200. Results are kept form by form
in `artefacts/claims-size.json` and written to `docs/claims-size-and-power.md`.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np

from standoff import claims
from standoff.claims.alternation import alternation_finding
from standoff.claims.order import order_finding
from standoff.claims.told import Told
from standoff.nouns import Account, AccountChange, Claim, Coverage, Definition, Event, Finding, When

ROOT = Path(__file__).parents[1]
KEPT, PAGE = ROOT / "artefacts" / "claims-size.json", ROOT / "docs" / "claims-size-and-power.md"
START, END = date(1990, 1, 1), date(2019, 12, 31)
DAYS = (END - START).days + 1
EVERYTHING = (Coverage(kind="*", start=START, end=END, level="complete"),)
DRAWS = 499
Random = np.random.Generator


def on(days: np.ndarray, name: str = "e", **fields: str) -> list[Event]:
    """One event on each of some days since the start."""
    told = {"source": "AAA", "move": "weapon_test", **fields}
    made = []
    for n, d in enumerate(sorted(int(d) for d in days if 0 <= d < DAYS)):
        day = START + timedelta(days=d)
        made.append(Event(id=f"{name}{n}", when=When(earliest=day, latest=day), **told))  # type: ignore[arg-type]
    return made


def some(rng: Random, n: int) -> np.ndarray:
    return rng.choice(DAYS, n, replace=False)


def ask(claim: Claim, events: list[Event], accounts: tuple[Account, ...] = ()) -> Finding:
    return claims.test_claim(claim, events, EVERYTHING, accounts=accounts)


def claim(form: str, definition: Definition, **fields: object) -> Claim:
    told = {"start": START, "end": END, "dyad": ("AAA", "BBB"), **fields}
    return Claim(id=form, form=form, text={"en": form}, definitions=(definition,), **told)  # type: ignore[arg-type]


# -- one record of each form: without the effect (0) or with it (1) --------------------------------

KINDS = ("engine", "submarine", "satellite")
PATTERNS = {kind: f"AAA weapon_test:{kind}" for kind in KINDS}


def in_kinds(rng: Random, kinds: list[int]) -> list[Event]:
    days = np.sort(some(rng, len(kinds)))
    return [e for n, (d, k) in enumerate(zip(days, kinds, strict=True))
            for e in on(np.array([d]), f"k{n}-", system=KINDS[k])]  # fmt: skip


def count(rng: Random, effect: int) -> Finding:
    """The truth is known and asserted (0), or one less is asserted (1: to be told apart)."""
    n = int(rng.integers(1, 40))
    asked = claim("count", Definition(name="d", pattern="AAA weapon_test"), asserted=n - effect)
    return ask(asked, on(some(rng, n)))


def alternation(rng: Random, effect: int) -> Finding:
    """90 events of three kinds drawn at random; with the effect the last kind half as likely."""
    kinds = [int(rng.integers(3))]
    for _ in range(89):
        weights = np.ones(3)
        weights[kinds[-1]] = 0.5 if effect else 1.0
        kinds.append(int(rng.choice(3, p=weights / weights.sum())))
    asked = claim("alternation", Definition(name="d", patterns=PATTERNS))
    return alternation_finding(
        asked, Told(events=tuple(in_kinds(rng, kinds)), coverage=EVERYTHING), draws=DRAWS
    )


def order(rng: Random, effect: int) -> Finding:
    """Sticky kinds, 120 events; with the effect a change goes forward in three of four cases."""
    kinds = [int(rng.integers(3))]
    for _ in range(119):
        step = 1 if rng.random() < (0.75 if effect else 0.5) else 2
        kinds.append(kinds[-1] if rng.random() < 0.4 else (kinds[-1] + step) % 3)
    asked = claim("order", Definition(name="d", patterns=PATTERNS), kinds=KINDS)
    return order_finding(
        asked, Told(events=tuple(in_kinds(rng, kinds)), coverage=EVERYTHING), draws=DRAWS
    )


def sign(rng: Random, effect: int) -> Finding:
    """60 signs, 150 announcements; with the effect a quarter of the signs has one in its window."""
    signs = some(rng, 60)
    due = some(rng, 150)
    if effect:
        due = np.concatenate([due, signs[:15] + rng.integers(1, 29, 15)])
    asked = claim("sign", Definition(name="d", pattern="AAA signal"), announces="AAA announcement",
                  within_days=30)  # fmt: skip
    return ask(asked, on(signs, "s", move="signal") + on(due, "a", move="announcement"))


def exception(rng: Random, effect: int) -> Finding:
    """A rate that drifts from month to month; with the effect three times as high for six years."""
    months = 360
    log = np.zeros(months)
    for m in range(1, months):
        log[m] = 0.7 * log[m - 1] + rng.normal(0, 0.35)
    inside = np.arange(months) // 12 - 20
    rate = np.exp(log - log.mean()) * np.where(
        (inside >= 0) & (inside < 6) & bool(effect), 3.0, 1.0
    )
    days = np.concatenate([
        30.44 * m + rng.choice(30, min(30, k), replace=False)
        for m, k in enumerate(rng.poisson(1.0 * rate)) if k
    ])  # fmt: skip
    asked = claim("exception", Definition(name="d", pattern="AAA weapon_test"), direction="more",
                  start=date(2010, 1, 1), end=date(2015, 12, 31), compare_start=START,
                  compare_end=END)  # fmt: skip
    return ask(asked, on(np.unique(days.astype(int))))


def dwell(rng: Random, effect: int) -> Finding:
    """Months of two kinds that end with a chance of 0.3; with the effect one of them with 0.6."""
    ends = (0.6 if effect else 0.3, 0.3)
    state, days = 0, ([], [])
    for m in range(360):
        days[state].append(int(30.44 * m) + 12)
        state = 1 - state if rng.random() < ends[state] else state
    asked = claim("dwell", Definition(name="d"), kinds=("detente",), than=("provocation",),
                  direction="fewer")  # fmt: skip
    return ask(asked, on(np.array(days[0]), "t", move="talks", target="BBB")
               + on(np.array(days[1]), "w", system="engine"))  # fmt: skip


def addressee(rng: Random, effect: int) -> Finding:
    """80 threats, half of them at one state; with the effect two in three."""
    ours, days = rng.random(80) < (2 / 3 if effect else 0.5), some(rng, 80)
    events = on(days[ours], "b", move="threat", target="BBB")
    events += on(days[~ours], "c", move="threat", target="CCC")
    asked = claim("addressee", Definition(name="d", pattern="AAA threat"), addressees=("BBB",),
                  quantifier="usually")  # fmt: skip
    return ask(asked, events)


def deadline(rng: Random, effect: int) -> Finding:
    """Terms are never met; what was threatened follows (1) or does not (0)."""
    end = date(2010, 1, 1) + timedelta(days=int(rng.integers(1000)))
    after = (end - START).days + int(rng.integers(1, 90))
    asked = claim("deadline", Definition(name="d", pattern="BBB relief"), start=date(2009, 1, 1),
                  end=end, consequence="AAA weapon_test:engine", said_by="AAA")  # fmt: skip
    early = on(rng.integers(0, (end - START).days - 100, 20), "o", move="talks")
    return ask(asked, early + (on(np.array([after]), system="engine") if effect else []))


def pledge(rng: Random, effect: int) -> Finding:
    """60 accounts, half of them kept; with the effect one in four, asked as `seldom`."""
    accounts = []
    for n in range(60):
        state = "kept" if rng.random() < (0.25 if effect else 0.5) else "broken"
        step = AccountChange(state=state, on=date(2001, 1, 1), by="somebody")
        told = {"id": str(n), "holder": "AAA", "opened_by": (str(n),), "changes": (step,)}
        one = Account(kind="announcement", state=state, opened_on=date(2000, 1, 1), **told)
        accounts.append(one)
    asked = claim("pledge", Definition(name="d", pattern="AAA announcement"), quantifier="seldom")
    return ask(asked, [], tuple(accounts))


def clock(rng: Random, effect: int) -> Finding:
    """About 80 acts, seven elections; with the effect twice the rate in the year before one."""
    elections = np.array([(date(y, 11, 5) - START).days for y in range(1994, 2020, 4)])
    weights = np.ones(DAYS)
    for strike in elections * effect:
        weights[max(strike - 365, 0) : strike] = 2.0
    days = np.flatnonzero(rng.random(DAYS) < 80 * weights / weights.sum())
    asked = claim("clock", Definition(name="d", pattern="AAA weapon_test"), clock="BBB election",
                  before_months=12, direction="more")  # fmt: skip
    return ask(asked, on(days) + on(elections, "v", move="election", source="BBB"))


FORMS: dict[str, tuple[Callable[[Random, int], Finding], int, float]] = {
    "count": (count, 1000, 0.0),
    "alternation": (alternation, 1000, 0.0),
    "order": (order, 1000, 0.0),
    "sign": (sign, 1000, float("nan")),
    "addressee": (addressee, 1000, 0.5),
    "clock": (clock, 1000, 1.0),
    "exception": (exception, 200, 1.0),
    "dwell": (dwell, 200, 1.0),
    "pledge": (pledge, 200, 0.5),
    "deadline": (deadline, 200, float("nan")),
}
EXACT = ("count", "deadline")


def leaves_out(form: str, found: Finding, null: float) -> bool:
    """Whether the interval leaves the null value out; for a full count, whether it errs."""
    if form == "count":
        return found.verdict != "supported"
    if form == "deadline":
        return found.verdict == "supported"
    value = found.region[0] if form == "sign" else null
    return not found.interval[0] <= value <= found.interval[1]


def tells_apart(form: str, found: Finding) -> bool:
    return found.verdict == ("contradicted" if form == "count" else "supported")


def run(form: str, records: int) -> dict[str, float]:
    make, _, null = FORMS[form]
    spent = time.process_time()
    size = sum(
        leaves_out(form, make(np.random.default_rng([1, n]), 0), null) for n in range(records)
    )
    power = sum(tells_apart(form, make(np.random.default_rng([2, n]), 1)) for n in range(records))
    return {"records": records, "size": size / records, "power": power / records,
            "seconds": round(time.process_time() - spent, 1)}  # fmt: skip


def page(results: dict[str, dict[str, float]]) -> str:
    lines = [
        "# Claims: size and power of every form", "",
        "Written by `python benchmarks/claims.py`; the simulated records stand there, one function",
        "a form. Size is the share of records without the effect whose 95 % interval leaves the",
        "null value out on either side, with a 95 % interval of its own; it should be 3 to 7 %.",
        "Power is the share of records with the effect in which the claim is borne out.", "",
        "| form | records | size | power | records without and with the effect |",
        "|---|---:|---:|---:|---|",
    ]  # fmt: skip
    for form, row in results.items():
        make, _, _ = FORMS[form]
        n, size = int(row["records"]), row["size"]
        reach = 1.96 * (size * (1 - size) / n) ** 0.5
        shown = (
            f"{100 * size:.1f} % ± {100 * reach:.1f}"
            if form not in EXACT
            else f"{100 * size:.1f} %"
        )
        lines.append(f"| `{form}` | {n} | {shown} | {100 * row['power']:.0f} % | {make.__doc__} |")
    lines += [
        "", "`count` and `deadline` test nothing against chance: a covered count is itself, a",
        "deadline is one case. Their size is the share of wrong verdicts, nought by construction",
        "where dates are known; their power is the share of wrong numbers, or of threats carried",
        "out, that are told apart.", "",
        f"CPU time: {sum(row['seconds'] for row in results.values()):.0f} s in all.", "",
    ]  # fmt: skip
    return "\n".join(lines)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--forms", default=",".join(FORMS))
    options.add_argument("--records", type=int, default=0)
    told = options.parse_args()
    kept = json.loads(KEPT.read_text()) if KEPT.is_file() else {}
    KEPT.parent.mkdir(exist_ok=True)
    for form in told.forms.split(","):
        kept[form] = run(form, told.records or FORMS[form][1])
        KEPT.write_text(json.dumps(kept, indent=1))
        print(form, kept[form], flush=True)
    if not told.records and set(FORMS) <= set(kept):
        PAGE.write_text(page({form: kept[form] for form in FORMS}), encoding="utf-8")


if __name__ == "__main__":
    main()
