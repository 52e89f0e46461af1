BUGS = [
    ("probabilities.max(dim=1)", "probabilities.min(dim=1)"),
    ("confidence.argsort(stable=True)", "confidence.argsort(stable=True, descending=True)"),
    ("confidence.argsort(stable=True)", "torch.arange(len(labels))"),
    ("(said == labels)", "(said != labels)"),
    ("(confidence - accuracy).abs().mean()", "(confidence - accuracy).mean().abs()"),
    ("(confidence - accuracy).abs().mean()", "(confidence - accuracy).square().mean()"),
    ("(confidence - accuracy).abs().mean()", "(confidence - accuracy).abs().max()"),
    ("square().sum(dim=1).mean()", "square().mean()"),
    ("square().sum(dim=1).mean()", "abs().sum(dim=1).mean()"),
    ("    if bins > len(labels):", "    if bins > 10 * len(labels):"),
]
