"""The codebook as data: which words say which move, and who does it to whom."""

from standoff.coding.codebook.entries import Codebook, Entry, load_codebook

__all__ = ["Codebook", "Entry", "load_codebook"]
