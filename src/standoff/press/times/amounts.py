"""Numbers inside phrases, in digits or words: "12 050", "1,5", "fünfundzwanzig", "a half"."""

from __future__ import annotations

from standoff.press.times.words import Hit

__all__ = ["amount"]


def amount(hit: Hit, role: str) -> float | None:
    """The number a role says, in digits ("12 050", "1,5") or in words; None if it says none."""
    parts = [word for i in hit.tokens(role) if (word := hit.words.texts[i]).isdecimal()]
    values = [float(v) for v in hit.values(role) if not isinstance(v, str)]
    if not parts:
        return _added_up(values, halved=not hit.says(role, "and")) if values else None
    if sum(map(len, parts)) > 9:
        return None
    grouped = len(parts) > 1 and len(parts[-1]) == 3
    decimal = not grouped and (hit.says(role, "comma") or hit.says(role, "dot"))
    return float(("." if decimal else "").join(parts)) + sum(values)


def _added_up(values: list[float], halved: bool) -> float:
    """Number words as a number: 20 and 5 are 25, 3 and 100 are 300, "a half" is 0.5."""
    if 0.5 in values and (halved or len(values) < 2):
        return 0.5
    total = 0.0
    for value in values if 0.5 not in values else [values[0], 0.5]:
        total = max(total, 1.0) * value if value >= 100 else total + value
    return total
