BUGS = [
    ("levels.permute(2, 0, 1)", "levels.permute(2, 1, 0)"),
    ("< 100", ">= 100"),
    ('"data/chelsea.png"', '"data/eagle.png"'),
]
