BUGS = [
    ("pairwise((shape[0], *widths))", "pairwise((1, *widths))"),
    ("[nn.Conv2d(before, after, 4, stride=2, padding=1), nn.ReLU()]",
     "[nn.Conv2d(before, after, 4, stride=2, padding=1)]"),
    ("shape_after_halvings(shape, widths[::-1], code_size)", "shape_after_halvings(shape, widths, code_size)"),
    ("factor = 2 ** len(widths)", "factor = 2 * len(widths)"),
    ("height % factor or width % factor", "height % factor"),
]
