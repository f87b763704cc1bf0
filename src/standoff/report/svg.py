"""From a `Chart` to SVG and PNG: drawn by Vega, taken apart, and put together from known parts.

Vega's SVG is never passed on as it comes. Its tree is rebuilt from a short list of elements and
attributes, so nothing a renderer might add (links, scripts, styles, ids that clash) reaches a
page; text becomes text nodes of a new tree, which the serialiser escapes. Ids get the drawing's
own name in front; numbers are rounded to two decimals, which halves the size.

A drawing inside a page says its title and description to screen readers and leaves them to the
caption for others (`inline_svg`); one that travels alone carries title, source and review count
in the picture (`standalone_svg`). The same chart gives the same bytes.
"""

from __future__ import annotations

import re
from pathlib import Path
from types import MappingProxyType
from typing import Any

from standoff.errors import BadValue
from standoff.files import write_bytes
from standoff.report.clean import clean_text
from standoff.report.grammar import FONT, Chart
from standoff.report.lettering import SAFE, wrap
from standoff.report.palette import light

__all__ = ["Drawing", "element", "inline_svg", "save_chart", "standalone_svg"]

SVG = "http://www.w3.org/2000/svg"
_ELEMENTS = frozenset({"g", "path", "line", "rect", "circle", "text", "tspan", "defs", "clipPath"})
_ATTRIBUTES = frozenset(
    {
        "d", "transform", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "width",
        "height", "dy", "fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-opacity",
        "fill-opacity", "opacity", "text-anchor", "font-size", "font-weight", "stroke-linecap",
    }
)  # fmt: skip
_NUMBER = re.compile(r"-?\d+\.\d{3,}(?![\de])")
_CLIP = re.compile(r"url\(#(\w{1,40})\)")
_LONGEST = 160
_PLAIN = {"opacity": "1", "stroke-width": "0", "fill-opacity": "1", "font-weight": "normal"}

Element = Any


class Drawing:
    """The rebuilt contents of a chart and their size in pixels."""

    def __init__(self, parts: list[Element], width: float, height: float) -> None:
        self.parts, self.width, self.height = parts, width, height


def element(tag: str, text: str = "", **attributes: Any) -> Element:
    """A new SVG element; `_` in a name stands for `-`, numbers are rounded."""
    from lxml import etree

    node = etree.Element(f"{{{SVG}}}{tag}", nsmap={None: SVG})
    for name, value in attributes.items():
        shown = f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
        node.set(name.rstrip("_").replace("_", "-"), clean_text(shown))
    if text:
        node.text = clean_text(text)
    return node


#: Vega's own German numbers know no space before the percent sign.
_GERMAN = MappingProxyType(
    {
        "decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", "\u00a0€"],
        "percent": "\u00a0%",
    }
)  # fmt: skip


def _vega(spec: dict[str, Any], language: str) -> str:
    import vl_convert

    dates: Any = {"de": "de-DE", "en": "en-GB"}[language]
    numbers: Any = {"de": dict(_GERMAN), "en": "en-GB"}[language]
    svg: str = vl_convert.vegalite_to_svg(
        spec, format_locale=numbers, time_format_locale=dates, allowed_base_urls=[]
    )
    return svg


