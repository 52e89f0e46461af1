BUGS = [
    ("if not len(pictures):", "if False:"),
    ("require_matrix(pictures, math.prod(shape))", "require_matrix(pictures)"),
    ("require_matrix(components, math.prod(shape))", "require_matrix(components)"),
    ("if not 0 <= start <= len(components):", "if not 0 <= start < len(components):"),
    ("if not 0 <= start <= len(components):", "if not start <= len(components):"),
    ("components.abs().amax(dim=1)", "components.abs().amax()[None]"),
    (".clamp(min=1e-12) / LEVELS", " / LEVELS"),
    ("(components / scales[:, None]).round()", "(components / scales[:, None])"),
    ("(pictures - mean) @ components.T", "pictures @ components.T"),
    ("components[:count] for count in counts", "components[-count:] for count in counts"),
]
