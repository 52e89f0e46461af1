BUGS = [
    ("face = FILL", 'face = "none"'),
    ("patchA=tail_patch", "patchA=head_patch"),
    ("min(0.75, 6 / (right - left))", "6 / (right - left)"),
    ("(seen.x0 + seen.x1) / 2", "drawn[start][0].x"),
]
