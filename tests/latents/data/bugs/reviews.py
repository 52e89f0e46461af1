BUGS = [
    ("MIDDLE = 3.0", "MIDDLE = 2.5"),
    ('"superb": 0.8', '"superb": 0.9'),
    ('"very": 1.5, "rather": 0.5', '"very": 0.5, "rather": 1.5'),
    ("generator=rng) < negated", "generator=rng) > negated"),
    ("torch.where(turned, -values, values)", "torch.where(turned, 0 * values, values)"),
    ("values.sum(dim=1)", "values.mean(dim=1)"),
    ("noise * torch.randn(count, generator=rng)", "noise * torch.rand(count, generator=rng)"),
    ("noise * torch.randn(count, generator=rng)", "noise**2 * torch.randn(count, generator=rng)"),
    ("turned.sum(dim=1))", "turned.any(dim=1).long())"),
    ('["not" if turned else "", [*DEGREES][degree]', '[[*DEGREES][degree], "not" if turned else ""'),
    ("    require_not_below_zero", "    # require_not_below_zero"),
]
