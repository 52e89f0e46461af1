"""Data sets: pure functions that return `Images`."""
