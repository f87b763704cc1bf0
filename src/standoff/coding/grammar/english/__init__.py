"""English grammar: verbs told from nouns, clauses, phrases."""
