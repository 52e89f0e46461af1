BUGS = [
    ('record["results"])', "record)"),
    ("{day.day} {day:%B %Y}", "{day.month} {day:%B %Y}"),
    ('len(record["seeds"])', 'record["seeds"][-1]'),
    ("seconds / 60", "seconds / 100"),
]
