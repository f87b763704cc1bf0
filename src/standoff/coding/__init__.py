"""Room `coding`."""
