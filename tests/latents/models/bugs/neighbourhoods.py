BUGS = [
    ("points.double() - points.double().mean(dim=0)", "points.double()"),
    ("lengths - 2 * centred @ centred.T", "lengths - centred @ centred.T"),
    ("squares.clamp_min(0)", "squares"),
    (".masked_fill(itself, 0)", ""),
    (".fill_diagonal_(torch.inf)", ""),
    ("topk(neighbours, largest=False)", "topk(neighbours)"),
    ("squares.sqrt(), rows", "squares, rows"),
    ("shortest_path(links, directed=False)", "shortest_path(links, directed=True)"),
    ("(graph(squares, rows), directed=False)", "(graph(squares, rows), connection='strong')"),
    ("if pieces > 1", "if pieces > 2"),
]
