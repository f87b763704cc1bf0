"""`score_codings`: how much of a gold file a coder finds, and how rightly.

    found   the statement was found (spans overlap by half, one to one)
    typed   found, and the PLOVER type agrees (the move, where the gold has no type)
    full    typed, and the states and organisations agree, source and target

Assessments are left out on both sides. Optional gold rows (a note with `[weaker mention]`) count
neither found nor missed. Over the found ones: agreement and kappa of stance and kind, and for
quotes the share with the right speaker. Beside each stands the **constant baseline** on the same
spans: the commonest type, actors, speaker of the gold. A coder is worth its distance from it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from standoff.coding.scoring.languages import language_of
from standoff.coding.scoring.matching import pair_up, same_actors, same_type, states
from standoff.coding.scoring.measures import Pair, block_interval, cohen_kappa, prf, share_interval
from standoff.coding.table import read_codings, read_noted
from standoff.nouns import Coding

__all__ = ["score_codings", "score_files"]

_OPTIONAL = "[weaker mention]"


def score_codings(
    gold: Sequence[Coding], predicted: Sequence[Coding], notes: Sequence[str] | None = None
) -> dict[str, Any]:
    """Scores of `predicted` against `gold` (both with `doc` filled in).

    `notes` are the gold rows' notes, in order; a row whose note holds `[weaker mention]` is
    optional. Returns gold, predicted (numbers), found, typed, full (precision, recall, f1,
    interval90, constant_baseline_f1), stance, kind (agree, kappa), speaker (n, right,
    constant_baseline; missing without quotes) and `by` (move, stance, language of the gold).
    """
    found = _Found(gold, predicted, notes)
    result: dict[str, Any] = {"gold": len(found.gold), "predicted": len(found.predicted)}
    typed = [pair for pair in found.pairs if same_type(*pair)]
    full = [pair for pair in typed if same_actors(*pair)]
    base_typed, base_full = _baselines(found)
    for name, hits, base in (
        ("found", found.pairs, None),
        ("typed", typed, base_typed),
        ("full", full, base_full),
    ):
        result[name] = prf(len(hits), len(found.predicted), len(found.gold))
        result[name]["interval90"] = block_interval(found.gold, found.predicted, hits)
        if base is not None:
            baseline = prf(base, len(found.predicted), len(found.gold))
            result[name]["constant_baseline_f1"] = baseline["f1"]
    result["stance"] = cohen_kappa(found.pairs, lambda coding: coding.stance)
    result["kind"] = cohen_kappa(found.pairs, lambda coding: coding.kind)
    result.update(_speakers(found.pairs))
    result["by"] = _breakdown(found)
    return result


def score_files(gold: Path, predicted: Path) -> dict[str, Any]:
    """`score_codings` of two files (CSV or JSON lines), the gold's notes considered."""
    noted = read_noted(gold)
    return score_codings(
        [coding for coding, _ in noted], read_codings(predicted), [note for _, note in noted]
    )


class _Found:
    """The codings that count and their pairs."""

    def __init__(
        self, gold: Sequence[Coding], predicted: Sequence[Coding], notes: Sequence[str] | None
    ) -> None:
        noted = list(zip(gold, notes or [""] * len(gold), strict=True))
        kept = [(coding, _OPTIONAL in note) for coding, note in noted if _counts(coding)]
        asked, given = [coding for coding, _ in kept], [c for c in predicted if _counts(c)]
        pairing = pair_up(asked, given)
        free = {j for i, j in pairing.pairs if kept[i][1]}
        self.pairs: list[Pair] = [(asked[i], given[j]) for i, j in pairing.pairs if not kept[i][1]]
        self.gold = [coding for coding, optional in kept if not optional]
        self.predicted = [coding for j, coding in enumerate(given) if j not in free]
        self.missed = [asked[i] for i in pairing.missed if not kept[i][1]]
        self.extra = [given[j] for j in pairing.extra]


def _counts(coding: Coding) -> bool:
    return coding.kind != "assessment"


def _commonest(values: Sequence[Any]) -> Any:
    return Counter(values).most_common(1)[0][0] if values else None


def _actors(coding: Coding) -> tuple[frozenset[str], frozenset[str]]:
    return states(coding.source), states(coding.target)


def _baselines(found: _Found) -> tuple[int, int]:
    """How many found ones the commonest type, and type and actors, get right."""
    plover = _commonest([coding.plover for coding in found.gold])
    actors = _commonest([_actors(coding) for coding in found.gold])
    typed = [gold for gold, _ in found.pairs if gold.plover == plover]
    return len(typed), sum(_actors(gold) == actors for gold in typed)


def _speakers(pairs: Sequence[Pair]) -> dict[str, Any]:
    quotes = [pair for pair in pairs if pair[0].kind == "quote" and pair[0].speaker]
    if not quotes:
        return {}
    right = sum(states(gold.speaker) == states(given.speaker) for gold, given in quotes)
    first = Counter(next(iter(states(gold.speaker)), "") for gold, _ in quotes)
    n = len(quotes)
    return {
        "speaker": {
            "n": n,
            "right": round(right / n, 3),
            "constant_baseline": round(first.most_common(1)[0][1] / n, 3),
        }
    }


def _breakdown(found: _Found) -> dict[str, dict[str, dict[str, Any]]]:
    """Scores by move, by stance and by language of the document."""
    keys: dict[str, Callable[[Coding], str]] = {
        "move": lambda coding: coding.move,
        "stance": lambda coding: coding.stance,
        "language": language_of(found.gold + found.predicted),
    }
    return {name: _by(found, key) for name, key in keys.items()}


def _by(found: _Found, key: Callable[[Coding], str]) -> dict[str, dict[str, Any]]:
    gold = Counter(key(coding) for coding in found.gold)
    predicted = Counter(key(coding) for coding in found.predicted)
    hits = Counter(key(gold) for gold, _ in found.pairs)
    typed = Counter(key(pair[0]) for pair in found.pairs if same_type(*pair))
    agreed = Counter(key(one) for one, other in found.pairs if key(one) == key(other))
    commonest = _commonest([coding.plover for coding in found.gold])
    guessed = Counter(key(one) for one, _ in found.pairs if one.plover == commonest)
    return {
        name: {
            "gold": gold[name],
            "predicted": predicted[name],
            "found": hits[name],
            "typed": typed[name],
            "agreed": agreed[name],
            **_share(typed[name], guessed[name], gold[name]),
        }
        for name in sorted(set(gold) | set(predicted))
    }


def _share(typed: int, guessed: int, gold: int) -> dict[str, Any]:
    """Typed of those in the gold, with its interval, and what the commonest type would get."""
    if not gold:
        return {}
    return {
        "share": round(typed / gold, 3),
        "interval90": share_interval(typed, gold),
        "constant_baseline": round(guessed / gold, 3),
    }
