"""Settings: every limit and default has a name, a value, and one sentence.

A case keeps its own in the `[settings]` table of `case.toml`; what is not named there has the
default below. `standoff doctor` prints them all.
"""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from standoff.errors import BadValue

__all__ = ["Settings", "describe_settings", "settings_from"]


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All settings of a case (see `describe_settings` for the sentences)."""

    max_file_bytes: Annotated[
        int, Meta(ge=1, description="Largest file that is read, in bytes (also after unpacking).")
    ] = 20_000_000
    max_article_chars: Annotated[
        int, Meta(ge=1, description="Longest article text, in characters.")
    ] = 2_000_000
    max_line_chars: Annotated[
        int, Meta(ge=1, description="Longest line of a JSONL or CSV file, in characters.")
    ] = 5_000_000
    max_import_bytes: Annotated[
        int,
        Meta(ge=1, description="Largest foreign data set, in bytes (also after unpacking)."),
    ] = 200_000_000
    max_import_rows: Annotated[
        int, Meta(ge=1, description="Most rows of a foreign data set that are imported.")
    ] = 20_000_000
    max_panel_rows: Annotated[
        int, Meta(ge=1, description="Most rows of a panel of pairs of states.")
    ] = 20_000_000
    max_sheet_rows: Annotated[
        int, Meta(ge=1, description="Most rows of a spreadsheet of events, accounts or claims.")
    ] = 50_000
    max_sheet_columns: Annotated[
        int, Meta(ge=1, description="Most columns of such a spreadsheet.")
    ] = 200
    max_bundle_bytes: Annotated[
        int, Meta(ge=1, description="Largest replication bundle, in bytes after unpacking.")
    ] = 2_000_000_000
    max_json_depth: Annotated[
        int, Meta(ge=1, description="Deepest nesting of a JSON value that is read.")
    ] = 64
    max_html_elements: Annotated[
        int, Meta(ge=1, description="Most elements of a web page whose text is taken.")
    ] = 20_000
    journal_wait_seconds: Annotated[
        float,
        Meta(ge=0, description="Seconds to wait while another program writes to the journal."),
    ] = 30.0
    quote_limit: Annotated[
        int,
        Meta(ge=0, description="Most characters of a press text quoted around a coded clause."),
    ] = 300
    exact_seconds: Annotated[
        float,
        Meta(
            gt=0,
            description="Seconds of computing that the desk spends on an exact what-if answer.",
        ),
    ] = 240.0
    seed: Annotated[int, Meta(ge=0, description="Seed of everything that draws at random.")] = 1


def settings_from(table: dict[str, object], *, where: str = "case.toml") -> Settings:
    """Settings from a TOML table; raises `BadValue` naming the setting at fault."""
    try:
        return msgspec.convert(table, Settings)
    except msgspec.ValidationError as fault:
        raise BadValue(
            f"bad setting: {fault}", where=where, next="see `standoff doctor` for all settings"
        ) from None


def describe_settings(settings: Settings) -> list[tuple[str, object, str]]:
    """(name, value, sentence) of every setting."""
    rows = []
    for field in msgspec.inspect.type_info(Settings).fields:  # type: ignore[attr-defined]
        schema = getattr(field.type, "extra_json_schema", None) or {}
        rows.append((field.name, getattr(settings, field.name), schema.get("description", "")))
    return rows
