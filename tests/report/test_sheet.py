"""A sheet is one page in the look of the big one, and hostile text in it stays text."""

from lxml import html

from standoff.report import Section, Sheet, Table, render_sheet, write_sheet

EVIL = "<img src=x onerror=alert(1)>\u202e&\"'"


def sheet(text: str = "plain") -> Sheet:
    table = Table(caption=text, headings=("who", "n"), rows=((text, "1"), ("b", "2")), align="lr")
    section = Section(key="one", heading=text, paragraphs=(text,), tables=(table,), notes=(text,))
    return Sheet(title=text, language="de", lead=text, sections=(section,), source=text)


def test_a_sheet_holds_what_it_was_given_once_each():
    tree = html.fromstring(render_sheet(sheet()))
    assert tree.get("lang") == "de"
    assert tree.xpath("string(//h1)") == "plain"
    assert [[cell.text for cell in row] for row in tree.xpath("//tbody/tr")] == [
        ["plain", "1"],
        ["b", "2"],
    ]
    assert tree.xpath("//td/@class") == ["number", "number"]


def test_hostile_text_adds_no_element_and_no_attribute():
    plain, evil = (html.fromstring(render_sheet(sheet(text))) for text in ("plain", EVIL))
    shape = [[(e.tag, tuple(e.keys())) for e in tree.iter()] for tree in (plain, evil)]
    assert shape[0] == shape[1]
    assert "\u202e" not in html.tostring(evil, encoding="unicode")


def test_a_sheet_forbids_scripts_and_outside_requests(tmp_path):
    write_sheet(sheet(), tmp_path / "a.html")
    text = (tmp_path / "a.html").read_text(encoding="utf-8")
    policy = html.fromstring(text).xpath("//meta[@http-equiv]/@content")[0]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "http://" not in text
    assert "https://" not in text
