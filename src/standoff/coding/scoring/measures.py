"""Figures of agreement: precision, recall, F1 with interval, Cohen's kappa.

    precision = hits / predicted      recall = hits / gold      F1 = 2 hits / (predicted + gold)
    kappa = (agreement - chance) / (1 - chance),  chance = sum_k p_gold(k) p_predicted(k)

The 90 % interval of F1 is a bootstrap over blocks of 500 characters, since statements of one
paragraph are found or missed together (Cohen 1960; Efron & Tibshirani 1993). Shares of small
groups get Wilson's interval (1927), which stays within 0 and 1 and is no point at either end.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from standoff.nouns import Coding

__all__ = ["Pair", "block_interval", "cohen_kappa", "prf", "share_interval"]

Pair = tuple[Coding, Coding]
_BLOCK = 500
_DRAWS = 1000
_SEED = 1
_Z90 = 1.6449


def prf(hits: int, predicted: int, gold: int) -> dict[str, Any]:
    """Precision, recall and F1, to three places; 0 where nothing can be divided."""
    precision = hits / predicted if predicted else 0.0
    recall = hits / gold if gold else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"precision": round(precision, 3), "recall": round(recall, 3), "f1": round(f1, 3)}


def cohen_kappa(pairs: Sequence[Pair], value: Callable[[Coding], str]) -> dict[str, Any] | None:
    """Agreement and Cohen's kappa of `value` over the pairs; None without pairs."""
    if not pairs:
        return None
    n = len(pairs)
    agree = sum(value(gold) == value(predicted) for gold, predicted in pairs) / n
    of_gold = Counter(value(gold) for gold, _ in pairs)
    of_predicted = Counter(value(predicted) for _, predicted in pairs)
    chance = sum(of_gold[key] * of_predicted[key] for key in of_gold) / n / n
    kappa = round((agree - chance) / (1 - chance), 3) if chance < 1 else None
    return {"agree": round(agree, 3), "kappa": kappa}


def share_interval(hits: int, n: int) -> list[float]:
    """Wilson's 90 % interval of a share: the p with |hits/n - p| <= z sqrt(p (1 - p) / n)."""
    if not n:
        return [0.0, 1.0]
    share, spread = hits / n, _Z90 * _Z90 / n
    middle = share + spread / 2
    half = _Z90 * math.sqrt(share * (1 - share) / n + spread / (4 * n))
    low, high = (middle - half) / (1 + spread), (middle + half) / (1 + spread)
    return [round(max(low, 0.0), 3), round(min(high, 1.0), 3)]


def block_interval(
    gold: Sequence[Coding], predicted: Sequence[Coding], hits: Sequence[Pair]
) -> list[float]:
    """90 % bootstrap interval of F1 over blocks of 500 characters; [0, 0] without any coding."""
    of_gold = Counter(_block(coding) for coding in gold)
    of_predicted = Counter(_block(coding) for coding in predicted)
    of_hits = Counter(_block(coding) for coding, _ in hits)
    blocks = sorted(set(of_gold) | set(of_predicted))
    if not blocks:
        return [0.0, 0.0]
    draw = random.Random(_SEED)  # noqa: S311 - a bootstrap, no secret
    scores = sorted(
        _f1([draw.choice(blocks) for _ in blocks], of_gold, of_predicted, of_hits)
        for _ in range(_DRAWS)
    )
    return [round(scores[_DRAWS // 20], 3), round(scores[_DRAWS - _DRAWS // 20 - 1], 3)]


def _block(coding: Coding) -> tuple[str, int]:
    return coding.doc, coding.start // _BLOCK


def _f1(drawn: list, gold: Counter, predicted: Counter, hits: Counter) -> float:
    total = sum(gold[block] + predicted[block] for block in drawn)
    return 2 * sum(hits[block] for block in drawn) / total if total else 0.0
