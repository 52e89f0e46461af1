BUGS = [
    ("size - side + 1", "size - side"),
    ("torch.maximum(", "torch.add("),
    ("side * 3 // 8", "3"),
]