def draw(chart: Chart, key: str) -> Drawing:
    """The chart's contents, their ids beginning with `key`."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    source = chart.svg or _vega(_drawable(chart.spec), chart.language)
    root = etree.fromstring(source.encode("utf-8"), parser)
    parts = [part for child in root if (part := _rebuild(child, key)) is not None]
    # Vega paints a background; the page or the standalone frame does that.
    return Drawing(parts, float(root.get("width")), float(root.get("height")))


def _drawable(value: Any) -> Any:
    """The specification with clean strings, none longer than a drawing can hold.

    Vega measures a label over and over to cut it to its place: 3,000 letters take it a minute.
    """
    if isinstance(value, str):
        text = clean_text(value)
        return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    if isinstance(value, list):
        return [_drawable(part) for part in value]
    if isinstance(value, dict):
        return {key: _drawable(part) for key, part in value.items()}
    return value


def _rebuild(node: Element, key: str) -> Element | None:
    """A copy of `node` made of known elements and attributes, or None if nothing shows."""
    tag = node.tag.rsplit("}", 1)[-1] if isinstance(node.tag, str) else ""
    if tag not in _ELEMENTS or node.get("display") == "none":
        return None
    copy = element(tag)
    for name, value in node.attrib.items():
        if name in _ATTRIBUTES and _PLAIN.get(name) != value:
            copy.set(name, _NUMBER.sub(_rounded, value))
    _keep_clip(node, copy, key)
    copy.text = clean_text(node.text) if tag in ("text", "tspan") and node.text else None
    copy.extend(part for child in node if (part := _rebuild(child, key)) is not None)
    # The shape inside a clip path has no paint and needs none.
    clips = node.getparent() is not None and str(node.getparent().tag).endswith("}clipPath")
    return copy if clips or _shows(tag, copy) else None


def _rounded(found: re.Match[str]) -> str:
    return f"{float(found.group()):.2f}".rstrip("0").rstrip(".")


def _keep_clip(node: Element, copy: Element, key: str) -> None:
    """Keep clip paths, under names that cannot clash with those of another drawing."""
    if copy.tag.endswith("}clipPath") and node.get("id"):
        copy.set("id", f"{key}-{node.get('id')}")
    used = _CLIP.fullmatch(node.get("clip-path", ""))
    if used:
        copy.set("clip-path", f"url(#{key}-{used.group(1)})")


def _shows(tag: str, node: Element) -> bool:
    """False for empty groups and for shapes without paint, of which Vega draws many."""
    if tag in ("g", "defs", "clipPath"):
        return len(node) > 0
    if tag in ("text", "tspan"):
        return bool(node.text or len(node))
    unpainted = node.get("fill") in (None, "none", "transparent") and not node.get("stroke")
    return bool(node.get("d", "-")) and not unpainted


def _serialised(root: Element) -> str:
    from lxml import etree

    etree.cleanup_namespaces(root)
    text: str = etree.tostring(root, encoding="unicode")
    return text


def inline_svg(chart: Chart, key: str) -> str:
    """The chart as an `<svg>` element of a page; `key` is a unique plain id."""
    drawing = draw(chart, key)
    root = element(
        "svg",
        class_="drawing",
        role="img",
        aria_labelledby=f"{key}-t {key}-d",
        viewBox=f"0 0 {drawing.width:g} {drawing.height:g}",
        width=f"{drawing.width:g}",
        height=f"{drawing.height:g}",
    )
    root.append(element("title", chart.title, id=f"{key}-t"))
    root.append(element("desc", chart.alt, id=f"{key}-d"))
    root.extend(drawing.parts)
    return _serialised(root)


def standalone_svg(chart: Chart) -> str:
    """The chart as an SVG file that stands for itself: title above, note below, paper behind."""
    drawing = draw(chart, "c")
    margin, leading = 16, 15
    room = max(drawing.width, 280)
    titles = wrap(chart.title, SAFE * room, 16, 4) if not chart.svg else []
    notes = wrap(chart.note, SAFE * room, 11, 5)
    head = margin + len(titles) * 21 + (6 if titles else 0)
    height = head + drawing.height + (len(notes) * leading + 10 if notes else 0) + margin
    width = room + 2 * margin
    root = element(
        "svg", role="img", aria_labelledby="c-t c-d", viewBox=f"0 0 {width:g} {height:g}",
        width=f"{width:g}", height=f"{height:g}", font_family=FONT,
    )  # fmt: skip
    root.append(element("title", chart.title, id="c-t"))
    root.append(element("desc", chart.alt, id="c-d"))
    root.append(element("rect", width=width, height=height, fill=light("page.paper")))
    root.extend(_lines(titles, margin, margin + 15, 21, font_size=16, font_weight="bold"))
    body = element("g", transform=f"translate({margin},{head})")
    body.extend(drawing.parts)
    root.append(body)
    foot = head + drawing.height + 10 + 11
    root.extend(_lines(notes, margin, foot, leading, font_size=11, fill=light("page.muted")))
    return _serialised(root) + "\n"


def _lines(lines: list[str], x: float, y: float, leading: float, **look: Any) -> list[Element]:
    look = {"fill": light("page.ink"), **look}
    return [element("text", line, x=x, y=y + n * leading, **look) for n, line in enumerate(lines)]


def save_chart(chart: Chart, path: Path, format: str = "") -> None:
    """Write the chart as `svg` or `png` (by default what the path's suffix says).

    Raises `BadValue` for another format and `NotWritten` if the disk refuses; never half a file.
    """
    kind = format or path.suffix.lstrip(".").lower()
    if kind not in ("svg", "png"):
        raise BadValue(f"chart format {kind!r}", where=str(path), expected="svg or png")
    svg = standalone_svg(chart)
    if kind == "svg":
        write_bytes(path, svg.encode("utf-8"))
        return
    import vl_convert

    write_bytes(path, vl_convert.svg_to_png(svg, scale=2))
