"""Claims proposed from articles, without a case: what a person then confirms in `claims.toml`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from standoff.nouns.proposal import Proposal, ProposalsAnswer

__all__ = ["propose_from_files", "toml_of"]


def propose_from_files(
    paths: Sequence[Path],
    *,
    published: date | None = None,
    language: str | None = None,
) -> ProposalsAnswer:
    """The claims of articles with their evidence, filled into the claim grammar as far as said."""
    from standoff.coding import propose_claims
    from standoff.press import read_files

    articles = read_files(paths, published=published, language=language, undated=True)
    found = [
        proposal
        for article in articles
        for proposal in propose_claims(
            article.text, article.published, article.language or None, article=article.id
        )
    ]
    return ProposalsAnswer(articles=len(articles), proposals=tuple(found), toml=toml_of(found))


def toml_of(proposals: Sequence[Proposal]) -> str:
    """The proposals as a claims file; what is missing stands in a comment above each."""
    import tomlkit

    document = tomlkit.document()
    rows = tomlkit.aot()
    for number, proposal in enumerate(proposals, 1):
        row = tomlkit.table()
        if proposal.missing:
            row.add(tomlkit.comment(f"add before testing: {', '.join(proposal.missing)}"))
        row.add("id", f"{proposal.form}-{number}")
        row.add("form", proposal.form)
        text = tomlkit.inline_table()
        text.update({proposal.language: proposal.evidence.quote})
        row.add("text", text)
        row.add("said_by", proposal.said_by)
        if proposal.said_on:
            row.add("said_on", proposal.said_on)
        for key, value in proposal.fields.items():
            if key != "definition" and value != []:
                row.add(key, value)
        row.add("definition", _tables(proposal.fields.get("definition", [])))
        row.add("evidence", _tables([{
            "article": proposal.evidence.article, "start": proposal.evidence.start,
            "end": proposal.evidence.end, "quote": proposal.evidence.quote,
        }]))  # fmt: skip
        rows.append(row)
    document.add("claim", rows)
    return tomlkit.dumps(document)


def _tables(rows):  # type: ignore[no-untyped-def]
    import tomlkit

    made = tomlkit.aot()
    for fields in rows:
        table = tomlkit.table()
        table.update(fields)
        made.append(table)
    return made
