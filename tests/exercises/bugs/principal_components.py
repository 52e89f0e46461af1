BUGS = [
    ("(moved.norm() - 1).abs()", "(moved.norm() - 1)"),
    ("range(200)", "range(2)"),
    ("- 0.75).abs()", "- 0.75)"),
    ("data + 9 * (1 - mask)", "data + 9 * mask"),
    ("full - lost.sum() / 3", "full - lost.sum() / 4"),
    ("term.requires_grad", "term.isfinite()"),
]
