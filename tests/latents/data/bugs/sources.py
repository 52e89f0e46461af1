BUGS = [
    ("address + name: checksum", "address: checksum"),
]
