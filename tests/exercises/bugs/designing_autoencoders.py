BUGS = [
    ("not torch.allclose(answer, by_decoder)", "True"),
    ("torch.allclose(layer(zero), linear(zero))", "True"),
]
