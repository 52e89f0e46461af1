BUGS = [
    ("range(words, 2 * words - 1)", "range(words, 2 * words - 2)"),
    ("second: (parent, -1)", "second: (parent, 1)"),
    ("few + more", "more"),
    ("steps[::-1]", "steps"),
    ("nodes - words", "nodes - words + 1"),
    ("turns * scores", "scores"),
    (" * turns.abs()).sum", ").sum"),
    ("-tree_log_probabilities", "tree_log_probabilities"),
    ("len(counts) < 2", "len(counts) < 1"),
    ("float(counts.min())", "float(counts.max())"),
    ("model.read(given)[:", "model.outputs[given][:"),
]
