"""Room speech."""
