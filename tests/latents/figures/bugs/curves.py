BUGS = [
    ("np.mean(values), row", "np.median(values), row"),
    ("np.std(values, ddof=len(values) > 1)", "np.std(values)"),
    ("settings = sorted(by_setting)", "settings = list(by_setting)"),
    ("ddof=len(seeds) > 1", "ddof=0"),
    ("settings, mean - spread", "settings, mean"),
]
