BUGS = [
    (".to(wide) * size", ".to(wide)"),
    ("len(batch if isinstance(batch, Tensor) else batch[0])", "len(batch)"),
    ("descent.zero_grad()", "None"),
    ("evaluate(model, held_out, loss)", "evaluate(model, batches, loss)"),
    ("if not math.isfinite(value)", "if math.isnan(value)"),
]
