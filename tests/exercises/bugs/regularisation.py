BUGS = [
    ("out.shape == values.shape", "True"),
    ("abs(float(dropped.float().mean()) - 0.2) < 0.02", "True"),
    ("abs(float(out.mean() / values.mean()) - 1) < 0.02", "True"),
    ("float(dropped.float().mean(dim=1).std()) < 0.08", "True"),
    ("not torch.equal(drop(values.clone(), 0.2), out)", "True"),
    ("abs(float(out[3]) + 0.9) < 1e-6", "True"),
    ("bool((out[1:3] == 0).all())", "True"),
    ("torch.allclose(shrink(weights.clone(), slope, 0.5, 0.2), expected)", "True"),
]
