"""Foreign data sets: what goes in, what is set aside, what is refused; the record they make."""

from __future__ import annotations

import csv
from datetime import date

import polars as pl
import pytest

from standoff.case import Case, import_file
from standoff.errors import BadValue, FileUnreadable, JournalDamaged, LimitExceeded
from standoff.record import Journal, Record, coding_entry
from standoff.record.importing.batch import import_entry
from standoff.record.importing.imported import event_table, series_table
from standoff.record.importing.reading import aside_table, read_foreign
from standoff.record.importing.shape import EVENT_COLUMNS, Aside
from standoff.settings import Settings

from .samples import article, coding

KEDS = """date,source,target,weis,label,set,goldstein
1990-08-02,IRQGOV,KUW,223,MIL ENGAGEME,mine,-10.0
1990-08-03,USA,IRQ,174,,mine,-6.9
1990-08-03,XYZREB,,023,NEUTRAL COMM,mine,
"""

ICEWS_HEADER = (
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\t"
    "Intensity\tTarget Name\tTarget Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher\t"
    "City\tDistrict\tProvince\tCountry\tLatitude\tLongitude\n"
)

MID = """DispNum3,stateA,stateB,year,month,conflict,hostlevA,hostlevB
7,USA,GMY,1992,3,False,,
7,USA,GMY,1992,4,True,1.0,4.0
7,USA,GMY,1992,5,True,1.0,4.0
8,ROK,PRK,1993,12,True,3.0,5.0
"""

MAPPING = """
title = "Border incidents"
date_format = "%d.%m.%Y"
[columns]
date = "Datum"
who = "Akteur"
whom = "Ziel"
move = "Art"
number = "Anzahl"
[moves]
Beschuss = "attack"
Treffen = "talks"
[actors]
Nordland = "NOR"
"""

INCIDENTS = """Datum;Akteur;Ziel;Art;Anzahl
02.03.2001;Nordland;Südland;Beschuss;3
03.03.2001;Nordland;Südland;Treffen;
04.03.2001;Nordland;Südland;Tanz;
31.02.2001;Nordland;Südland;Treffen;
05.03.2001;;Südland;Treffen;
06.03.2001;Nordland;Südland;Beschuss;zwei
07.03.2001;Nordland;Beschuss
"""


def write(folder, name, text, encoding="utf-8"):
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def read(folder, text, form, *, mapping=None, name="table.csv"):
    return read_foreign(
        write(folder, name, text),
        form,
        mapping=write(folder, "m.toml", mapping) if mapping else None,
    ).parsed


def rows(parsed, kind="events"):
    return parsed.tables[kind].to_dicts()


# -- one importer after the other ---------------------------------------------------------------


def test_keds_rows_get_days_actors_moves_and_keep_their_score(tmp_path):
    first, second, third = rows(read(tmp_path, KEDS, "keds"))
    assert (first["source"], first["target"], first["move"]) == ("IRQ_GOV", "KWT", "attack")
    assert first["earliest"] == first["latest"] == date(1990, 8, 2)
    assert (second["move"], second["plover"], second["value"]) == ("ultimatum", "THREATEN", -6.9)
    assert second["label"].startswith("Ultimatum"), "our label where the file has none"
    assert (third["source"], third["move"], third["value"]) == ("XYZREB", "", None)
    assert [row["line"] for row in (first, second, third)] == [2, 3, 4]


def test_keds_in_parquet_with_numeric_codes_is_the_same_as_in_csv(tmp_path):
    frame = pl.read_csv(KEDS.encode(), try_parse_dates=True)
    assert frame.schema["weis"] == pl.Int64
    path = tmp_path / "k.parquet"
    frame.write_parquet(path)
    there = read_foreign(path, "keds").parsed.tables["events"].drop("line")
    assert there.equals(read(tmp_path, KEDS, "keds").tables["events"].drop("line"))


def test_icews_takes_both_headers_and_repeated_event_ids(tmp_path):
    line = (
        "5\t2018-06-01\tMinistry (Japan)\tGovernment\tJapan\tMake statement\t174\t-5.0\tUnited "
        "Nations\t\t\t88\t2\tDaily\tOsaka\t\t\tJapan\t34.6\t135.5\n"
    )
    parsed = read(tmp_path, ICEWS_HEADER + line + line.replace("174", "010"), "icews")
    first, second = rows(parsed)
    assert (first["source"], first["target"]) == ("JPN_MINISTRY", "UN")
    assert (first["move"], first["place"]) == ("coercion", "Osaka, Japan")
    assert first["origin"] == "event 5, story 88 sentence 2, Daily"
    assert (second["move"], second["plover"]) == ("", "")
    named = ICEWS_HEADER.lower().replace(" ", "_").replace("\t", ",")
    again = read(tmp_path, named + line.replace("\t", ","), "icews")
    assert rows(again)[0] == first


