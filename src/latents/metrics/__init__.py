"""Scores: tensors in, numbers out."""
