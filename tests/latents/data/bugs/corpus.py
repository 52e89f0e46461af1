BUGS = [
    ("text.lower()", "text"),
    ("[a-z]+", "[a-z']+"),
    ("count >= at_least", "count > at_least"),
    ("(-frequent[word], word)", "(frequent[word], word)"),
    ("(-frequent[word], word)", "-frequent[word]"),
    ("if word in number", "if word in counts"),
    ("word.lower(), -1", "word, -1"),
    ("min(row) >= 0", "max(row) >= 0"),
    ("torch.tensor(known)", "torch.arange(len(known))"),
    ("counts[word] for word in words]", "counts[word] for word in counts]"),
]
