"""Room sides."""
