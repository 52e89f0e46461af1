BUGS = [
    ('name.endswith(".txt")', 'not name.endswith("/")'),
    ('.decode("latin-1")', '.decode("utf8", "replace")'),
    ('== "pos"', '== "neg"'),
    ("sorted(name for", "list(name for"),
    ("except zipfile.BadZipFile", "except zipfile.LargeZipFile"),
]
