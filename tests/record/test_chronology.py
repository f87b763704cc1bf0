"""Chronologies and coverage from CSV: good rows become facts, broken ones are named."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from standoff.errors import BadValue, FileUnreadable
from standoff.record import load_chronology, load_coverage

HEADER = (
    "id,earliest,latest,at_utc,zone,who,whom,move,system,number,place,stance,name,terms,theatre,"
    "text_en,text_de,source,certainty,known_from,note"
)
GOOD = {
    "id": "k1",
    "earliest": "2019-05-29",
    "at_utc": "2019-05-28T20:30Z",
    "zone": "Asia/Pyongyang",
    "who": "NOR",
    "whom": "SUD",
    "move": "weapon_test",
    "system": "short_range",
    "number": "2",
    "place": "Nordhafen",
    "name": "N-1",
    "theatre": "north",
    "text_en": "Two missiles, fired at dawn.",
    "text_de": "Zwei Raketen.",
    "source": "own count",
    "certainty": "high",
    "note": "not read",
}


def write(folder, *rows, header=HEADER, name="chronology.csv"):
    names = header.split(",")
    lines = [header, *(",".join(f'"{row.get(name, "")}"' for name in names) for row in rows)]
    path = folder / name
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_good_row_becomes_a_fact(tmp_path):
    (event,) = load_chronology(write(tmp_path, GOOD))
    assert (event.id, event.source, event.target, event.move) == ("k1", "NOR", "SUD", "weapon_test")
    assert (event.plover, event.system, event.number) == ("MOBILIZE", "short_range", 2)
    assert (event.when.earliest, event.when.latest) == (date(2019, 5, 29), date(2019, 5, 29))
    assert event.when.at == datetime(2019, 5, 28, 20, 30, tzinfo=UTC)
    assert event.text == {"en": "Two missiles, fired at dawn.", "de": "Zwei Raketen."}
    assert (event.theatre, event.provenance, event.certainty) == ("north", "own count", "high")
    assert (event.stance, event.known_from) == ("actual", date(2019, 5, 29))
    assert event.evidence == ()


def test_columns_may_be_left_out(tmp_path):
    row = {"id": "a", "earliest": "2019-01-01", "latest": "2019-01-31", "who": "X", "move": "talks"}
    (event,) = load_chronology(write(tmp_path, row, header="id,earliest,latest,who,move"))
    assert (event.when.latest, event.known_from) == (date(2019, 1, 31), date(2019, 1, 31))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"id": ""}, r"line 3: column id: it is empty"),
        ({"who": ""}, r"line 3: column who: it is empty"),
        ({"earliest": ""}, r"line 3: column earliest: it is empty"),
        ({"earliest": "29/5/2019"}, r"line 3: column earliest: '29.5.2019' is not a date"),
        ({"latest": "2019-05-28"}, r"line 3: column latest: 2019-05-28 is before 2019-05-29"),
        ({"move": "rumour"}, r"line 3: column move: 'rumour' is not known; expected one of summit"),
        ({"move": ""}, r"line 3: column move: it is empty"),
        ({"system": "laser"}, r"line 3: column system: 'laser' is not known"),
        ({"stance": "maybe"}, r"line 3: column stance: 'maybe' is not known"),
        ({"number": "two"}, r"line 3: column number: 'two' is no number"),
        ({"at_utc": "at dawn"}, r"line 3: column at_utc: 'at dawn' is no instant"),
        ({"at_utc": "2019-05-27T20:30Z"}, r"line 3: column at_utc: in Asia/Pyongyang that is"),
        ({"zone": "Mars/North"}, r"line 3: column zone: 'Mars/North' is no time zone"),
        ({"known_from": "later"}, r"line 3: column known_from: 'later' is not a date"),
        ({"id": "k1"}, r"line 3: column id: 'k1' was used before"),
    ],
)
def test_broken_rows_are_named_by_line_and_column(tmp_path, change, message):
    path = write(tmp_path, GOOD, {**GOOD, "id": "k2", **change})
    with pytest.raises(BadValue, match=message):
        load_chronology(path)


def test_a_missing_column_is_named(tmp_path):
    with pytest.raises(FileUnreadable, match="header lacks the columns id, earliest, who, move"):
        load_chronology(write(tmp_path, header="id,earliest,who"))


COVERED = {"kind": "weapon_test:nuclear", "start": "2017-01-01", "end": "2020-12-31"}


def coverage(folder, **change):
    row = {**COVERED, "level": "complete", "note": "all known ones", **change}
    return load_coverage(write(folder, row, header="kind,start,end,level,note"))


def test_coverage_rows(tmp_path):
    (row,) = coverage(tmp_path)
    assert (row.kind, row.level, row.note) == ("weapon_test:nuclear", "complete", "all known ones")
    assert coverage(tmp_path, kind="*")[0].kind == "*"
    assert coverage(tmp_path, kind="summit")[0].kind == "summit"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"kind": "weapon_test:laser"}, "line 2: column kind: 'weapon_test:laser' is not known"),
        ({"kind": "weapon_test:"}, "line 2: column kind"),
        ({"kind": ""}, "line 2: column kind: it is empty"),
        ({"start": "soon"}, "line 2: column start: 'soon' is not a date"),
        ({"end": "2016-01-01"}, "line 2: column end: 2016-01-01 is before 2017-01-01"),
        ({"level": "mostly"}, "line 2: column level: 'mostly' is not known"),
    ],
)
def test_broken_coverage_is_named(tmp_path, change, message):
    with pytest.raises(BadValue, match=message):
        coverage(tmp_path, **change)
