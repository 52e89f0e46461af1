BUGS = [
    ("torch.linspace(learning_rate, final_rate, epochs)", "torch.linspace(learning_rate, final_rate, epochs + 1)"),
    ("chains = ascend(rbm, source, chains", "ascend(rbm, source, chains"),
    ("chains = None if chains is None else wandering", "chains = wandering"),
    ("wandering = hidden if chains is None else chains", "wandering = hidden"),
    ("weight.T, None", "weight.T.clone(), None"),
    ("flipped = coin_flips(wandering)", "flipped = wandering"),
    ("-rate / len(fantasies)", "-rate / len(visible)"),
    ("v.new_full((len(v),), share)", "v.new_full((len(v),), rate)"),
    ("    return chains", "    return chains if chains is None else coin_flips(chains)"),
]
