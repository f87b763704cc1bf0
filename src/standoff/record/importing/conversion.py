"""From one scheme of event codes to another: CAMEO, WEIS, PLOVER, and what is lost on the way.

PLOVER is the hub. To PLOVER a code has one type (or none: a comment on somebody is no PLOVER
event). From PLOVER a type has several codes: those of the type with no code of the same type above
them, which together hold all others. CAMEO to WEIS goes through the type. A conversion is exact
only if the way back leads to the same code and to no other; everything else is lossy and says so.

Sources: as in `codes`.
"""

from __future__ import annotations

from msgspec import Struct

from standoff.errors import BadValue
from standoff.nouns.vocabulary import PLOVER_TYPES
from standoff.record.importing.codes import code_table, meaning_of

__all__ = ["CONVERTIBLE", "Conversion", "convert", "widest"]

#: Schemes between which codes can be converted.
CONVERTIBLE = ("cameo", "plover", "weis")


class Conversion(Struct, frozen=True, kw_only=True):
    """What `code` of the scheme `source` is in the scheme `target`.

    `codes` is empty where the other scheme has nothing of the kind, and has several entries where
    it divides the type more finely. `lossy` is True unless the way back leads to `code` alone;
    `note` says in words what is lost.
    """

    source: str
    code: str
    target: str
    codes: tuple[str, ...]
    plover: str
    lossy: bool
    note: str


def convert(source: str, code: str, target: str) -> Conversion:
    """`code` in another scheme; raises `BadValue` for an unknown scheme or code.

    >>> convert("weis", "174", "plover").codes
    ('THREATEN',)
    >>> convert("plover", "COERCE", "cameo").codes
    ('17',)
    """
    for scheme in (source, target):
        if scheme not in CONVERTIBLE:
            raise BadValue(f"scheme {scheme!r}", expected=f"one of {', '.join(CONVERTIBLE)}")
    meaning = meaning_of(source, code)
    if meaning is None:
        raise BadValue(f"{code[:40]!r} is no {source.upper()} code")
    codes = _in_scheme(source, code, target, meaning.plover)
    exact = codes == (code,) or (len(codes) == 1 and _back(source, codes[0], target) == (code,))
    return Conversion(
        source=source,
        code=code,
        target=target,
        codes=codes,
        plover=meaning.plover,
        lossy=not exact,
        note="" if exact else _note(source, code, target, codes, meaning.plover),
    )


def widest(scheme: str, plover: str) -> tuple[str, ...]:
    """The codes of a PLOVER type that have no code of the same type above them."""
    if scheme == "plover":
        return (plover,) if plover in PLOVER_TYPES else ()
    table = code_table(scheme)
    own = [code for code, meaning in table.items() if plover and meaning.plover == plover]
    return tuple(code for code in own if not _shadowed(scheme, code, plover))


def _shadowed(scheme: str, code: str, plover: str) -> bool:
    """True if the code above `code` is of the same type."""
    above = f"{code[:2]}0" if scheme == "weis" else code[:-1]
    if above == code or len(above) < 2:
        return False
    meaning = meaning_of(scheme, above)
    return meaning is not None and meaning.plover == plover


def _in_scheme(source: str, code: str, target: str, plover: str) -> tuple[str, ...]:
    return (code,) if source == target else widest(target, plover)


def _back(source: str, code: str, target: str) -> tuple[str, ...]:
    """The codes of `source` for a code of `target`."""
    meaning = meaning_of(target, code)
    return widest(source, meaning.plover) if meaning else ()


def _note(source: str, code: str, target: str, codes: tuple[str, ...], plover: str) -> str:
    theirs, ours = source.upper(), target.upper()
    if not plover:
        return f"{theirs} {code} has no PLOVER type, so nothing in {ours} stands for it"
    if not codes:
        return f"{ours} has no code of the type {plover}"
    if len(codes) > 1:
        return f"{ours} divides {plover} into {len(codes)} codes; which one is not known"
    return f"{theirs} has several codes that are {plover}; the way back does not lead to {code}"
