"""Texts as numbers: tokens, counts, weights, pieces; pure functions without a model."""
