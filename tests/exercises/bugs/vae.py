BUGS = [
    ("kl_divergence(Normal(mean, log_std.exp()), prior)", "kl_divergence(prior, Normal(mean, log_std.exp()))"),
    ("mean.square().sum(dim=1) / 2", "mean.square().sum(dim=1)"),
    ("weights.mean(dim=0).log()", "weights.log().mean(dim=0)"),
    ("weights.log() - 1000", "weights.log() - 10"),
]
