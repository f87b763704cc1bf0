"""Tables: counts, panels, state codes, zones, and the forms a table leaves in."""

from __future__ import annotations

import builtins
import io
import random
from datetime import UTC, date, datetime, timedelta

import msgspec
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.case import Case, import_file
from standoff.errors import BadValue, LimitExceeded, MissingExtra
from standoff.nouns import Coverage, Event, When, coverage_level
from standoff.nouns.vocabulary import MOVE_PLOVER
from standoff.record import article_entry, coding_entry, coverage_entry, fact_entry, verdict_entry
from standoff.record.review import decide
from standoff.record.tabulating.counts import count_events
from standoff.record.tabulating.frames import frame_of_events
from standoff.record.tabulating.panel import panel_of
from standoff.record.tabulating.placing import level_of_periods, periods_between
from standoff.record.tabulating.selecting import Selection
from standoff.record.tabulating.states import LISTS, code_on, memberships
from standoff.record.tabulating.table import Table

from .samples import article, coding

DAY = timedelta(days=1)
WHOLE = (Coverage(kind="*", start=date(1970, 1, 1), end=date(2030, 1, 1), level="complete"),)


def event(number, first, last=None, source="PRK", target="USA", move="threat", **more):
    when = more.pop("when", None) or When(earliest=first, latest=last or first)
    more.setdefault("plover", MOVE_PLOVER[move])
    return Event(id=f"e{number}", when=when, source=source, target=target, move=move, **more)


def some_events(seed, size=80):
    """Events of few states, moves and months, some over several days, some with several actors."""
    chance = random.Random(seed)
    states = ("PRK", "USA", "KOR", "RUS", "DEU_GOV", "XYZ", "USA;KOR")
    for number in range(size):
        first = date(1990, 9, 1) + DAY * chance.randrange(90)
        last = first + DAY * chance.choice([0, 0, 0, 5, 40])
        yield event(
            number, first, last, chance.choice(states), chance.choice(states),
            chance.choice(["threat", "talks", "weapon_test"]),
        )  # fmt: skip


def month_of(day):
    return day.replace(day=1)


# -- counts -------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(6))
def test_counts_are_those_of_a_count_by_hand(seed):
    events = list(some_events(seed))
    asked = Selection.of(move="threat|talks", start=date(1990, 9, 10), end=date(1990, 11, 20))
    table = count_events(frame_of_events(events), WHOLE, asked)
    slow = dict.fromkeys((date(1990, month, 1) for month in (9, 10, 11)), 0)
    for one in events:
        first, last = one.when.earliest, one.when.latest
        inside = date(1990, 9, 10) <= first <= last <= date(1990, 11, 20)
        if one.move != "weapon_test" and inside and month_of(first) == month_of(last):
            slow[month_of(first)] += 1
    assert dict(table.frame.select("period", "n").rows()) == slow


@pytest.mark.parametrize("seed", range(6))
def test_counts_of_pairs_are_those_of_a_count_by_hand(seed):
    events = list(some_events(seed))
    table = count_events(
        frame_of_events(events), WHOLE, Selection.of(), each=("source", "target")
    )  # fmt: skip
    slow: dict[tuple[date, str, str], int] = {}
    for one in events:
        if month_of(one.when.earliest) != month_of(one.when.latest):
            continue
        for source in one.source_states:
            for target in one.target_states - {source}:
                key = (month_of(one.when.earliest), source, target)
                slow[key] = slow.get(key, 0) + 1
    assert {row[:3]: row[3] for row in table.frame.rows()} == slow


def test_a_count_is_zero_where_nothing_was_seen_and_missing_where_nobody_looked():
    coverage = [
        Coverage(kind="threat", start=date(2001, 2, 1), end=date(2001, 3, 31), level="complete")
    ]
    events = frame_of_events([event(1, date(2001, 1, 5)), event(2, date(2001, 3, 5))])
    table = count_events(events, coverage, Selection.of(move="threat"))
    assert table.frame.rows() == [
        (date(2001, 1, 1), None, 1, "none"),
        (date(2001, 2, 1), 0, 0, "complete"),
        (date(2001, 3, 1), 1, 1, "complete"),
    ]


