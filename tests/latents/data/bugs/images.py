BUGS = [
    ("self[order[first:]]", "self[order[-first:]]"),
    ("generator=torch.Generator().manual_seed(seed)", "generator=None"),
    ("self.grey_steps and 4 * self.grey_steps", "self.grey_steps"),
    ("F.avg_pool2d(self.pixels, 2)", "self.pixels[..., ::2, ::2]"),
]