def test_mid_gives_one_event_a_side_and_dispute_and_all_months_as_series(tmp_path):
    parsed = read(tmp_path, MID, "mid")
    told = [(one["source"], one["target"], one["move"]) for one in rows(parsed)]
    assert told == [
        ("DEU", "USA", "attack"),
        ("KOR", "PRK", "deployment"),
        ("PRK", "KOR", "attack"),
    ]
    first = rows(parsed)[0]
    assert (first["earliest"], first["latest"]) == (date(1992, 4, 1), date(1992, 5, 31))
    assert [one["value"] for one in rows(parsed, "series")] == [0, 1, 1, 1]


def test_a_mapped_table_takes_what_it_can_and_sets_the_rest_aside(tmp_path):
    parsed = read(tmp_path, INCIDENTS, "csv", mapping=MAPPING)
    assert [(one["move"], one["number"], one["source"]) for one in rows(parsed)] == [
        ("attack", 3, "NOR"),
        ("talks", None, "NOR"),
    ]
    reasons = {aside.line: aside.reason for aside in parsed.aside}
    assert sorted(reasons) == [4, 5, 6, 7, 8]
    assert "Tanz" in reasons[4]
    assert "31.02.2001" in reasons[5]
    assert reasons[6] == "who is empty"
    assert "zwei" in reasons[7]
    assert reasons[8] == "3 cells, not 5"


def test_codes_of_a_mapped_table_are_converted(tmp_path):
    mapping = (
        'codes = "cameo"\n[columns]\nearliest = "a"\nlatest = "b"\nwho = "w"\ncode = "c"\n'
        '[constants]\nwhom = "SUD"\nstance = "unconfirmed"\n'
    )
    text = (
        "a,b,w,c\n2001-01-01,2001-01-05,NOR,1823\n2001-01-03,,NOR,139\n"
        "2001-01-09,2001-01-02,N,139\n"
    )
    parsed = read(tmp_path, text, "csv", mapping=mapping)
    first, second = rows(parsed)
    assert (first["move"], first["target"], first["stance"]) == ("attack", "SUD", "unconfirmed")
    assert (first["latest"].day, second["latest"].day) == (5, 3)
    assert [one.reason for one in parsed.aside] == ["the last day is before the first"]


def test_scores_enter_as_series_and_never_as_events(tmp_path):
    mapping = (
        'kind = "series"\nperiod = "week"\n[columns]\ndate = "w"\n'
        '[[series]]\ncolumn = "i2p"\nname = "goldstein"\nwho = "ISR"\nwhom = "PSE"\n'
        '[[series]]\ncolumn = "p2i"\nname = "goldstein"\nwho = "PSE"\nwhom = "ISR"\n'
    )
    text = "w,i2p,p2i\n1979-04-15,-10.0,\n1979-04-22,x,1.5\n"
    write(tmp_path, "weeks.csv", text), write(tmp_path, "m.toml", mapping)
    case = tmp_path / "case"
    answer = import_file(case, tmp_path / "weeks.csv", "csv", mapping=tmp_path / "m.toml")
    assert (answer.events, answer.series, answer.aside) == (0, 2, 1)
    record = Case.open(case).record
    assert record.events() == []
    table = series_table(case, record.imports)
    assert table["latest"][0] == date(1979, 4, 21)
    months = Case.open(case).series_table(by="month").frame
    assert months.select("source", "total", "n").rows() == [("ISR", -10.0, 1), ("PSE", 1.5, 1)]


@pytest.mark.parametrize(
    ("form", "said", "first", "last"),
    [
        ("%Y-%m", "1992-02", (1992, 2, 1), (1992, 2, 29)),
        ("%Y", "1992", (1992, 1, 1), (1992, 12, 31)),
    ],
)
def test_a_month_or_year_is_all_its_days(tmp_path, form, said, first, last):
    mapping = f'date_format = "{form}"\n[columns]\ndate = "d"\nwho = "w"\nmove = "m"\n'
    (one,) = rows(read(tmp_path, f"d,w,m\n{said},NOR,talks\n", "csv", mapping=mapping))
    assert (one["earliest"], one["latest"]) == (date(*first), date(*last))


