"""Pooling: the codings of several coders on the same texts, laid side by side.

Two codings are of one statement if they share half of their characters or more, as in scoring
(intersection over union >= 0.5). Statements are built greedily, the best overlap first, and grow
only while **every** two of their codings overlap so (complete linkage) and no coder stands in
them twice. So the result does not depend on the order in which the coders are named, but for ties.

Pooling decides nothing: it shows who says what, for a person to judge. Agreement of coders that
share a gazetteer and a codebook is no proof of truth; they can be wrong together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from standoff.coding.coders.interface import Coder
from standoff.coding.scoring.matching import (
    LEAST_OVERLAP,
    overlap,
    same_actors,
    same_type,
    states,
)
from standoff.errors import BadValue
from standoff.nouns import Article, Coding
from standoff.nouns.pool import CoderPair, Pool, PooledStatement

__all__ = ["pool_articles", "pool_codings"]


def pool_articles(coders: Sequence[Coder], articles: Iterable[Article]) -> Pool:
    """Run every coder over every article and lay the codings side by side."""
    names = [coder.name for coder in coders]
    found = [coding for article in articles for coder in coders for coding in coder.code(article)]
    return pool_codings(names, found)


def pool_codings(coders: Sequence[str], codings: Sequence[Coding]) -> Pool:
    """The pool of codings whose `coder` is one of `coders`; raises `BadValue` for others."""
    if len(set(coders)) != len(coders):
        raise BadValue("a coder is named twice", expected="each coder once")
    strangers = {coding.coder for coding in codings} - set(coders)
    if strangers:
        raise BadValue(f"codings of {sorted(strangers)[0]!r}", expected="codings of these coders")
    by_text: dict[str, list[Coding]] = defaultdict(list)
    for coding in codings:
        by_text[coding.article or coding.doc].append(coding)
    groups = [group for rows in by_text.values() for group in _groups(rows)]
    statements = tuple(_statement(coders, group) for group in groups)
    return Pool(
        coders=tuple(coders),
        statements=statements,
        agreed=sum(len(s.codings) > 1 and not (s.silent or s.differ) for s in statements),
        shared=sum(len(s.codings) > 1 for s in statements),
        alone=sum(len(s.codings) == 1 for s in statements),
        pairs=tuple(_pair(one, other, statements) for one, other in combinations(coders, 2)),
    )


def _groups(codings: Sequence[Coding]) -> list[list[Coding]]:
    """The statements of one text, in its order."""
    group_of = {k: [k] for k in range(len(codings))}
    for *_, i, j in _able(codings):
        one, other = group_of[i], group_of[j]
        if one is not other and _may_join(codings, one, other):
            one.extend(other)
            group_of.update(dict.fromkeys(other, one))
    distinct = {id(group): group for group in group_of.values()}
    made = [[codings[k] for k in group] for group in distinct.values()]
    return sorted(made, key=lambda group: min((c.start, c.end, c.kind, c.move) for c in group))


def _able(codings: Sequence[Coding]) -> list[tuple[float, bool, bool, int, int]]:
    """Pairs of different coders that may be one statement, the best first."""
    order = sorted(range(len(codings)), key=lambda k: codings[k].start)
    able = []
    for place, i in enumerate(order):
        for j in order[place + 1 :]:
            one, other = codings[i], codings[j]
            if other.start >= one.end:
                break
            share = overlap(one, other)
            if one.coder != other.coder and share >= LEAST_OVERLAP:
                able.append((share, same_type(one, other), one.kind == other.kind, i, j))
    return sorted(able, key=lambda row: row[:3], reverse=True)


def _may_join(codings: Sequence[Coding], one: Sequence[int], other: Sequence[int]) -> bool:
    return all(
        codings[i].coder != codings[j].coder and overlap(codings[i], codings[j]) >= LEAST_OVERLAP
        for i in one
        for j in other
    )


def _statement(coders: Sequence[str], group: Sequence[Coding]) -> PooledStatement:
    ordered = sorted(group, key=lambda coding: coders.index(coding.coder))
    present = {coding.coder for coding in group}
    return PooledStatement(
        codings=tuple(ordered),
        silent=tuple(name for name in coders if name not in present),
        differ=tuple(_differences(ordered)),
    )


def _differences(codings: Sequence[Coding]) -> Iterator[str]:
    columns: dict[str, set[str] | set[frozenset[str]]] = {
        "kind": {coding.kind for coding in codings},
        "type": {coding.plover for coding in codings},
        "source": {states(coding.source) for coding in codings},
        "target": {states(coding.target) for coding in codings},
        "move": {coding.move for coding in codings},
        "stance": {coding.stance for coding in codings},
    }
    return (name for name, values in columns.items() if len(values) > 1)


def _pair(one: str, other: str, statements: Sequence[PooledStatement]) -> CoderPair:
    by_coder = [{coding.coder: coding for coding in s.codings} for s in statements]
    both = [(row[one], row[other]) for row in by_coder if one in row and other in row]
    only_one = sum(one in row and other not in row for row in by_coder)
    only_other = sum(other in row and one not in row for row in by_coder)
    total = 2 * len(both) + only_one + only_other
    return CoderPair(
        one=one,
        other=other,
        both=len(both),
        only_one=only_one,
        only_other=only_other,
        same_type=sum(same_type(a, b) and same_type(b, a) for a, b in both),
        same_actors=sum(same_actors(a, b) and same_actors(b, a) for a, b in both),
        same_stance=sum(a.stance == b.stance for a, b in both),
        f1=round(2 * len(both) / total, 3) if total else 0.0,
    )
