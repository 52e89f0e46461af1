BUGS = [
    ("learning_rate * factor)", "learning_rate)"),
    ("chains = ascend(rbm, rated, chains", "ascend(rbm, rated, chains"),
    ("chains if persistent else None", "chains"),
    ("chains = chains if persistent else hidden", "chains = hidden"),
    ("chains = chains if persistent else hidden", "chains = hidden if chains is None else chains"),
    ("weight.T, chains is not None", "weight.T.clone(), chains is not None"),
    ("flipped = coin_flips(chains)", "flipped = chains"),
    ("fantasies, chains, -rate", "fantasies, hidden, -rate"),
    ("n = len(v)", "n = len(visible)"),
    ("(h.T, ones, alpha=step / n)", "(h.T, ones, alpha=step)"),
    ("persistent else None", "persistent else coin_flips(chains)"),
    ("isinstance(batches, Batches) else batches", "isinstance(batches, Batches) else batches[:1]"),
]
