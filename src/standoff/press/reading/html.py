"""Web pages (.html, .htm): the article's body, without menus, teasers and comments.

The body is found by trafilatura (Barbaresi 2021, "Trafilatura: A Web Scraping Library and
Command-Line Tool for Text Discovery and Extraction", ACL-IJCNLP demo), the best of the open
extractors in its published comparison; details come from explicit metadata only (`html_known`).
The text that comes out is the article's text from then on: offsets refer to it, not to the page.

Two passes keep hostile pages within bounds. The first streams through the parser and only counts
(linear in the page); a page with too many elements, levels or attributes is refused there, since
building its tree takes quadratic time or silently drops what lies deep. The second builds the tree.

The encoding is what the page declares (byte order mark, `<meta charset>`), else UTF-8; as browsers
do, "iso-8859-1" is read as windows-1252.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from lxml import etree
from lxml import html as lxml_html

from standoff.errors import FileUnreadable, LimitExceeded
from standoff.files import BOM, decode, name_of, shown
from standoff.press.reading.drafts import Draft
from standoff.press.reading.html_known import known_of_page
from standoff.settings import Settings

__all__ = ["read_html"]

#: The parser drops what lies deeper than 256 levels, without an error.
MAX_LEVELS = 200
MAX_ATTRIBUTES = 2_000
_HEADS = ("h1", "h2", "h3", "h4", "h5", "h6", "figcaption")

_DECLARED = re.compile(
    rb"""<meta\s[^<>]{0,200}?charset\s{0,5}=\s{0,5}["']?([A-Za-z0-9_:.-]{2,40})"""
)
_AS_BROWSERS_DO = {"iso8859-1": "cp1252", "ascii": "cp1252"}


def read_html(raw: bytes, path: Path, settings: Settings) -> list[Draft]:
    """The one draft of a page; `FileUnreadable` if no article is found, `LimitExceeded`."""
    where = shown(path)
    page = decode(raw, path, _encoding(raw, where)).removeprefix(BOM).encode()
    _count(page, where, settings)
    tree = _tree(page, where)
    known = known_of_page(tree, settings)
    text = _body(tree)
    if not text.strip():
        raise FileUnreadable(
            "no article text was found in the page",
            where=where,
            expected="a page with the article in it",
            next="copy the article's text into a .txt file",
        )
    return [Draft(text=text, name=name_of(path), where=where, known=known)]


def _encoding(raw: bytes, where: str) -> str:
    """What the page declares in its first 4096 bytes, else UTF-8."""
    found = None if raw.startswith(codecs.BOM_UTF8) else _DECLARED.search(raw[:4096].lower())
    if not found:
        return "utf-8"
    name = found[1].decode("ascii")
    try:
        known = codecs.lookup(name)
        if not getattr(known, "_is_text_encoding", True) or known.name.startswith("utf-16"):
            raise LookupError(name)
    except LookupError:
        raise FileUnreadable(
            f"the page says its encoding is {name!r}, which is not known",
            where=where,
            expected="UTF-8 or another text encoding",
        ) from None
    return _AS_BROWSERS_DO.get(known.name, known.name)


class _Census:
    """Counts elements, levels and attributes while the parser streams by; keeps nothing."""

    def __init__(self) -> None:
        self.elements = self.level = self.deepest = self.attributes = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        self.level += 1
        self.deepest = max(self.deepest, self.level)
        self.attributes = max(self.attributes, len(attributes))

    def end(self, tag: str) -> None:
        self.level -= 1

    def data(self, words: str) -> None:
        pass

    def comment(self, words: str) -> None:
        pass

    def close(self) -> None:
        pass


def _count(page: bytes, where: str, settings: Settings) -> None:
    census = _Census()
    try:
        etree.fromstring(page, etree.HTMLParser(target=census, encoding="utf-8"))
    except (etree.LxmlError, AssertionError) as fault:
        raise FileUnreadable(f"not a web page ({fault})", where=where) from None
    for name, found, limit, setting in (
        ("elements", census.elements, settings.max_html_elements, " (setting max_html_elements)"),
        ("nested levels", census.deepest, MAX_LEVELS, ""),
        ("attributes in one tag", census.attributes, MAX_ATTRIBUTES, ""),
    ):
        if found > limit:
            raise LimitExceeded(
                f"the page has {found} {name}",
                where=where,
                expected=f"at most {limit}{setting}",
                next="copy the article's text into a .txt file",
            )


def _tree(page: bytes, where: str) -> lxml_html.HtmlElement:
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return lxml_html.document_fromstring(page, parser=parser)
    except (etree.LxmlError, AssertionError) as fault:
        raise FileUnreadable(f"not a web page ({fault})", where=where) from None


def _body(tree: lxml_html.HtmlElement) -> str:
    """The article's text; where trafilatura finds none, the paragraphs of the page."""
    import trafilatura

    paragraphs = [" ".join(part.text_content().split()) for part in tree.iterfind(".//p")]
    heads = {" ".join(part.text_content().split()) for part in tree.iter(*_HEADS)}
    found = trafilatura.extract(
        tree, include_comments=False, include_tables=False, deduplicate=False, with_metadata=False
    )
    lines = str(found).split("\n") if found else [part for part in paragraphs if part]
    # A heading has no full stop: without a blank line it would open the sentence behind it.
    return "\n".join(f"{line}\n" if " ".join(line.split()) in heads else line for line in lines)
