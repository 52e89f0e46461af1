BUGS = [
    ("out.shape == images.shape", "True"),
    ("torch.equal(given, images)", "True"),
    ("bool(((out == 0) | (out == 1))[hit].all())", "True"),
    ("abs(float(hit.float().mean()) - 0.2) < 0.02", "True"),
    ("abs(float(out[hit].mean()) - 0.5) < 0.05", "True"),
    ("float(hit.float().mean(dim=1).std()) < 0.08", "True"),
    ("out.shape == (4,)", "True"),
    ("torch.allclose(at_zero, weight.square().sum().expand(2))", "True"),
    ("torch.allclose(out, slopes.square().sum(dim=(1, 2)), rtol=1e-4)", "True"),
]
