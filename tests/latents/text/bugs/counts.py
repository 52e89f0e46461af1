BUGS = [
    ("known = ids < len(vocabulary)", "known = ids < len(vocabulary) - 1"),
    ("(counts > 0).sum(axis=0)", "counts.sum(axis=0)"),
    ("(1 + counts.shape[0]) / (1 + holding)) + 1", "counts.shape[0] / holding) + 1"),
    ("(1 + counts.shape[0]) / (1 + holding)) + 1", "(1 + counts.shape[0]) / (1 + holding))"),
    ("weighted = counts @ diags_array(idf)", "weighted = counts @ diags_array(idf**2)"),
    ("np.sqrt((weighted**2).sum(axis=1))", "weighted.sum(axis=1)"),
    ("np.where(lengths > 0, lengths, 1)", "np.maximum(lengths, 1)"),
    ("can_be_missed = rest >= length", "can_be_missed = rest > length"),
    ("- gammaln(rest - length + 1)", "- gammaln(rest - length + 2)"),
    ("+ gammaln(total - length + 1)", "- gammaln(total - length + 1)"),
    ("float(len(counts) - missed.sum())", "float(len(rest) - missed.sum())"),
    ("if length > total:", "if length > 2 * total:"),
]
