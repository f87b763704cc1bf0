"""Room `press`."""
