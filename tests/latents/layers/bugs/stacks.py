BUGS = [
    ("layers[:-1]", "layers"),
    ("linear.weight.T, self.bias)", "linear.weight.T.detach(), self.bias)"),
    ("torch.zeros(linear.in_features)", "torch.randn(linear.in_features)"),
]
