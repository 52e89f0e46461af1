BUGS = [
    ('DEFAULT = "mnist_5k"', 'DEFAULT = "digits"'),
]
