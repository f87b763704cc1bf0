"""Exchange: what is written is read back equal, for any text; foreign files are refused."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.errors import BadValue, CaseError, JournalDamaged
from standoff.nouns import Article, Coding, Coverage, Event, When
from standoff.nouns.vocabulary import LEVELS, MOVE_PLOVER, MOVES, STANCES, SYSTEMS
from standoff.record import (
    Journal,
    Record,
    article_entry,
    coding_entry,
    load_chronology,
    load_coverage,
    note_entry,
)
from standoff.record.exchange.annotations import (
    CONTEXT,
    anchor,
    read_annotations,
    reanchored,
    write_annotations,
)
from standoff.record.exchange.archive import read_archive, texts_of, write_archive
from standoff.record.exchange.brat import brat_configuration, read_brat, write_brat
from standoff.record.exchange.sheets import write_chronology, write_coverage
from standoff.tables import computed, inert, restored

from .samples import article, coding

DAY = date(2019, 5, 20)

#: Any text that UTF-8 can hold, with a bent for what trips formats over.
characters = st.one_of(
    st.sampled_from(list("\n\r\t\"',;:=+-@#|<>&{}[]\\ \u2028\u0085\u0301👩‍\ufeff")),
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
)
words = st.text(characters, max_size=12)
names = st.text(max_size=12).filter(str.isprintable)


@st.composite
def coded_articles(draw):
    """An article of any text and codings that stand anywhere in it."""
    home = Article.of(draw(st.text(characters, min_size=1, max_size=60)), published=DAY)
    codings = []
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(home.text) - 1))
        end = draw(st.integers(start + 1, len(home.text)))
        move = draw(st.sampled_from(MOVES))
        codings.append(
            Coding(
                doc=draw(words), start=start, end=end, text=home.text[start:end], kind="event",
                source=draw(words), target=draw(words), move=move, plover=MOVE_PLOVER[move],
                stance=draw(st.sampled_from([one for one in STANCES if one != "opinion"])),
                earliest=draw(st.none() | st.just(DAY)), latest=None, said=draw(words),
                speaker=draw(words), number=draw(st.none() | st.integers(0, 99)),
                rule=draw(words), confidence=draw(st.floats(0, 1)), terms=draw(words),
                system=draw(st.sampled_from(["", *SYSTEMS])), place=draw(words),
                article=home.id, coder=draw(names),
            )
        )  # fmt: skip
    return home, codings


@given(coded_articles())
def test_web_annotations_read_back_equal(case):
    home, codings = case
    page = write_annotations(home, codings)
    assert read_annotations(page) == codings
    assert reanchored(page, home) == (codings, [])


@given(coded_articles())
def test_brat_reads_back_equal(case):
    home, codings = case
    assert read_brat(home.text, write_brat(home.text, codings)) == codings


@given(coded_articles(), st.booleans())
def test_archives_read_back_equal(tmp_path_factory, case, with_texts):
    home, codings = case
    folder = tmp_path_factory.mktemp("archive")
    one, other = (Journal.create(folder / name) for name in ("one.sqlite", "other.sqlite"))
    one.append([article_entry(home), *map(coding_entry, codings), note_entry({"n": 1.5})])
    lines = list(write_archive(one.entries(), with_texts=with_texts))
    assert all(line.count("\n") == 1 for line in lines)
    other.restore(read_archive(lines, texts_of([home])))
    assert list(other.entries()) == list(one.entries())
    assert other.verify(one.head) == one.head
    assert Record.of(other) == Record.of(one)


cells = words.map(str.strip)
days = st.dates(date(1990, 1, 1), date(2030, 1, 1))


actors = st.lists(
    st.sampled_from(["PRK", "USA_TRUMP", "KOR", "UN", "RIVERS2"]), max_size=3, unique=True
).map(";".join)


@st.composite
def facts(draw):
    first, move = draw(days), draw(st.sampled_from(MOVES))
    last = draw(st.dates(first, date(2031, 1, 1)))
    at = draw(st.none() | st.datetimes(datetime(1990, 1, 1), datetime(2030, 1, 1)))
    given_texts = {"en": draw(cells), "de": draw(cells)}
    return Event(
        id=draw(cells.filter(bool)), when=When(
            earliest=first, latest=last, at=at.replace(tzinfo=UTC) if at else None
        ),
        source=draw(actors.filter(bool)), target=draw(actors), move=move, plover=MOVE_PLOVER[move],
        system=draw(st.sampled_from(["", *SYSTEMS])), stance=draw(st.sampled_from(STANCES)),
        number=draw(st.none() | st.integers(0, 999)), place=draw(cells), theatre=draw(cells),
        name=draw(cells), text={tag: text for tag, text in given_texts.items() if text},
        terms=draw(cells), provenance=draw(cells), certainty=draw(cells),
        known_from=draw(days),
    )  # fmt: skip


@given(st.lists(facts(), max_size=3, unique_by=lambda fact: fact.id))
def test_chronologies_read_back_equal_and_are_inert(tmp_path_factory, events):
    path = tmp_path_factory.mktemp("sheet") / "chronology.csv"
    path.write_bytes(write_chronology(events).encode("utf-8"))
    assert load_chronology(path) == events
    for row in csv.reader(io.StringIO(path.read_bytes().decode("utf-8"), newline="")):
        assert not any(cell.lstrip(" ")[:1] in set("=+-@\t\r\n＝＋－＠") - {""} for cell in row)


@given(st.lists(st.tuples(days, st.integers(0, 99), st.sampled_from(LEVELS), cells), max_size=4))
def test_coverage_reads_back_equal(tmp_path_factory, rows):
    made = [
        Coverage(kind="weapon_test:nuclear", start=start, end=date(2031, 1, 1), level=level, note=n)
        for start, _, level, n in rows
    ]
    path = tmp_path_factory.mktemp("sheet") / "coverage.csv"
    path.write_bytes(write_coverage(made).encode("utf-8"))
    assert load_coverage(path) == made


@given(words)
def test_inert_cells_are_restored(cell):
    assert restored(inert(cell)) == cell
    assert restored(inert(inert(cell))) == inert(cell)


def test_an_apostrophe_that_a_person_wrote_stays():
    assert restored("'Tis so") == "'Tis so"
    assert inert("=1+1") == "'=1+1"
    assert [computed(one) for one in ("-0.5", "+3", "-1e-07", "2")] == ["-0.5", "+3", "-1e-07", "2"]
    assert [computed(one) for one in ("-2+3", "-1 ", "-", "--1", "-1\n")] == [
        "'-2+3", "'-1 ", "'-", "'--1", "'-1\n",
    ]  # fmt: skip
    assert inert("minus - one") == "minus - one"


def journal_of(journal):
    home = article()
    journal.append([article_entry(home), coding_entry(coding(day=DAY)), note_entry({"n": 1})])
    return home, list(write_archive(journal.entries(), with_texts=True))


def test_an_archive_without_texts_holds_none_of_their_words(journal):
    home, _ = journal_of(journal)
    lines = list(write_archive(journal.entries(), with_texts=False))
    assert "Sudria protestierte" not in "".join(lines)
    with pytest.raises(BadValue, match=r"the text of .* is missing; .*; attach it"):
        read_archive(lines)
    with pytest.raises(BadValue, match="is missing"):
        read_archive(lines, {home.text_hash: "another text"})
    assert read_archive(lines, texts_of([home])) == list(journal.entries())


def test_a_changed_archive_is_refused(journal):
    _, lines = journal_of(journal)
    changed = [*lines[:2], lines[2].replace("NOR", "SUD"), *lines[3:]]
    with pytest.raises(JournalDamaged, match="entry 2 of the archive does not match its hash"):
        read_archive(changed)
    with pytest.raises(JournalDamaged, match="entry 2 is missing from the archive"):
        read_archive([*lines[:2], *lines[3:]])


@pytest.mark.parametrize(
    "lines", [[], ["{}"], ["x"], ['{"standoff":"other","format":1,"texts":true}'], ["[" * 10_000]]
)
def test_foreign_archives_are_refused(lines):
    with pytest.raises(BadValue, match="archive"):
        read_archive(lines)


def test_only_an_empty_journal_is_restored(journal, tmp_path):
    _, lines = journal_of(journal)
    with pytest.raises(CaseError, match="the journal is not empty"):
        journal.restore(read_archive(lines))
    entries = read_archive(lines)
    with pytest.raises(JournalDamaged, match="entry 1 is missing"):
        Journal.create(tmp_path / "x.sqlite").restore(entries[1:])
    assert Journal.open(tmp_path / "x.sqlite").head.seq == 0


def test_annotations_are_of_the_standard_form():
    home = article(url="https://bote.example/1")
    told = coding(of=home, day=DAY)
    page = json.loads(write_annotations(home, [told]))
    assert (page["@context"], page["type"]) == (
        "http://www.w3.org/ns/anno.jsonld",
        "AnnotationPage",
    )
    (item,) = page["items"]
    assert item["target"]["source"] == "https://bote.example/1"
    position, quote = item["target"]["selector"]
    assert position == {"type": "TextPositionSelector", "start": told.start, "end": told.end}
    assert quote["prefix"] == home.text[max(0, told.start - CONTEXT) : told.start]
    assert quote["suffix"] == home.text[told.end : told.end + CONTEXT]


@pytest.mark.parametrize("page", ["", "[]", "{}", '{"items": [{}]}', '{"items": [1]}', "[" * 9999])
def test_foreign_annotations_are_refused(page):
    with pytest.raises(BadValue, match="annotation"):
        read_annotations(page)


def test_words_are_found_again_after_an_edit():
    home = article()
    page = write_annotations(home, [coding(day=DAY), coding("Sudria protestierte")])
    edited = article(f"Nachtrag der Redaktion. {home.text.replace('protestierte', 'schwieg')}")
    found, lost = reanchored(page, edited)
    assert [one.text for one in found] == ["Norland testete eine Rakete"]
    assert edited.text[found[0].start : found[0].end] == found[0].text
    assert found[0].article == edited.id
    assert [one.text for one in lost] == ["Sudria protestierte"]


@pytest.mark.parametrize(
    ("text", "given", "place"),
    [
        ("a b a", {"start": 0}, (0, 1)),
        ("a b a", {"start": 9}, None),
        ("a b a", {"start": 9, "prefix": "b "}, (4, 5)),
        ("a b a", {"start": 4, "suffix": " b"}, (0, 1)),
        ("x a", {"start": 0, "prefix": "x "}, (2, 3)),
        ("b", {}, None),
    ],
)
def test_anchoring(text, given, place):
    assert anchor(text, "a", **given) == place


@given(st.text("ab ", min_size=1, max_size=30), st.text("ab ", max_size=10), st.data())
def test_an_anchor_is_never_a_wrong_place(text, inserted, data):
    """Whatever is put before the words, they are found where they are, or not at all."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    exact = text[start:end]
    edited = inserted + text
    place = anchor(edited, exact, start=start, prefix=text[:start], suffix=text[end:])
    assert place is None or edited[slice(*place)] == exact


