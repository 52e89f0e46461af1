BUGS = [
    ("torch.allclose(gradient, -0.3 * weights)", "bool(gradient.any())"),
    ("not gradient.any()", "True"),
    ("torch.allclose(weights, wanted, atol=1e-4)", "True"),
    ("bool((impossible >= 0).all())", "True"),
]
