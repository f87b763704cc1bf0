"""Room `record`."""