# -- what is refused ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (KEDS.replace("KUW", "Küw").encode("latin-1"), "is not UTF-8"),
        (b"a,b\n1,2\n", "none of the columns of this form is there"),
        (KEDS.encode() + b'1990-08-04,"USA,IRQ,174,,,\n', "a quote is opened and never closed"),
        (b"PAR1" + b"\0" * 50, "damaged or cut short"),
        (KEDS.encode().splitlines()[0] + b"\n", "no row can be taken in"),
        (b"date,source,target,weis\nx,USA,IRQ,174\n", "line 2: date: 'x' is no date"),
        (b"PK\x03\x04" + b"\xff" * 60, "the packed file is damaged"),
        (b"", "the file is empty"),
    ],
)
def test_a_damaged_or_foreign_file_is_refused_and_nothing_changes(tmp_path, content, says):
    case = tmp_path / "case"
    good = write(tmp_path, "good.csv", KEDS)
    before = import_file(case, good, "keds").head
    names = sorted(path.name for path in (case / "imports").iterdir())
    bad = tmp_path / "bad.csv"
    bad.write_bytes(content)
    with pytest.raises(FileUnreadable) as fault:
        import_file(case, bad, "keds")
    assert says in str(fault.value)
    assert "\n" not in str(fault.value)
    assert Case.open(case).head_hash == before
    assert sorted(path.name for path in (case / "imports").iterdir()) == names


def test_a_parquet_file_cut_anywhere_is_refused(tmp_path):
    whole = tmp_path / "w.parquet"
    pl.read_csv(KEDS.encode()).write_parquet(whole)
    raw, cut = whole.read_bytes(), tmp_path / "c.parquet"
    for size in range(1, len(raw), 97):
        cut.write_bytes(raw[:size])
        with pytest.raises(FileUnreadable, match="damaged or cut short"):
            read_foreign(cut, "keds")


def test_a_refused_file_starts_no_case(tmp_path):
    with pytest.raises(FileUnreadable):
        import_file(tmp_path / "case", tmp_path / "nothing.csv", "keds")
    assert not (tmp_path / "case").exists()


def test_more_rows_than_the_setting_allows_are_refused(tmp_path):
    path = tmp_path / "k.parquet"
    pl.read_csv(KEDS.encode()).write_parquet(path)
    for one in (path, write(tmp_path, "k.csv", KEDS)):
        with pytest.raises(LimitExceeded, match="max_import_rows"):
            read_foreign(one, "keds", settings=Settings(max_import_rows=2))


@pytest.mark.parametrize(
    ("mapping", "says"),
    [
        ("x = ", "not a mapping"),
        ("[columns]\n", "no column is the date"),
        ('[columns]\ndate = "d"\nmove = "m"\n', "who acts"),
        ('[columns]\ndate = "d"\nwho = "w"\n', "neither a column for the move"),
        ('[columns]\ndate = "d"\nwho = "w"\ncode = "c"\n', "go together"),
        ('[columns]\ndate = "d"\nwho = "w"\nmove = "m"\n[moves]\nx = "waltz"\n', "waltz"),
        (
            '[columns]\ndate = "d"\nwho = "w"\nmove = "m"\n[moves]\nx = "threat:far"\n',
            "names no system; expected .*intercontinental",
        ),
        ('[columns]\ndate = "d"\nwho = "w"\nmove = "m"\nmood = "x"\n', "no field of events"),
        ('kind = "series"\n[columns]\ndate = "d"\n', r"\[\[series\]\]"),
        ('kind = "poems"\n[columns]\ndate = "d"\n', "not a mapping"),
        ('date_format = "%Q"\n[columns]\ndate = "d"\n', "not a mapping"),
        ('[columns]\ndate = "d"\nwho = "w"\nmove = "m"\n[constants]\nstance = "x"\n', "stance"),
    ],
)
def test_a_faulty_mapping_is_named(tmp_path, mapping, says):
    with pytest.raises(BadValue, match=says):
        read(tmp_path, INCIDENTS, "csv", mapping=mapping)


