BUGS = [
    ("torch.stack([centres, contexts])", "torch.stack([contexts, centres])"),
    ("for dim in (1, 0)", "for dim in (0, 1)"),
    ("context = context**power", "context = context**0.75"),
    ("(word[row] * context[column])", "(word[column] * context[row])"),
    ("met * context.sum()", "met * word.sum()"),
    ("matrix.values() - shift", "matrix.values()"),
    ("above = values > 0", "above = values >= 0"),
    ("values[:size] ** exponent", "values[:size] ** 0.5"),
    ("left[:, :size] * values", "left[:, -size:] * values"),
    ("size > min(matrix.shape)", "size > max(matrix.shape) + 9"),
    ("min(size + 10, *matrix.shape)", "size - 1"),
]
