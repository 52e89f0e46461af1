BUGS = [
    ("{value:.{digits}g}", "{value:.{digits}f}"),
    ("if recorded is not None", "if recorded is None"),
]
