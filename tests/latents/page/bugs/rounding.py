BUGS = [
    ('startswith("1")', 'startswith("2")'),
    ("statistics.stdev(numbers)", "statistics.pstdev(numbers)"),
    ("return 0 if float(value).is_integer() else 2 - _order(value)", "return 2 - _order(value)"),
    ("+ 0.0  # no negative zero", "  # no negative zero"),
    ('if scaled else "" if spread is None else "0"', 'if scaled else ""'),
    ("{value:,.6g}", "{value:,.3g}"),
    ("{spread:.2e}", "{spread:.0e}"),
]
