BUGS = [
    ("3 * deviation", "2 * deviation"),
    ("modes[modes >= 0].unique()", "modes.unique()"),
    ("nearest.indices, -1)", "nearest.indices, 0)"),
    ("deviation=deviation) >= 0)", "deviation=deviation) > 0)"),
]
