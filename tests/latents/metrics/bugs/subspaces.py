BUGS = [
    ("subspace_angles(first.T, second.T)", "subspace_angles(first.T, first.T)"),
]
