BUGS = [
    ("-cos * across - sin * down", "cos * across - sin * down"),
    ("sin * across - cos * down", "-sin * across - cos * down"),
    ("angle.cos() / size, angle.sin() / size", "angle.cos() * size, angle.sin() * size"),
    ("torch.maximum(ink, intruder)", "torch.minimum(ink, intruder)"),
    ("for side in (-1, 1) if neighbours", "for side in (1, 1) if neighbours"),
    ("stencils()[font, label]", "stencils()[font, label.flip(0)]"),
    ("uniform(1) < dark_on_light", "uniform(1) > dark_on_light"),
    ("(crops.pixels - 0.5) / 2", "(crops.pixels - 0.5)"),
    ("digits.pixels * (paint - wall)", "digits.pixels * paint"),
    ("(CANVAS - ink.width) // 2", "CANVAS - ink.width"),
    ("round(100 * HEIGHT / (bottom - top))", "round(100 * HEIGHT / bottom)"),
    ("glyphs(len(crops), neighbours=True, seed=seed)", "glyphs(len(crops), neighbours=True)"),
]
