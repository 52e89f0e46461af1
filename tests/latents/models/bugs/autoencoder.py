BUGS = [
    (".sum(dim=1).mean()", ".mean()"),
    ("with_logits(logits, images", "with_logits(logits.sigmoid(), images"),
    ("output.shape != images.shape", "len(output) != len(images)"),
    ("mlp(*reversed(sizes)", "mlp(sizes[-1], sizes[0]"),
    ("mlp(*sizes, activation=activation)", "mlp(*sizes)"),
]
