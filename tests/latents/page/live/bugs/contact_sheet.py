BUGS = [
    ("torch.linspace(0, len(texts) - 1,", "torch.linspace(0, len(texts) / 2,"),
    ("textwrap.fill(texts[i], 72 // columns)", "textwrap.fill(texts[i], 72)"),
    ("axes.flat[len(chosen) :]", "axes.flat[:0]"),
    ("-(-len(chosen) // columns)", "len(chosen)"),
]