def test_what_people_change_in_brat_is_read():
    home = article()
    written = write_brat(home.text, [coding(of=home, day=DAY)])
    changed = written.replace("Move T1 weapon_test", "Move T1 exercise").replace(
        "Stance T1 actual", "Stance T1 unconfirmed"
    )
    (told,) = read_brat(home.text, changed)
    assert (told.move, told.plover, told.stance) == ("exercise", "MOBILIZE", "unconfirmed")
    assert (told.earliest, told.article) == (DAY, home.id)
    start, end = told.end - len("eine Rakete"), told.end
    moved = written.replace(f"event {told.start} {end}\t", f"event {start} {end}\t")
    assert read_brat(home.text, moved)[0].text == "eine Rakete"


def test_what_people_mark_in_brat_is_theirs():
    home = article()
    marked = "T1\tsignal 0 7\tNorland\nA1\tMove T1 silence\nR1\tOther Arg1:T1 Arg2:T1\n"
    (told,) = read_brat(home.text, marked, by="anna", doc="a.txt")
    assert (told.text, told.kind, told.move, told.plover) == ("Norland", "signal", "silence", "")
    assert (told.coder, told.doc, told.stance) == ("anna", "a.txt", "actual")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("T1 event 0 5", "line 1 is no annotation"),
        ("T1\tevent 0 5 7\tx", "line 1 is no annotation"),
        ("A1\tMove T9 talks", "line 1 is no annotation"),
        ("T1\trumour 0 5\tx", "T1 is outside the codebook"),
        ("T1\tevent 0 99999\tx", "T1 is outside the codebook or the text"),
        ("T1\tevent 5 5\tx", "T1 is outside the codebook or the text"),
    ],
)
def test_broken_brat_lines_are_named(line, message):
    with pytest.raises(BadValue, match=message):
        read_brat(article().text, line)


def test_brat_offers_the_whole_codebook():
    offered = brat_configuration()
    assert "[entities]\nevent\n" in offered
    assert "weapon_test" in offered
    assert "unconfirmed" in offered


@given(st.text(max_size=80))
def test_junk_is_refused_in_our_own_words(junk):
    for read in (lambda: read_brat("text", junk), lambda: read_annotations(junk)):
        try:
            read()
        except BadValue:
            continue
        except msgspec.MsgspecError as fault:
            raise AssertionError("a foreign error came through") from fault
