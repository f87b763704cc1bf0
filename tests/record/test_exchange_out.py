"""Parquet, TimelineJS, PLOVER, zip packing, and articles whose texts are withheld."""

from __future__ import annotations

import html
import json
import sqlite3
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff.errors import BadValue, FileUnreadable, JournalDamaged, LimitExceeded
from standoff.nouns import Event, Evidence, When
from standoff.nouns.vocabulary import MOVE_PLOVER, MOVES, STANCES, SYSTEMS
from standoff.record import Journal, Record, article_entry, coding_entry, verdict_entry
from standoff.record.exchange.annotations import placed, write_pages
from standoff.record.exchange.archive import read_archive, write_archive
from standoff.record.exchange.packing import pack, unpack
from standoff.record.exchange.parquet import (
    read_codings,
    read_events,
    write_codings,
    write_events,
)
from standoff.record.exchange.plover import write_plover
from standoff.record.exchange.timelinejs import write_timeline
from standoff.record.review import decide, review
from standoff.settings import Settings

from .samples import TEXT, article, coding, fact

DAY = date(2019, 5, 20)
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
days = st.dates(date(1, 1, 1), date(9999, 12, 31))
instants = st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)).map(
    lambda instant: instant.replace(tzinfo=UTC)
)


@st.composite
def events(draw):
    """Events with anything in any field."""
    span = sorted([draw(days), draw(days)])
    quote = draw(words)
    return Event(
        id=draw(words),
        when=When(
            earliest=draw(st.sampled_from([None, span[0]])),
            latest=draw(st.sampled_from([None, span[1]])),
            said=draw(words),
            at=draw(st.none() | instants),
            zone=draw(words),
        ),
        source=draw(words),
        target=draw(words),
        move=(move := draw(st.sampled_from(MOVES))),
        plover=MOVE_PLOVER[move],
        system=draw(st.sampled_from(["", *SYSTEMS])),
        stance=draw(st.sampled_from(STANCES)),
        number=draw(st.none() | st.integers(-(2**63), 2**63 - 1)),
        place=draw(words),
        text=draw(st.dictionaries(st.sampled_from(["en", "de"]), words)),
        codings=tuple(draw(st.lists(words, max_size=2))),
        evidence=tuple(
            draw(st.lists(st.just(Evidence(article="a", start=1, end=9, quote=quote)), max_size=2))
        ),
        provenance=draw(words),
        certainty=draw(words),
        known_from=draw(st.none() | days),
        recorded_at=draw(st.none() | instants),
        reviewed=draw(st.booleans()),
    )


