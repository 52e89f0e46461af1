BUGS = [
    ("strength * difference.square().mean() / 4", "strength * difference.square().mean()"),
    ("strength * difference.square().mean() / 4", "strength * difference.square().sum() / 4"),
    ("source.T.cov() - target.T.cov()", "source.cov() - target.cov()[:7, :7]"),
    ("strength * -(logs.exp() * logs)", "strength * (logs.exp() * logs)"),
    ("logs = network(target_images)", "logs = network(source_images)"),
    ("probability >= confidence", "probability <= confidence"),
    ("confidence: float = 0.9", "confidence: float = 0.8"),
    ("copy = deepcopy(network).eval()", "copy = network.eval()"),
    ("layer.momentum = 1.0", "layer.momentum = 0.1"),
    ("return copy.eval()", "return copy"),
]
