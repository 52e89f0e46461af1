BUGS = [
    ("p.exp() * (p - both)", "q.exp() * (p - both)"),
    ("torch.sigmoid(p - q)", "torch.sigmoid(q - p)"),
    ("(means - mean) ** 2)).sqrt()", "(means - mean) ** 2))"),
    ("math.isclose(total, 1, abs_tol=1e-9)", "total > 0"),
    ('"start": list(start)', '"start": list(real[0][1:])'),
    ("Normal(mean, width).log_prob(at)", "Normal(mean, width**2).log_prob(at)"),
]
