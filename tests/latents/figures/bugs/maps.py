BUGS = [
    ("(1 - y) * (side", "y * (side"),
    ("side = across * max(height, width)", "side = across * height"),
    ("if not place[..., 3].any()", "if not place[..., 0].any()"),
    ("chosen.median(dim=0).values", "codes.median(dim=0).values"),
]
