BUGS = [
    ("hidden @ weight.T + visible_bias", "hidden @ weight.T"),
    ("torch.rand(8, math.prod(shape), generator=rng)", "torch.rand(8, math.prod(shape))"),
    ('"seed": seed}', '"seed": 0}'),
]
