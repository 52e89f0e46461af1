BUGS = [
    ("torch.randperm(len(images), generator=rng)", "torch.arange(len(images))"),
    ("generator=rng", "generator=None"),
]
