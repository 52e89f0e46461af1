BUGS = [
    ("half_width(found.spread, found.seeds) if", "found.spread / math.sqrt(found.seeds) if"),
    ("student.ppf(0.975, count - 1)", "student.ppf(0.95, count - 1)"),
    ("if upwards else threshold - found.mean", "if upwards else found.mean - threshold"),
    ('not holds and not record["elsewhere"]', "not holds and not only"),
    ("if not only or chosen in only:", "if not only or holds:"),
    ('record["recorded"] = recorded.name', 'record["recorded"] = name'),
    ("written(round(found.mean, places))", "written(found.mean)"),
    ("written(round(found.mean, places), 0.0)", "written(found.mean, found.spread)"),
]
