"""`months`: a small invented record, read month by month by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import standoff as so
from standoff.errors import BadValue, DataError
from standoff.nouns import Coverage, Event, When
from standoff.record.tabulating.month_rules import Reader, month_rules
from standoff.record.tabulating.months import MAPPINGS, months_table

SIDES = ("AAA", "BBB")
SPAN = (date(2001, 1, 1), date(2002, 3, 31))
ALL = (Coverage(kind="*", start=date(2000, 1, 1), end=date(2003, 1, 1), level="complete"),)


def _event(day: str, who: str, move: str, whom: str = "", **more: str) -> Event:
    first, _, last = day.partition("/")
    when = When(earliest=date.fromisoformat(first), latest=date.fromisoformat(last or first))
    name = f"{day}-{who}-{move}-{more.get('system', '')}"
    return Event(id=name, when=when, source=who, target=whom, move=move, **more)


RECORD = (
    _event("2001-01-10", "AAA", "weapon_test", system="short_range"),
    _event("2001-01-20", "AAA", "weapon_test", system="nuclear"),
    _event("2001-01-25", "AAA", "weapon_test", system="submarine"),
    _event("2001-02-03", "AAA", "moratorium", "BBB"),
    _event("2001-02-11", "BBB", "relief", "AAA"),
    _event("2001-03-05", "AAA", "ultimatum", "BBB", stance="conditional"),
    _event("2001-03-06", "BBB", "summit", "AAA;BBB", stance="planned"),
    _event("2001-04-01/2001-05-31", "BBB", "sanction", "AAA"),
    _event("2001-05-02", "BBB", "sanction", "AAA"),
    _event("2001-06-30", "BBB", "sanction", "CCC"),
    _event("2001-07-04", "AAA", "weapon_test", system="nuclear", stance="denied"),
    _event("2001-11-06", "BBB", "election", name="presidential"),
    _event("2001-12-15", "BBB", "domestic_pressure"),
)


def _rows(mapping: str = "gravest", record: tuple[Event, ...] = RECORD, **more: object) -> dict:
    table = months_table(
        record, more.get("coverage", ALL), more.get("due", {}), month_rules(),
        sides=SIDES, span=SPAN, mapping=mapping,
    )  # fmt: skip
    return {f"{row['month']:%Y-%m}": row for row in table.frame.iter_rows(named=True)}


def test_the_three_mappings() -> None:
    assert [_rows(m)["2001-01"]["challenger"] for m in MAPPINGS] == [
        "break_taboo", "provoke", "provoke",
    ]  # fmt: skip
    assert _rows()["2001-01"]["marks"] == "several_challenger"
    with pytest.raises(BadValue, match="gravest, last, first"):
        _rows("loudest")


def test_moves_are_read_by_the_rules() -> None:
    rows = _rows()
    assert (rows["2001-02"]["challenger"], rows["2001-02"]["target"]) == ("pledge", "relieve")
    assert (rows["2001-03"]["challenger"], rows["2001-03"]["target"]) == ("demand", "announce")
    assert rows["2001-04"]["seen"] == 0
    assert rows["2001-04"]["marks"] == "none"
    assert rows["2001-05"]["target"] == "pressure"
    for month in ("2001-06", "2001-07"):  # towards somebody else; denied
        assert (rows[month]["challenger"], rows[month]["target"]) == ("restrain", "hold")


def test_an_event_of_two_months_is_in_none_and_said_so() -> None:
    table = months_table(RECORD, ALL, {}, month_rules(), sides=SIDES, span=SPAN)
    assert any("may lie in two: 1 moves" in note for note in table.notes)


def test_states_follow_the_record() -> None:
    rows = _rows()
    column = {name: [row[name] for row in rows.values()] for name in rows["2001-01"]}
    assert column["last_month"][:5] == ["quiet", "taboo", "detente", "extortion", "quiet"]
    assert column["moratorium"][:4] == ["off", "off", "on", "on"]
    assert column["deadline"][2:10] == ["none", "6", "5", "4", "3", "2", "1", "none"]
    assert column["deal"][2:5] == ["none", "announced", "none"]
    assert column["election"][7:12] == ["far", "3", "2", "1", "far"]
    assert column["capability"][:3] == ["0", "1", "1"]
    assert column["relief"][:7] == ["none", "none", "partial", "partial", "partial", "none", "none"]
    # Relief right after a taboo yields; a deadline that passes unmet resolves; elections end it.
    assert column["reputation"][1:4] == ["unknown", "yielding", "yielding"]
    assert column["reputation"][8:12] == ["yielding", "unknown", "unknown", "unknown"]
    assert column["home"][11:] == ["calm", "trouble", "trouble", "trouble"]


def test_a_named_day_sets_the_clock() -> None:
    opened = next(event.id for event in RECORD if event.move == "ultimatum")
    rows = _rows(due={opened: date(2001, 5, 31)})
    assert [rows[f"2001-0{n}"]["deadline"] for n in (3, 4, 5, 6)] == ["none", "2", "1", "none"]
    far = _rows(due={opened: date(2001, 12, 31)})
    assert [far[f"2001-{n:02}"]["deadline"] for n in (4, 6, 7, 8, 12)] == ["6", "6", "6", "5", "1"]


def test_relief_ends_a_deadline() -> None:
    met = (*RECORD, _event("2001-06-01", "BBB", "relief", "AAA"))
    rows = _rows(record=met)
    assert [rows[f"2001-0{n}"]["deadline"] for n in (6, 7, 8)] == ["4", "none", "none"]


def test_where_nobody_looked_nothing_is_said() -> None:
    seen = (Coverage(kind="*", start=date(2001, 1, 1), end=date(2001, 6, 30), level="partial"),)
    rows = _rows(coverage=seen)
    assert rows["2001-06"]["coverage"] == "partial"
    assert rows["2001-07"]["challenger"] is None
    assert rows["2001-07"]["home"] is None
    assert "outside" in rows["2001-07"]["marks"]


@given(st.integers(0, len(RECORD)), st.sampled_from(MAPPINGS))
def test_a_state_knows_nothing_of_its_own_month(cut: int, mapping: str) -> None:
    """Without the moves from some month on, states up to that month stay as they were."""
    clocks = tuple(e for e in RECORD if e.move == "election")
    early = tuple(e for e in RECORD[:cut] if e.move != "election") + clocks
    rows, whole = _rows(mapping, early), _rows(mapping)
    last = max((e.when.latest for e in RECORD[:cut]), default=date(2001, 1, 1))
    states = list(rows["2001-01"])[6:]
    for month in rows:
        if month <= f"{last:%Y-%m}":
            assert [rows[month][f] for f in states] == [whole[month][f] for f in states]


def test_actions_and_factors_are_the_games() -> None:
    game, rules = so.games.coercion(), month_rules()
    for side in ("challenger", "target"):
        mine = getattr(rules, side)
        names = {mine.idle, *(rule.name for rule in mine.actions)}
        assert names == set(game.declaration.sides[side])
    rows = _rows()
    for name, factor in game.declaration.factors.items():
        assert {row[name] for row in rows.values()} <= set(factor.names)


def test_a_file_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "months.toml"
    path.write_text("[challenger]\nidle = 'restrain'\n", encoding="utf-8")
    with pytest.raises(BadValue, match="bad rules of months"):
        month_rules(path)
    with pytest.raises(DataError, match="unknown move"):
        Reader("AAA", "BBB").patterns(["challenger waltz -> target"])
