BUGS = [
    ("torch.pi / 4", "torch.pi / 8"),
    ("torch.linspace(-4, 4, 5)", "torch.linspace(-2, 2, 5)"),
    ("+ deviation * noise", "+ deviation**2 * noise"),
    ("torch.randn(count, 2, generator=rng)", "torch.randn(count, 2)"),
    ("torch.randint(len(centres)", "torch.randint(len(centres) - 1"),
]
