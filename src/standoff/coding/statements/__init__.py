"""Room statements."""
