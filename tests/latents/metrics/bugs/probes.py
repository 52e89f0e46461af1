BUGS = [
    ("(test_features - centre)", "(test_features - test_features.mean(dim=0))"),
]
