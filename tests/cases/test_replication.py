"""What goes out of a case comes back: bundle, archive, events, brat, annotations; and citing it."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from pathlib import Path

import msgspec
import pytest
import tomlkit

from standoff.case import Case
from standoff.case.exporting import FORMS, Wanted, write_form
from standoff.case.reviewing import decide
from standoff.case.taking_in import OWN_FORMS, take_in
from standoff.errors import BadValue, CaseError, FileUnreadable, JournalError, StandoffError
from standoff.record.entry import chain_hash
from standoff.record.exchange.packing import pack, unpack
from standoff.record.snapshot import codings_of
from standoff.settings import Settings

DISPATCHES = sorted(Path(__file__).with_name("dispatches").glob("*.txt"))


@pytest.fixture(scope="module")
def korea(tmp_path_factory):
    """The bundled case with some codings accepted, changed and rejected."""
    case = Case.demo("korea", tmp_path_factory.mktemp("demo") / "korea")
    for number, item in enumerate(case.record.codings[:9]):
        if number % 3 == 0:
            decide(case, item.id, "accept", by="anna")
        elif number % 3 == 1:
            longer = {"end": str(item.coding.end + 1)}
            decide(case, item.id, "change", by="anna", changes=longer)
        else:
            decide(case, item.id, "reject", by="anna", why="no")
    return case


@pytest.fixture
def small(tmp_path):
    case, _ = Case.read_into(tmp_path / "small", DISPATCHES, dyad="PRK,USA")
    for item in case.record.codings[::2]:
        decide(case, item.id, "accept", by="anna")
    return Case.open(tmp_path / "small")


def answers(case):
    """Every figure of a report that is more than a picture."""
    asked = (case.claims(), case.forecast(), case.phases(), case.accounts(), case.reviewed)
    return [msgspec.json.encode(one) for one in asked]


def test_a_bundle_rebuilds_every_figure_and_with_the_texts_the_same_page(korea, tmp_path):
    bundle = tmp_path / "korea.zip"
    answer = korea.export(bundle, "bundle")
    assert (answer.texts, answer.head) == (False, korea.head_hash)
    taken = take_in(tmp_path / "new", bundle, "bundle")
    assert (taken.started, taken.withheld) == (True, len(korea.articles))
    new = Case.open(tmp_path / "new")
    assert answers(new) == answers(korea), "figures need no press text"
    done = new.attach(sorted((Path(__file__).parents[2] / "src/standoff/cases/korea/dispatches")
                             .glob("*.txt")))  # fmt: skip
    assert (done.attached, done.missing, done.unknown) == (len(korea.articles), (), ())
    pages = []
    for case in (korea, Case.open(tmp_path / "new")):
        page = tmp_path / f"{case.folder.name}-de.html"
        case.report(page, language="de", proposed=True)
        pages.append(page.read_bytes())
    assert pages[0] == pages[1], "the same bytes"


def test_a_bundle_has_the_same_bytes_each_time_and_holds_no_press_text(korea, tmp_path):
    raw = write_form(korea, "bundle", Wanted()).raw
    assert write_form(Case.open(korea.folder), "bundle", Wanted()).raw == raw
    (tmp_path / "b.zip").write_bytes(raw)
    files = unpack(tmp_path / "b.zip", Settings())
    assert {"journal.jsonl", "case.toml", "claims.toml", "settings.json", "versions.json",
            "codebook.md", "data-dictionary.csv", "CITATION.cff", "datacite.json",
            "SHA256SUMS", "articles.csv"} <= set(files)  # fmt: skip
    everything = b"\n".join(files.values()).decode("utf-8")
    longest = max((coding.text for coding in korea.codings), key=len)
    for article in korea.articles:
        assert article.text_hash in everything
        places = range(0, len(article.text) - 2 * len(longest), len(longest))
        assert not any(article.text[at : at + 2 * len(longest)] in everything for at in places)
    told = write_form(korea, "bundle", Wanted(with_texts=True)).raw
    (tmp_path / "t.zip").write_bytes(told)
    texts = unpack(tmp_path / "t.zip", Settings())["journal.jsonl"].decode("utf-8")
    assert json.dumps(korea.articles[0].text, ensure_ascii=False)[1:60] in texts
    assert take_in(tmp_path / "whole", tmp_path / "t.zip", "bundle").withheld == 0


def test_every_column_is_in_the_data_dictionary(korea, tmp_path):
    (tmp_path / "b.zip").write_bytes(write_form(korea, "bundle", Wanted()).raw)
    files = unpack(tmp_path / "b.zip", Settings())
    dictionary = files["data-dictionary.csv"].decode("utf-8")
    for name in ("codings.csv", "events.csv", "coverage.csv", "articles.csv"):
        header = files[name].decode("utf-8").splitlines()[0].replace('"', "").split(",")
        for column in header:
            assert f'"{name}","{column}"' in dictionary


def test_hashes_of_a_bundle_can_be_checked_without_us(korea, tmp_path):
    (tmp_path / "b.zip").write_bytes(write_form(korea, "bundle", Wanted()).raw)
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        archive.extractall(tmp_path / "b")
    for line in (tmp_path / "b" / "SHA256SUMS").read_text().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((tmp_path / "b" / name).read_bytes()).hexdigest() == digest


def test_a_changed_bundle_is_refused_and_leaves_nothing(korea, tmp_path):
    path = tmp_path / "b.zip"
    path.write_bytes(write_form(korea, "bundle", Wanted()).raw)
    files = unpack(path, Settings())
    for name in ("journal.jsonl", "claims.toml", "articles.csv"):
        path.write_bytes(pack({**files, name: files[name][:-1]}))
        with pytest.raises(FileUnreadable, match=f"{re.escape(name)} does not match its hash"):
            take_in(tmp_path / "new", path, "bundle")
    path.write_bytes(pack({name: raw for name, raw in files.items() if name != "case.toml"}))
    with pytest.raises(FileUnreadable, match=r"case\.toml is not in it"):
        take_in(tmp_path / "new", path, "bundle")
    assert not (tmp_path / "new").exists()
    with pytest.raises(CaseError, match="a case here already"):
        take_in(korea.folder, path, "bundle")


def test_a_password_in_the_journals_address_stays_at_home(small):
    about = tomlkit.parse((small.folder / "case.toml").read_text("utf-8"))
    assert about["case"]["journal"] == "journal.sqlite"
    about["case"]["journal"] = "postgresql://anna:secret@host/db"
    (small.folder / "case.toml").write_text(tomlkit.dumps(about), "utf-8")
    assert b"secret" not in write_form(small, "bundle", Wanted()).raw
    files = write_form(small, "bundle", Wanted())
    assert files.items > 10


def test_an_archive_becomes_the_same_case(small, tmp_path):
    small.export(tmp_path / "a.jsonl", "archive", with_texts=True)
    assert take_in(tmp_path / "copy", tmp_path / "a.jsonl", "archive").withheld == 0
    copy = Case.open(tmp_path / "copy")
    assert copy.head_hash == small.head_hash
    assert copy.events() == small.events()
    with pytest.raises(CaseError):
        take_in(tmp_path / "copy", tmp_path / "a.jsonl", "archive")


@pytest.mark.parametrize("form", OWN_FORMS)
@pytest.mark.parametrize(
    "raw", [b"", b"junk", b"{}\n", b"PAR1", b"PK\x05\x06" + bytes(18), b"[" * 999]
)
def test_junk_is_refused_in_our_own_words_and_changes_nothing(small, tmp_path, form, raw):
    path = tmp_path / "junk"
    path.write_bytes(raw)
    before = small.head_hash
    for folder in (small.folder, tmp_path / "new"):
        with pytest.raises(StandoffError):
            take_in(folder, path, form)
    assert not (tmp_path / "new").exists()
    assert Case.open(small.folder).head_hash == before


def test_an_archive_of_a_newer_kind_makes_no_case(small, tmp_path):
    lines = write_form(small, "archive", Wanted(with_texts=True)).raw.decode("utf-8").splitlines()
    last = json.loads(lines[-1])
    body = json.dumps({"x": 1}, separators=(",", ":"))
    seq, at = last["seq"] + 1, last["at"]
    entry = {"seq": seq, "at": at, "kind": "dream", "by": "", "body": json.loads(body),
             "hash": chain_hash(last["hash"], seq, at, "dream", "", body)}  # fmt: skip
    text = "".join(f"{line}\n" for line in [*lines, json.dumps(entry, separators=(",", ":"))])
    (tmp_path / "a.jsonl").write_text(text, "utf-8")
    with pytest.raises(JournalError, match=r"entry \d+ \(dream\) cannot be understood"):
        take_in(tmp_path / "new", tmp_path / "a.jsonl", "archive")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_events_come_back_as_facts(korea, tmp_path, form):
    korea.export(tmp_path / "e", form)
    taken = take_in(tmp_path / "facts", tmp_path / "e", form)
    facts = {fact.id: fact for fact in Case.open(tmp_path / "facts").record.facts}
    assert taken.added == len(facts)
    for event in korea.events():
        if event.when.earliest:
            found = facts[event.id]
            assert (found.when.earliest, found.move, found.source, found.number, found.text) == (
                event.when.earliest, event.move, event.source, event.number, event.text,
            )  # fmt: skip
            assert not found.evidence
    again = take_in(tmp_path / "facts", tmp_path / "e", form)
    assert (again.added, again.known) == (0, taken.added), "the same file again changes nothing"


@pytest.mark.parametrize("form", ["brat", "annotations"])
def test_codings_come_back_as_the_ones_that_are_known(small, tmp_path, form):
    small.export(tmp_path / "c.zip", form, proposed=True, with_texts=True)
    before = small.head_hash
    taken = take_in(small.folder, tmp_path / "c.zip", form)
    assert (taken.added, taken.lost) == (0, ())
    assert taken.known == len(small.codings)
    assert Case.open(small.folder).head_hash == before


def test_what_people_change_in_brat_comes_as_their_proposal(small, tmp_path):
    small.export(tmp_path / "c.zip", "brat", proposed=True, with_texts=True)
    files = unpack(tmp_path / "c.zip", Settings())
    name = next(name for name in files if b"weapon_test" in files[name] and name.endswith(".ann"))
    changed = re.sub(rb"(A\d+\tMove T\d+ )weapon_test", rb"\1exercise", files[name], count=1)
    (tmp_path / "back.zip").write_bytes(pack({**files, name: changed, "x.ann": b""}))
    taken = take_in(small.folder, tmp_path / "back.zip", "brat", by="anna")
    assert taken.added == 1
    assert taken.lost == ("x.ann",)
    mine = [one for one in Case.open(small.folder).record.codings if one.coding.coder == "anna"]
    assert [(one.coding.move, one.status) for one in mine] == [("exercise", "proposed")]


def test_annotations_of_a_page_that_was_edited_find_their_words(small, tmp_path):
    small.export(tmp_path / "a.json", "annotations", proposed=True)
    for path in DISPATCHES:
        text = path.read_text("utf-8")
        (tmp_path / path.name).write_text(f"(Updated.) {text}", "utf-8")
    (tmp_path / "index.csv").write_bytes(DISPATCHES[0].with_name("index.csv").read_bytes())
    new, _ = Case.read_into(tmp_path / "new", [tmp_path / path.name for path in DISPATCHES])
    page = json.loads((tmp_path / "a.json").read_text("utf-8"))
    old = {article.id: article for article in small.articles}
    by_name = {article.name: article for article in new.articles}
    for item in page["items"]:  # The publisher's address is the same before and after.
        name = old[item["body"]["value"]["article"]].name
        item["target"]["source"] = f"urn:sha256:{by_name[name].text_hash}"
    (tmp_path / "a.json").write_text(json.dumps(page), "utf-8")
    taken = take_in(new.folder, tmp_path / "a.json", "annotations", by="anna")
    assert taken.lost == ()
    case = Case.open(new.folder)
    texts = {article.id: article.text for article in case.articles}
    for coding in case.codings:
        assert texts[coding.article][coding.start : coding.end] == coding.text
    assert taken.known + taken.added == len(small.codings)


@pytest.mark.parametrize("form", FORMS)
def test_only_accepted_codings_go_out_unless_asked_for(small, form):
    accepted = write_form(small, form, Wanted())
    everything = write_form(small, form, Wanted(proposed=True))
    if form in ("archive", "bundle"):
        assert everything.items == accepted.items
        return
    assert 0 < accepted.items < everything.items
    raw = everything.raw.decode("utf-8", "replace")
    if form in ("csv", "timelinejs", "plover"):
        assert "proposed, not reviewed" in raw
        assert "proposed, not reviewed" not in accepted.raw.decode("utf-8")


def test_withheld_texts_are_asked_for_where_a_format_needs_them(small, tmp_path):
    small.export(tmp_path / "b.zip", "bundle")
    take_in(tmp_path / "new", tmp_path / "b.zip", "bundle")
    new = Case.open(tmp_path / "new")
    for form in ("brat", "annotations"):
        with pytest.raises(BadValue, match=r"withheld .*standoff attach"):
            write_form(new, form, Wanted())
    (tmp_path / "other.txt").write_text("Another text.\n", "utf-8")
    done = new.attach([DISPATCHES[0], tmp_path / "other.txt"])
    assert done.attached == 1
    assert len(done.missing) == len(DISPATCHES) - 1
    assert [Path(name).name for name in done.unknown] == ["other.txt"]
    again, answer = Case.read_into(tmp_path / "new", DISPATCHES)
    assert answer.added == 0
    assert not any(article.withheld for article in again.articles), "reading attaches, too"


def test_a_kept_table_of_codings_is_made_anew_when_texts_come(small, tmp_path):
    item = small.record.codings[0]
    moved = {"end": str(item.coding.end + 2)}
    decide(small, item.id, "change", by="anna", changes=moved)
    small.export(tmp_path / "b.zip", "bundle")
    take_in(tmp_path / "new", tmp_path / "b.zip", "bundle")
    new = Case.open(tmp_path / "new")
    folded = codings_of(new._journal, new.folder, worth=0)
    assert "□" in "".join(folded.frame["text"])
    new.attach(DISPATCHES)
    whole = codings_of(new._journal, new.folder, worth=0).frame
    assert whole.equals(codings_of(small._journal, small.folder, worth=0).frame)


# -- citing ---------------------------------------------------------------------------------------


def test_a_case_is_cited_with_version_and_hash(small):
    about = tomlkit.parse((small.folder / "case.toml").read_text("utf-8"))
    about["cite"] = {"authors": ["Anna {M} & Söhne", "Bert\\"], "doi": "10.1/x", "licence": "MIT"}
    (small.folder / "case.toml").write_text(tomlkit.dumps(about), "utf-8")
    answer = Case.open(small.folder).cite()
    version = f"{small.record.head.seq}-{small.head_hash[:12]}"
    assert f"version = {{{version}}}" in answer.bibtex
    assert small.head_hash in answer.bibtex
    assert r"author = {{Anna \{M\} \& Söhne} and {Bert\textbackslash{}}}" in answer.bibtex
    depth = 0
    for letter in re.sub(r"\\[\\{}]", "", answer.bibtex):
        depth += {"{": 1, "}": -1}.get(letter, 0)
        assert depth >= 0
    assert depth == 0, "braces that TeX counts are balanced"
    assert answer.csl["version"] == version
    assert answer.csl["author"] == [{"literal": "Anna {M} & Söhne"}, {"literal": "Bert\\"}]
    assert answer.id == f"urn:standoff:small:{small.head_hash[:16]}"


def test_events_and_codings_have_ids_that_stay(small):
    event = small.events()[0].id
    coding = small.codings[0].id
    assert small.cite(event).id.endswith(f":event:{event}")
    assert small.cite(coding).id.endswith(f":coding:{coding}")
    with pytest.raises(BadValue, match="no event or coding 'x'"):
        small.cite("x")
    before = {one.id for one in small.events()}
    for item in small.record.codings:
        if item.status == "proposed":
            decide(small, item.id, "accept", by="bert")
    after = {id_ for one in small.events() for id_ in (one.id, *(f"e{c}" for c in one.codings))}
    assert before <= after, "an event that grows keeps its first report, and so its id"


def test_an_empty_case_can_be_cited_and_packed(tmp_path):
    case = Case.create(tmp_path / "leer")
    assert "urn:standoff:leer:empty" in case.cite().bibtex
    assert write_form(case, "bundle", Wanted()).items > 10


def test_what_a_record_covers_is_told_in_a_table_and_known_the_second_time(tmp_path):
    table = tmp_path / "coverage.csv"
    table.write_text(
        "kind,start,end,level,note\nattack,2020-01-01,2020-12-31,complete,every report read\n",
        encoding="utf-8",
    )
    first = take_in(tmp_path / "case", table, "coverage", by="ann")
    assert (first.added, first.known, first.started) == (1, 0, True)
    again = take_in(tmp_path / "case", table, "coverage", by="ann")
    assert (again.added, again.known) == (0, 1)
    [row] = Case.open(tmp_path / "case").coverage
    assert (row.kind, row.level, row.note) == ("attack", "complete", "every report read")
    table.write_text("kind,start,end,level\nattack,2020-01-01,2020-12-31,most\n", encoding="utf-8")
    with pytest.raises(BadValue, match="level"):
        take_in(tmp_path / "case", table, "coverage")
    assert len(Case.open(tmp_path / "case").coverage) == 1
