BUGS = [
    ("np.mean(values)", "np.median(values)"),
    ("settings = sorted(by_setting)", "settings = list(by_setting)"),
    ("ddof=len(seeds) > 1", "ddof=0"),
    ("settings, mean - spread", "settings, mean"),
]
