"""Time phrases of a text."""

from standoff.press.times.find import find_times

__all__ = ["find_times"]
