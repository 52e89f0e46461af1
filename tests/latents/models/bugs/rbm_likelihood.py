BUGS = [
    ("if len(large) < len(small)", "if len(large) > len(small)"),
    ("torch.cat(parts)", "parts[0]"),
    ("step / temperatures", "(step - 1) / temperatures"),
    ("torch.sigmoid(base)", "torch.sigmoid(rbm.visible_bias)"),
    ("visible = warm.gibbs(visible)", "pass"),
    ("- math.log(chains)", ""),
    ("spread / math.sqrt(chains)", "spread"),
    ("F.softplus(base).sum() + len(rbm.hidden_bias)", "F.softplus(base).sum() + len(rbm.visible_bias)"),
    ("torch.lerp(base, rbm.visible_bias, inverse)", "inverse * rbm.visible_bias"),
    ("F.logsigmoid(rbm.free_energy(flipped) - free_energy)", "F.logsigmoid(free_energy - rbm.free_energy(flipped))"),
    ("flipped = visible.clone()", "flipped = visible"),
]
