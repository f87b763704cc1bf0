"""How often the stated rules for accounts come to what a person judged, on the bundled cases.

    python benchmarks/accounts.py

The rules see the chronology and the due days, not the outcomes; accounts that only a person can
keep (an announcement, a demand) are left out. Prints one line a case and the accounts that differ.
"""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from pathlib import Path

import msgspec

from standoff.record import load_accounts, load_chronology
from standoff.record.accounts import accounts_of

RULED = ("moratorium", "pledge", "ultimatum")
AS_OF = date(2025, 1, 1)


def compare(case: Path) -> None:
    """Print how many of the ruled accounts of a case come out as the person judged."""
    persons = load_accounts(case / "accounts.csv")
    judged = {person.id: person.outcome for person in persons}
    blind = [
        msgspec.structs.replace(one, outcome="open", closed_by="", closed_on=None, why="")
        for one in persons
    ]
    events = load_chronology(case / "chronology.csv")
    accounts = accounts_of(events, [], {}, blind, as_of=AS_OF, follow_days=90)
    ruled = [one for one in accounts if one.kind in RULED]
    equal = sum(one.state == judged[one.id] for one in ruled)
    print(f"{case.name}: {equal} of {len(ruled)} accounts as judged")
    for one in ruled:
        if one.state != judged[one.id]:
            rules = ", ".join(change.rule for change in one.changes) or "no rule"
            print(f"  {one.id}: {one.state} by {rules}, judged {judged[one.id]}")


if __name__ == "__main__":
    for case in sorted(Path(str(files("standoff") / "cases")).iterdir()):
        if (case / "accounts.csv").is_file():
            compare(case)