def test_what_lies_in_no_single_period_is_counted_nowhere_and_said():
    events = frame_of_events(
        [event(1, date(2001, 1, 5)), event(2, date(2001, 1, 30), date(2001, 2, 2))]
    )
    table = count_events(events, WHOLE, Selection.of())
    assert table.frame["n"].to_list() == [1, 0]
    assert "for sure: 1 of 2." in table.notes[0]


def test_counts_of_each_move_go_by_its_own_coverage():
    coverage = [
        Coverage(kind="threat", start=date(2001, 1, 1), end=date(2001, 1, 31), level="partial")
    ]
    events = frame_of_events([event(1, date(2001, 1, 5)), event(2, date(2001, 1, 6), move="talks")])
    rows = count_events(events, coverage, Selection.of(), each=("move",)).frame.rows()
    assert rows == [
        (date(2001, 1, 1), "talks", None, 1, "none"),
        (date(2001, 1, 1), "threat", 1, 1, "partial"),
    ]


def test_a_launch_in_the_evening_utc_is_the_next_day_in_korea():
    at = datetime(2017, 11, 28, 18, 17, tzinfo=UTC)
    launch = event(
        1, None, move="weapon_test",
        when=When(earliest=date(2017, 11, 29), latest=date(2017, 11, 29), at=at, zone="Asia/Seoul"),
    )  # fmt: skip
    bare = event(2, date(2017, 11, 29), move="weapon_test")
    frame = frame_of_events([launch, bare])
    for zone, days in (
        ("", [(29, 2)]),
        ("UTC", [(28, 1), (29, 1)]),
        ("America/New_York", [(28, 1), (29, 1)]),
        ("Asia/Seoul", [(29, 2)]),
    ):
        table = count_events(frame, WHOLE, Selection.of(), by="day", zone=zone)
        assert [(day.day, n) for day, n in table.frame.select("period", "n").rows()] == days, zone
    with pytest.raises(BadValue, match="'Moon' is no time zone"):
        count_events(frame, WHOLE, Selection.of(), zone="Moon")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ({"move": "waltz"}, "move 'waltz'"),
        ({"stance": "x"}, "stance 'x'"),
        ({"system": "nuclear"}, "a system without a move"),
        ({"start": date(2001, 1, 2), "end": date(2001, 1, 1)}, "start before the end"),
    ],
)
def test_what_cannot_be_asked_is_named(words, says):
    with pytest.raises(BadValue, match=says):
        Selection.of(**words)


def test_an_unknown_period_or_split_is_named():
    with pytest.raises(BadValue, match="by 'fortnight'"):
        count_events(frame_of_events([event(1, date(2001, 1, 1))]), WHOLE, Selection.of(),
                     by="fortnight")  # fmt: skip
    with pytest.raises(BadValue, match="for each 'mood'"):
        count_events(frame_of_events([]), WHOLE, Selection.of(), each=("mood",))


spans = st.tuples(
    st.integers(0, 400),
    st.integers(0, 90),
    st.sampled_from(["*", "threat", "talks"]),
    st.sampled_from(["complete", "partial", "none"]),
)


@given(st.lists(spans, max_size=6), st.sampled_from(["day", "week", "month", "quarter", "year"]))
def test_the_level_of_a_period_is_that_of_its_worst_day(given_spans, by):
    base = date(2000, 1, 1)
    coverage = [
        Coverage(kind=kind, start=base + DAY * first, end=base + DAY * (first + size), level=level)
        for first, size, kind, level in given_spans
    ]
    start, end = base + DAY * 20, base + DAY * 380
    found = level_of_periods(coverage, ("threat",), start, end, by).rows()
    firsts = periods_between(start, end, by).to_list()
    assert [row[0] for row in found] == firsts
    for (first, level), after in zip(found, [*firsts[1:], end + DAY], strict=True):
        days = max(first, start), min(after - DAY, end)
        assert level == coverage_level(coverage, ("threat",), *days)


