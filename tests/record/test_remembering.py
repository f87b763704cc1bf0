"""Merging with a memory: the same events as merging everything anew, however the journal grew."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from standoff.nouns import Verdict
from standoff.record import (
    Fold,
    Record,
    article_entry,
    coding_entry,
    fact_entry,
    verdict_entry,
)
from standoff.record.journal import Journal
from standoff.record.rulings import ruling_entry

from .samples import article, coding, fact

WORDS = ("Norland und Sudria", "Norland testete eine Rakete", "Sudria protestierte")
MOVES = ("weapon_test", "protest", "summit")
DAYS = [date(2019, 5, 20) + timedelta(days=n) for n in range(3)]
ARTICLES = [article(published=day) for day in DAYS]
CODINGS = [
    coding(words, of=home, day=day, move=move, target="SUD")
    for home in ARTICLES
    for words, move in zip(WORDS, MOVES, strict=True)
    for day in DAYS[:2]
]
IDS = sorted({one.id for one in CODINGS})
AT = datetime(2020, 1, 1, tzinfo=UTC)

ENTRIES = st.one_of(
    st.sampled_from(ARTICLES).map(article_entry),
    st.sampled_from(CODINGS).map(coding_entry),
    st.builds(
        lambda id_, decision, move: verdict_entry(
            Verdict(
                coding=id_, decision=decision, by="Ada", at=AT, why="so",
                changes={"move": move} if decision == "change" else {},
            )
        ),
        st.sampled_from(IDS), st.sampled_from(("accept", "reject", "change")),
        st.sampled_from(MOVES),
    ),
    st.builds(
        lambda n, day, move: fact_entry(fact(f"f{n}", day, move=move)),
        st.integers(1, 3), st.sampled_from(DAYS), st.sampled_from(MOVES),
    ),
    st.builds(
        lambda kind, pair: ruling_entry(kind, *pair, by="Ada", why="so"),
        st.sampled_from(("together", "apart", "as_usual")),
        st.lists(st.sampled_from([*IDS, "f1", "f2"]), min_size=2, max_size=2, unique=True),
    ),
)  # fmt: skip


@given(st.lists(st.lists(ENTRIES, min_size=1, max_size=5), min_size=1, max_size=6))
def test_the_memory_changes_no_event(tmp_path_factory, batches):
    journal = Journal.create(tmp_path_factory.mktemp("case") / "journal.sqlite")
    fold = Fold()
    for batch in batches:
        journal.append(batch, by="Ada")
        grown, anew = fold.catch_up(journal), Record.of(journal)
        assert grown == anew
        for proposed in (False, True):
            assert grown.events(proposed=proposed) == anew.events(proposed=proposed)
            assert grown.summaries(proposed=proposed) == anew.summaries(proposed=proposed)


def test_only_the_move_that_changed_is_merged_anew(tmp_path, monkeypatch):
    import standoff.record.remembering as room

    merged = []
    real = room.merge_part

    def counted(facts, reports, rulings):
        reports = list(reports)
        merged.append({report.coding.move for report in reports})
        return real(facts, reports, rulings)

    monkeypatch.setattr(room, "merge_part", counted)
    journal = Journal.create(tmp_path / "journal.sqlite")
    journal.append([*map(article_entry, ARTICLES), *map(coding_entry, CODINGS)], by="Ada")
    fold = Fold()
    fold.catch_up(journal).events(proposed=True)
    assert sorted(map(sorted, merged)) == sorted([[move] for move in MOVES])
    merged.clear()
    told = next(one for one in CODINGS if one.move == "protest")
    journal.append([verdict_entry(Verdict(coding=told.id, decision="reject", by="Ada", at=AT))])
    fold.catch_up(journal).events(proposed=True)
    assert merged == [{"protest"}]
