"""Games with hidden information that are played once: trees, logit equilibria, Gambit's format."""
