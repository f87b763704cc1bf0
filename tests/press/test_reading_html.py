"""Web pages: the body without its surroundings, details from explicit metadata only, hostile ones
end within limits."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.errors import FileUnreadable, LimitExceeded, MissingDate
from standoff.press import read_file, split_sentences

PARAGRAPHS = [
    "Der Sprecher des Ministeriums sagte, man werde die Frist nicht verlängern und warte ab.",
    "Die Gegenseite schwieg zunächst; am Abend hieß es, das Angebot werde geprüft.",
    "Beobachter erinnerten daran, dass es schon im Vorjahr eine solche Frist gegeben habe.",
]
BODY = (
    "<nav><ul><li><a href='/a'>Politik</a></li><li><a href='/b'>Sport</a></li></ul></nav>"
    "<article><h1>Frist läuft ab</h1>" + "".join(f"<p>{p}</p>" for p in PARAGRAPHS) + "</article>"
    "<footer><p>Impressum und Datenschutz</p></footer><script>var x = 'Skript';</script>"
)


def read(folder, head="", body=BODY, *, raw=None, language="de", **given):
    path = folder / "seite.html"
    page = f"<!doctype html><html lang='{language}'><head>{head}</head><body>{body}</body></html>"
    path.write_bytes(page.encode("utf-8") if raw is None else raw)
    (article,) = read_file(path, **{"undated": True, **given})
    return article


def test_the_body_comes_without_menus_and_scripts(tmp_path):
    text = read(tmp_path).text
    assert all(paragraph in text for paragraph in PARAGRAPHS)
    assert "Sport" not in text
    assert "Skript" not in text
    assert "Impressum" not in text


LD = '<script type="application/ld+json">{}</script>'


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<meta property="article:published_time" content="2019-12-09T23:30:00+01:00">', BODY),
        (LD.format('{"@type": "NewsArticle", "datePublished": "2019-12-09"}'), BODY),
        (LD.format('[{"@type": ["Article"], "datePublished": "2019-12-09T01:00Z"}]'), BODY),
        (
            LD.format(
                '{"@graph": [{"@type": "WebSite", "datePublished": "2001-01-01"},'
                ' {"@type": "https://schema.org/ReportageNewsArticle",'
                ' "datePublished": "2019-12-09 08:00:00"}]}'
            ),
            BODY,
        ),
        ('<meta itemprop="datePublished" content="2019-12-09">', BODY),
        ("", BODY.replace("<h1>", '<time datetime="2019-12-09T08:00">heute</time><h1>')),
        (
            "",
            BODY.replace("<h1>", '<time datetime="2019-12-09">9.12.</time><h1>')
            + '<aside><time datetime="2018-01-01">alt</time></aside>',
        ),
    ],
)
def test_explicit_dates_are_read(tmp_path, head, body):
    assert read(tmp_path, head, body, undated=False).published == date(2019, 12, 9)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("", BODY.replace("Frist läuft", "9. Dezember 2019: Frist läuft")),
        ('<link rel="canonical" href="https://bote.example/2019/12/09/frist">', BODY),
        ('<meta property="article:modified_time" content="2019-12-09">', BODY),
        ('<meta property="article:published_time" content="gestern">', BODY),
        ('<meta property="article:published_time" content="2019-12">', BODY),
        (LD.format('{"@type": "NewsArticle", "datePublished": "2019-12-09"'), BODY),
        (LD.format('{"@type": "Person", "datePublished": "2019-12-09"}'), BODY),
        (
            LD.format(
                '{"@type": "ItemList", "itemListElement":'
                ' [{"@type": "NewsArticle", "datePublished": "2019-12-09"}]}'
            ),
            BODY,
        ),
        (
            LD.format('{"@type": "NewsArticle", "datePublished": "2019-12-09"}')
            + LD.format('{"@type": "NewsArticle", "datePublished": "2019-12-08"}'),
            BODY,
        ),
        ("", BODY + '<time datetime="2019-12-09">a</time><time datetime="2019-12-08">b</time>'),
    ],
)
def test_dates_are_never_guessed(tmp_path, head, body):
    with pytest.raises(MissingDate):
        read(tmp_path, head, body, undated=False)


def test_details_come_from_metadata(tmp_path):
    head = (
        "<title>Frist läuft ab - Bote</title>"
        '<meta property="og:title" content="Frist  läuft ab">'
        '<meta property="og:site_name" content="Bote">'
        '<link rel="canonical" href="https://bote.example/frist">'
    )
    article = read(tmp_path, head, language="de-AT")
    assert (article.title, article.outlet) == ("Frist läuft ab", "Bote")
    assert (article.url, article.language) == ("https://bote.example/frist", "de")
    linked = LD.format(
        '{"@type": "NewsArticle", "headline": "Ende", "publisher": {"name": "Kurier"},'
        ' "url": "https://kurier.example/1"}'
    )
    article = read(tmp_path, linked)
    assert (article.title, article.outlet) == ("Ende", "Kurier")
    assert article.url == "https://kurier.example/1"


def test_an_address_that_is_none_is_dropped(tmp_path):
    assert read(tmp_path, '<link rel="canonical" href="javascript:alert(1)">').url == ""


@pytest.mark.parametrize("charset", ["windows-1252", "ISO-8859-1", "utf-8"])
def test_a_declared_encoding_is_honoured(tmp_path, charset):
    page = f'<html lang=de><head><meta charset="{charset}"></head><body>{BODY}</body></html>'
    raw = page.encode("cp1252" if charset != "utf-8" else "utf-8")
    assert PARAGRAPHS[2] in read(tmp_path, raw=raw).text


@pytest.mark.parametrize("charset", ["x-unknown", "base64", "rot13", "utf-16"])
def test_an_unknown_encoding_is_refused(tmp_path, charset):
    raw = f'<html><head><meta charset="{charset}"></head><body>{BODY}</body></html>'.encode()
    with pytest.raises(FileUnreadable, match=r"encoding is .* not known"):
        read(tmp_path, raw=raw)


@pytest.mark.parametrize(
    ("body", "limit"),
    [
        ("<p>x" * 300_000, "setting max_html_elements"),
        ("<div>" * 100_000, "elements"),
        ("<div>" * 300 + BODY, "at most 200"),
        ("<p " + " ".join(f"a{n}=1" for n in range(300_000)) + ">x</p>", "attributes in one tag"),
        ("<table><tr><td>" * 30_000, "elements"),
    ],
)
def test_hostile_pages_are_refused_before_their_tree_is_built(tmp_path, body, limit):
    with pytest.raises(LimitExceeded, match=limit):
        read(tmp_path, body=body)


@pytest.mark.parametrize("mark", ["?", "<", "&", "\n", "<!--", "<a '", "&#", "<![CDATA["])
def test_a_megabyte_of_one_mark_ends(tmp_path, mark):
    text, message = attempt(tmp_path, mark * (1_000_000 // len(mark)))
    assert bool(text) != bool(message)
    assert "\n" not in message


def test_deep_json_in_a_page_is_left_alone(tmp_path):
    article = read(tmp_path, LD.format("[" * 50_000 + "]" * 50_000))
    assert article.published is None
    assert PARAGRAPHS[0] in article.text


@given(markup=st.text(st.sampled_from("<>/abp='\"&;!-\n äé"), max_size=200))
def test_any_markup_is_read_or_refused_in_our_own_words(tmp_path_factory, markup):
    text, message = attempt(tmp_path_factory.mktemp("html"), markup)
    assert bool(text.strip()) != bool(message)
    assert "\n" not in message


def attempt(folder, body):
    """(text, "") or ("", our own message); anything else is a bug and goes up."""
    try:
        return read(folder, body=body).text, ""
    except (FileUnreadable, LimitExceeded) as fault:
        return "", str(fault)


def test_a_heading_opens_no_sentence(tmp_path):
    """Headings have no full stop; a blank line keeps them apart from what stands below."""
    path = tmp_path / "a.html"
    path.write_text(
        "<html><body><article><h1>Fire at the border</h1><p>Armenia attacked Azerbaijan on Monday, "
        "its defence ministry said.</p><h2>Talks in Geneva</h2><p>The foreign ministers of both "
        "states met on Tuesday.</p></article></body></html>",
        encoding="utf-8",
    )
    (found,) = read_file(path, published=date(2022, 9, 14))
    sentences = [found.text[s.start : s.end] for s in split_sentences(found.text, "en")]
    assert [one for one in sentences if one.startswith("The foreign")]
    assert not any("border" in one and "attacked" in one for one in sentences)
