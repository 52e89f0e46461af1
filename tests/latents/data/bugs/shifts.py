BUGS = [
    ("torch.randint(2 * most + 1, (2, count, 1))", "torch.randint(2 * most, (2, count, 1))"),
    ("torch.randint(2 * most + 1, (2, count, 1))", "torch.randint(2 * most + 1, (2, 1, 1)).expand(2, count, 1)"),
    ("torch.randint(2 * most + 1, (2, count, 1))", "torch.randint(2 * most + 1, (1, count, 1)).expand(2, count, 1)"),
    ("corners[1] + torch.arange(width", "corners[0] + torch.arange(width"),
    ("F.pad(pictures, [most] * 4)", "F.pad(pictures, [most] * 4, value=0.5)"),
    ("F.pad(pictures, [most] * 4)", 'F.pad(pictures, [most] * 4, mode="circular")'),
    ("columns[:, None]].movedim(-1, 1)", "columns[:, None]].movedim(-1, 1).flip(1)"),
    ("    require_count(\"most\", most)", "    pass"),
    ("if pictures.dim() != 4:", "if pictures.dim() < 2:"),
]