def test_the_level_of_everything():
    rows = [
        Coverage(kind="*", start=date(2001, 1, 1), end=date(2001, 1, 31), level="complete"),
        Coverage(kind="threat", start=date(2001, 1, 15), end=date(2001, 2, 10), level="complete"),
    ]
    found = level_of_periods(rows, (), date(2001, 1, 1), date(2001, 3, 31), "month").rows()
    assert [level for _, level in found] == ["complete", "none", "none"]
    days = level_of_periods(rows, (), date(2001, 2, 9), date(2001, 2, 12), "day").rows()
    assert [level for _, level in days] == ["partial", "partial", "none", "none"]


# -- states -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "day", "iso3", "cow", "gw"),
    [
        ("RUS", "1985-06-01", "SUN", "365", "365"),
        ("SUN", "1991-12-25", "SUN", "365", "365"),
        ("RUS", "1991-12-26", "RUS", "365", "365"),
        ("SRB", "1995-01-01", "YUG", "345", "345"),
        ("YUG", "1985-01-01", "YUG", "345", "345"),
        ("SRB", "2004-01-01", "SCG", "345", "345"),
        ("SRB", "2010-01-01", "SRB", "345", "340"),
        ("DEU", "1985-01-01", "DEU", "260", "260"),
        ("DEU", "1990-10-03", "DEU", "255", "260"),
        ("DDR", "1985-01-01", "DDR", "265", "265"),
        ("DDR", "1990-10-03", "", "", ""),
        ("CSK", "1992-12-31", "CSK", "315", "315"),
        ("CZE", "1992-12-31", "", "", ""),
        ("CZE", "1993-01-01", "CZE", "316", "316"),
        ("YEM", "1985-01-01", "YEM", "678", "678"),
        ("YEM", "1990-05-22", "YEM", "679", "678"),
        ("YMD", "1985-01-01", "YMD", "680", "680"),
        ("UKR", "1991-12-10", "UKR", "", "369"),
        ("SYR", "1960-01-01", "SYR", "", "652"),
        ("KOR", "2019-01-01", "KOR", "732", "732"),
        ("SSD", "2011-07-08", "", "", ""),
        ("PSE", "2001-01-01", "PSE", "", ""),
        ("UN", "2001-01-01", "", "", ""),
    ],
)
def test_codes_of_states_through_their_history(state, day, iso3, cow, gw):
    told = [code_on(state, date.fromisoformat(day), one) for one in LISTS]
    assert told == [iso3, cow, gw]


@pytest.mark.parametrize("codes", LISTS)
def test_a_state_has_one_code_and_a_code_one_state_on_any_day(codes):
    rows = memberships(codes)
    edges = {row.first for row in rows} | {row.last for row in rows}
    for day in edges:
        there = [row for row in rows if row.first <= day <= row.last]
        assert len({row.state for row in there}) == len(there) == len({row.code for row in there})


def test_sizes_of_the_state_systems():
    """195 members in 2016 is the count that the Correlates of War list gives."""

    def size(codes, day):
        return sum(row.first <= day <= row.last for row in memberships(codes))

    assert size("cow", date(2016, 12, 31)) == 195
    assert size("gw", date(2016, 12, 31)) == 174
    with pytest.raises(BadValue, match="state codes 'fips'"):
        memberships("fips")


# -- panels -------------------------------------------------------------------------------------


@pytest.mark.parametrize("codes", LISTS)
@pytest.mark.parametrize("directed", [True, False])
@pytest.mark.parametrize("seed", range(3))
def test_a_panel_is_that_of_slow_hands(codes, directed, seed):
    """Every pair of states of each month once, with the count that a loop over events gives."""
    events = list(some_events(seed))
    table = panel_of(
        frame_of_events(events), WHOLE, Selection.of(), codes=codes, directed=directed
    )  # fmt: skip
    counted: dict[tuple[date, str, str], int] = {}
    for one in events:
        first = one.when.earliest
        if month_of(first) != month_of(one.when.latest):
            continue
        for source in one.source_states:
            for target in one.target_states - {source}:
                pair = code_on(source, first, codes), code_on(target, first, codes)
                if all(pair) and pair[0] != pair[1]:
                    key = (month_of(first), *(pair if directed else sorted(pair)))
                    counted[key] = counted.get(key, 0) + 1
    present = {code for key in counted for code in key[1:]}
    ends = max(one.when.latest for one in events)
    months = periods_between(date(1990, 9, 1), ends, "month").to_list()
    wanted = {}
    for month, after in zip(months, [*months[1:], None], strict=True):
        last = (after or (month + 40 * DAY).replace(day=1)) - DAY
        there = sorted(
            {row.code for row in memberships(codes)
             if row.code in present and row.first <= last and row.last >= month}
        )  # fmt: skip
        for a in there:
            for b in there:
                if a != b and (directed or a < b):
                    wanted[month, a, b] = counted.get((month, a, b), 0)
    found = {(row[0], str(row[1]), str(row[2])): row[3] for row in table.frame.rows()}
    assert found == wanted
    assert sum(found.values()) == sum(counted.values())
    assert any("no state of the list" in note for note in table.notes), "XYZ is none"


