BUGS = [
    ("traces - 2 * overlap", "traces - overlap"),
    ("frequencies.log2()", "frequencies.log()"),
]
