BUGS = [
    ("face = FILL", 'face = "white"'),
    ("patchA=patches[start]", "patchA=patches[end]"),
]
