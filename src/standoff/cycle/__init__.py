"""Room `cycle`."""
