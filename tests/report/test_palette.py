"""The palette can be read in light and dark, and by readers who do not see red or green."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from standoff.report.palette import chart_rules, light, roles

PAPERS = ("page.paper", "page.card")
# Machado, Oliveira & Fernandes 2009, severity 1: what a deuteranope and a protanope see.
SIGHTS = {
    "full": np.eye(3),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
         [-0.011820, 0.042940, 0.968881]]
    ),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
         [-0.003882, -0.048116, 1.051998]]
    ),
}  # fmt: skip


def linear(colour):
    values = np.array([int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)])
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def contrast(a, b):
    weights = np.array([0.2126, 0.7152, 0.0722])
    low, high = sorted(float(linear(colour) @ weights) for colour in (a, b))
    return (high + 0.05) / (low + 0.05)


def lab(rgb):
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    ratio = np.clip(xyz @ rgb, 0, None) / np.array([0.9505, 1.0, 1.089])
    f = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def test_light_colours_differ_so_that_a_drawing_can_turn_dark():
    colours = [pair[0] for pair in roles().values()]
    assert len(set(colours)) == len(colours)
    for role, pair in roles().items():
        assert f'[fill="{pair[0]}"]' in chart_rules(), role


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
def test_text_and_marks_stand_out_from_the_paper(mode):
    for role, pair in roles().items():
        section, name = role.split(".")
        texts = section == "verdict" or name in ("ink", "muted", "link")
        least = 4.5 if texts else 3.0 if section in ("groups", "phases") else 0.0
        for paper in PAPERS if least else ():
            found = contrast(pair[mode], roles()[paper][mode])
            assert found >= least, f"{role} on {paper}: {found:.2f}"
    assert contrast(roles()["page.ink"][mode], roles()["page.mark"][mode]) >= 7


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
def test_counts_stand_out_from_their_cells(mode):
    for step in range(5):
        ink = roles()[f"step_ink.{'on_deep' if step > 2 else 'on_pale'}"][mode]
        assert contrast(ink, roles()[f"steps.step{step}"][mode]) >= 3.4, step


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("section", ["groups", "verdict"])
def test_series_stay_apart_whatever_one_sees(section, sight, mode):
    seen = {
        role: lab(np.clip(SIGHTS[sight] @ linear(pair[mode]), 0, 1))
        for role, pair in roles().items()
        if role.startswith(section)
    }
    for a, b in combinations(seen, 2):
        apart = float(np.linalg.norm(seen[a] - seen[b]))
        assert apart >= 11, f"{a} and {b}: {apart:.1f}"


def test_an_unknown_role_falls_back():
    assert light("phases.frenzy", "phases.other") == roles()["phases.other"][0]
    assert light("groups.frenzy", "groups.other") == roles()["page.ink"][0]
