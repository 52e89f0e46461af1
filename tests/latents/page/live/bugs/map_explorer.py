BUGS = [
    ("[1.0, -1.0]", "[1.0, 1.0]"),
    ("longest / WIDEST", "0.0"),
    ("[longest, longest", "[0.0, longest"),
    ("(1 + 2 * MARGIN) *", "1.0 *"),
    ("fill_diagonal_(torch.inf)", "fill_diagonal_(0)"),
    ("largest=False", "largest=True"),
    ("-len(images) % LINE", "LINE - len(images) % LINE"),
    ("0 <= start < len(images)", "start < len(images)"),
    ("require_same_length(images, labels)", "pass"),
    ("float(span[0] / span[1])", "float(span[1] / span[0])"),
    ('"start": start', '"start": 0'),
]
