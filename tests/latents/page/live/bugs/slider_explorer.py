BUGS = [
    ("(low + high) / 2 if", "low if"),
    ('"weight": decoder.components.T', '"weight": decoder.components.flip(0).T'),
    ("codes[slider, :, slider]", "codes[:, :, slider]"),
    ("nn.utils.skip_init(nn.Linear, code_size, pixels)", "nn.Linear(code_size, pixels)"),
]
