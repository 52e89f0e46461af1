BUGS = [
    ("[..., cut:] if test else whole.pixels[..., :cut]", "[..., :cut] if test else whole.pixels[..., cut:]"),
    ("[..., cut:] if test", "[..., :] if test"),
    ("SHARE = 0.7", "SHARE = 0.9"),
    ("rng = torch.Generator().manual_seed(seed)", "rng = torch.Generator().manual_seed(0)"),
    ("rows = chosen == place", "rows = chosen != place"),
    ("torch.randint(len(COLOURED), (count,)", "torch.randint(3, (count,)"),
]
