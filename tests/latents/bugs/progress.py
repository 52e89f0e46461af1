BUGS = [
    ("if self.prints and error is None", "if self.prints"),
]
