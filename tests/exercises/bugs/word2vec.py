BUGS = [
    ("p.sum(dim=1, keepdim=True) * p.sum(dim=0)", "p.sum(dim=1, keepdim=True)"),
    ("found[0, 2] == 0", "found[0, 2] != 0"),
    ("has_shape(found, 2, 3)", "True"),
    ("pmi_table(10 * counts)", "pmi_table(counts)"),
    ("int(answer) not in (0, 1, 2)", "True"),
    ("== 3 and int(analogy(circle, 2, 1, 4)) == 0", "in range(5)"),
    ("int(analogy(longer, 0, 1, 2)) == 3", "True"),
    ("answer is not None and int(answer) in range(5)", "True"),
]
