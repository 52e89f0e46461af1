BUGS = [
    ('or "digits"', 'or "mnist"'),
]
