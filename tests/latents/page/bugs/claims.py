BUGS = [
    ("half_width(spread, len(numbers)) if spread", "spread / math.sqrt(len(numbers)) if spread"),
    ("student.ppf(0.975, count - 1)", "student.ppf(0.95, count - 1)"),
    ("statistics.stdev(numbers)", "statistics.pstdev(numbers)"),
    ("else threshold - value", "else value - threshold"),
    ("(not only or chosen in only)", "not only"),
    ("if chosen in only:", "if holds:"),
    ('record["recorded"] = recorded.name', 'record["recorded"] = name'),
]
