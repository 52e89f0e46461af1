BUGS = [
    ("F.relu(values) if number else values, weight", "values, weight"),
    ("values.transpose(0, 1).flatten(0, 1)", "values.flatten(0, 1)"),
    ("unflatten(0, (-1, self.count)).transpose(0, 1)", "unflatten(0, (self.count, -1))"),
    ("layers[:-1]", "layers"),
    ("linear.weight.T, self.bias)", "linear.weight.T.detach(), self.bias)"),
    ("torch.zeros(linear.in_features)", "torch.randn(linear.in_features)"),
]
