BUGS = [
    ("traces - 2 * overlap", "traces - overlap"),
    ("frequencies.log2()", "frequencies.log()"),
    ("fake[beside_their_copies(real, fake)], 0", "fake, 0"),
    (".pop(0)] = number", "[0]] = number"),
    ("judge.predict(fake[unseen])", "judge.predict(fake[known][: len(unseen)])"),
]
