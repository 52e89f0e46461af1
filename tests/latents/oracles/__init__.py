"""Slow, obvious reference versions. They share no code with the package; most are plain loops."""
