"""Grammar of German and English, as far as a coder needs it: forms, clauses, phrases."""
