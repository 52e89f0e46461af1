BUGS = [
    ("tril(diagonal=-1)", "triu(diagonal=1)"),
    ("tril(diagonal=-1)", "tril()"),
    ("self.weight.tril(diagonal=-1))", "self.weight)"),
    ("torch.zeros(size, size)", "torch.ones(size, size)"),
    ("images, self.before.T", "images, self.before"),
    ("torch.addmm(self.logits, images", "torch.addmm(-self.logits, images"),
    ("require_binary(images)", "pass"),
    ("self.logits[:, pixel] + images", "images"),
    ("images @ weights", "images @ self.before[0]"),
    ("is_binary=True).bernoulli()", "is_binary=True).round()"),
]
