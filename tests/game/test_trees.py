"""Games with hidden information: logit equilibria against twins, known answers, Gambit's format."""

from __future__ import annotations

import re
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff.errors import BadValue, NotSolved
from standoff.game.games.bargaining import bargaining
from standoff.game.model import Model
from standoff.game.solving import solve_arrays
from standoff.game.sparse import SparseTransition
from standoff.game.trees import logit
from standoff.game.trees.certificate import certify_tree
from standoff.game.trees.gambit import to_efg
from standoff.game.trees.logit import TreeCurve, logit_branch
from standoff.game.trees.tree import Chance, Decision, End, InformationSet, Tree

worth = st.floats(-2, 2)


@st.composite
def crises(draw: st.DrawFn) -> Tree:
    a, b = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    rng = np.random.default_rng(draw(st.integers(0, 10_000)))
    return bargaining(
        draw(st.lists(worth, min_size=a, max_size=a)),
        draw(st.lists(worth, min_size=b, max_size=b)),
        chances_a=rng.dirichlet(np.full(a, 3.0)),
        chances_b=rng.dirichlet(np.full(b, 3.0)),
        demands=draw(st.sampled_from([(1.0,), (0.4, 1.0)])),
        back_down_a=draw(worth),
        resist_b=draw(worth),
    )


def simultaneous(payoffs: np.ndarray) -> Tree:
    """Both sides choose at once: the second does not see what the first has done."""
    rows, columns = payoffs.shape[1:]
    sets = {
        "mine": InformationSet(0, tuple(f"r{a}" for a in range(rows))),
        "yours": InformationSet(1, tuple(f"c{b}" for b in range(columns))),
    }
    replies = [
        Decision("yours", {f"c{b}": End(tuple(payoffs[:, a, b])) for b in range(columns)})
        for a in range(rows)
    ]
    root = Decision("mine", {f"r{a}": reply for a, reply in enumerate(replies)})
    return Tree("at once", ("one", "two"), sets, root)


@given(crises(), st.floats(0.1, 20))
@settings(max_examples=40, deadline=None)
def test_solutions_hold_under_slow_code(tree: Tree, precision: float) -> None:
    (found,) = logit_branch(tree, [precision])
    assert found.residual < 1e-10
    assert 0 <= found.certificate.gain < 1e-9
    sums = np.add.reduceat(found.choices, tree.firsts)
    assert sums == pytest.approx(np.ones(len(tree.sets)))


@given(crises(), st.integers(0, 100))
@settings(max_examples=25, deadline=None)
def test_the_derivative_is_the_derivative(tree: Tree, seed: int) -> None:
    rng = np.random.default_rng(seed)
    curve = TreeCurve(tree, 0.0, 3.0)
    v, step = rng.normal(size=(2, curve.unknowns))
    point = curve.point(0.7, v)
    ahead, behind = (point.moved(v + d * step).residual for d in (1e-6, -1e-6))
    assert (ahead - behind) / 2e-6 == pytest.approx(point.dense @ step, abs=1e-6)
    later, earlier = (curve.point(0.7 + d, v).residual for d in (1e-6, -1e-6))
    assert (earlier - later) / 2e-6 == pytest.approx(curve.pull(point), abs=1e-6)


@pytest.mark.parametrize("seed", range(12))
def test_choosing_at_once_is_the_game_in_strategic_form(seed: int) -> None:
    payoffs = np.random.default_rng(seed).random((2, 3, 2)) * 2
    still = SparseTransition.of_dense(np.ones((1, 3, 2, 1)))
    twin = solve_arrays(Model(payoffs[:, None], still, (0.0, 0.0), "quantal_response", 3.0))
    (found,) = logit_branch(simultaneous(payoffs), [3.0])
    assert found.choices == pytest.approx(np.append(twin.first[0], twin.second[0]), abs=1e-9)


def test_with_one_type_each_sharp_choices_are_backward_induction() -> None:
    tough, weak = bargaining((0.5,), (-2.0,)), bargaining((-3.0,), (-2.0,))
    (strong,), (bluff,) = logit_branch(tough, [60.0]), logit_branch(weak, [60.0])
    assert strong.probability("A1", "demand 1") > 0.999
    assert strong.probability("B1 at 1", "concede") > 0.999
    assert strong.values == pytest.approx((1.0, -1.0), abs=1e-3)
    # Who would back down is resisted, so makes no demand.
    assert bluff.probability("A1 at 1", "back down") > 0.999
    assert bluff.probability("A1", "wait") > 0.999


