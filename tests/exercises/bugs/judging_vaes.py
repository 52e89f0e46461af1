BUGS = [
    ("mass(-logits)", "mass(logits)"),
    ("torch.log1p(logits.exp())", "torch.log1p((-logits).exp())"),
    ("torch.allclose(even, torch.full((3,), 0.5)", "torch.allclose(even[1:], torch.full((2,), 0.5)"),
    ("torch.tensor([100.0, 1000.0])", "torch.tensor([10.0, 100.0])"),
    ("generator=rng).double() - 1000", "generator=rng).double() - 10"),
    ("logs.logsumexp(dim=0) - math.log(12)", "logs.logsumexp(dim=0)"),
    ("logs.view(4, 3, 5).logsumexp(dim=1)", "logs.view(3, 4, 5).logsumexp(dim=0)"),
]
