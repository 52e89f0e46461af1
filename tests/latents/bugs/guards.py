BUGS = [
    ("lowest.item() >= 0", "lowest.item() >= -1"),
    ("(data == 0) | (data == 1)", "(data >= 0) | (data <= 1)"),
    ("or value < 1", "or value < 0"),
    ("or term.dim()", ""),
    ("1 <= code_size <= min(shape)", "1 <= code_size <= max(shape)"),
    ("not torch.isfinite(data).all()", "torch.isnan(data).any()"),
    ("or math.isfinite(data.sum().item())", "or math.isfinite(data.max().item())"),
    ("not 1 <= value <= most", "not 0 <= value <= most"),
]