def test_beliefs_follow_bayes() -> None:
    """B's worth of resisting, from posterior chances of A's types worked out by hand."""
    tree = bargaining((-1.0, 0.5), (-1.5, -0.2), chances_a=(0.3, 0.7))
    (found,) = logit_branch(tree, [2.0])
    reached = np.array([0.3, 0.7]) * [found.probability(f"A{i}", "demand 1") for i in (1, 2)]
    firm = np.array([found.probability(f"A{i} at 1", "stand firm") for i in (1, 2)])
    posterior = reached / reached.sum()
    by_hand = posterior @ (firm * -0.2 + (1 - firm) * 0.5)
    assert found.worth("B2 at 1", "resist") == pytest.approx(by_hand, abs=1e-12)


def test_the_branch_is_the_same_however_it_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    tree = bargaining((-1.0, 0.2, 0.9), (-1.5, -0.2), demands=(0.5, 1.0))
    along = logit_branch(tree, [8.0, 0.5, 2.0])
    assert [one.precision for one in along] == [0.5, 2.0, 8.0]
    (straight,) = logit_branch(tree, [8.0])

    def lost(*_: object) -> None:
        raise NotSolved("a fold", residual=1.0)

    monkeypatch.setattr(logit, "natural", lost)
    (by_arc,) = logit_branch(tree, [8.0])
    assert by_arc.branch.method == "arclength"
    for other in (along[-1], by_arc):
        assert other.choices == pytest.approx(straight.choices, abs=1e-9)


def test_a_wrong_point_does_not_pass() -> None:
    tree = bargaining()
    (found,) = logit_branch(tree, [2.0])
    off = found.worths + 1e-6
    assert certify_tree(tree, off, found.choices, 2.0).residual > 5e-7


def test_ask_by_name_and_show() -> None:
    found = bargaining().solve()
    with pytest.raises(BadValue, match="B9"):
        found.probability("B9 at 1", "resist")
    with pytest.raises(BadValue, match="unknown action 'flee'"):
        found.worth("A1", "flee")
    assert "<table" in found._repr_html_()
    assert "A1 at 1" in found._repr_html_()


def _two(one: float) -> Chance:
    return Chance((("x", one, End((0.0, 0.0))), ("y", 0.5, End((1.0, 0.0)))))


@pytest.mark.parametrize(
    ("root", "word"),
    [
        (_two(0.4), "add up to 1"),
        (Decision("there", {"a": End((0, 0))}), "unknown information set 'there'"),
        (Decision("here", {"a": End((0, 0)), "b": End((0, 1))}), "actions a, b"),
        (Decision("here", {"a": Decision("here", {"a": End((0, 0))})}), "perfect recall"),
        (Decision("here", {"a": End((0, float("nan")))}), "after here: a"),
        (_two(0.5), "no node of 'here'"),
    ],
)
def test_faults_name_their_place(root: Chance | Decision, word: str) -> None:
    with pytest.raises(BadValue, match=re.escape(word)):
        Tree("t", ("one", "two"), {"here": InformationSet(0, ("a",))}, root)


@pytest.mark.parametrize(
    "change",
    [
        {"chances_a": (0.5, 0.6)},
        {"chances_b": (1.0,)},
        {"demands": ()},
        {"demands": (1.0, 1.0)},
        {"fight_a": ()},
    ],
)
def test_bad_crises_are_refused(change: dict) -> None:
    with pytest.raises(BadValue):
        bargaining(**change)
    with pytest.raises(BadValue, match="precisions"):
        logit_branch(bargaining(), [0.0])


def test_gambits_file_of_a_tiny_tree() -> None:
    tree = bargaining((0.5,), (-2.0, 0.25), chances_b=(0.1, 0.9))
    lines = to_efg(tree).splitlines()
    assert lines[0] == 'EFG 2 R "bargaining" { "A" "B" }'
    assert lines[3:9] == [
        'p "" 1 1 "A1" { "wait" "demand 1" } 0',
        't "" 2 "" { 0.0, 0.0 }',
        'p "" 2 1 "B1 at 1" { "concede" "resist" } 0',
        't "" 3 "" { 1.0, -1.0 }',
        'p "" 1 2 "A1 at 1" { "back down" "stand firm" } 0',
        't "" 4 "" { -0.5, 0.5 }',
    ]


@given(crises())
@settings(max_examples=20, deadline=None)
def test_gambits_probabilities_add_up_exactly(tree: Tree) -> None:
    text = to_efg(tree)
    (chance,) = re.findall(r"^c .*$", text, flags=re.MULTILINE)
    shares = [Fraction(x) for x in re.findall(r'" (\S+?) (?="|\})', chance.partition("{")[2])]
    assert sum(shares) == 1
    assert len(shares) == len(tree.root.branches)
    assert len(re.findall(r"^t ", text, flags=re.MULTILINE)) == len(tree.ends.log_chance)
