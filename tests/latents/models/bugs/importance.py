BUGS = [
    ("prior.log_prob(latents) - posterior.log_prob(latents)", "posterior.log_prob(latents) - prior.log_prob(latents)"),
    ("fits + prior_over_posterior.sum(dim=1)", "fits + prior_over_posterior.mean(dim=1)"),
    ("return fits + prior", "return fits - prior"),
    ("latents = posterior.rsample()", "latents = prior.sample((len(images),))"),
    ("rsample()", "sample()"),
    ("-log_mean_exp(weights).mean()", "-log_mean_exp(weights.mean(dim=1, keepdim=True)).mean()"),
    ("{\"importance bound\": -log_mean_exp(weights).mean()}", "{\"importance bound\": -weights.mean()}"),
    ("spread / math.sqrt(samples)", "spread"),
    ("(weights - value).exp().std(dim=0)", "weights.std(dim=0)"),
    ("- math.log(len(weights))", "- math.log(weights.shape[1])"),
]
