BUGS = [
    (".to(wide) * size", ".to(wide)"),
    ("len(batch if isinstance(batch, Tensor) else batch[0])", "len(batch)"),
    ("descent.zero_grad()", "None"),
    ("evaluate(model, held_out, loss)", "evaluate(model, batches, loss)"),
    ("if not math.isfinite(value)", "if math.isnan(value)"),
    ("1.0 + (to - 1.0) * done", "1.0 + (to - 1.0) * done**2"),
    ("start=(epoch - 1) * count", "start=0"),
    ('group.setdefault("initial_lr", group["lr"])', 'descent.defaults["lr"]'),
    ("if not factor >= 0", "if factor < 0"),
    ("watched(model, watch)", "watch(model)"),
    ('prefixed("watched", watched', 'prefixed("held-out", watched'),
]
