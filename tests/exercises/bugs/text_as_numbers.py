BUGS = [
    ('joined == ["n", "ot", "_"]', "len(joined) < 5"),
    ('pieces == ["n", "o", "t", "_"]', "True"),
    ('== ["n", "o", "to", "o", "to"]', "is not None"),
    ('== ["aa", "aa", "a"]', "is not None"),
    ('== ["ab", "c", "d"]', "is not None"),
    ('plain == ["the", "food", "was", "good"]', "isinstance(plain, list)"),
    ('== ["it", "was", "not", "not_very", "not_good"]', "is not None"),
    ('== ["a", "knot", "noted", "nothing"]', "is not None"),
    ('== ["not", "not_bad", "i", "think", "not", "good"]', "is not None"),
]
