"""Codes of one scheme of event data in another (CAMEO, WEIS, PLOVER), without a case."""

from __future__ import annotations

from collections.abc import Iterable

from standoff.nouns.record_answers import ConversionRow, ConvertAnswer

__all__ = ["convert_codes"]


def convert_codes(source: str, codes: Iterable[str], target: str) -> ConvertAnswer:
    """Each of `codes` in the scheme `target`; raises `BadValue` for an unknown scheme or code."""
    return ConvertAnswer(
        source=source, target=target, rows=tuple(_row(source, code, target) for code in codes)
    )


def _row(source: str, code: str, target: str) -> ConversionRow:
    from standoff.record.importing.codes import meaning_of
    from standoff.record.importing.conversion import convert

    made, meaning = convert(source, code, target), meaning_of(source, code)
    return ConversionRow(
        code=code,
        label=meaning.label if meaning else "",
        plover=made.plover,
        codes=made.codes,
        lossy=made.lossy,
        note=made.note,
    )
