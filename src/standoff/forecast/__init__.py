"""Room `forecast`."""