@given(st.lists(events(), max_size=4))
@settings(max_examples=60)
def test_events_read_back_equal_from_parquet(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("p") / "e.parquet"
    path.write_bytes(raw := write_events(rows))
    assert read_events(path) == rows
    assert write_events(rows) == raw, "the same rows give the same bytes"


@given(st.lists(st.tuples(words, st.floats(0, 1), st.none() | st.integers(0, 10**9)), max_size=4))
@settings(max_examples=40)
def test_codings_read_back_equal_from_parquet(tmp_path_factory, rows):
    told = [
        coding(speaker=speaker, confidence=sure, number=number, day=DAY)
        for speaker, sure, number in rows
    ]
    path = tmp_path_factory.mktemp("p") / "c.parquet"
    path.write_bytes(write_codings(told))
    assert read_codings(path) == told


def test_foreign_and_cut_parquet_is_one_sentence(tmp_path):
    path = tmp_path / "e.parquet"
    path.write_bytes(write_events([fact()])[:-20])
    with pytest.raises(FileUnreadable, match="damaged or cut short"):
        read_events(path)
    path.write_bytes(write_codings([coding()]))
    with pytest.raises(FileUnreadable, match=r"the columns .* are missing"):
        read_events(path)


def timeline(*rows):
    return json.loads(
        write_timeline(
            rows,
            title="A & B",
            lead="2 of 3.",
            headline=lambda event: event.name or event.id,
            group=lambda event: event.move,
            told=lambda event: event.provenance,
        )
    )


HOSTILE = "<img src=x onerror=alert(1)> & \"'"


@given(words, words)
def test_nothing_in_a_timeline_is_an_element(name, provenance):
    found = timeline(fact(name=name + HOSTILE, provenance=provenance + HOSTILE))
    (slide,) = found["events"]
    for key, told in (("headline", name), ("text", provenance)):
        assert not set("<>\"'") & set(slide["text"][key])
        assert html.unescape(slide["text"][key]) == html.unescape(html.escape(told + HOSTILE))
    assert slide["autolink"] is False


def test_a_timeline_shows_ranges_and_counts_what_it_cannot_show():
    open_end = Event(id="o", when=When(earliest=DAY), source="NOR", move="talks")
    undated = Event(id="u", when=When(), source="NOR", move="talks")
    month = fact("m", date(2019, 5, 1), date(2019, 5, 31))
    found = timeline(fact("f"), month, open_end, undated)
    shown = {slide["unique_id"]: slide for slide in found["events"]}
    assert list(shown) == ["f", "m", "o"]
    assert shown["f"]["start_date"] == {"year": 2019, "month": 5, "day": 20}
    assert "end_date" not in shown["f"]
    assert shown["m"]["end_date"]["day"] == 31
    assert shown["o"]["display_date"] == "from 2019-05-20"
    assert "1 events without a date are not shown" in found["title"]["text"]["text"]


def plover(*rows):
    lines, left_out = write_plover(
        rows, name=lambda code: {"NOR": "Norland"}.get(code, ""), languages={"a": "de"}, coder="x"
    )
    return [json.loads(line) for line in lines.splitlines()], left_out


def test_plover_records_have_the_fields_of_the_gold_standard():
    proof = Evidence(article="a", start=0, end=5, quote="Worte")
    told = fact("f", source="NOR;NOR_KING", target="SUD", plover="MOBILIZE", system="engine",
                evidence=(proof,), place="Hafen", number=2, provenance="Bote")  # fmt: skip
    (record,), left_out = plover(told)
    assert left_out == 0
    assert record["source"] == [
        {"actorText": "Norland", "code": "NOR"},
        {"actorText": "NOR_KING", "code": "NOR", "role": "KING"},
    ]
    assert record["target"] == [{"actorText": "SUD", "code": "SUD"}]
    assert (record["date"], record["event"], record["mode"]) == (
        "2019-05-20", "MOBILIZE", "weapon_test",
    )  # fmt: skip
    assert (record["eventText"], record["language"], record["eventLoc"]) == ("Worte", "de", "Hafen")
    known = {"id", "date", "dateEnd", "source", "target", "event", "mode", "context", "eventText",
             "text", "eventLoc", "number", "language", "publication", "coder", "version",
             "dateCoded", "comment"}  # fmt: skip
    assert set(record) <= known
    assert "" not in record.values(), "only fields that say something"


def test_what_is_no_plover_record_is_counted_and_doubts_are_told():
    signal = fact("s", move="silence")
    undated = Event(id="u", when=When(), source="NOR", move="talks", plover="CONSULT")
    doubt = fact("d", plover="MOBILIZE", stance="unconfirmed", reviewed=False)
    records, left_out = plover(signal, undated, doubt)
    assert ([one["id"] for one in records], left_out) == (["d"], 2)
    assert records[0]["comment"] == "stance: unconfirmed; proposed, not reviewed"


# -- zip ------------------------------------------------------------------------------------------

plain = st.text("abcxyz.-", min_size=1, max_size=9).filter(lambda name: name.strip("."))


@given(st.dictionaries(plain, st.binary(max_size=200), max_size=5))
def test_packing_is_the_same_to_the_byte_and_reads_back(tmp_path_factory, files):
    raw = pack(files)
    assert pack(dict(reversed(files.items()))) == raw
    path = tmp_path_factory.mktemp("z") / "b.zip"
    path.write_bytes(raw)
    assert unpack(path, Settings()) == files


@pytest.mark.parametrize("name", ["../x", "/x", "a/../../x", "a\\x", "C:x", "x/"])
def test_a_zip_that_writes_elsewhere_is_refused(tmp_path, name):
    path = tmp_path / "b.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name), b"x")
    with pytest.raises(FileUnreadable, match="a file named"):
        unpack(path, Settings())


def test_a_zip_is_unpacked_up_to_the_limit_whatever_its_header_claims(tmp_path):
    path = tmp_path / "b.zip"
    path.write_bytes(pack({"a": bytes(50_000), "b": bytes(60_000)}))
    with pytest.raises(LimitExceeded, match="max_bundle_bytes"):
        unpack(path, Settings(max_bundle_bytes=100_000))
    raw = bytearray(path.read_bytes())
    central = raw.index(b"PK\x01\x02")
    raw[central + 24 : central + 28] = (2**32 - 2).to_bytes(4, "little")
    path.write_bytes(raw)
    with pytest.raises((FileUnreadable, LimitExceeded)):
        unpack(path, Settings(max_bundle_bytes=100_000))


@given(st.binary(max_size=300))
@settings(max_examples=40)
def test_junk_is_no_zip(tmp_path_factory, raw):
    path = tmp_path_factory.mktemp("z") / "b.zip"
    path.write_bytes(raw)
    with pytest.raises(FileUnreadable):
        unpack(path, Settings())
    path.write_bytes(pack({"a": b"x" * 500})[: len(raw)])
    with pytest.raises(FileUnreadable):
        unpack(path, Settings())


# -- withheld texts -------------------------------------------------------------------------------


def withheld_copy(journal: Journal, path: Path) -> Journal:
    lines = list(write_archive(journal.entries(), with_texts=False))
    copy = Journal.create(path)
    copy.restore(read_archive(lines, withheld=True))
    return copy


@pytest.fixture
def told(journal):
    home = article()
    one = coding(of=home, day=DAY)
    moved = decide(
        review(one, (), home.text), "change", by="anna",
        changes={"start": "40", "end": "69"}, text=home.text,
    )  # fmt: skip
    journal.append([article_entry(home), coding_entry(one), verdict_entry(moved)])
    return journal


def test_a_record_without_texts_has_the_same_hashes_and_counts(told, tmp_path):
    copy = withheld_copy(told, tmp_path / "copy.sqlite")
    assert copy.head == told.head
    assert copy.verify() == told.head
    ours, theirs = Record.of(told), Record.of(copy)
    assert theirs.articles[0].withheld
    assert TEXT not in (tmp_path / "copy.sqlite").read_bytes().decode("latin-1")
    assert theirs.reviewed == ours.reviewed
    for a, b in zip(ours.events(), theirs.events(), strict=True):
        assert (a.id, a.when, a.move, a.codings) == (b.id, b.when, b.move, b.codings)
    moved = theirs.codings[0].coding
    assert (moved.start, moved.end) == (40, 69)
    assert "□" in moved.text, "letters that nobody here can know"


def test_attached_texts_make_it_the_old_record_to_the_byte(told, tmp_path):
    copy = withheld_copy(told, tmp_path / "copy.sqlite")
    assert copy.attach({"f" * 64: "another text"}) == 0
    assert copy.attach({article().text_hash: "a forged text"}) == 0, "its hash proves the text"
    assert copy.attach({article().text_hash: TEXT}) == 1
    assert copy.attach({article().text_hash: TEXT}) == 0
    assert list(copy.entries()) == list(told.entries())
    assert list(write_archive(copy.entries(), with_texts=True)) == list(
        write_archive(told.entries(), with_texts=True)
    )


def test_an_archive_of_a_record_without_texts_is_that_of_the_whole_one(told, tmp_path):
    copy = withheld_copy(told, tmp_path / "copy.sqlite")
    ours = list(write_archive(told.entries(), with_texts=False))
    assert list(write_archive(copy.entries(), with_texts=False)) == ours


@pytest.mark.parametrize("field", ["outlet", "published", "text_hash", "withheld"])
def test_a_changed_byte_of_a_withheld_entry_is_noticed(told, tmp_path, field):
    path = tmp_path / "copy.sqlite"
    copy = withheld_copy(told, path)
    entry = next(iter(copy.entries()))
    fields = json.loads(entry.body)
    fields[field] = str(fields[field])[:-1] + "9"

    with sqlite3.connect(path) as link:
        body = json.dumps(fields, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        link.execute("UPDATE standoff_entries SET body = ? WHERE seq = 1", (body,))
    link.close()
    with pytest.raises(JournalDamaged, match="entry 1 does not match its hash"):
        copy.verify()


def test_without_leave_an_archive_without_texts_stays_shut(told):
    lines = list(write_archive(told.entries(), with_texts=False))
    with pytest.raises(BadValue, match="is missing"):
        read_archive(lines)


# -- annotations of several articles --------------------------------------------------------------


def test_annotations_follow_an_edited_page_to_its_new_version():
    first = article(url="https://example.org/a")
    other = article("Sudria schwieg.", url="https://example.org/b")
    silent = coding("Sudria schwieg", of=other, move="silence", plover="")
    page = write_pages([(first, [coding(of=first)]), (other, [silent])])
    found, lost = placed(page, [first, other])
    assert ([one.article for one in found], lost) == ([first.id, other.id], [])
    edited = article(f"Korrektur. {TEXT}", url="https://example.org/a")
    found, lost = placed(page, [edited])
    (moved,) = found
    assert edited.text[moved.start : moved.end] == moved.text
    assert (moved.article, moved.start) == (edited.id, coding(of=first).start + 11)
    assert [one.text for one in lost] == ["Sudria schwieg"], "an article that is not there"
