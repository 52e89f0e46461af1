BUGS = [
    ("places.unsqueeze(-3)", "places.unsqueeze(0)"),
    ("0.55 * span, middle", "0.5 * span, middle"),
    ("float(span.max() / 2)", "float(span.max())"),
    ("* LEVELS).round()", "* LEVELS)"),
    ("frame % len(layer.places)", "0"),
    ("frame % len(layer.classes)", "0"),
    ("int(layer.classes.max()) + 1", "0"),
    ('if number else "0.6"', 'if layer.name else "0.6"'),
]
