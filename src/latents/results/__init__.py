"""Recorded experiments: what `make experiments` measured, as JSON."""
