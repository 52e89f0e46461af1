BUGS = [
    ("frames[frame].split(columns)", "frames[0].split(columns)"),
    ("return count // len(rows)", "return len(rows)"),
    ('f"{name} {short(curve[i])}"', 'f"{name} {short(curve[0])}"'),
    ("start % len(texts)", "start"),
    ("len(self.element) > HEAVIEST", "len(data) > HEAVIEST"),
    ("(right - left) / (top - bottom)", "(top - bottom) / (right - left)"),
]
