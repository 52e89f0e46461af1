BUGS = [
    ("beyond=places[-2:][0]", "beyond=places[-1]"),
    ("start=len(curves)", "start=0"),
]
