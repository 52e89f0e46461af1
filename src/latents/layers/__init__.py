"""Layers that several models share, one file a kind."""
