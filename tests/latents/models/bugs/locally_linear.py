BUGS = [
    ("data.double()[rows] - data.double()[:, None]", "data.double()[rows]"),
    ("around @ around.mT", "around @ around.mT / 2 + 1"),
    ("trace > 0, trace, 1", "trace > 0, trace / neighbours, 1"),
    ("torch.where(trace > 0, trace, 1)", "trace"),
    ("solved / solved.sum(dim=1, keepdim=True)", "solved / solved.norm(dim=1, keepdim=True)"),
    ("scatter(1, rows, weights)", "scatter(0, rows, weights)"),
    ("missing.T @ missing", "missing @ missing.T"),
    ("vectors[:, 1 : size + 1]", "vectors[:, :size]"),
    ("len(data) ** 0.5 * vectors", "vectors"),
    ("gram = gram + ridge", "gram = gram + regularisation + 0 * ridge"),
]
