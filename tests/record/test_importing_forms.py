"""GDELT 2, POLECAT and ACLED from rows of our own in their published columns; series by header."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from standoff.case import Case, import_file
from standoff.errors import FileUnreadable
from standoff.record.importing import acled, gdelt, polecat
from standoff.record.importing.reading import UNTRIED, read_foreign


def row_of(columns, **cells):
    """A row of a form; our dummy cells where nothing is given."""
    unknown = set(cells) - set(columns)
    assert not unknown
    return [str(cells.get(name, "")) for name in columns]


def read(folder, lines, form, *, name="table.txt", delimiter="\t"):
    path = folder / name
    path.write_text("\n".join(delimiter.join(line) for line in lines) + "\n", encoding="utf-8")
    return read_foreign(path, form).parsed


def gdelt_row(**cells):
    usual = {
        "GLOBALEVENTID": 7, "SQLDATE": 20190228, "Actor1Code": "PRKGOV",
        "Actor1CountryCode": "PRK", "Actor2Code": "USA", "Actor2CountryCode": "USA",
        "EventCode": "139", "GoldsteinScale": "-7.0", "ActionGeo_FullName": "Hanoi, Vietnam",
        "DATEADDED": 20190301120000, "SOURCEURL": "http://example.org/a",
    }  # fmt: skip
    return row_of(gdelt.COLUMNS, **{**usual, **cells})


def test_gdelt_has_its_61_columns_and_no_header(tmp_path):
    assert len(gdelt.COLUMNS) == len(set(gdelt.COLUMNS)) == 61
    parsed = read(tmp_path, [gdelt_row(), gdelt_row(EventCode="010")], "gdelt2")
    first, second = parsed.tables["events"].to_dicts()
    assert (first["source"], first["target"]) == ("PRK_GOV", "USA")
    assert (first["move"], first["value"]) == ("ultimatum", -7.0)
    assert (first["earliest"], first["known"]) == (date(2019, 2, 28), date(2019, 3, 1))
    assert (first["place"], first["line"]) == ("Hanoi, Vietnam", 1)
    assert (second["move"], second["line"]) == ("", 2)


@pytest.mark.parametrize(
    ("code", "country", "ours"),
    [
        ("USAGOV", "USA", "USA_GOV"),
        ("ROM", "ROM", "ROU"),
        ("IGOUNO", "", "IGOUNO"),
        ("PRKMIL", "PRK", "PRK_MIL"),
    ],
)
def test_actors_of_gdelt(tmp_path, code, country, ours):
    parsed = read(tmp_path, [gdelt_row(Actor1Code=code, Actor1CountryCode=country)], "gdelt2")
    assert parsed.tables["events"]["source"].to_list() == [ours]


def test_rows_of_gdelt_that_say_too_little_are_set_aside(tmp_path):
    lines = [
        gdelt_row(),
        gdelt_row(Actor1Code="", Actor1CountryCode=""),
        gdelt_row(SQLDATE=20190230),
        gdelt_row()[:-1],
        gdelt_row(EventCode="999"),
        gdelt_row(DATEADDED="soon"),
    ]
    parsed = read(tmp_path, lines, "gdelt2")
    assert len(parsed.tables["events"]) == 1
    reasons = {aside.line: aside.reason for aside in parsed.aside}
    assert sorted(reasons) == [2, 3, 4, 5, 6]
    assert reasons[2] == "Actor1Code is empty"
    assert reasons[4] == "60 cells, not 61"


def test_an_event_is_known_from_the_day_gdelt_added_it(tmp_path):
    path = tmp_path / "20190301120000.export.CSV"
    path.write_text("\t".join(gdelt_row()) + "\n", encoding="utf-8")
    import_file(tmp_path / "case", path, "gdelt2")
    (event,) = Case.open(tmp_path / "case").events()
    assert (event.when.latest, event.known_from) == (date(2019, 2, 28), date(2019, 3, 1))


def test_another_table_is_no_gdelt(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(FileUnreadable, match="line 1 has 1 cells, expected 61"):
        read_foreign(path, "gdelt2")


POLECAT_HEADER = [
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors",
    "Actor Title", "Actor Name Raw", "Wikipedia Actor ID", "Recipient Name", "Recipient Country",
    "Recipient COW", "Primary Recipient Sector", "Recipient Sectors", "Recipient Title",
    "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City", "District", "Province",
    "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type", "Source",
    "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language",
    "Version",
]  # fmt: skip


def polecat_row(**cells):
    usual = {
        "event_id": "x1", "event_date": "2020-01-03", "event_type": "RETREAT",
        "event_mode": "ceasefire", "intensity": "7.0", "actor_name": "Norland",
        "actor_country": "NOR", "primary_actor_sector": "GOV", "recipient_name": "None",
        "recipient_country": "None", "primary_recipient_sector": "None", "city": "None",
        "country": "NOR", "source": "Bote", "publication_date": "2020-01-04",
    }  # fmt: skip
    return row_of(polecat.COLUMNS, **{**usual, **cells})


def test_polecat_gives_type_and_mode_and_the_day_it_was_published(tmp_path):
    assert tuple(map(polecat.rename, POLECAT_HEADER)) == polecat.COLUMNS
    lines = [
        POLECAT_HEADER,
        polecat_row(),
        polecat_row(event_type="REQUEST", event_mode="meet", recipient_country="SUD",
                    recipient_name="League of Sudria", primary_recipient_sector="None"),
        polecat_row(event_type="WALTZ"),
        polecat_row(actor_country="None", actor_name="None", primary_actor_sector="None"),
    ]  # fmt: skip
    parsed = read(tmp_path, lines, "polecat")
    first, second = parsed.tables["events"].to_dicts()
    assert (first["source"], first["target"], first["code"]) == ("NOR_GOV", "", "RETREAT:ceasefire")
    assert (first["move"], first["known"], first["place"]) == (
        "withdrawal",
        date(2020, 1, 4),
        "NOR",
    )
    assert (second["target"], second["plover"], second["move"]) == (
        "SUD_LEAGUEOFSUDRIA",
        "REQUEST",
        "",
    )
    assert [aside.line for aside in parsed.aside] == [4, 5]


def acled_row(**cells):
    usual = {
        "event_id_cnty": "NOR1", "event_date": "2023-02-16", "time_precision": "1",
        "sub_event_type": "Armed clash", "actor1": "Military Forces of Syria (2000-2024)",
        "actor2": "Norland Front", "country": "Syria", "location": "Aleppo", "source": "Bote",
        "fatalities": "3",
    }  # fmt: skip
    return row_of(acled.COLUMNS, **{**usual, **cells})


def test_acled_keeps_fuzzy_dates_fuzzy(tmp_path):
    assert len(acled.COLUMNS) == 31
    lines = [
        [name.upper() for name in acled.COLUMNS],
        acled_row(),
        acled_row(time_precision="2", event_date="16 February 2023"),
        acled_row(time_precision="3", sub_event_type="Peaceful protest"),
        acled_row(time_precision="4"),
        acled_row(sub_event_type="Waltz"),
        acled_row(fatalities="many"),
    ]
    parsed = read(tmp_path, lines, "acled", delimiter=";")
    day, week, month = parsed.tables["events"].to_dicts()
    assert (day["earliest"], day["latest"]) == (date(2023, 2, 16),) * 2
    assert (week["earliest"], week["latest"]) == (date(2023, 2, 10), date(2023, 2, 22))
    assert (month["earliest"], month["latest"]) == (date(2023, 2, 1), date(2023, 2, 28))
    assert (day["source"], day["target"]) == ("SYR_MILITARYFORCES", "NORLANDFRONT")
    assert (day["move"], day["value"], month["move"]) == ("attack", 3.0, "protest")
    assert "order" in day["certainty"]
    assert [aside.line for aside in parsed.aside] == [5, 6, 7]


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        ("Government of Syria (2000-2024)", "SYR_GOVERNMENT"),
        ("Protesters (Syria)", "SYR_PROTESTERS"),
        ("Police Forces of South Korea (2022-)", "KOR_POLICEFORCES"),
        ("Unidentified Armed Group (Nowhere)", "UNIDENTIFIEDARMEDGROUPNOWHERE"),
        ("Syria", "SYR"),
    ],
)
def test_actors_of_acled(tmp_path, name, ours):
    lines = [list(acled.COLUMNS), acled_row(actor1=name)]
    parsed = read(tmp_path, lines, "acled", delimiter=",")
    assert parsed.tables["events"]["source"].to_list() == [ours]


def test_what_was_never_tried_on_real_files_says_so(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("\t".join(gdelt_row()) + "\n", encoding="utf-8")
    assert import_file(tmp_path / "case", path, "gdelt2").untried
    keds = tmp_path / "k.csv"
    keds.write_text("date,source,target,weis\n1990-08-02,IRQ,KUW,223\n", encoding="utf-8")
    assert not import_file(tmp_path / "case", keds, "keds").untried
    assert set(UNTRIED) == {"acled", "gdelt2", "polecat"}
    for module in (acled, gdelt, polecat):
        assert "NOT TRIED ON REAL FILES" in module.__doc__


# -- series by their header ---------------------------------------------------------------------


def test_a_long_table_of_scores_is_a_series_without_a_mapping(tmp_path):
    path = tmp_path / "s.parquet"
    pl.DataFrame(
        {"date": [date(2018, 1, 1), date(2018, 1, 2)], "a": ["AFG", "AFG"], "b": ["AUS", "CHN"],
         "score": [-3.5, 1.0]},
        schema_overrides={"a": pl.Categorical, "score": pl.Float32},
    ).write_parquet(path)  # fmt: skip
    rows = read_foreign(path, "series").parsed.tables["series"].to_dicts()
    assert [(row["name"], row["source"], row["target"], row["value"]) for row in rows] == [
        ("score", "AFG", "AUS", -3.5),
        ("score", "AFG", "CHN", 1.0),
    ]


def test_a_wide_table_has_its_pairs_in_the_header(tmp_path):
    lines = [["week_start", "USA_PRK", "KOR_PRK"], ["2018-01-01", "1.5", ""]]
    (row,) = read(tmp_path, lines, "series").tables["series"].to_dicts()
    assert (row["source"], row["target"], row["value"]) == ("USA", "PRK", 1.5)
    assert (row["earliest"], row["latest"]) == (date(2018, 1, 1), date(2018, 1, 7))


def test_months_and_several_scores_of_a_pair(tmp_path):
    lines = [
        ["set", "source", "target", "month", "n", "goldstein"],
        ["lead", "USA", "IRQ", "1992-08", "2", "-8.8"],
        ["lead", "USA", "IRQ", "1992-13", "2", "-8.8"],
    ]
    parsed = read(tmp_path, lines, "series", delimiter=",")
    rows = parsed.tables["series"].to_dicts()
    assert [(row["name"], row["value"], row["origin"]) for row in rows] == [
        ("n", 2.0, "lead"),
        ("goldstein", -8.8, "lead"),
    ]
    assert rows[0]["latest"] == date(1992, 8, 31)
    assert {aside.line for aside in parsed.aside} == {3}


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ([["who", "score"], ["USA", "1"]], "no column is the time"),
        ([["date", "who"], ["2001-01-01", "USA"]], "no column holds scores"),
        ([["date", "i2p"], ["2001-01-01", "1"]], "'i2p' does not say whose score"),
    ],
)
def test_a_header_that_says_too_little_is_refused(tmp_path, lines, says):
    with pytest.raises(FileUnreadable, match=says):
        read(tmp_path, lines, "series", delimiter=",")
