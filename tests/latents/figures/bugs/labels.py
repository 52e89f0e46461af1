BUGS = [
    ("np.cumsum(tall) - tall / 2", "np.cumsum(tall)"),
    ("moved[order] = ", "moved[:] = "),
    ("across, up = point - beyond", "across, up = beyond - point"),
]
