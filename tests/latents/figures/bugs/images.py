BUGS = [
    ("vmin=-1 if signed else 0, vmax=1", "vmax=1"),
    ("images.abs().amax(tuple(range(1, images.dim())), True)", "images.abs().max()"),
    ("(height + 1) / len(rows) - 1", "(height + 1) / len(rows)"),
    ("side = lines[0].shape[-1] + 1", "side = lines[0].shape[-1]"),
    ("np.nan_to_num(canvas).clip(0, 1)", "np.nan_to_num(canvas)"),
]
