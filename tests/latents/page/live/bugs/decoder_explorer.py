BUGS = [
    (".clamp_min(1e-3)", ""),
    ("up.flip(0)", "up"),
    ("codes.mean(dim=0)", "codes[0]"),
]