def test_csv_needs_a_mapping_and_the_others_none(tmp_path):
    with pytest.raises(BadValue, match="go together"):
        read(tmp_path, INCIDENTS, "csv")
    with pytest.raises(BadValue, match="go together"):
        read(tmp_path, KEDS, "keds", mapping=MAPPING)
    with pytest.raises(BadValue, match="form 'gdelt9'"):
        read(tmp_path, KEDS, "gdelt9")


# -- the record ---------------------------------------------------------------------------------


def test_imported_rows_are_events_without_evidence_that_keep_their_source(tmp_path):
    answer = import_file(tmp_path / "case", write(tmp_path, "k.csv", KEDS), "keds", by="Ana")
    assert (answer.started, answer.events, answer.without_move) == (True, 3, 1)
    case = Case.open(tmp_path / "case")
    first, second = case.events()
    assert (first.evidence, first.known_from) == ((), date(1990, 8, 2))
    assert first.provenance == "KEDS/WEIS 223, mine, k.csv line 2"
    assert first.id == f"keds:{answer.id}:2"
    assert second.recorded_at == case.record.imports[0].at
    assert [entry.by for entry in case._journal.entries()] == ["Ana"]
    assert len(event_table(case.folder, case.record.imports)) == 3


def test_the_same_file_again_changes_nothing(tmp_path):
    case, path = tmp_path / "case", write(tmp_path, "k.csv", KEDS)
    first = import_file(case, path, "keds")
    again = import_file(case, path, "keds")
    assert (again.known, again.head) == (True, first.head)
    assert len(Case.open(case).events()) == 2


def test_set_aside_rows_stand_in_a_file_with_line_and_reason(tmp_path):
    write(tmp_path, "i.csv", INCIDENTS), write(tmp_path, "m.toml", MAPPING)
    answer = import_file(tmp_path / "case", tmp_path / "i.csv", "csv", mapping=tmp_path / "m.toml")
    with open(answer.aside_file, encoding="utf-8", newline="") as stream:
        found = list(csv.DictReader(stream))
    assert [row["line"] for row in found] == ["4", "5", "6", "7", "8"]
    assert "Tanz" in found[0]["row"]
    assert answer.aside == 5


def test_a_set_aside_row_is_no_formula_for_a_spreadsheet():
    table = aside_table([Aside(3, "bad", "=cmd|x")])
    assert '"\'=cmd|x"' in table


@pytest.mark.parametrize("harm", ["change", "remove"])
def test_a_kept_table_that_was_changed_is_named_and_never_used(tmp_path, harm):
    case = tmp_path / "case"
    import_file(case, write(tmp_path, "k.csv", KEDS), "keds")
    (kept,) = (case / "imports").glob("*.parquet")
    if harm == "remove":
        kept.unlink()
    else:
        kept.write_bytes(kept.read_bytes()[:-1] + b"x")
    opened = Case.open(case)
    for ask in (opened.events, opened.verify):
        with pytest.raises(JournalDamaged, match=r"entry 1 \(import of k.csv\)"):
            ask()


def test_a_report_joins_the_imported_row_it_tells_of(tmp_path):
    """The same with all imported events in the merging as with only those a report may join."""
    text = (
        "date,source,target,weis\n2019-05-20,USA,PRK,182\n2019-05-20,USA,PRK,031\n"
        "2012-01-01,USA,PRK,182\n"
    )
    import_file(tmp_path / "case", write(tmp_path, "k.csv", text), "keds")
    case = Case.open(tmp_path / "case")
    told = article()
    one = coding(of=told, source="USA", target="PRK", move="deployment", day=date(2019, 5, 20))
    case.append([coding_entry(one)])
    events = case.events(proposed=True)
    assert len(events) == 3
    joined = [event for event in events if event.evidence]
    assert [event.id.rsplit(":", 1)[1] for event in joined] == ["2"]


def test_imports_are_the_same_from_entries_and_journal(tmp_path, journal):
    foreign = read_foreign(write(tmp_path, "k.csv", KEDS), "keds")
    journal.append([import_entry(foreign.batch)])
    record = Record.of(journal, tmp_path)
    assert record.imports[0].id == foreign.batch.id
    assert record == Record.from_entries(journal.entries(), tmp_path)


def test_an_empty_record_has_empty_tables(tmp_path):
    assert tuple(event_table(tmp_path, ()).columns) == (*EVENT_COLUMNS, "import")
    assert series_table(tmp_path, ()).is_empty()
    assert Journal.create(tmp_path / "j.sqlite").head.seq == 0
