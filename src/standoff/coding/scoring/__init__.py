"""Scoring codings against a gold file: pairing, measures, and the page of scores."""

from standoff.coding.scoring.score import score_codings, score_files

__all__ = ["score_codings", "score_files"]
