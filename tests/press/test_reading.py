"""Reading files: what comes out is what the file says, and every fault is one clear sentence."""

from __future__ import annotations

import os
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.errors import BadValue, FileUnreadable, LimitExceeded, MissingDate, StandoffError
from standoff.nouns.when import parse_day
from standoff.press import read_file, read_files
from standoff.settings import Settings

DAY = date(2019, 12, 9)
GERMAN = "Der Sprecher nannte das Angebot und die Frist nicht. Das Amt schwieg."


def write(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


@given(text=st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1))
def test_the_text_is_the_decoded_file_and_nothing_else(tmp_path_factory, text):
    raw = ("x" + text).encode("utf-8")
    path = write(tmp_path_factory.mktemp("t"), "a.txt", raw)
    (article,) = read_file(path, published=DAY)
    assert article.text.encode("utf-8") == raw
    assert article.name == "a.txt"
    assert article.title == ""


def test_line_ends_and_byte_order_mark_stay(tmp_path):
    path = write(tmp_path, "a.txt", "\ufeffErste Zeile\r\nzweite\rdritte 👩‍👩‍👧")
    (article,) = read_file(path, published=DAY)
    assert article.text == "\ufeffErste Zeile\r\nzweite\rdritte 👩‍👩‍👧"


def test_language_is_told_unless_it_is_said(tmp_path):
    path = write(tmp_path, "a.txt", GERMAN)
    assert read_file(path, published=DAY)[0].language == "de"
    assert read_file(path, published=DAY, language="en")[0].language == "en"


def test_date_order(tmp_path):
    page = '<html><head><meta property="article:published_time" content="2019-01-03T08:00Z"></head>'
    path = write(tmp_path, "a.html", page + f"<body><article><p>{GERMAN}</p></article></body>")
    assert read_file(path)[0].published == date(2019, 1, 3)
    write(tmp_path, "index.csv", "file,published,language,outlet\na.html,2019-01-02,de-AT,Bote\n")
    (article,) = read_file(path)
    assert (article.published, article.language, article.outlet) == (date(2019, 1, 2), "de", "Bote")
    (article,) = read_file(path, published=date(2019, 1, 1), outlet="Kurier")
    assert (article.published, article.outlet) == (date(2019, 1, 1), "Kurier")


def test_a_missing_date_is_asked_for_and_never_guessed(tmp_path):
    path = write(tmp_path, "2019-12-09.txt", "Am 9. Dezember 2019 geschah es. " + GERMAN)
    with pytest.raises(MissingDate, match=r"no publication date.*--published"):
        read_file(path)
    assert read_file(path, undated=True)[0].published is None


def test_an_index_that_leaves_the_date_open_leaves_it_open(tmp_path):
    path = write(tmp_path, "a.txt", GERMAN)
    write(tmp_path, "index.csv", "file,published,language\na.txt,,de\n")
    with pytest.raises(MissingDate):
        read_file(path)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("a.txt,9/12/2019", r"index.csv line 2: '9/12/2019' is not a date.*one of texts"),
        ("a.txt,31.11.2019", r"index.csv line 2: '31.11.2019' is not a date"),
        ("a.txt,2019-12-09\na.txt,2019-12-10", r"line 3: a second, different row for 'a.txt'"),
        (",2019-12-09", r"line 2: the column file is empty"),
        ("a.txt,2019-12-09,de", r"line 2: 3 cells; expected 2 cells"),
    ],
)
def test_a_broken_index_is_named_with_its_line(tmp_path, rows, message):
    path = write(tmp_path, "a.txt", GERMAN)
    write(tmp_path, "index.csv", f"file,published\n{rows}\n")
    with pytest.raises(StandoffError, match=message):
        read_file(path)


def test_jsonl_rows_become_articles(tmp_path):
    lines = (
        '{"text": "Erster Text\\u2028weiter", "published": "2019-12-09T22:00:00+01:00", "id": 7}\n'
        "\n"
        '{"text": "Second text", "published": "2019-12-10", "outlet": "Post", "language": "EN",'
        ' "url": "https://post.example/2", "title": "Two", "topic": ["left", "alone"]}\r\n'
    )
    first, second = read_file(write(tmp_path, "a.jsonl", lines))
    assert (first.name, first.text) == ("7", "Erster Text\u2028weiter")
    assert first.published == DAY
    assert second.name == "a.jsonl#3"
    assert (second.outlet, second.language, second.title) == ("Post", "en", "Two")
    assert second.url == "https://post.example/2"


