BUGS = [
    ("clamp(min=1e-9).log()", "clamp(min=1e-9)"),
    ("spectrum(1 / (1 + torch.arange(BANDS)))", "spectrum(1 + torch.arange(BANDS))"),
    ("torch.arange(BANDS) % 4 == 1", "torch.arange(BANDS) % 4 == 2"),
    ("return 6 * sounding", "return sounding"),
    ("torch.rand(count, 1, FRAMES, generator=rng) < 1 / 6", "torch.rand(count, BANDS, FRAMES, generator=rng) < 1 / 6"),
    ("return BANDS * chosen", "return chosen"),
    ("powers / powers.mean(dim=(1, 2), keepdim=True)", "powers"),
    ("power = snr * word + noise", "power = word + snr * noise"),
    ("(loudness - low) / (high - low)", "loudness / high"),
    ("* 2 + 1]", "* 2 // 3]"),
    ("vocabulary()[labels] + higher", "vocabulary()[labels].flip(1) + higher"),
]
