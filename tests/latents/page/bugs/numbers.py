BUGS = [
    ('"mean": written_mean(found.mean, found.spread) + behind', '"mean": written_mean(found.mean) + behind'),
    ("choose(of_column, key=of_column.get)", "min(of_column, key=of_column.get)"),
    ("choose(of_column, key=of_column.get)", "choose(of_column)"),
    ("if other == column", "if other != column"),
    ("if recorded is None", "if recorded is not None"),
]
