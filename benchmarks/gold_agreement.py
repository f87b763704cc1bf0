"""How well do two readers of the blind test half agree, and how far is the coder from them?

    python benchmarks/gold_agreement.py [--shared DIR]

Two readers coded the test half of benchmarks/gold, each alone, from the same codebook (test.csv,
test_second.csv). What one of them scores against the other is what a coder can be asked to reach;
above it, a score would say only that the coder copies one reader's habits. Printed are totals only,
since nobody who writes rules may see what was missed in this half.

Rows of a table, all with standoff's own scorer (`found`, `typed`, `full`: see score_codings):

    reader against reader   both ways: the scorer is not symmetric. A field that the gold leaves
                            empty is not asked for, and a count is compared by move, an event by
                            PLOVER type. Weaker mentions of either are neither for nor against
    coder against a reader  as benchmarks/gold.py does it
    coder against both      statements that both readers hold, with the same move; sides are asked
                            for where both name the same, stance where both give the same. What one
                            reader holds alone is neither for nor against

Below, Krippendorff's alpha of single fields over the statements that both readers hold.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
from gold import OPTIONAL, SHARED, GoldText, coded, filled, gold_rows, news_texts, own_texts

from standoff.coding import score_codings
from standoff.coding.scoring.matching import pair_up, states
from standoff.coding.scoring.measures import cohen_kappa
from standoff.nouns import Coding
from standoff.record.agreement import alpha

Noted = tuple[Coding, str]
#: Field -> how its values are compared, as the scorer does it: actors by state or organisation.
FIELDS = {
    "kind": lambda coding: coding.kind,
    "plover": lambda coding: coding.plover,
    "move": lambda coding: coding.move,
    "stance": lambda coding: coding.stance,
    "source": lambda coding: states(coding.source),
    "target": lambda coding: states(coding.target),
    "speaker": lambda coding: states(coding.speaker),
    "days": lambda coding: (coding.earliest, coding.latest),
}


class Readings(NamedTuple):
    """The two readers' codings with their notes, and the coder's, of the same texts."""

    first: list[Noted]
    second: list[Noted]
    coder: list[Coding]

    def of(self, docs: set[str]) -> Readings:
        """Those of some documents."""
        return Readings(
            [row for row in self.first if row[0].doc in docs],
            [row for row in self.second if row[0].doc in docs],
            [coding for coding in self.coder if coding.doc in docs],
        )


def without_weaker(first: Sequence[Noted], second: Sequence[Noted]) -> tuple[list[Coding], ...]:
    """Both readers' statements without weaker mentions and what is paired with one."""
    one, two = _statements(first), _statements(second)
    pairs = pair_up([c for c, _ in one], [c for c, _ in two]).pairs
    out = [(i, j) for i, j in pairs if OPTIONAL in one[i][1] + two[j][1]]
    left, right = {i for i, _ in out}, {j for _, j in out}
    return (
        [c for i, (c, note) in enumerate(one) if i not in left and OPTIONAL not in note],
        [c for j, (c, note) in enumerate(two) if j not in right and OPTIONAL not in note],
    )


def held_by_both(first: Sequence[Noted], second: Sequence[Noted]) -> tuple[list[Noted], set[int]]:
    """A gold of what both readers hold, and the indices of its rows with a common stance.

    Its other rows are optional: weaker mentions, other moves, statements of one reader alone.
    """
    one, two = _statements(first), _statements(second)
    pairing = pair_up([c for c, _ in one], [c for c, _ in two])
    rows, same_stance = [], set()
    for i, j in pairing.pairs:
        (mine, note), (other, note2) = one[i], two[j]
        sure = mine.move == other.move and OPTIONAL not in note + note2
        if sure and mine.stance == other.stance:
            same_stance.add(len(rows))
        rows.append((_common(mine, other), "" if sure else OPTIONAL))
    rows += [(one[i][0], OPTIONAL) for i in pairing.missed]
    rows += [(two[j][0], OPTIONAL) for j in pairing.extra]
    return rows, same_stance


def _statements(noted: Sequence[Noted]) -> list[Noted]:
    """Without assessments, which the scorer leaves out."""
    return [row for row in noted if row[0].kind != "assessment"]


def _common(one: Coding, other: Coding) -> Coding:
    """The first reader's coding, with a side left empty where the second names another."""
    differing = {
        side: ""
        for side in ("source", "target")
        if states(getattr(one, side)) != states(getattr(other, side))
    }
    return msgspec.structs.replace(one, **differing)


