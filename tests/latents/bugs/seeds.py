BUGS = [
    ("torch.manual_seed(seed)", "torch.manual_seed(0)"),
    ("float(row[name]) for row in measured", "float(row[name]) for row in measured[:1] * len(measured)"),
]