def test_both_germanies_and_the_one_after_stand_in_the_month_between():
    events = [
        event(1, date(1990, 9, 30), source="DDR", target="USA"),
        event(2, date(1990, 10, 1), source="DEU", target="USA"),
        event(3, date(1990, 10, 5), source="DEU", target="USA"),
    ]
    table = panel_of(frame_of_events(events), WHOLE, Selection.of(), codes="cow")
    rows = table.frame.filter(pl.col("target") == 2, pl.col("month") == date(1990, 10, 1))
    assert rows.select("source", "n").rows() == [(255, 1), (260, 1), (265, 0)]


def test_columns_of_a_panel_add_up():
    frame = frame_of_events(list(some_events(9)))
    for columns in ("family", "plover"):
        table = panel_of(frame, WHOLE, Selection.of(), columns=columns).frame
        parts = [name for name in table.columns if name.startswith("n_")]
        assert table.select(pl.sum_horizontal(parts)).to_series().to_list() == table["n"].to_list()


def test_a_panel_is_missing_where_nothing_is_covered_and_keeps_to_its_states():
    coverage = [Coverage(kind="*", start=date(1990, 9, 1), end=date(1990, 9, 30), level="partial")]
    table = panel_of(
        frame_of_events(list(some_events(1))), coverage, Selection.of(), states=("PRK", "USA")
    ).frame
    assert set(table["source"]) | set(table["target"]) == {"PRK", "USA"}
    assert (table["n"].is_null() == (table["month"] != date(1990, 9, 1))).all()
    assert table["n"].null_count() > 0


def test_what_no_panel_can_be_is_named():
    frame = frame_of_events(list(some_events(1)))
    with pytest.raises(BadValue, match="unit 'triad-month'"):
        panel_of(frame, WHOLE, Selection.of(), unit="triad-month")
    with pytest.raises(BadValue, match="'XYZ' is no cow code"):
        panel_of(frame, WHOLE, Selection.of(), codes="cow", states=("XYZ",))
    with pytest.raises(LimitExceeded, match="max_panel_rows"):
        panel_of(frame, WHOLE, Selection.of(), unit="dyad-day", limit=100)


# -- the case -----------------------------------------------------------------------------------


@pytest.fixture
def case(tmp_path):
    """A case with facts, reports, some accepted, and imported rows, one of which a report tells."""
    path = tmp_path / "k.csv"
    path.write_text(
        "date,source,target,weis\n2019-05-20,NOR,SUD,223\n2019-05-20,NOR,,182\n2001-01-01,NOR,SUD,174\n"
        "2001-01-02,NOR,SUD,023\n",
        encoding="utf-8",
    )
    import_file(tmp_path / "case", path, "keds")
    case = Case.open(tmp_path / "case")
    told = article()
    one = coding(of=told, move="deployment", day=date(2019, 5, 20))
    two = coding("Sudria protestierte", of=told, source="SUD", move="protest", plover="PROTEST",
                 day=date(2019, 5, 20))  # fmt: skip
    case.append([article_entry(told), coding_entry(one), coding_entry(two),
                 fact_entry(event(1, date(2019, 5, 1), source="NOR", target="SUD"))])  # fmt: skip
    first = next(item for item in case.record.codings if item.coding.move == "deployment")
    case.append([verdict_entry(decide(first, "accept", by="Ana"))])
    return case


