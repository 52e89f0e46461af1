"""Executing the chapters: kernels, cache, and what a chapter depends on."""