def test_broken_jsonl_lines_are_named_all_at_once(tmp_path):
    good = '{"text": "ein Text", "published": "2019-12-09"}'
    lines = [
        good,
        "{",
        '{"published": "2019-12-09"}',
        '{"text": "x", "published": "gestern"}',
        good,
    ]
    with pytest.raises(FileUnreadable) as fault:
        read_file(write(tmp_path, "a.jsonl", "\n".join(lines)))
    message = str(fault.value)
    assert "3 broken line(s)" in message
    assert all(f"line {number}:" in message for number in (2, 3, 4))
    assert "'gestern' is not a date" in message


def test_an_undated_row_is_named_by_its_line(tmp_path):
    lines = '{"text": "a", "published": "2019-12-09"}\n{"text": "b"}'
    with pytest.raises(MissingDate, match=r"a\.jsonl line 2"):
        read_file(write(tmp_path, "a.jsonl", lines))


def test_csv_rows_become_articles(tmp_path):
    table = (
        '\ufeffpublished;text;id\r\n2019-12-09;"Zwei\r\nZeilen; ""Zitat""";\r\n2019-12-10;b;x\r\n'
    )
    first, second = read_file(write(tmp_path, "a.csv", table))
    assert first.text == 'Zwei\r\nZeilen; "Zitat"'
    assert (first.name, second.name) == ("a.csv#2", "x")


def test_csv_holds_articles_longer_than_the_csv_module_likes(tmp_path):
    text = "Wort " * 40_000
    (article,) = read_file(write(tmp_path, "a.csv", f"text,published\n{text},2019-12-09\n"))
    assert article.text == text


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("body,published\nx,2019-12-09\n", "line 1: the header lacks the columns text"),
        ("text,published\nx,2019-12-09\ny\n", "line 3: 1 cells; expected 2 cells"),
        ('text,published\n"x,2019-12-09\n', "line 2: not a CSV row"),
        ("text,text\na,b\n", "line 1: two columns have the same name"),
        ("text,published\nx,morgen\n", "line 2: 'morgen' is not a date"),
        ("text,id,published\nx,1,2019-12-09\ny,1,2019-12-09\n", "line 3: the id '1' was used"),
        ("text,published\n", "no article"),
    ],
)
def test_broken_csv_is_named_with_its_line(tmp_path, table, message):
    with pytest.raises(FileUnreadable, match=message):
        read_file(write(tmp_path, "a.csv", table))


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", b"", "the file is empty"),
        ("a.txt", b" \r\n\t", "the text is empty"),
        ("a.txt", b"PNG\0\0data", "binary data .a zero byte at offset 3."),
        ("a.txt", "Grüße aus Wien".encode("latin-1"), r"byte 0xfc at offset 2 \(line 1\).*iconv"),
        ("a.txt", "Grüße".encode("utf-16"), "UTF-16; expected UTF-8"),
        ("a.jsonl", "{}".encode("utf-16"), "UTF-16"),
        ("a.pdf", b"%PDF-1.4", r"the ending '\.pdf' cannot be read.*\.txt"),
        ("article", b"words", "no ending"),
        ("a.html", b"<html><body></body></html>", "no article text was found"),
    ],
)
def test_what_cannot_be_read_gives_one_sentence(tmp_path, name, content, message):
    path = write(tmp_path, name, content)
    with pytest.raises(FileUnreadable, match=message) as fault:
        read_file(path, published=DAY)
    assert str(fault.value).startswith(str(path))
    assert "\n" not in str(fault.value)


