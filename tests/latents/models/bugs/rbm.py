BUGS = [
    ("return -(visible @ self.visible_bias + h", "return (visible @ self.visible_bias + h"),
    ("F.softplus(inputs).sum(dim=1))", "F.softplus(inputs).mean(dim=1))"),
    ("hidden = coin_flips(self.hidden_probabilities(visible))", "hidden = self.hidden_probabilities(visible)"),
    ("visible = coin_flips(self.visible_probabilities(hidden))", "visible = self.visible_probabilities(hidden)"),
    ("torch.rand_like(probabilities).lt_", "torch.rand_like(probabilities[:1]).lt"),
    ("torch.rand_like(probabilities)", "torch.rand(probabilities.shape).to(probabilities.dtype)"),
]
