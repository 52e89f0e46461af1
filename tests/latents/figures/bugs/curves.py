BUGS = [
    ("np.mean(values)", "np.median(values)"),
]
