BUGS = [
    ("len(pixels) != math.prod(shape)", "len(pixels) < math.prod(shape)"),
    ('"big"', '"little"'),
    ("[:, None] / 255", "[:, None] / 256"),
]
