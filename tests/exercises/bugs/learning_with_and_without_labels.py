BUGS = [
    ("distances[range(6), nearest] -= 1", "distances -= 1"),
    ("(features.sum(dim=1) == 1)", "(features.sum(dim=1) > 0)"),
    ("features.is_floating_point()", "features.isfinite().all()"),
    ("[copies[:100], new[:100]]", "[copies[:100], copies[:100]]"),
    ("copies[:5].repeat(20, 1)", "copies[:200].repeat(20, 1)"),
]
