BUGS = [
    ("word.lower(), -1", "word, -1"),
    ("min(row) >= 0", "max(row) >= 0"),
    ("torch.tensor(known)", "torch.arange(len(known))"),
    ("at_least=at_least", "at_least=1"),
    (").long()", ")"),
    ("len(sentence) for sentence", "len(set(sentence)) for sentence"),
    ("text < len(vocabulary)", "text <= len(vocabulary)"),
    ("text < len(vocabulary)", "text < len(vocabulary) - 1"),
    ("text[known], sentence[known]", "text[known], sentence[:len(text[known])]"),
]