def test_missing_files_folders_and_pipes(tmp_path):
    with pytest.raises(FileUnreadable, match="No such file"):
        read_file(tmp_path / "none.txt")
    with pytest.raises(FileUnreadable, match=r"this is a folder; expected a file; .*\*\.txt"):
        read_file(tmp_path)
    with pytest.raises(FileUnreadable, match="no file can have this name"):
        read_file("a\0.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(FileUnreadable, match="a pipe or device"):
        read_file(tmp_path / "pipe.txt")


def test_messages_carry_nothing_that_a_terminal_obeys(tmp_path):
    path = write(tmp_path, "a\x1b[31m\n.txt", b"")
    with pytest.raises(FileUnreadable) as fault:
        read_file(path)
    assert "\x1b" not in str(fault.value)
    assert "\n" not in str(fault.value)


@pytest.mark.parametrize(
    ("setting", "name", "content"),
    [
        ({"max_file_bytes": 10}, "a.txt", "x" * 11),
        ({"max_article_chars": 10}, "a.txt", "x" * 11),
        ({"max_line_chars": 10}, "a.jsonl", '{"text": "x"}'),
        ({"max_line_chars": 10}, "a.csv", "text,published\n"),
        ({"max_html_elements": 3}, "a.html", "<html><body><p>a<p>b</body></html>"),
    ],
)
def test_limits_are_named_by_their_setting(tmp_path, setting, name, content):
    path = write(tmp_path, name, content)
    with pytest.raises(LimitExceeded, match=rf"setting {next(iter(setting))}\)"):
        read_file(path, published=DAY, settings=Settings(**setting))


def test_what_is_just_within_the_limits_is_read(tmp_path):
    path = write(tmp_path, "a.txt", "x" * 10)
    settings = Settings(max_file_bytes=10, max_article_chars=10)
    assert read_file(path, published=DAY, settings=settings)[0].text == "x" * 10


def test_deep_json_is_refused_by_its_setting(tmp_path):
    line = '{"text": "x", "more": ' + "[" * 100_000 + "]" * 100_000 + "}"
    with pytest.raises(FileUnreadable, match=r"line 1: .*64 levels .setting max_json_depth"):
        read_file(write(tmp_path, "a.jsonl", line), published=DAY)
    brackets = '{"published": "2019-12-09", "text": "' + "[" * 100_000 + '"}'
    assert read_file(write(tmp_path, "b.jsonl", brackets))[0].text == "[" * 100_000


def test_one_bad_file_among_good_ones_gives_nothing(tmp_path):
    good = write(tmp_path, "a.txt", GERMAN)
    with pytest.raises(FileUnreadable, match=r"b\.txt"):
        read_files([good, write(tmp_path, "b.txt", b"\0")], published=DAY)
    assert len(read_files([good, good], published=DAY)) == 2


@given(junk=st.binary(max_size=300), ending=st.sampled_from([".txt", ".html", ".jsonl", ".csv"]))
def test_junk_is_read_or_refused_in_our_own_words(tmp_path_factory, junk, ending):
    path = write(tmp_path_factory.mktemp("junk"), f"a{ending}", junk)
    articles, message = attempt(lambda: read_file(path, undated=True))
    assert all(article.text for article in articles)
    assert "\n" not in message


def attempt(read):
    """(articles, "") or ([], our own message); anything else is a bug and goes up."""
    try:
        return read(), ""
    except (FileUnreadable, BadValue, LimitExceeded) as fault:
        return [], str(fault)


def test_the_articles_of_the_contract(shared):
    first, second = read_files(sorted((shared / "press").glob("*.txt")))
    assert (first.published, second.published) == (DAY, date(2019, 2, 28))
    assert {first.language, second.language} == {"de"}


@pytest.mark.parametrize("said", ["9.12.2019", "09.12.2019", " 2019-12-09 "])
def test_a_date_with_dots_is_day_month_year(said):
    assert parse_day(said) == date(2019, 12, 9)


@pytest.mark.parametrize("said", ["12.2019", "9.13.2019", "9.12.19", "9.12.2019.", "2019.12.09"])
def test_dots_that_name_no_day_are_refused(said):
    with pytest.raises(BadValue, match="is not a date"):
        parse_day(said)


def test_an_index_among_the_articles_is_passed_over(tmp_path):
    write(tmp_path, "a.txt", "Nordkorea testete eine Rakete.\n")
    index = write(tmp_path, "index.csv", "file;published;language\na.txt;09.12.2019;de\n")
    (found,) = read_files(sorted(tmp_path.iterdir()))
    assert (found.published, found.language) == (date(2019, 12, 9), "de")
    with pytest.raises(FileUnreadable, match="none itself"):
        read_files([index])
