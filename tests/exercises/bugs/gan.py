BUGS = [
    ("abs(equal + math.log(4)) < 1e-6", "True"),
    ("abs(value(p, q) - by_hand) < 1e-6", "True"),
    ("abs(apart) < 1e-6", "True"),
    ("real.square().sum(dim=1).mean() / 2,", "fake.square().sum(dim=1).mean() / 2,"),
    ("bool(learned) and learned[0] is not None and", "True or"),
]