@pytest.mark.parametrize("proposed", [False, True])
def test_the_frame_of_a_record_has_the_rows_of_its_events(case, proposed):
    frame = case.event_frame(proposed=proposed)
    events = case.events(proposed=proposed)
    assert frame["id"].to_list() == [one.id for one in events]
    for row, one in zip(frame.to_dicts(), events, strict=True):
        for name in ("source", "target", "move", "plover", "system", "stance", "place", "name",
                     "provenance", "known_from", "number", "reviewed"):  # fmt: skip
            assert row[name] == getattr(one, name), (one.id, name)
        assert (row["earliest"], row["latest"]) == (one.when.earliest, one.when.latest)
        assert row["evidence"] == len(one.evidence)
        assert row["source_states"] == ";".join(sorted(one.source_states))
    joined = frame.filter(pl.col("evidence") > 0, pl.col("id").str.starts_with("keds:"))
    assert joined["id"].str.ends_with(":3").to_list() == [True], "the report told of line 3"


@pytest.mark.parametrize(
    "asked",
    [{"who": "SUD"}, {"whom": "SUD"}, {"move": "attack|threat"}, {"start": date(2019, 5, 2)},
     {"end": date(2001, 12, 31)}, {"stance": "actual"}, {"stance": "planned"}],
)  # fmt: skip
def test_the_same_is_chosen_from_events_and_from_their_table(case, asked):
    table = case.event_table(proposed=True, **asked).frame
    assert table["id"].to_list() == [one.id for one in case.events(proposed=True, **asked)]


def test_every_table_says_how_much_was_reviewed(case):
    for table in (case.counts(), case.panel(), case.event_table()):
        assert table.notes[0].startswith("1 of 2 codings reviewed: 1 accepted, 0 rejected")
        assert "facts without press evidence" in table.notes[0]
    assert "ARE counted" in case.counts(proposed=True).notes[0]
    assert case.counts(proposed=True).frame["seen"].sum() == case.counts().frame["seen"].sum() + 1


def test_an_import_covers_its_own_span_in_part_until_coverage_is_recorded(case):
    assert case.counts(start=date(2001, 1, 1), end=date(2001, 1, 31)).frame.rows() == [
        (date(2001, 1, 1), 1, 1, "partial")
    ]
    case.append([coverage_entry(Coverage(kind="*", start=date(2019, 5, 1), end=date(2019, 5, 31),
                                         level="complete"))])  # fmt: skip
    levels = dict(case.counts().frame.select("period", "coverage").rows())
    assert levels[date(2019, 5, 1)] == "complete"
    assert levels[date(2001, 1, 1)] == "none"


def test_an_empty_case_has_empty_tables(tmp_path):
    case = Case.create(tmp_path / "empty")
    for table in (
        case.counts(), case.counts(each="source"), case.panel(codes="gw"), case.event_table(),
        case.series_table(), case.series_table(by="week"), case.coding_table(),
    ):  # fmt: skip
        assert len(table) == 0
        assert table.to_csv().count("\n") == 1
    asked = {"start": date(2001, 1, 1), "end": date(2001, 2, 28)}
    assert case.counts(**asked).frame["n"].to_list() == [None, None]
    assert case.series() == ()


def test_a_panel_of_named_states_and_split_counts(case):
    case.append([fact_entry(event(7, date(2019, 5, 2), source="USA", target="PRK"))])
    found = case.panel(codes="cow", states=[2, 731]).frame
    assert found.filter(found["n"] > 0).select("source", "target").rows() == [(2, 731)]
    assert found.equals(case.panel(codes="cow", states="2|731").frame)
    counted = case.counts(each=("move", "move"))
    assert counted.columns == ["period", "move", "n", "seen", "coverage"]


def test_codings_are_a_table_too(case):
    table = case.coding_table(who="NOR").frame
    assert table.select("status", "move", "verdicts").rows() == [("accepted", "deployment", 1)]
    assert case.coding_table(status="proposed").frame["move"].to_list() == ["protest"]
    assert len(case.coding_table(end=date(2019, 5, 19))) == 0
    with pytest.raises(BadValue, match="status 'gone'"):
        case.coding_table(status="gone")


