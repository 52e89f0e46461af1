BUGS = [
    ("sorted(merges, key=merges.get)", "merges"),
    ("if not idf.keys() & set(words(start)):", "if not words(start):"),
    ("by_value[float(value)]", "by_value[round(value)]"),
    ("if word in idf]", "]"),
    ("key=weights.get)[-SHOWN:]", "key=weights.get)[:SHOWN]"),
    ("dict.fromkeys(tokens)", "sorted(set(tokens))"),
    ("split_word(word, merges)", "split_word(word, {})"),
    ('"start": start,', '"start": start.lower(),'),
]
