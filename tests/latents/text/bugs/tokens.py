BUGS = [
    ("[^\\W_]+(?:'", "\\w+(?:'"),
    ("(?:'[^\\W_]+)*", "(?:'[^\\W_]*)*"),
    ('unicodedata.normalize("NFC", text)', "text"),
    ('joined.replace(CURVED, "\'")', "joined"),
    (".lower())", ")"),
    ("range(1, longest + 1)", "range(1, longest)"),
    ("len(tokens) - length + 1)", "len(tokens) - length)"),
    ("pair[1] >= at_least", "pair[1] > at_least"),
    ("(-pair[1], pair[0])", "-pair[1]"),
    ("self.ids.get(token, unknown)", "self.ids.get(token, 0)"),
]
