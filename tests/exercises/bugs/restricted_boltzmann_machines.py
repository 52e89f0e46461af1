BUGS = [
    ("torch.equal(filled[:, given], original[:, given])", "True"),
    ("torch.equal(start, original)", "True"),
    ("(found - expected).abs().sum() < 0.1", "True"),
    ("balance.abs().max() < 1e-9", "balance.abs().max() < 9"),
    ("has_shape(there, 1000)", "True"),
]