def test_series_are_read_from_the_case(tmp_path):
    path = tmp_path / "s.csv"
    path.write_text("date,a,b,score\n2018-01-02,AFG,AUS,2\n2018-01-01,AFG,AUS,1\n2018-02-01,AFG,AUS,4\n"
                    "2018-02-01,AFG,CHN,8\n", encoding="utf-8")  # fmt: skip
    import_file(tmp_path / "case", path, "series")
    case = Case.open(tmp_path / "case")
    one, two = case.series("score", who="afg")
    assert (one.target, one.values, len(two)) == ("AUS", (1.0, 2.0, 4.0), 1)
    assert one.starts[0] == date(2018, 1, 1)
    months = case.series_table(by="month", whom="AUS").frame
    assert months.select("total", "n").rows() == [(3.0, 2), (4.0, 1)]
    weeks = case.series_table(by="week")
    assert (weeks.frame["n"].sum(), weeks.notes) == (4, ())
    assert case.events() == ()
    with pytest.raises(BadValue, match="as many days"):
        msgspec.structs.replace(one, values=())


# -- the forms a table leaves in ----------------------------------------------------------------


def mixed():
    return Table(
        pl.DataFrame(
            {
                "day": [date(2001, 1, 2), None],
                "at": pl.Series([datetime(2001, 1, 2, 3, 4, tzinfo=UTC), None]),
                "who": ["=cmd|x", 'Süd; "x"\n,'],
                "n": [None, -3],
                "value": [-1.5, None],
                "sure": [True, None],
            }
        )
    )


def test_csv_is_inert_and_reads_back(tmp_path):
    path = mixed().write(tmp_path / "t.csv")
    text = path.read_text(encoding="utf-8")
    assert "'=cmd|x" in text
    assert "-3" in text
    assert "'-3" not in text
    back = pl.read_csv(io.StringIO(text), try_parse_dates=True)
    assert back["n"].to_list() == [None, -3]
    assert back["who"].to_list()[1] == 'Süd; "x"\n,'


def test_parquet_reads_back_equal(tmp_path):
    table = mixed()
    assert pl.read_parquet(table.write(tmp_path / "t.parquet")).equals(table.frame)


def test_pandas_keeps_what_is_missing():
    frame = mixed().to_pandas()
    assert frame["n"].tolist()[1] == -3
    assert frame["n"].isna().tolist() == [True, False]
    assert str(frame["day"].dtype).startswith("datetime64")
    assert frame["day"].isna().tolist() == [False, True]
    assert frame["who"].tolist()[0] == "=cmd|x"
    assert frame["sure"].isna().tolist() == [False, True]


def test_stata_reads_back(tmp_path):
    import pyreadstat

    path = mixed().write(tmp_path / "t.dta")
    back, meta = pyreadstat.read_dta(str(path), output_format="polars")
    assert back["day"].to_list() == [date(2001, 1, 2), None]
    assert back["n"].to_list() == [None, -3.0]
    assert back["value"].to_list() == [-1.5, None]
    assert back["who"].to_list()[1] == 'Süd; "x"\n,'
    assert meta.original_variable_types["day"] == "%td"


def test_what_stata_cannot_hold_is_said(tmp_path):
    long = Table(pl.DataFrame({"text": ["x" * 3000]}))
    with pytest.raises(LimitExceeded, match="a text of 3000 bytes"):
        long.write(tmp_path / "t.dta")
    with pytest.raises(BadValue, match="no name for Stata"):
        Table(pl.DataFrame({"a b": [1]})).write(tmp_path / "t.dta")
    with pytest.raises(BadValue, match=r"expected \.csv, \.parquet or \.dta"):
        mixed().write(tmp_path / "t.xlsx")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("module", "work"), [
    ("pandas", lambda table, path: table.to_pandas()),
    ("pyreadstat", lambda table, path: table.write(path / "t.dta")),
])  # fmt: skip
def test_what_is_not_installed_comes_with_its_pip_line(tmp_path, monkeypatch, module, work):
    found = builtins.__import__

    def absent(name, *rest):
        if name == module:
            raise ModuleNotFoundError(name)
        return found(name, *rest)

    monkeypatch.setattr(builtins, "__import__", absent)
    extra = {"pandas": "pandas", "pyreadstat": "stata"}[module]
    with pytest.raises(MissingExtra, match=rf"pip install 'standoff\[{extra}\]'"):
        work(mixed(), tmp_path)
