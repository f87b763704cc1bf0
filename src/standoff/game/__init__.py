"""Room `game`."""
