BUGS = [
    (".clamp_min(1e-3)", ""),
    ("up.flip(0)", "up"),
    ("norm(dim=1).argmin()", "norm(dim=1).argmax()"),
    ("var(dim=1).argmax()", "var(dim=1).argmin()"),
    ("codes[labels == label]", "codes[labels <= label]"),
]
