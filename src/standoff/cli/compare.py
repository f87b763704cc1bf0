"""`standoff compare`: what two articles share, and where they differ."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from standoff.cli.common import emit_json, json_option, next_step, say, show_table, tell

if TYPE_CHECKING:
    from standoff.nouns.comparison import Comparison, Tone


@click.command("compare")
@click.argument("one")
@click.argument("other")
@click.option("--case", "folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
              help="Compare two articles of this case, with its reviewed codings.")  # fmt: skip
@click.option("--accepted", is_flag=True, help="Of a case: only codings that people accepted.")
@click.option("--page", type=click.Path(path_type=Path, dir_okay=False), help="Also an HTML page.")
@click.option("--language", type=click.Choice(["en", "de"]), default="en", show_default=True)
@json_option
def command(
    one: str, other: str, folder: Path | None, accepted: bool, page: Path | None, language: str,
    as_json: bool,
) -> None:  # fmt: skip
    """Compare articles ONE and OTHER: two files, or two articles of a case (--case).

    Shown are the events, quotes, actors and dates that both have, where they differ on the same
    event, the tone towards each actor, and what each leaves out. An article of a case is named by
    its id, the beginning of it, or its file's name.
    """
    from standoff.case import Case
    from standoff.case.comparing import compare_files
    from standoff.case.comparison_page import lead_of

    if folder is None:
        found = compare_files(one, other)
    else:
        found = Case.open(folder).compare(one, other, proposed=not accepted)
    for article in (found.one, found.other):
        if article.published is None:
            say(f"Warning: {article.name} has no publication date; its relative dates stay open.")
    if page is not None:
        from standoff.case.comparison_page import write_comparison

        write_comparison(found, page, language)
        say(f"Page: {page}")
    if as_json:
        emit_json(found)
    else:
        _show(found)
    say(lead_of(found))
    next_step("--page FILE.html writes this as a page; `standoff read` keeps articles in a case.")


def _show(found: Comparison) -> None:
    names = ("A", "B")
    for letter, article in zip(names, (found.one, found.other), strict=True):
        tell(f"{letter}: {article.name}, {article.published or 'undated'}, "
                   f"{article.codings} codings")  # fmt: skip
    if not found.events:
        tell("They tell of no event, count or deadline in common.")
    show_table(
        ("both tell", "when", "who", *names),
        [
            (
                f"{event.move}:{event.system}" if event.system else event.move,
                _days(event.earliest, event.latest),
                f"{event.source}>{event.target}" if event.target else event.source,
                *(_short(side[0].text) for side in (event.one, event.other)),
            )
            for event in found.events
        ],
    )
    differ = [
        (e.move, d.field, d.one or "-", d.other or "-") for e in found.events for d in e.differ
    ]
    if differ:
        show_table(("differ on", "field", *names), differ)
    if found.quotes:
        show_table(
            ("quoted in both", "what", "word for word", *names),
            [(q.speaker, q.move, "yes" if q.verbatim else "no, same move", _short(q.one.text),
              _short(q.other.text)) for q in found.quotes],
        )  # fmt: skip
    _show_sides(found)
    _show_left_out(found)


def _show_sides(found: Comparison) -> None:
    names = ("A", "B")
    show_table(
        ("tone towards", "words A", "words B", "treatment A", "treatment B"),
        [
            (row.name, *(_balance(tone, kind) for kind in ("words", "treatment")
                         for tone in (row.one, row.other)))
            for row in found.tone
        ],
        right="lrrrr",
    )  # fmt: skip
    both = [row for row in found.actors if row.one and row.other]
    show_table(("actors of both", *names), [(row.name, row.one, row.other) for row in both],
               right="lrr")  # fmt: skip
    shared = [row for row in found.dates if row.one and row.other]
    if shared:
        show_table(
            ("dates of both", *names),
            [(_days(r.earliest, r.latest), ", ".join(r.one), ", ".join(r.other)) for r in shared],
        )


def _show_left_out(found: Comparison) -> None:
    for letter, lone in zip("AB", (found.only_one, found.only_other), strict=True):
        show_table(
            (f"only {letter}", "who", "stance", "words"),
            [(row.move or row.passage.kind, f"{row.source}>{row.target}" if row.target else
              row.source, row.passage.stance, _short(row.passage.text)) for row in lone],
        )  # fmt: skip


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= 60 else f"{words[:59]}…"


def _days(first: object, last: object) -> str:
    return str(first or "") if first == last else f"{first or ''}..{last or ''}"


def _balance(tone: Tone, kind: str) -> str:
    value = tone.words if kind == "words" else tone.treatment
    good, bad = (tone.warm, tone.cold) if kind == "words" else (tone.friendly, tone.hostile)
    return "-" if value is None else f"{value:+.2f} ({good}:{bad})"
