BUGS = [
    ('if page.find("{*}redirect") is None', 'if page.find("{*}text") is None'),
    ("torch.maximum(judged, judged.T)", "judged"),
    ('lines("lee.cor"), ', 'lines("lee.cor")[::-1], '),
    ("line[2:]", "line[1:]"),
]
