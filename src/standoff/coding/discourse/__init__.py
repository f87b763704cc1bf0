"""Room discourse."""
