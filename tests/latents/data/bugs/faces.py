BUGS = [
    ("pixels.transpose(2, 3)", "pixels"),
]
