"""Promise 6: SQLite and PostgreSQL give the same record for the same journal."""

from __future__ import annotations

import os
import random
from datetime import date

import pytest

from record import server  # a folder of tests
from record.samples import article, coding, fact
from standoff.case import Case
from standoff.record import Journal, Record, article_entry, coding_entry, fact_entry, note_entry
from standoff.record.exchange.archive import read_archive, write_archive

HARD = 'Ein "Zitat"\r\n\ttab \\ back\\u0000slash 👩‍👩‍👧 e\u0301 \u2028 \ufeff Ende'


@pytest.fixture(scope="module")
def postgres():
    """A real server on loopback."""
    reason = server.missing()
    if reason:
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with server.server() as address:
        yield address


def entries(count: int):
    """Articles, codings, facts and notes with characters that databases trip over."""
    chance, made = random.Random(6), []
    for number in range(count):
        home = article(f"Norland testete eine Rakete. {HARD} {number}")
        day = date(2019, 1, 1 + number % 28)
        made.append(
            chance.choice(
                [
                    article_entry(home),
                    coding_entry(coding(of=home, day=day)),
                    fact_entry(fact(f"f{number}", day, number=number % 5)),
                    note_entry({"topic": f"{HARD}{number}", "share": chance.random()}),
                ]
            )
        )
        if number % 3 == 0:
            made.append(article_entry(home))
    return made


def test_promise_06_the_same_record_from_both_stores(postgres, tmp_path, all_of_it, kept):
    name = f"promise{int(all_of_it)}"
    there = Journal.create(server.new_database(postgres, name))
    here = Journal.create(tmp_path / "j.sqlite")
    made = entries(5000 if all_of_it else 150)
    for start in range(0, len(made), 50):
        here.append(made[start : start + 50])
    there.restore(read_archive(write_archive(here.entries(), with_texts=True)))
    assert (there.head, list(there.entries())) == (here.head, list(here.entries()))
    one, other = Record.of(here), Record.of(there)
    for part in ("articles", "codings", "facts", "coverage", "notes", "head"):
        assert getattr(one, part) == getattr(other, part), part
    for proposed in (False, True):
        assert one.events(proposed=proposed) == other.events(proposed=proposed)
        assert one.conflicts(proposed=proposed) == other.conflicts(proposed=proposed)
        as_of = date(2020, 1, 1)
        assert one.accounts(as_of=as_of, proposed=proposed) == other.accounts(
            as_of=as_of, proposed=proposed
        )
    kept("entries alike in both stores", here.head.seq)


def test_promise_06_the_bundled_case_is_the_same_record_in_both(postgres, tmp_path, kept):
    here = Case.demo("korea", tmp_path / "korea")
    there = Journal.create(server.new_database(postgres, "korea"))
    there.restore(here.entries())
    one, other = here.record, Record.of(there)
    for part in ("articles", "codings", "facts", "coverage", "notes", "head"):
        assert getattr(one, part) == getattr(other, part), part
    assert one.events(proposed=True) == other.events(proposed=True)
    kept("entries of the bundled case", there.head.seq)
