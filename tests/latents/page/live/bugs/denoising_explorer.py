BUGS = [
    ("if not 0 <= noise <= 1:", "if False:"),
    ("if pictures.shape[1] != math.prod(shape):", "if False:"),
    ("shared is not layers[0]", "False"),
    ("if linear.in_features != pixels:", "if False:"),
    ("weight.abs().max().clamp(min=1e-12)", "weight.max()"),
    ("weight.abs().max().clamp(min=1e-12)", "weight.abs().max()"),
    ("(weight / scale).round()", "(weight / scale)"),
    ("base64_floats(network.decoder.bias)", "base64_floats(0 * network.decoder.bias)"),
    ("noise * torch.randn(pictures.shape, generator=rng)", "noise * torch.rand(pictures.shape, generator=rng) - 5"),
    ("network(spoilt).view", "network(pictures).view"),
]
