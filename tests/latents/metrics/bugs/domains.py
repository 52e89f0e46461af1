BUGS = [
    ("2 * (1 - 2 * error)", "2 * (1 - error)"),
    ("missed = 1 - judge", "missed = judge"),
    ('class_weight="balanced"', "class_weight=None"),
    ("scale = rows.mean(dim=0), rows.std(dim=0).clamp(min=1e-6)", "scale = rows.mean(dim=0), 1.0"),
    ("[0] * len(source) + [1] * len(target)", "[1] * len(source) + [0] * len(target)"),
]
