"""`standoff claims`: the claims of a case, tested."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from standoff.cli.common import (
    DAY,
    case_option,
    emit_json,
    how_many,
    json_option,
    next_step,
    proposed_option,
    say,
    show_table,
    tell,
)

if TYPE_CHECKING:
    from standoff.nouns import Finding, SensitivityRow
    from standoff.nouns.answers import FindingsAnswer

WORDS = {
    "en": {
        "supported": "supported by this record", "contradicted": "not borne out by this record",
        "open": "open", "reading": "reading", "definition": "definition", "value": "value",
        "interval": "95 % interval", "verdict": "verdict", "nearest": "Nearest true statement",
        "remark": "Remark", "change": "What would change it", "power": "power {power:.0%}",
        "needed": "n for a power of 80 %: {n}", "p": "p = {p}", "holm": "over the page {p}",
        "sensitive": "asked again", "same": "{share:.0%} of {runs} runs the same",
        "page": "{n} tested on this record, each with one primary reading fixed beforehand.",
        "one": "1 claim", "many": "{n} claims", "any": "any", "most": "{n} or less",
        "least": "{n} or more",
    },
    "de": {
        "supported": "von diesem Bestand gedeckt",
        "contradicted": "von diesem Bestand nicht gedeckt",
        "open": "offen", "reading": "Lesart", "definition": "Definition", "value": "Wert",
        "interval": "95-%-Intervall", "verdict": "Urteil", "nearest": "Nächste wahre Aussage",
        "remark": "Anmerkung", "change": "Was es ändern würde", "power": "Teststärke {power:.0%}",
        "needed": "n für eine Teststärke von 80 %: {n}", "p": "p = {p}",
        "holm": "über die Seite {p}", "sensitive": "erneut gefragt",
        "same": "in {share:.0%} von {runs} Läufen gleich",
        "page": "{n} am Bestand geprüft, jede nach einer zuvor festgelegten Lesart.",
        "one": "1 Behauptung", "many": "{n} Behauptungen", "any": "beliebig",
        "most": "höchstens {n}", "least": "mindestens {n}",
    },
}  # fmt: skip


@click.command("claims")
@click.argument("articles", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--propose",
    is_flag=True,
    help="Propose claims from ARTICLES instead, as TOML to confirm; needs no case.",
)
@click.option("--published", type=DAY, help="Publication date of the articles (with --propose).")
@click.option(
    "--sensitivity",
    is_flag=True,
    help="Also ask under other definitions and with errors in the record (slower).",
)
@click.option(
    "--cards",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Write a card of each claim as SVG and HTML, English and German.",
)
@click.option(
    "--sheet",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Test the claims of a spreadsheet (.csv or .xlsx) instead of claims.toml.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where the sheet with findings goes (default: NAME-findings beside it).",
)
@click.option(
    "--keep", is_flag=True, help="Keep the sheet's claims in the case, so that its report has them."
)
@click.option("--language", type=click.Choice(["en", "de"]), default="en", show_default=True)
@case_option
@proposed_option
@json_option
def command(
    articles: tuple[Path, ...], propose: bool, published: date | None,
    sensitivity: bool, cards: Path | None, sheet: Path | None, out: Path | None, keep: bool,
    language: str, folder: Path, proposed: bool,
    as_json: bool,
) -> None:  # fmt: skip
    """Test the claims in a case's claims.toml: the literal reading first, other readings after.

    With --propose, find claims in ARTICLES: each with its words, filled into the claim grammar.
    """
    for fault, told in (
        (bool(articles) != propose, "--propose and ARTICLES go together"),
        (published and not propose, "--published goes with --propose ARTICLE"),
        (propose and (sheet or cards or sensitivity),
         "--propose tests nothing: no --sheet, --cards, --sensitivity"),
        (out and not sheet, "--out goes with --sheet FILE"),
        (keep and not sheet, "--keep goes with --sheet FILE"),
        (sheet and sensitivity, "--sensitivity asks the case's claims.toml: no --sheet"),
    ):  # fmt: skip
        if fault:
            raise click.UsageError(told)
    if propose:
        _propose(articles, published, as_json)
        return
    from standoff.case import Case, ask_sheet, write_claim_cards
    from standoff.case.typed import strangers

    case = Case.open(folder)
    if sheet:
        out = out or sheet.with_name(f"{sheet.stem}-findings{sheet.suffix}")
        answer = ask_sheet(case, sheet, out, keep=keep, proposed=proposed, language=language)
    else:
        answer = case.claims(proposed=proposed, sensitivity=sensitivity, progress=say)
    if as_json:
        emit_json(answer)
    else:
        _show(answer, language, proposed)
    patterns = (d.pattern for one in answer.findings for d in one.claim.definitions)
    for sentence in strangers(case, filter(None, patterns)):
        say(f"Warning: {sentence}")
    say(case.reviewed_line(proposed=proposed))
    if sheet:
        say(f"The sheet with findings: {out}")
        if not cards and not keep:
            next_step(f"open {out}; the same with --keep has the claims in `standoff report`, too.")
            return
    if cards:
        written = write_claim_cards(case, answer, cards, progress=say)
        say(f"{how_many(len(written), 'file')} written to {cards}.")
        next_step(f"open one of {cards}/*.html, or embed it.")
        return
    next_step(f"`standoff report --case {folder}` writes the page with the evidence.")


def _show(answer: FindingsAnswer, language: str, proposed: bool) -> None:
    """Each claim, and what the whole page of tests says."""
    for finding in answer.findings:
        show_finding(finding, language)
    words = WORDS[language]
    tested = words["one" if answer.tests == 1 else "many"].format(n=answer.tests)
    tell(words["page"].format(n=tested))
    if answer.page:
        tell(in_language(answer.page.text, language))
    if proposed:
        tell("Proposed codings ARE counted here.")


def _propose(articles: tuple[Path, ...], published: date | None, as_json: bool) -> None:
    from standoff.case import propose_from_files

    answer = propose_from_files(articles, published=published)
    if as_json:
        emit_json(answer)
    else:
        click.echo(answer.toml, nl=False)
    found, read = how_many(len(answer.proposals), "claim"), how_many(answer.articles, "article")
    say(f"{found} proposed from {read}.")
    next_step("complete and confirm them in the claims.toml of a case, then `standoff claims`.")


def show_finding(finding: Finding, language: str) -> None:
    """One claim: what is said, the verdict, the readings, and what would change it."""
    claim, words = finding.claim, WORDS[language]
    tell(quoted(in_language(claim.text, language), language))
    compared = in_language(finding.comparison_text, language) or finding.comparison
    parts = [f"n = {finding.n}", compared, *_chance(finding, language)]
    tell(f"  {words[finding.verdict]} ({'; '.join(parts)})")
    if finding.definitions:
        show_table(
            [words[key] for key in ("reading", "definition", "value", "interval", "verdict")],
            [
                (row.name, in_language(row.text, language), _figure(row.value, 4, language),
                 _ends(row.interval, language),
                 words[row.verdict])
                for row in finding.definitions
            ],
            right="llrrl",
        )  # fmt: skip
    if finding.sensitivity:
        show_table(
            (words["sensitive"], words["value"], words["verdict"], ""),
            [_sensitive(row, language) for row in finding.sensitivity],
            right="lrll",
        )
    for key, text in (
        ("nearest", finding.nearest_true),
        ("remark", finding.remark),
        ("change", finding.would_change),
    ):
        if told := in_language(text, language):
            tell(f"  {words[key]}: {told}")
    click.echo()


def _chance(finding: Finding, language: str) -> list[str]:
    words, parts = WORDS[language], []
    if finding.p_value is not None:
        parts.append(words["p"].format(p=_figure(finding.p_value, 3, language)))
    if finding.adjusted is not None:
        parts.append(words["holm"].format(p=_figure(finding.adjusted, 3, language)))
    if finding.power is not None:
        parts.append(words["power"].format(power=finding.power))
    if finding.n_needed is not None:
        parts.append(words["needed"].format(n=finding.n_needed))
    return parts


def _sensitive(row: SensitivityRow, language: str) -> tuple[str, str, str, str]:
    words = WORDS[language]
    same = "" if row.share is None else words["same"].format(share=row.share, runs=row.runs)
    value = "" if row.value is None else _figure(row.value, 4, language)
    return in_language(row.text, language), value, words[row.verdict], same


def _ends(interval: tuple[float, float], language: str) -> str:
    """Both ends of an interval; one without a limit in words."""
    low, high = (_figure(end, 3, language) for end in interval)
    if not any(map(math.isinf, interval)):
        return f"{low} .. {high}"
    words = WORDS[language]
    if all(map(math.isinf, interval)):
        return words["any"]
    return words["most"].format(n=high) if math.isinf(interval[0]) else words["least"].format(n=low)


def _figure(value: float, digits: int, language: str) -> str:
    """A number with so many digits that count, and the decimal sign of the language."""
    if value != value:
        return "–"
    told = f"{value:.{digits}g}"
    return told.replace(".", ",") if language == "de" else told


def quoted(text: str, language: str) -> str:
    """The text in the quotation marks of the language."""
    return f"„{text}“" if language == "de" else f"“{text}”"


def in_language(text: dict[str, str], language: str) -> str:
    """The text in `language`, else in English, else in any."""
    return text.get(language) or text.get("en") or next(iter(text.values()), "")
