BUGS = [
    ("network(inputs), targets)", "network(inputs).softmax(-1), targets)"),
]
