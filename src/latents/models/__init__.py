"""Models, one file per family.

The nouns, then what they minimise, then how they are scored.
"""
