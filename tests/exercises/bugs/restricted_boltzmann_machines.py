BUGS = [
    ("torch.equal(filled[:, given], original[:, given])", "True"),
    ("torch.equal(start, original)", "True"),
    ("(found - expected).abs().sum() < 0.1", "True"),
    ("torch.equal(given[1], dreams)", "True"),
    ("(found + slope).abs().max() > 1e-9", "True"),
    ("(found - slope).abs().max() < 1e-9", "True"),
    ("data.clone()).abs().max() < 1e-9", "data.clone()).abs().max() < 9"),
]
