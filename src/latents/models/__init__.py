"""Models, one file a family: the nouns, then what they minimise, then how they are
scored.
"""
