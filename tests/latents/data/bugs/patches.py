BUGS = [
    ("height - size + 1", "height - size"),
    ("windows[picture, :, row, column]", "windows[picture, :, row, row]"),
    ("generator=rng", "generator=None"),
]
