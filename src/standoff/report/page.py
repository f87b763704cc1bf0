"""One self-contained page: no script, no request, nothing that is not in the `PageData`.

    write_page(page, Path("korea.html"))

The texts of the press are hostile until shown otherwise: the data is cleaned of characters that
break files (`clean`), every template escapes what it inserts, drawings are rebuilt from known
elements (`svg`), and the page forbids itself scripts, frames and every outside request by a
content security policy that allows its one style sheet by hash. The same data gives the same
bytes: there is no date of making, no random id.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from standoff.files import write_bytes
from standoff.nouns import PageData
from standoff.report.clean import clean_struct
from standoff.report.naming import Naming
from standoff.report.palette import chart_rules, dark_variables, light_variables

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

__all__ = ["environment", "head", "policy", "render_page", "style", "write_page"]

_STYLE_FILES = ("base.css", "parts.css", "evidence.css", "print.css")


def write_page(page: PageData, path: Path) -> None:
    """Write the page; raises `NotWritten` if the disk refuses, and never leaves half a page."""
    write_bytes(path, render_page(page).encode("utf-8"))


def render_page(page: PageData) -> str:
    """The page as HTML."""
    from standoff.report.charts import timeline_chart
    from standoff.report.figures import figure
    from standoff.report.sections import (
        Anchors,
        ahead,
        answers,
        claims,
        evidence,
        facts,
        method,
        rhythm,
    )  # fmt: skip

    page = clean_struct(page)
    naming, anchors = Naming(page), Anchors(page)
    undated = sum(not (event.when.earliest or event.when.latest) for event in page.events)
    return (
        environment()
        .get_template("page.html")
        .render(
            page=page,
            w=naming.words,
            naming=naming,
            **head(page.language, page.title, page.subtitle or page.title),
            source=naming.note(),
            timeline=figure(timeline_chart, page, naming.words, "timeline", data=False),
            undated=naming.words.t("timeline.undated", n=undated) if undated else "",
            answers=answers(naming),
            claims=claims(naming, anchors),
            ahead=ahead(naming, anchors),
            rhythm=rhythm(naming),
            evidence=evidence(naming, anchors),
            facts=facts(naming, anchors),
            method=method(naming),
        )
    )


@cache
def environment() -> Environment:
    """Templates that escape everything and refuse names they do not know."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("standoff.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def head(language: str, title: str, description: str = "") -> dict[str, object]:
    """What the template `document.html` puts into the head of a page."""
    return {
        "language": language, "title": title, "description": description, "style": style(),
        "policy": policy(),
    }  # fmt: skip


@cache
def style() -> Markup:
    """The one style sheet: the palette's variables, the rules for drawings, the package's own."""
    from markupsafe import Markup

    folder = files("standoff.report").joinpath("templates")
    own = [folder.joinpath(name).read_text(encoding="utf-8") for name in _STYLE_FILES]
    dark = f"@media screen and (prefers-color-scheme:dark){{:root{{{dark_variables()}}}}}"
    parts = [f":root{{{light_variables()}}}", dark, chart_rules(), *own]
    # Package data and palette values only; nothing from a case gets in here.
    return Markup("\n" + "\n".join(parts))  # noqa: S704


def policy() -> str:
    """The page's content security policy, with the hash of its style sheet."""
    digest = base64.b64encode(hashlib.sha256(style().encode("utf-8")).digest()).decode("ascii")
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
