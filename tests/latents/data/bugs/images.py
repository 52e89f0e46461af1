BUGS = [
    ("self[order[first:]]", "self[order[-first:]]"),
    ("generator=torch.Generator().manual_seed(seed)", "generator=None"),
]
