BUGS = [
    (".long() - 1", ".long()"),
    ("(pixels + 1) / 2", "pixels.clamp(0, 1)"),
    ("STEPS = 2000", "STEPS = 1000"),
]
