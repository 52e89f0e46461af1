BUGS = [
    ("(device.index or 0) >= ", "(device.index or 0) > "),
]
