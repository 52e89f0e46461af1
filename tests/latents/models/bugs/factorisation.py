BUGS = [
    ("((approximation - data) ** 2).sum(dim=1)", "((approximation - data) ** 2)"),
    ("self.codes[rows]", "self.codes[: len(rows)]"),
    ("codes * (data @ parts.T)", "(data @ parts.T)"),
    (".clamp_min(smallest)", ".clamp_min(1)"),
    ("(data.mean() / code_size).sqrt()", "data.mean() / code_size"),
]
