BUGS = [
    ("vmin=-1 if signed else 0, vmax=1, ", ""),
    ("images.abs().amax(tuple(range(1, images.dim())), True)", "images.abs().max()"),
    ("(height + 1) / len(rows) - 1", "(height + 1) / len(rows)"),
]
