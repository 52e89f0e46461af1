BUGS = [
    ("[nn.Conv2d(before, after, 4, stride=2, padding=1), nn.ReLU()]",
     "[nn.Conv2d(before, after, 4, stride=2, padding=1)]"),
    ("shape_after_halvings(shape, widths[::-1], code_size)", "shape_after_halvings(shape, widths, code_size)"),
    ("[nn.BatchNorm2d(after)] if layers else []", "[nn.BatchNorm2d(after)]"),
    ("nn.LeakyReLU(0.2)", "nn.LeakyReLU()"),
    ("*layers, nn.Sigmoid()", "*layers"),
    ("shape_after_halvings(shape, widths[::-1], latent_size)", "shape_after_halvings(shape, widths, latent_size)"),
    ("factor = 2 ** len(widths)", "factor = 2 * len(widths)"),
    ("height % factor or width % factor", "height % factor"),
]