def line(predicted: str, gold: str, scores: dict) -> None:
    """One row of the table: F1 with 90 % interval."""
    cells = []
    for key in ("found", "typed", "full"):
        low, high = scores[key]["interval90"]
        cells.append(f"{scores[key]['f1']:.3f} [{low:.3f}, {high:.3f}]")
    found, stance = scores["found"], scores["stance"] or {}
    print(
        f"  {predicted:9} {gold:9} {scores['gold']:4} {'  '.join(cells)}"
        f"  {found['precision']:.3f} {found['recall']:.3f}  {stance.get('kappa')}"
    )


def readers(name: str, of: Readings) -> None:
    """One block: the readers with one another, and the coder with each and with both."""
    one, two = without_weaker(of.first, of.second)
    print(f"\n{name}")
    print(
        f"  {'predicted':9} {'gold':9}    n {'found F1':21}  {'typed F1':21}  {'full F1':21}"
        "  prec. recall stance kappa"
    )
    line("reader 2", "reader 1", score_codings(one, two))
    line("reader 1", "reader 2", score_codings(two, one))
    for gold, noted in (("reader 1", of.first), ("reader 2", of.second)):
        line("coder", gold, scored(noted, of.coder))
    noted, same_stance = held_by_both(of.first, of.second)
    scores = scored(noted, of.coder)
    scores["stance"] = _stance(noted, same_stance, of.coder)
    line("coder", "both", scores)


def scored(noted: Sequence[Noted], found: list[Coding]) -> dict:
    """The scorer's figures of the coder, weaker mentions neither for nor against."""
    return score_codings([c for c, _ in noted], found, [note for _, note in noted])


def _stance(noted: list[Noted], same_stance: set[int], found: list[Coding]) -> dict | None:
    """Cohen's kappa of stance over found statements of which both readers give the same one."""
    given = [coding for coding in found if coding.kind != "assessment"]
    pairs = pair_up([c for c, _ in noted], given).pairs
    kept = [(noted[i][0], given[j]) for i, j in pairs if i in same_stance]
    return cohen_kappa(kept, lambda coding: coding.stance)


def fields(of: Readings) -> None:
    """Alpha and the share with equal values, and how often one reader alone fills a field."""
    one, two = without_weaker(of.first, of.second)
    pairs = [(one[i], two[j]) for i, j in pair_up(one, two).pairs]
    print(
        f"\nfields of the {len(pairs)} statements that both readers hold\n"
        "  field    alpha  share equal  only reader 1 fills it  only reader 2"
    )
    for field, value in FIELDS.items():
        units = [(value(mine), value(other)) for mine, other in pairs]
        known = alpha(units)
        same = sum(mine == other for mine, other in units) / max(1, len(units))
        only = [sum(_given(u[k]) and not _given(u[1 - k]) for u in units) for k in (0, 1)]
        told = "    -" if known is None else f"{known:.3f}"
        print(f"  {field:8} {told}  {same:.3f}        {only[0]:3}                     {only[1]:3}")


def _given(value: object) -> bool:
    return any(value) if isinstance(value, tuple) else bool(value)


def weaker_counted(of: Readings) -> None:
    """Reader against reader as if the predicted one's weaker mentions were meant in earnest."""
    for predicted, gold, noted, other in (
        ("reader 2", "reader 1", of.first, of.second),
        ("reader 1", "reader 2", of.second, of.first),
    ):
        found = scored(noted, [coding for coding, _ in other])["found"]["f1"]
        print(f"  {predicted} against {gold}, its weaker mentions counted: found F1 {found:.3f}")


def read(shared: Path) -> tuple[dict[str, GoldText], Readings]:
    """The texts of the test half, and what readers and coder hold in them."""
    texts, rows = {**own_texts(), **news_texts(shared)}, gold_rows("test")
    docs = {row["doc"] for row in rows}
    texts = {doc: text for doc, text in texts.items() if doc in docs}
    second = filled(gold_rows("test_second"), texts)
    return texts, Readings(filled(rows, texts), second, coded(texts))


def main() -> None:
    """The table for all texts and by language, then the fields."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=SHARED)
    texts, readings = read(parser.parse_args().shared)
    groups = {
        "overall": lambda text: True,
        "German": lambda text: text.language == "de",
        "German, own texts": lambda text: text.language == "de" and text.published,
        "German, news": lambda text: text.published is None,
        "English": lambda text: text.language == "en",
    }
    for name, belongs in groups.items():
        docs = {doc for doc, text in texts.items() if belongs(text)}
        if docs:
            readers(f"test half, {name}: {len(docs)} texts", readings.of(docs))
    print("\noverall:")
    weaker_counted(readings)
    fields(readings)


if __name__ == "__main__":
    main()
