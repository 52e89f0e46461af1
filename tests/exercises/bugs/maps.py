BUGS = [
    ("float(first) > 0", "True"),
    ("abs(reached(squares, first) - 3) < 1e-3", "True"),
    ("abs(reached(squares, wider) - 6) < 1e-3", "True"),
    ("math.isclose(scaled, first / 1e4, rel_tol=1e-2)", "True"),
    ("math.isclose(far, first, rel_tol=1e-2)", "True"),
    ("abs(float(same) - 1) < 1e-6", "True"),
    ("float(kept_neighbours(data, torch.randn(30, 2), 1)) < 0.3", "True"),
    ("abs(float(kept_neighbours(data, away, 5)) - sum(expected) / 30) < 1e-6", "True"),
    ("abs(float(doubled) - 1) < 1e-6", "True"),
]
