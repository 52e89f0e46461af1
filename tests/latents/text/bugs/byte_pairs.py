BUGS = [
    ("[*word, END] for word", "[*word] for word"),
    ("sign * counts[word]", "sign"),
    ("holders[pair].add(word)", "holders[pair] = {word}"),
    ("best = min(pair", "best = max(pair"),
    ("learnt[best] = len(learnt)", "learnt[best] = 0"),
    ("book(word, -1)", "pass"),
    ("while len(learnt) < merges and", "while len(learnt) <= merges and"),
    ("min(known, key=merges.get)", "max(known, key=merges.get)"),
    ("min(known, key=merges.get)", "known[0]"),
    ('joined[-1] = "".join(pair)', 'joined[-1] = "".join(pair[::-1])'),
    ("default=0)) > 0", "default=0)) > 1"),
]
