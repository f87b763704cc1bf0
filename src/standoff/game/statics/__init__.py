"""Comparative statics of the coercion game: what the articles say drives what, tested twice.

mechanisms, data/mechanisms.toml   each claim as a contrast, an outcome and a sign
prior                              drawing parameters that respect the articles' signs, or not
implied                            does the solved game have the sign, and in how many draws?
seen                               does the record have it? exact intervals from months
"""
