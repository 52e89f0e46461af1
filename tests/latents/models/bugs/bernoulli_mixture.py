BUGS = [
    ("given.T @ images + smoothing", "given.T @ images"),
    ("+ 2 * smoothing)", "+ smoothing)"),
    ("(counts + 1) / (len(images) + components)", "counts / len(images)"),
    ("(counts + 1) / (len(images) + components)", "(counts + 1) / len(images)"),
    (".softmax(dim=1)  # p(k|x)", ".softmax(dim=0)  # p(k|x)"),
    ("(-self.means).log1p()", "-self.means.log()"),
    ("(ink - none).T", "ink.T"),
    ("none.sum(dim=1) + self.shares.log()", "self.shares.log()"),
    ("none.sum(dim=1) + self.shares.log()", "none.sum(dim=1)"),
    (".logsumexp(dim=1)", ".mean(dim=1)"),
    ("guesses == guesses.amax(dim=1, keepdim=True)", "guesses < 2"),
]
