BUGS = [
    ("F.relu(inner(at[:, None])) * kept / (1 - rate)", "F.relu(inner(at[:, None])) * kept / rate"),
    ("F.relu(inner(at[:, None])) * kept / (1 - rate)", "F.relu(inner(at[:, None]) * kept) / (1 - rate) ** 2"),
    ("F.relu(inner(at[:, None]))", "inner(at[:, None])"),
    ("(1 - rate) * kept, rate=rate", "kept, rate=rate"),
    ("index_fill(0, torch.tensor(unit), 0)", "index_fill(0, torch.tensor(0), 0)"),
    ("(inner.out_features,), 1 - rate)", "(inner.out_features,), 1.0)"),
    ('"inner": exported_linear(inner)', '"inner": exported_linear(outer)'),
    ('"points": base64_floats(points)', '"points": base64_floats(points.T)'),
    ("units > MOST_UNITS or not 0 < rate < 1", "units > MOST_UNITS or not 0 <= rate <= 1"),
]
