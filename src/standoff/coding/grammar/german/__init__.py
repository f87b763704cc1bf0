"""German grammar: clauses by the verb bracket, phrases by article and capital."""
