BUGS = [
    ("balance.abs().max() < 1e-9", "balance.abs().max() < 9"),
    ("has_shape(there, 1000)", "True"),
    ("torch.equal(given, visible)", "True"),
    ("(found <= 0).all()", "True"),
    ("sum(dim=0)).abs().max() < 1e-9", "sum(dim=0)).abs().max() < 99"),
]
